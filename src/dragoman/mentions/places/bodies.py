"""Names of organisations, so that no place is found inside them: the Washington Post, the Minsk Group, NATO."""

import functools

from dragoman.mentions.places.names import key
from dragoman.vocab.organisations import organisations


@functools.cache
def body_names() -> frozenset[str]:
    """Keys of all names and abbreviations of the organisations that the vocabulary knows, in all languages."""
    named = (names for body in organisations().values() for names in body.names.values())
    items = (item for names in named for item in (*names.full, *names.abbr))
    return frozenset(key((item if isinstance(item, str) else item.name).replace("|", "")) for item in items)

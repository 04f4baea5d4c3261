"""Words for one deed, by language: `earthquake` and `quake`, `arrest` and `detain`."""

import functools

from dragoman.errors import BadVocabulary
from dragoman.vocab import files

_NAME = "deeds.yaml"


@functools.cache
def deeds(language: str) -> tuple[tuple[str, ...], ...]:
    """Groups of words and phrases that name one deed; empty where a language has none yet. Raises BadVocabulary for an empty word."""
    groups = files.load(_NAME, dict[str, tuple[tuple[str, ...], ...]]).get(language, ())
    for group in groups:
        if not group or not all(word.strip() for word in group):
            raise BadVocabulary(f"vocabulary file {_NAME}: an empty word or line: {group}")
    return groups

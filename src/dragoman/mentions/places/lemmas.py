"""Dictionary forms that an inflected name may have: endings cut and changed as `languages.yaml` says."""

import functools
from collections.abc import Iterator

from dragoman.vocab import files

_MOST = 14
_SHORTEST_STEM = 3


@functools.cache
def _changes(language: str) -> dict[str, tuple[str, ...]]:
    """Ending -> what the dictionary form ends in instead."""
    entry = files.raw("languages.yaml")["languages"].get(language, {})
    found: dict[str, set[str]] = {}
    paradigms = entry.get("paradigms", {})
    if language in ("ru", "uk"):
        for base, endings in paradigms.items():
            for ending in endings:
                found.setdefault(ending, set()).add(base)
    elif language in ("tr", "kk", "az"):
        for ending in entry.get("endings", {}).get("noun", ()):
            found.setdefault(ending, set()).add("")
    return {ending: tuple(sorted(bases)) for ending, bases in found.items()}


def inflects(language: str) -> bool:
    """Whether names change their endings in the language."""
    return bool(_changes(language))


@functools.lru_cache(maxsize=20_000)
def lemmas(word: str, language: str) -> tuple[str, ...]:
    """The word and the dictionary forms it may come from, at most a dozen or so, the word itself first."""
    return tuple(dict.fromkeys((word, *_cut(word, language))))[:_MOST]


def _cut(word: str, language: str) -> Iterator[str]:
    changes = _changes(language)
    for size in range(min(9, len(word) - _SHORTEST_STEM), 0, -1):
        for base in changes.get(word[-size:], ()):
            yield word[:-size] + base
    for base in changes.get("", ()) if language in ("ru", "uk") else ():
        yield word + base

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


@functools.cache
def inflects(language: str) -> bool:
    """Whether names change their endings in the language."""
    return bool(_changes(language))


@functools.lru_cache(maxsize=20_000)
def lemmas(word: str, language: str) -> tuple[str, ...]:
    """The word and the dictionary forms it may come from, at most a dozen or so, the word itself first."""
    return tuple(dict.fromkeys((word, *_cut(word, language))))[:_MOST]


# Dictionary endings of adjectives, which agree with the noun behind them: в Нижнем Новгороде, Чёрного моря.
_ADJECTIVES = {"ru": ("ий", "ый", "ой", "ая", "яя", "ое", "ее", "ые", "ие"), "uk": ("ий", "ій", "а", "я", "е", "є", "і")}
_MOST_PHRASES = 60


@functools.lru_cache(maxsize=20_000)
def phrases(name: str, language: str) -> tuple[str, ...]:
    """The dictionary forms of a name of one or more words: the last word is taken apart, an adjective before it too."""
    head, _, last = name.rpartition(" ")
    forms = lemmas(last, language)
    if not head:
        return forms
    front, _, adjective = head.rpartition(" ")
    heads = [f"{front} {form}".strip() for form in _adjectives(adjective, language)]
    return tuple([f"{form} {tail}" for form in heads for tail in forms][:_MOST_PHRASES])


def _adjectives(word: str, language: str) -> tuple[str, ...]:
    endings = _ADJECTIVES.get(language)
    if endings is None:
        return (word,)
    return (word, *[form for form in lemmas(word, language)[1:] if form.endswith(endings)][:6])


def _cut(word: str, language: str) -> Iterator[str]:
    changes = _changes(language)
    for size in range(min(9, len(word) - _SHORTEST_STEM), 0, -1):
        for base in changes.get(word[-size:], ()):
            yield word[:-size] + base
    for base in changes.get("", ()) if language in ("ru", "uk") else ():
        yield word + base

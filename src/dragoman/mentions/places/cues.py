"""What the vocabulary says about places in a language: words before and behind them, titles, bodies, features, abbreviations."""

import functools
from typing import Any

import msgspec

from dragoman.vocab import files

_EXACT = ("titles", "bodies", "begins", "civic", "numbered", "directions", "given")


class Data(msgspec.Struct, frozen=True, kw_only=True):
    """A file of vocab/data/places as written: see the head of `en.yaml` for what each field means."""

    language: str
    checked: str
    before: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    speech: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    civic: tuple[str, ...] = ()
    groups: dict[str, str] = {}
    features: dict[str, tuple[str, ...]] = {}
    leading: dict[str, str] = {}
    numbered: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    states: dict[str, str] = {}
    countries: dict[str, str] = {}
    given: tuple[str, ...] = ()
    aliases: dict[str, str] = {}
    hints: dict[str, tuple[str, ...]] = {}


class Cues(msgspec.Struct, frozen=True, kw_only=True):
    """The same as sets. Words that are matched with their capitals keep them; the others are folded. `explained` are the words of
    offices, bodies and features: a name with one of them is no person's."""

    language: str
    before: frozenset[str]
    strong: frozenset[str]
    inside: frozenset[str]
    titles: frozenset[str]
    speech: frozenset[str]
    bodies: frozenset[str]
    begins: frozenset[str]
    civic: frozenset[str]
    groups: dict[str, str]
    features: dict[str, str]
    leading: dict[str, str]
    numbered: frozenset[str]
    directions: frozenset[str]
    common: frozenset[str]
    generic: frozenset[str]
    states: dict[str, str]
    countries: dict[str, str]
    given: frozenset[str]
    aliases: dict[str, str]
    hints: dict[str, tuple[str, ...]]
    explained: frozenset[str]


@functools.cache
def cues(language: str) -> Cues:
    """The cues of a language; empty where it has no file, so that its places are found by name alone."""
    name = f"places/{language}.yaml"
    data = files.load(name, Data) if files.exists(name) else Data(language=language, checked="")
    folded: dict[str, Any] = {field: _low(getattr(data, field)) for field in ("before", "strong", "inside", "speech", "common", "generic")}
    exact: dict[str, Any] = {field: frozenset(getattr(data, field)) for field in _EXACT}
    features = {word: kind for kind, words in data.features.items() for word in words}
    told: dict[str, Any] = {field: getattr(data, field) for field in ("groups", "leading", "aliases", "hints", "states", "countries")}
    words = ("civic", "bodies", "leading", "directions", "states", "countries")
    explained = frozenset(features).union(*(getattr(data, field) for field in words))
    return Cues(language=language, features=features, explained=explained, **folded, **exact, **told)


def _low(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)

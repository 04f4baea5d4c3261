"""Words by which the press names commitments, from `commitment_words.yaml`, compiled for one pass over a sentence."""

import functools
from collections.abc import Iterator

import msgspec

from dragoman.vocab import files
from dragoman.vocab.terms import Terms, fold


class Sense(msgspec.Struct, frozen=True):
    """What a word is: a list of the file (`instrument`, `step`, `member` ...) and, where it has kinds, which one."""

    role: str
    kind: str = ""


class Words(msgspec.Struct, frozen=True, kw_only=True, rename={"with_": "with"}):
    """One language's words; the file's own comments say what each list is for."""

    instruments: dict[str, tuple[str, ...]]
    special: dict[str, tuple[str, ...]]
    steps: dict[str, tuple[str, ...]]
    acts: dict[str, tuple[str, ...]]
    scopes: tuple[str, ...]
    forces: tuple[str, ...]
    member: tuple[str, ...]
    belongs: tuple[str, ...]
    observer: tuple[str, ...]
    includes: tuple[str, ...]
    within: tuple[str, ...]
    joins: tuple[str, ...]
    leaves: tuple[str, ...]
    accession: tuple[str, ...]
    links: tuple[str, ...]
    led: tuple[str, ...]
    with_: tuple[str, ...]
    between: tuple[str, ...]
    linked: tuple[str, ...]
    articles: tuple[str, ...]
    joint: tuple[str, ...]
    same_day: tuple[str, ...]
    clause: tuple[str, ...]
    charter: tuple[str, ...]
    unclaused: tuple[str, ...]
    verb_last: bool = False


class _File(msgspec.Struct):
    languages: dict[str, Words]


_KINDED = {"instruments": "instrument", "special": "special", "steps": "step", "acts": "act"}
_PLAIN = (
    "scopes",
    "forces",
    "member",
    "belongs",
    "observer",
    "includes",
    "within",
    "joins",
    "leaves",
    "accession",
    "led",
    "between",
    "joint",
    "same_day",
    "clause",
    "charter",
    "unclaused",
)


@functools.cache
def _languages() -> dict[str, Words]:
    return files.load("commitment_words.yaml", _File).languages


@functools.cache
def terms(language: str) -> Terms[Sense] | None:
    """All words of a language in one machine, or None where there are none yet."""
    words = _languages().get(language)
    return Terms(_rows(words)) if words else None


@functools.cache
def links(language: str) -> frozenset[str]:
    """Words that may stand between a state and its standing, folded."""
    words = _languages().get(language)
    return frozenset(fold(word) for word in (*words.links, *words.within)) if words else frozenset()


@functools.cache
def partnered(language: str) -> frozenset[str]:
    """Words by which a partner is named (`with`, `between`, `avec`), folded."""
    words = _languages().get(language)
    return frozenset(fold(word) for word in (*words.with_, *words.between)) if words else frozenset()


@functools.cache
def linked(language: str) -> frozenset[str]:
    """Words that join the items of a list of states, folded."""
    words = _languages().get(language)
    return frozenset(fold(word) for word in words.linked) if words else frozenset()


@functools.cache
def articles(language: str) -> frozenset[str]:
    """Words that may stand before an item of a list (`de la Suède et de la Finlande`), folded."""
    words = _languages().get(language)
    return frozenset(fold(word) for word in words.articles) if words else frozenset()


def verb_last(language: str) -> bool:
    """Whether the language puts its verb behind all that it governs."""
    words = _languages().get(language)
    return words is not None and words.verb_last


def _rows(words: Words) -> Iterator[tuple[str, Sense]]:
    for name, role in _KINDED.items():
        for kind, listed in getattr(words, name).items():
            yield from ((term, Sense(role, kind)) for term in listed)
    for name in _PLAIN:
        yield from ((term, Sense(name)) for term in getattr(words, name))

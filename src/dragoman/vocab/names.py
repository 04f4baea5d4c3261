"""Names as the vocabulary files write them: stems, the endings that may follow, and the days between which a name held."""

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from dragoman.errors import BadVocabulary
from dragoman.vocab import files

# A `*` (sector terms) stands for at most this many letters, as in `terms`.
LONGEST_ENDING = 14
_PARTS = re.compile(r"[^\W_]+(?:\|[^\W_]*|\*)?")


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """How a language writes: its endings after `|`, letters that are compared as another, whether words are parted by spaces."""

    name: str
    script: str = ""
    articles: tuple[str, ...] = ()
    endings: dict[str, tuple[str, ...]] = {}
    paradigms: dict[str, tuple[str, ...]] = {}
    fold: dict[str, str] = {}
    prefixes: tuple[str, ...] = ()
    casing: str = ""
    direction: str = ""
    spaces: bool = True


class _Languages(msgspec.Struct):
    languages: dict[str, Language]


class Dated(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """A name with the days on which it held (partial ISO dates), and how far it can be trusted."""

    name: str
    start: str | None = None
    end: str | None = None
    ambiguous: bool = False
    odd: bool = False


class Word(msgspec.Struct, frozen=True):
    """One word of a term: a stem and what may follow it. None = nothing, '*' = any ending, else a key of `endings`."""

    stem: str
    ending: str | None = None


@functools.cache
def languages() -> dict[str, Language]:
    """All languages by ISO 639-1 code."""
    return files.load("languages.yaml", _Languages).languages


def dated(name: str | Dated) -> Dated:
    """A name as a record, whether or not the file gives it dates."""
    return Dated(name) if isinstance(name, str) else name


def named(entry: Mapping[str, Any], kind: type[msgspec.Struct], where: str) -> dict[str, Any]:
    """The language blocks of an entry (`en: {...}`) as records of `kind`, by language."""
    try:
        return {key: msgspec.convert(value, kind, strict=False) for key, value in entry.items() if key in languages()}
    except msgspec.ValidationError as error:
        raise BadVocabulary(f"vocabulary file {where}: {error}") from error


def parse(term: str, language: str, kind: str = "noun") -> tuple[Word, ...]:
    """A term as words. `Росси|я` becomes the stem `Росси` with the endings of the paradigm `я`."""
    return tuple(_word(part, language, kind) for part in _PARTS.findall(term))


def _word(part: str, language: str, kind: str) -> Word:
    if part.endswith("*"):
        return Word(part[:-1], "*")
    stem, bar, rest = part.partition("|")
    if not bar:
        return Word(stem)
    known = languages().get(language)
    if known is None or not known.endings:
        return Word(stem + rest)
    if not known.paradigms:
        return Word(stem, f"{language}:{kind}")
    return Word(stem, f"{language}:={rest}") if rest in known.paradigms else Word(stem + rest)


@functools.cache
def endings(key: str) -> tuple[str, ...]:
    """The endings that a key of `Word.ending` stands for, in lower case, the dictionary form's first."""
    language, _, what = key.partition(":")
    known = languages()[language]
    found: Iterable[str] = known.paradigms[what[1:]] if what.startswith("=") else known.endings.get(what, ())
    return tuple(ending.lower() for ending in found)


@functools.cache
def given() -> frozenset[str]:
    """Given names, folded, of all cultures and scripts."""
    found = (name for row in files.rows("mentions/given.tsv") for name in row["names"].split())
    return frozenset(name.lower().replace("ё", "е") for name in found)


@functools.cache
def proper(language: str) -> frozenset[str]:
    """What may follow a name behind an apostrophe (Turkish, Azerbaijani), without the apostrophe."""
    known = languages().get(language)
    return frozenset(ending.lstrip("’'").lower() for ending in (known.endings.get("proper", ()) if known else ()))

"""What stands over and under an article, as data: bylines, words beside dates, outlet and credit cues, months, abbreviations."""

import functools
from collections.abc import Iterable

import msgspec
from babel.dates import get_day_names, get_month_names

from dragoman.vocab import files
from dragoman.vocab.furniture import plain

# Languages whose month names never name another language's month.
_CALENDARS = ("en", "ru", "tr", "fr", "kk", "uk", "de", "es", "it", "pt", "az", "uz", "ky", "be")


class Headings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lists of `data/headings.yaml`, by language."""

    checked: str
    bylines: dict[str, tuple[str, ...]]
    nobody: tuple[str, ...]
    date_words: dict[str, tuple[str, ...]]
    changed: tuple[str, ...]
    outlet_cues: dict[str, tuple[str, ...]]
    labels: dict[str, tuple[str, ...]]
    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]
    channel: dict[str, tuple[str, ...]]


class Stops(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lists of `data/sentences.yaml`, by language."""

    checked: str
    inside: dict[str, tuple[str, ...]]
    either: dict[str, tuple[str, ...]]
    years: dict[str, tuple[str, ...]]
    starters: dict[str, tuple[str, ...]]
    frequent: dict[str, tuple[str, ...]]


class Abbreviations(msgspec.Struct, frozen=True):
    """One language's lists of `Stops`, plain."""

    inside: frozenset[str]
    either: frozenset[str]
    years: frozenset[str]
    starters: frozenset[str]


@functools.cache
def headings() -> Headings:
    """The shipped lists. Raises BadVocabulary when their file is broken."""
    return files.load("headings.yaml", Headings)


@functools.cache
def phrases(field: str) -> tuple[str, ...]:
    """All phrases of one list in all languages, plain, the longest first."""
    return ordered(phrase for listed in getattr(headings(), field).values() for phrase in listed)


def ordered(found: Iterable[str]) -> tuple[str, ...]:
    """Plain phrases, each once, the longest first."""
    return tuple(sorted({plain(phrase) for phrase in found}, key=lambda phrase: (-len(phrase), phrase)))


@functools.cache
def months() -> dict[str, int]:
    """Month names and abbreviations (plain, without stop) and their numbers."""
    table: dict[str, int] = {}
    for language in _CALENDARS:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale=language).items():
                    table.setdefault(plain(name).rstrip("."), number)
    return table | {"sept": 9, "июня": 6, "июля": 7, "мая": 5, "нояб": 11, "сен": 9, "фев": 2}


@functools.cache
def weekdays() -> frozenset[str]:
    """Names and abbreviations of weekdays (plain, without stop)."""
    names = (
        name for language in _CALENDARS for width in ("wide", "abbreviated") for name in get_day_names(width, locale=language).values()
    )
    return frozenset(plain(name).rstrip(".") for name in names)


@functools.cache
def _stops() -> Stops:
    return files.load("sentences.yaml", Stops)


@functools.cache
def small_words(language: str) -> frozenset[str]:
    """Words of a language that tell nothing of a sentence's matter: its frequent words and those that open sentences."""
    stops = _stops()
    return frozenset(word.casefold() for word in (*stops.frequent.get(language, ()), *stops.starters.get(language, ())))


@functools.cache
def frequent() -> dict[str, frozenset[str]]:
    """The most frequent words of languages in Latin script, by which even a short line shows its language."""
    return {language: frozenset(words) for language, words in _stops().frequent.items()}


@functools.cache
def abbreviations(language: str) -> Abbreviations:
    """A language's abbreviations, plain and without stop; English where a language has none."""
    found = _stops()
    known = language if language in found.inside else "en"
    lists = (found.inside, found.either, found.years, found.starters)
    return Abbreviations(*(frozenset(plain(word) for word in listed.get(known, ())) for listed in lists))

"""Words that count: number words, and what is said of people who were killed, injured or arrested, by language."""

import functools

import msgspec

from dragoman.vocab import files


class Counting(msgspec.Struct, frozen=True):
    """One language's words: stems by fate (dead, injured, arrested), and number words with their values."""

    fates: dict[str, tuple[str, ...]]
    numbers: dict[str, int]


@functools.cache
def _all() -> dict[str, Counting]:
    return files.load("counting.yaml", dict[str, Counting])


def fates(language: str) -> dict[str, tuple[str, ...]]:
    """Stems by fate, or nothing for a language without them."""
    found = _all().get(language)
    return found.fates if found else {}


def number_words(language: str) -> dict[str, int]:
    """Number words and their values, or nothing for a language without them."""
    found = _all().get(language)
    return found.numbers if found else {}

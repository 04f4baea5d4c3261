"""Words of nature and accident, and of violence, by language, as typed data."""

import functools
import re

import msgspec

from dragoman.vocab import files


class Mishaps(msgspec.Struct, frozen=True, kw_only=True):
    """The file mishaps.yaml: beginnings of words (whole words where they end in a point)."""

    checked: str
    nature: dict[str, tuple[str, ...]]
    violence: dict[str, tuple[str, ...]]


@functools.cache
def mishaps() -> Mishaps:
    """The words that ship with Dragoman. Raises BadVocabulary when the file is broken."""
    return files.load("mishaps.yaml", Mishaps)


@functools.cache
def patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """What finds a word of nature and one of violence in lower-case text, or None for a language without them."""
    found = mishaps()
    if language not in found.nature:
        return None
    return _pattern(found.nature[language]), _pattern(found.violence[language])


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(word[:-1]) + r"\b" if word.endswith(".") else re.escape(word) for word in words) + ")")

"""Dates of publication, as lines of a page and its markup write them. What is not written is not made up."""

import calendar
import re
from collections.abc import Iterator

import msgspec

from dragoman.errors import BadRecord
from dragoman.records import When
from dragoman.vocab.furniture import plain
from dragoman.vocab.headings import months

_EARLIEST, _LATEST = 1900, 2099
_MONTH = r"[^\W\d_]{3,12}"
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d.]\d)")
_DAY_FIRST = re.compile(
    rf"(?<![\d.,:])(\d{{1,2}})(?:st|nd|rd|th|er|-?го|\.)?\s{{1,2}}(?:de\s)?({_MONTH})\.?,?\s{{1,2}}(?:de\s|del\s)?(\d{{4}})(?!\d)", re.I
)
_MONTH_FIRST = re.compile(rf"(?<!\w)({_MONTH})\.?\s{{1,2}}(\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,2}}(\d{{4}})(?!\d)", re.I)
# Kazakh: 2021 жылғы 6 желтоқсан.
_YEAR_FIRST = re.compile(rf"(?<!\d)(\d{{4}})\s(?:жылғы|жылдың|жылы|жыл|year|yil|yılı)\s(\d{{1,2}})\s({_MONTH})", re.I)
_NUMBERS = re.compile(r"(?<![\d.,/])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_HAN = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?日)?")
_MONTH_YEAR = re.compile(rf"(?<!\w)({_MONTH})\.?,?\s{{1,2}}(\d{{4}})(?!\d)", re.I)
_IN_ADDRESS = re.compile(r"/(20\d\d|19\d\d)[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/-]|$)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:T\d{4,6}|(?!\d))")
# English papers on either side of the Atlantic write 05/06/2022 for different days.
_DAY_LEADS = frozenset({"ru", "tr", "fr", "kk", "uk", "de", "es", "it", "pt", "az", "uz", "ky", "be", "hy", "ka"})


class Dated(msgspec.Struct, frozen=True):
    """A date found in a line: its offsets there and what it stands for."""

    start: int
    end: int
    when: When


def dates(line: str, language: str = "") -> list[Dated]:
    """All full dates (and, where a line has none, months with a year) of a line of at most 400 letters, in order."""
    found: list[Dated] = []
    for one in sorted(_all(line[:400], language), key=lambda dated: (dated.start, -dated.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _all(line: str, language: str) -> Iterator[Dated]:
    full = [*_numeric(line, language), *_worded(line)]
    yield from full
    if full:
        return
    for found in _MONTH_YEAR.finditer(line):
        if plain(found[1]) in months():
            yield from _dated(found, found[2], months()[plain(found[1])], None)


def _numeric(line: str, language: str) -> Iterator[Dated]:
    for found in _ISO.finditer(line):
        yield from _dated(found, found[1], found[2], found[3])
    for found in _HAN.finditer(line):
        yield from _dated(found, found[1], found[2], found[3])
    for found in _NUMBERS.finditer(line):
        yield from _dated(found, found[4], *_order(found, language))


def _order(found: re.Match[str], language: str) -> tuple[int | None, int | None]:
    first, second = int(found[1]), int(found[3])
    if first > 12 or found[2] == "." or language in _DAY_LEADS or first == second:
        return second, first
    return (first, second) if second > 12 else (None, None)


def _worded(line: str) -> Iterator[Dated]:
    for found in _DAY_FIRST.finditer(line):
        yield from _dated(found, found[3], months().get(plain(found[2])), found[1])
    for found in _MONTH_FIRST.finditer(line):
        yield from _dated(found, found[3], months().get(plain(found[1])), found[2])
    for found in _YEAR_FIRST.finditer(line):
        yield from _dated(found, found[1], _inflected(found[3]), found[2])


def _inflected(word: str) -> int | None:
    # Kazakh puts its cases behind the month: желтоқсанда, желтоқсанның.
    folded = plain(word)
    return next((months()[folded[:end]] for end in range(len(folded), max(len(folded) - 4, 3), -1) if folded[:end] in months()), None)


def _dated(found: re.Match[str], year: str, month: int | str | None, day: int | str | None) -> Iterator[Dated]:
    # A number that could be day or month leaves the year alone certain; a word that is no month is no date at all.
    if month is None and day is not None:
        return
    when = _when(int(year), int(month) if month else None, int(day) if day else None, found[0])
    if when:
        yield Dated(found.start(), found.end(), when)


def _when(year: int, month: int | None, day: int | None, text: str) -> When | None:
    if not _EARLIEST <= year <= _LATEST or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return When(start=f"{year:04}", precision="year", text=text, value=f"{year:04}")
    if day is None:
        return When(start=f"{year:04}-{month:02}", precision="month", text=text, value=f"{year:04}-{month:02}")
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    value = f"{year:04}-{month:02}-{day:02}"
    return When(start=value, precision="day", text=text, value=value)


def published(value: str, language: str = "") -> When | None:
    """The When of a metadata field such as `2022-01-06T14:20:00+06:00`, `2021-10` or `6 January 2022`; None when it holds no date."""
    text = value.strip()[:200]
    partial = re.fullmatch(r"(\d{4})(?:-(\d{2}))?", text)
    if partial:
        return _when(int(partial[1]), int(partial[2]) if partial[2] else None, None, text)
    compact = _COMPACT.search(text)
    found = dates(text, language)
    if found:
        return found[0].when
    return _when(int(compact[1]), int(compact[2]), int(compact[3]), text) if compact else None


def in_address(url: str) -> When | None:
    """The date in the path of an address such as /2022/01/06/title; a month when it gives no day."""
    found = _IN_ADDRESS.search(url[:2000])
    try:
        return _when(int(found[1]), int(found[2]), int(found[3]) if found[3] else None, found[0].strip("/")) if found else None
    except (BadRecord, ValueError):
        return None

"""Dates that keep their precision: 'October 2021' stays a month."""

import calendar
import re
from datetime import date, timedelta
from typing import Literal

import msgspec

from dragoman.errors import BadRecord

Precision = Literal["day", "week", "month", "quarter", "season", "half", "year", "decade", "century", "relative"]

_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class When(msgspec.Struct, frozen=True, kw_only=True):
    """A time as the text gives it.

    `start` and `end` are partial ISO dates (`2021`, `2021-10`, `2021-12-22`), `end` inclusive and None for a single
    period; both are None when `precision` is `relative`: the article has no date to resolve 'last week' against.
    `value` is the TIMEX3 value, `text` the words, `approximate` is set for 'about', 'early', 'late'.
    """

    start: str | None = None
    end: str | None = None
    precision: Precision = "day"
    text: str = ""
    value: str = ""
    approximate: bool = False

    def __post_init__(self) -> None:
        if (self.start is None) != (self.precision == "relative"):
            raise BadRecord(f"a time without a start must be relative: {self.text!r}")
        for part in (self.start, self.end):
            if part is not None:
                _check(part)
        if self.start and self.end and first_day(self.start) > last_day(self.end):
            raise BadRecord(f"a time ends before it starts: {self.start} to {self.end}")

    @property
    def first(self) -> date | None:
        """The first day it may cover."""
        return first_day(self.start) if self.start else None

    @property
    def last(self) -> date | None:
        """The last day it may cover; widened for weeks, quarters, seasons, halves, decades and centuries."""
        if self.end:
            return last_day(self.end)
        return _widened(self.start, self.precision) if self.start else None

    def __str__(self) -> str:
        if self.start is None:
            return self.text or "undated"
        return f"{self.start} to {self.end}" if self.end else self.start


def day(value: date, text: str = "") -> When:
    """A single day."""
    return When(start=value.isoformat(), precision="day", text=text, value=value.isoformat())


def first_day(partial: str) -> date:
    """First day of a partial ISO date: `2021-10` gives 2021-10-01."""
    return date.fromisoformat((partial + "-01-01")[:10])


def last_day(partial: str) -> date:
    """Last day of a partial ISO date: `2021-10` gives 2021-10-31."""
    if len(partial) == 4:
        return date(int(partial), 12, 31)
    if len(partial) == 7:
        year, month = int(partial[:4]), int(partial[5:])
        return date(year, month, calendar.monthrange(year, month)[1])
    return date.fromisoformat(partial)


def _widened(start: str, precision: str) -> date:
    begin = first_day(start)
    months = {"quarter": 3, "season": 3, "half": 6, "decade": 120, "century": 1200}.get(precision)
    if precision == "week":
        return begin + timedelta(days=6)
    if months is None:
        return last_day(start)
    total = begin.year * 12 + begin.month - 1 + months
    return date(min(total // 12, 9999), total % 12 + 1, 1) - timedelta(days=1)


def _check(partial: str) -> None:
    if not _PARTIAL.fullmatch(partial):
        raise BadRecord(f"not a partial ISO date: {partial!r}")
    try:
        first_day(partial)
    except ValueError as error:
        raise BadRecord(f"no such date: {partial!r}") from error

"""What is known while an article is read, and what a reading becomes when it is placed."""

from datetime import date
from typing import Literal

import msgspec

from dragoman.mentions.times import calendar


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A reading placed: TIMEX3 type and value, the unit of its precision, the day it begins on (None when not known)."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    unit: str = ""
    day: date | None = None
    approximate: bool = False
    until: "Placed | None" = None


class Context:
    """What is known while an article is read: its day, and the last dates named. Changes as the text goes on."""

    def __init__(self, published: date | None, *, narrative: bool = False, year: int | None = None) -> None:
        self.published = published
        self.narrative = narrative
        self.year = year
        self.last: Placed | None = None
        self.last_quarter: Placed | None = None
        self.last_day: date | None = published
        self.tense = 0

    @property
    def future(self) -> bool:
        """Whether the clause speaks of what is to come."""
        return self.tense > 0

    @property
    def now(self) -> date | None:
        """The day that relative words count from."""
        return self.last_day if self.narrative else self.published

    def note(self, placed: Placed) -> None:
        """Remember a date that the text has named."""
        if placed.day is None or placed.type in ("DURATION", "SET"):
            return
        if placed.unit in ("E", "C"):
            return
        self.last = placed
        if placed.unit in ("D", "T", "W", "WE") or self.narrative:
            self.last_day = placed.day
        if placed.unit == "Q" and self.last_quarter is None:
            self.last_quarter = placed


def on_day(day: date, unit: str, *, approximate: bool = False) -> Placed:
    """The period of a size that holds the day."""
    return Placed(type="DATE", value=calendar.value(day, unit), unit=unit, day=day, approximate=approximate)


def open_value(value: str, unit: str = "") -> Placed:
    """A date that cannot be placed: XXXX-05, PAST_REF."""
    return Placed(type="DATE", value=value, unit=unit)

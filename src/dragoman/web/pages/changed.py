"""Changes: what changed between two days of the world, or became known between two of the press, each line with its words."""

from datetime import date, timedelta

import msgspec

from dragoman.brief import Section
from dragoman.changes import changes, day_of, ordered
from dragoman.desk import Desk
from dragoman.errors import DragomanError
from dragoman.learnt import learnt
from dragoman.web.asked import Asked
from dragoman.web.pages.system import last_day_told

CLOCKS = ("world", "press")
_MOST, _DAYS = 20, 30


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """The two days and the clock that they are of."""

    first: str
    last: str
    clock: str


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What changed; `refused` says what cannot be understood."""

    title: str
    asking: Asking
    totals: dict[str, int]
    sections: tuple[Section, ...] = ()
    refused: str = ""
    hint: str = ""


def make(desk: Desk, asked: Asked) -> Page:
    """Between `from` and `to`, on the `clock` asked for; the last thirty days that are told of where no day is given."""
    asking = _asking(desk, asked)
    try:
        first, last = ordered(asking.first, asking.last)
    except DragomanError as error:
        return Page(title="What changed", asking=asking, totals={}, refused=str(error), hint=error.hint)
    press = asking.clock == "press"
    made = learnt(desk.past(first).view, desk.view, _MOST) if press else changes(desk.view, first, last, _MOST)
    return Page(title="What changed", asking=asking, totals=made.totals, sections=made.sections)


def _asking(desk: Desk, asked: Asked) -> Asking:
    clock = asked.choice("clock", CLOCKS, "world")
    last = asked.get("to") or desk.known_by or (last_published(desk) if clock == "press" else last_day_told(desk))
    return Asking(first=asked.get("from") or _earlier(last), last=last, clock=clock)


def _earlier(day: str) -> str:
    try:
        end = day_of(day)
    except DragomanError:
        return ""
    return max(date.min + timedelta(days=_DAYS), end - timedelta(days=_DAYS)).isoformat()


def last_published(desk: Desk) -> str:
    """The day of the latest article; a day without any where none has one."""
    found = desk.rows("SELECT max(published.start) AS day FROM articles WHERE length(published.start) = 10")[0]["day"]
    return found or "2000-01-01"

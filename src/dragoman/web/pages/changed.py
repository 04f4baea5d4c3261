"""Changes: what changed between two days of the world, or became known between two of the press, each line with its words."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from dragoman.brief import Line, Section
from dragoman.changes import changes, day_of, ordered
from dragoman.desk import Desk, Name
from dragoman.errors import DragomanError
from dragoman.learnt import learnt
from dragoman.records import Alignment, Turn
from dragoman.web.asked import Asked
from dragoman.web.lines import claim_lines, commitment_lines, story_lines
from dragoman.web.pages.system import last_day_told
from dragoman.web.shown import ClaimLine, CommitmentLine, StoryLine

CLOCKS = ("world", "press")
_MOST, _DAYS = 20, 30


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """The two days and the clock that they are of."""

    first: str
    last: str
    clock: str


class Leaning(msgspec.Struct, frozen=True):
    """Whose alignment a line tells of, with which pole, in which half-year, and from what to what it moved."""

    actor: Name
    pole: str
    period: str
    moved: str


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What changed; the records that lines tell of are given by key. `refused` says what cannot be understood."""

    title: str
    asking: Asking
    totals: dict[str, int]
    sections: tuple[Section, ...] = ()
    stories: dict[str, StoryLine] = {}
    commitments: dict[str, CommitmentLine] = {}
    claims: dict[str, ClaimLine] = {}
    alignments: dict[str, Leaning] = {}
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
    page = Page(title="What changed", asking=asking, totals=made.totals, sections=made.sections)
    return _named(desk, page, [line for section in made.sections for line in section.lines])


def _named(desk: Desk, page: Page, lines: Sequence[Line]) -> Page:
    """The page with the records behind its lines, as other pages show them."""
    keys = {kind: [line.key for line in lines if line.key.startswith(kind)] for kind in ("st-", "co-", "cl-", "al-", "tp-")}
    moved = {line.key: line.what.rpartition(": ")[2] for line in lines}
    rows: list[Alignment | Turn] = [*desk.among("alignments", keys["al-"]), *desk.among("turns", keys["tp-"])]
    names = desk.names(row.actor for row in rows)
    return msgspec.structs.replace(
        page,
        stories={line.key: line for line in story_lines(desk, desk.among("stories", keys["st-"]))},
        commitments={line.key: line for line in commitment_lines(desk, desk.among("commitments", keys["co-"]))},
        claims={line.key: line for line in claim_lines(desk, desk.among("claims", keys["cl-"]))},
        alignments={row.key: Leaning(names[row.actor], row.pole, row.period, moved[row.key]) for row in rows},
    )


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

"""What changed between two days in the world: commitments, alignments, and the stories that tell of it, each line with its words."""

from datetime import date, timedelta
from typing import Any

import msgspec

from dragoman.brief import RANKED, SPOKEN, Brief, Line, Page, Section, Words, short
from dragoman.errors import DragomanError
from dragoman.records import Commitment, Story, When
from dragoman.store import View


def day_of(text: str) -> date:
    """A day as the user writes it. Raises DragomanError saying how."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DragomanError(f"no such day: {text!r}", "write it as 2022-01-05") from error


def ordered(first: str, last: str) -> tuple[date, date]:
    """Two days as the user writes them. Raises DragomanError when one is no day or the later comes first."""
    days = (day_of(first), day_of(last))
    if days[1] < days[0]:
        raise DragomanError(f"{last} lies before {first}", "name the earlier day first")
    return days


def changes(view: View, first: date, last: date, most: int = 20) -> Brief:
    """What lies after `first` and up to `last`, as a Brief: agreements begun or ended, stories, statements, alignments that moved."""
    ordered(first.isoformat(), last.isoformat())
    page = Page(view, Words(view), most)
    commitments = [row.key for row in _rows(view, _COMMITMENTS, (first, last), 3)]
    stories = [row.key for row in _rows(view, _STORIES, (first, last), 1)]
    claims = [row.key for row in _rows(view, _CLAIMS, (first, last), 1)]
    sections = (
        page.chosen("Commitments begun or ended", "commitments", commitments),
        _section("Alignments that moved", moved(view, first, last, page.words), most),
        page.chosen("Stories", "stories", stories),
        page.chosen("Statements", "claims", claims),
    )
    totals = {"commitments": len(commitments), "stories": len(stories), "claims": len(claims)}
    return Brief(totals=totals, sections=tuple(section for section in sections if section.lines))


class Dated(msgspec.Struct, frozen=True):
    """A record's key and its times."""

    key: str
    whens: tuple[When | None, ...]


# What the press tells first: a reference of all times would push it off the page.
_COMMITMENTS = """SELECT key, signed, start, "end" AS ended FROM commitments
ORDER BY len(articles) = 0, coalesce(signed.start, start.start, "end".start), key"""
_STORIES = f'SELECT key, "when" FROM stories WHERE "when".start BETWEEN ? AND ? {RANKED}'
_CLAIMS = f"SELECT key, said FROM claims WHERE said.start BETWEEN ? AND ? AND {SPOKEN} ORDER BY article, content.start, key"


def _rows(view: View, query: str, days: tuple[date, date], times: int) -> list[Dated]:
    """The rows of a query (a key, then times) of which a time lies between the days: keys and times alone are loaded."""
    # A date of a year or month sorts before its days: the year of the first day is the widest bound that can hold it.
    bounds = [str(days[0].year), days[1].isoformat()] if "?" in query else []
    data = view.sql(query, bounds).arrow()
    columns = [msgspec.convert(_plain(data.column(number).to_pylist()), list[When | None]) for number in range(1, times + 1)]
    rows = [Dated(key, tuple(whens)) for key, *whens in zip(data.column(0).to_pylist(), *columns, strict=True)]
    return [row for row in rows if any(within(when, *days) for when in row.whens)]


def _plain(times: list[dict[str, object] | None]) -> list[dict[str, object] | None]:
    return [{name: value for name, value in time.items() if value is not None} if time else None for time in times]


def _section(title: str, lines: list[Line], most: int) -> Section:
    return Section(title, tuple(lines[:most]), max(0, len(lines) - most))


def within(when: When | None, first: date, last: date) -> bool:
    """Whether a time lies wholly after `first` and not after `last`; what has no date lies nowhere."""
    return when is not None and when.first is not None and when.last is not None and first < when.first and when.last <= last


_TURNS = """
SELECT t.* FROM turning_points t WHERE t.period SIMILAR TO '\\d{4}-\\d{2}' AND t.period BETWEEN ? AND ? AND abs(t.change) >= 0.02
ORDER BY t.sure DESC, abs(t.change) DESC, t.key
"""


def moved(view: View, first: date, last: date, words: Words) -> list[Line]:
    """Alignments that moved in a month of these days, each with what moved it most: a story’s words, or a commitment’s."""
    # A month that ends on the first day has passed: `2022-01-31` leaves January out.
    months = [(first + timedelta(days=1)).isoformat()[:7], last.isoformat()[:7]]
    return [_moved(row, view, words) for row in view.sql(_TURNS, months).rows()]


def _moved(row: dict[str, Any], view: View, words: Words) -> Line:
    said, where = _reason(view.get(row["keys"][0]), words)
    sure = "more than the draws" if row["sure"] else "within the draws"
    return Line(
        key=row["key"],
        what=f"{row['period']}  {words.name(row['actor'])} to {row['pole']}: {row['before']:+.2f} → {row['score']:+.2f}",
        figures=f"{row['change']:+.2f}, 90 % {row['low']:+.2f} to {row['high']:+.2f}: {sure}",
        words=said,
        where=where,
    )


def _reason(record: msgspec.Struct | None, words: Words) -> tuple[str, str]:
    match record:
        case Story():
            event = words.events[record.events[0]]
            return short(event.sentence.text), words.where(event.article)
        case Commitment() if record.spans:
            return short(record.spans[0].text), words.where(record.articles[0])
        case Commitment():
            return f"{record.name}: {record.terms}", record.source
    return "", ""

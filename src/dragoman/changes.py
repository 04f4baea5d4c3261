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
        moved(view, first, last, page),
        page.chosen("Stories", "stories", stories),
        page.chosen("Statements", "claims", claims),
    )
    totals = {"commitments": len(commitments), "stories": len(stories), "claims": len(claims)}
    return Brief(totals=totals, sections=tuple(section for section in sections if section.lines))


class Dated(msgspec.Struct, frozen=True):
    """A record's key and its times; `sure` where the query has seen that one of them lies between the days."""

    key: str
    sure: bool
    whens: tuple[When | None, ...]


# What the press tells first: a reference of all times would push it off the page.
_COMMITMENTS = """SELECT key, FALSE AS sure, signed, start, "end" AS ended FROM commitments
ORDER BY len(articles) = 0, coalesce(signed.start, start.start, "end".start), key"""
# Days decide themselves; a date of a year or month sorts before its days, so that these bounds are wide for it, and `within` decides.
_BETWEEN = """{0}.start >= ? AND (length({0}.start) < 10 OR {0}.start > ?) AND coalesce({0}."end", {0}.start) <= ?"""
_SURE = """(length({0}.start) = 10 AND length(coalesce({0}."end", {0}.start)) = 10) AS sure, CASE WHEN NOT sure THEN {0} END AS told"""
_STORIES = f"""SELECT key, {_SURE.format('"when"')} FROM stories WHERE {_BETWEEN.format('"when"')} {RANKED}"""
_CLAIMS = f"""
SELECT key, {_SURE.format("said")} FROM claims WHERE {_BETWEEN.format("said")} AND {SPOKEN} ORDER BY article, content.start, key
"""


def _rows(view: View, query: str, days: tuple[date, date], times: int) -> list[Dated]:
    """The rows of a query (key, sure, then times) of which a time lies between the days: keys and times alone are loaded."""
    bounds = [str(days[0].year), *(day.isoformat() for day in days)] if "?" in query else []
    data = view.sql(query, bounds).arrow()
    columns = [msgspec.convert(_plain(data.column(number).to_pylist()), list[When | None]) for number in range(2, times + 2)]
    firsts = (data.column(0).to_pylist(), data.column(1).to_pylist())
    rows = [Dated(key, sure, tuple(whens)) for key, sure, *whens in zip(*firsts, *columns, strict=True)]
    return [row for row in rows if row.sure or any(within(when, *days) for when in row.whens)]


def _plain(times: list[dict[str, object] | None]) -> list[dict[str, object] | None]:
    return [{name: value for name, value in time.items() if value is not None} if time else None for time in times]


def within(when: When | None, first: date, last: date) -> bool:
    """Whether a time lies wholly after `first` and not after `last`; what has no date lies nowhere."""
    return when is not None and when.first is not None and when.last is not None and first < when.first and when.last <= last


_TURNS = """
SELECT t.* FROM turning_points t WHERE t.period SIMILAR TO '\\d{4}-\\d{2}' AND t.period BETWEEN ? AND ? AND abs(t.change) >= 0.02
ORDER BY t.sure DESC, abs(t.change) DESC, t.key
"""


def moved(view: View, first: date, last: date, page: Page) -> Section:
    """Alignments that moved in a month of these days, each with what moved it most: a story’s words, or a commitment’s."""
    # A month that ends on the first day has passed: `2022-01-31` leaves January out.
    months = [(first + timedelta(days=1)).isoformat()[:7], last.isoformat()[:7]]
    rows = view.sql(_TURNS, months).rows()
    lines = tuple(_moved(row, view, page.words) for row in rows[: page.most])
    return Section("Alignments that moved", lines, max(0, len(rows) - page.most))


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

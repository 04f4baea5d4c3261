"""What changed between two days in the world: commitments, alignments, and the stories that tell of it, each line with its words."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pyarrow as pa

from dragoman.brief import RANKED, SPEAKING, Brief, Line, Page, Section, Words, short
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
    commitments = _commitments(view, first, last)
    stories, all_stories = _STORIES.chosen(page, first, last)
    claims, all_claims = _CLAIMS.chosen(page, first, last)
    sections = (
        page.chosen("Commitments begun or ended", "commitments", commitments),
        moved(view, first, last, page),
        stories,
        claims,
    )
    totals = {"commitments": len(commitments), "stories": all_stories, "claims": all_claims}
    return Brief(totals=totals, sections=tuple(section for section in sections if section.lines))


# What the press tells first: a reference of all times would push it off the page.
_BOUND = """SELECT key, signed, start, "end" AS ended FROM commitments
ORDER BY len(articles) = 0, coalesce(signed.start, start.start, "end".start), key"""
# Days decide themselves; a date of a year or month sorts before its days, so that these bounds are wide for it, and `within` decides.
_BETWEEN = """{0}.start >= ? AND (length({0}.start) < 10 OR {0}.start > ?) AND coalesce({0}."end", {0}.start) <= ?"""
_SURE = """length({0}.start) = 10 AND length(coalesce({0}."end", {0}.start)) = 10"""


class Told(msgspec.Struct, frozen=True):
    """Records of a table with one time, in SQL: the column of it, which records alone are meant ('' for all), and their order."""

    title: str
    table: str
    column: str
    among: str
    order: str

    def chosen(self, page: Page, first: date, last: date) -> tuple[Section, int]:
        """The first of those whose time lies between the days, and how many there are. Times of days are compared in SQL alone."""
        bounds = [str(first.year), first.isoformat(), last.isoformat()]
        between, sure = _BETWEEN.format(self.column), _SURE.format(self.column)
        asked = f"SELECT key, {self.column} AS told FROM {self.table} WHERE {between} AND NOT ({sure})"
        wide = page.view.sql(asked, bounds).arrow()
        keys = [key for key, when in zip(wide.column("key").to_pylist(), _whens(wide, "told"), strict=True) if within(when, first, last)]
        among = [page.view.once(self.among).arrow().column("key").to_pylist()] if self.among else []
        meant = "key IN (SELECT unnest(?))" if among else "TRUE"
        query = f"""
            SELECT key, count(*) OVER () AS n FROM {self.table}
            WHERE {between} AND ({sure} OR key IN (SELECT unnest(?))) AND {meant} {self.order} LIMIT ?
        """
        rows = page.view.sql(query, [*bounds, keys, *among, page.most]).rows()
        section = page.chosen(self.title, self.table, [row["key"] for row in rows])
        total = int(rows[0]["n"]) if rows else 0
        return msgspec.structs.replace(section, more=total - len(rows)), total


_STORIES = Told("Stories", "stories", '"when"', "", RANKED)
_CLAIMS = Told("Statements", "claims", "said", SPEAKING, "ORDER BY article, content.start, key")


def _commitments(view: View, first: date, last: date) -> list[str]:
    """The commitments of which a time lies between the days."""
    data = view.sql(_BOUND).arrow()
    times = zip(*(_whens(data, name) for name in ("signed", "start", "ended")), strict=True)
    keys = zip(data.column("key").to_pylist(), times, strict=True)
    return [key for key, whens in keys if any(within(when, first, last) for when in whens)]


def _whens(data: pa.Table, column: str) -> list[When | None]:
    return msgspec.convert(_plain(data.column(column).to_pylist()), list[When | None])


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

"""What changed between two days in the world: commitments, alignments, and the stories that tell of it, each line with its words."""

from datetime import date

from dragoman.brief import Brief, Line, Section, Words, claim_line, commitment_line, ranked, short, spoken, story_line
from dragoman.errors import DragomanError
from dragoman.records import Commitment, When
from dragoman.store import View


def day_of(text: str) -> date:
    """A day as the user writes it. Raises DragomanError saying how."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DragomanError(f"no such day: {text!r}", "write it as 2022-01-05") from error


def changes(view: View, first: date, last: date, most: int = 20) -> Brief:
    """What lies after `first` and up to `last`, as a Brief: agreements begun or ended, stories, statements, alignments that moved."""
    if last < first:
        raise DragomanError(f"{last} lies before {first}", "name the earlier day first")
    words = Words(view)
    commitments = [one for one in view.records("commitments") if _moved(one, first, last)]
    stories = [story for story in ranked(view.records("stories")) if within(story.when, first, last)]
    claims = [claim for claim in spoken(view.records("claims")) if within(claim.said, first, last)]
    sections = (
        _section("Commitments begun or ended", [commitment_line(one, words) for one in sorted(commitments, key=_order)], most),
        _section("Alignments that moved", moved(view, first, last, words), most),
        _section("Stories", [story_line(story, words) for story in stories], most),
        _section("Statements", [claim_line(claim, words) for claim in claims], most),
    )
    totals = {"commitments": len(commitments), "stories": len(stories), "claims": len(claims)}
    return Brief(totals=totals, sections=tuple(section for section in sections if section.lines))


def _section(title: str, lines: list[Line], most: int) -> Section:
    return Section(title, tuple(lines[:most]), max(0, len(lines) - most))


def within(when: When | None, first: date, last: date) -> bool:
    """Whether a time lies wholly after `first` and not after `last`; what has no date lies nowhere."""
    return when is not None and when.first is not None and when.last is not None and first < when.first and when.last <= last


def _moved(one: Commitment, first: date, last: date) -> bool:
    return any(within(when, first, last) for when in (one.signed, one.start, one.end))


def _order(one: Commitment) -> tuple[str, str]:
    return (str(one.signed or one.start or one.end), one.key)


_TURNS = """
SELECT t.* FROM turning_points t WHERE abs(t.change) >= 0.02 ORDER BY t.sure DESC, abs(t.change) DESC, t.key
"""


def moved(view: View, first: date, last: date, words: Words) -> list[Line]:
    """Alignments that changed into a half-year that begins between the days, each with the newest story behind the change."""
    stories = {story.key: story for story in view.records("stories")}
    lines = []
    for row in view.sql(_TURNS).rows():
        if not _begins(row["period"], first, last):
            continue
        story = next((stories[key] for key in row["keys"] if key in stories), None)
        event = words.events[story.events[0]] if story else None
        lines.append(
            Line(
                key=row["key"],
                what=f"{row['period']}  {words.name(row['actor'])} to {row['pole']}: {row['before']:+.2f} → {row['score']:+.2f}",
                figures="beyond the interval" if row["sure"] else "within the interval",
                words=short(event.sentence.text) if event else "",
                where=words.where(event.article) if event else "commitments alone",
            )
        )
    return lines


def _begins(period: str, first: date, last: date) -> bool:
    # Half-years alone: `2022-H1` overlaps the days when it begins before the last and ends after the first.
    year, half = int(period[:4]), period[5:]
    if half not in ("H1", "H2"):
        return False
    start, end = (date(year, 1, 1), date(year, 6, 30)) if half == "H1" else (date(year, 7, 1), date(year, 12, 31))
    return start <= last and end > first

"""What moved an alignment, as a part of a report: each change with the shares of its parts, and the words that are new in them."""

from collections.abc import Sequence

from dragoman.desk import Shift, Turning, signed, turnings
from dragoman.records import Alignment, Commitment, Story
from dragoman.report import lines
from dragoman.report.document import Entry, Part
from dragoman.report.shelf import Shelf

_HOW = (
    "Changes from one half-year to the next, the largest first. A score is the sum of its parts: the figure beside a part is what it"
    " added to the change, and after it stand the best supported stories and the commitments that the earlier score did not rest on."
)
_MOST, _MOST_TOLD = 12, 3


def part(shelf: Shelf, rows: Sequence[Alignment]) -> Part:
    """The largest turns among an actor’s alignments (by pole, oldest first)."""
    found, more = turnings(rows, min(_MOST, shelf.bounds.most))
    return Part(title="What moved it", how=_HOW, entries=tuple(_entry(shelf, one) for one in found), more=more)


def _entry(shelf: Shelf, one: Turning) -> Entry:
    stories = {shift.part: _stories(shelf, shift) for shift in one.shifts}
    best = [story for found in stories.values() for story in found[:1]]
    events = shelf.desk.events(key for story in best for key in story.events[:40])
    surest = [max((events[key] for key in story.events[:40]), key=lambda event: (event.confidence, event.key)) for story in best]
    return Entry(
        key=one.now.key,
        what=f"To {one.now.pole}: {signed(one.was.score)} → {signed(one.now.score)}",
        day=one.now.period,
        kind="alignment",
        figures=f"{signed(one.change)}, " + ("beyond the intervals" if one.sure else "within the intervals: it may be chance"),
        quotes=tuple(shelf.told(event) for event in surest[:_MOST_TOLD]),
        reasons=tuple(_reason(shelf, shift, stories[shift.part]) for shift in one.shifts),
    )


def _stories(shelf: Shelf, shift: Shift) -> list[Story]:
    keys = [key for key in shift.keys if key.startswith("st-")]
    where = "key IN (SELECT unnest(?)) ORDER BY grade.number, len(origins) DESC, len(articles) DESC, key LIMIT ?"
    found: list[Story] = shelf.desk.view.records("stories", where, [keys, _MOST_TOLD]) if keys else []
    return found


def _reason(shelf: Shelf, shift: Shift, stories: Sequence[Story]) -> str:
    """`deeds +0.09: 2021-10-19 COOPERATE, Russia → Kazakhstan (F3); 2 more`."""
    bound = [key for key in shift.keys if key.startswith("co-")][:_MOST_TOLD]
    commitments: list[Commitment] = shelf.desk.among("commitments", bound)
    names = shelf.names(id for one in stories for id in (*one.actors, *one.recipients))
    told = [f"{one.when or 'undated'} {one.type}, {lines.headline(one, names)} ({one.grade.letter}{one.grade.number})" for one in stories]
    told += [f"{one.signed or one.start or 'undated'} {one.name or one.terms}" for one in commitments]
    more = len(shift.keys) - len(told)
    told += [f"{more} more"] if more else []
    return f"{shift.says} {signed(shift.change)}: " + ("; ".join(told) or "nothing new, what was told before weighs less or ended")

"""Turns as the explorer shows them: each part’s share of a change, with the lines of the stories and commitments new in it."""

from collections.abc import Sequence

import msgspec

from dragoman.desk import Desk, Shift, Turning, turnings
from dragoman.records import Alignment
from dragoman.web.lines import commitment_lines, story_lines
from dragoman.web.shown import CommitmentLine, StoryLine

# So many stories and commitments of a part are shown.
_MOST_TOLD = 4


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """What a part of the score adds to its change, and what is new in that part; `more` were left out."""

    part: str
    change: float
    stories: tuple[StoryLine, ...] = ()
    commitments: tuple[CommitmentLine, ...] = ()
    more: int = 0


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """A change of an alignment; `sure` where the two intervals do not meet. The shares are in order of size."""

    key: str
    pole: str
    since: str
    period: str
    before: float
    score: float
    sure: bool
    shares: tuple[Share, ...]

    @property
    def change(self) -> float:
        """How far the score moved."""
        return self.score - self.before


def turns(desk: Desk, rows: Sequence[Alignment], most: int) -> tuple[tuple[Turn, ...], int]:
    """The turns among one actor’s rows (by pole, oldest first), the largest first; and how many were left out."""
    found, more = turnings(rows, most)
    told = _told(desk, [shift for one in found for shift in one.shifts])
    return tuple(_turn(one, told) for one in found), more


class Told(msgspec.Struct, frozen=True):
    """The lines of what is new in all turns, by key, best supported first; the keys that are not shown have no line."""

    stories: dict[str, StoryLine]
    commitments: dict[str, CommitmentLine]


def _told(desk: Desk, shifts: Sequence[Shift]) -> Told:
    """Looked up together: a page of many turns asks no more often than one of few."""
    keys = sorted({key for shift in shifts for key in shift.keys if key.startswith("st-")})
    query = "SELECT key FROM stories WHERE key IN (SELECT unnest(?)) ORDER BY grade.number, len(origins) DESC, len(articles) DESC, key"
    ranked = [row["key"] for row in desk.rows(query, [keys])] if keys else []
    place = {key: number for number, key in enumerate(ranked)}
    shown = {key for shift in shifts for key in sorted((key for key in shift.keys if key in place), key=place.__getitem__)[:_MOST_TOLD]}
    bound = {key for shift in shifts for key in [key for key in shift.keys if key.startswith("co-")][:_MOST_TOLD]}
    found = {story.key: story for story in desk.among("stories", shown)}
    stories = story_lines(desk, [found[key] for key in ranked if key in found])
    commitments = commitment_lines(desk, desk.among("commitments", bound))
    return Told({line.key: line for line in stories}, {line.key: line for line in commitments})


def _turn(one: Turning, told: Told) -> Turn:
    return Turn(
        key=one.now.key,
        pole=one.now.pole,
        since=one.was.period,
        period=one.now.period,
        before=one.was.score,
        score=one.now.score,
        sure=one.sure,
        shares=tuple(_share(shift, told) for shift in one.shifts),
    )


def _share(shift: Shift, told: Told) -> Share:
    keys = shift.keys
    stories = tuple(line for key, line in told.stories.items() if key in keys)
    commitments = tuple(line for key, line in told.commitments.items() if key in keys)
    more = len(keys) - len(stories) - len(commitments)
    return Share(part=shift.part, change=shift.change, stories=stories, commitments=commitments, more=more)

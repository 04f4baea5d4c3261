"""Turns: why an alignment moved from one period to the next: each part’s share of the change, and the stories and commitments new in it.

A score is the sum of its parts, each value times its weight, so that the change of a score is the sum of the changes of its parts.
"""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from dragoman.desk import Desk
from dragoman.records import Alignment, Part
from dragoman.web.lines import commitment_lines, story_lines
from dragoman.web.shown import CommitmentLine, StoryLine

# A change below this is no turn, nor is a part’s share of one worth a word: an interval is never as narrow.
LEAST = 0.02
_LEAST_SHARE = 0.005
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


Pair = tuple[Alignment, Alignment]


def turns(desk: Desk, rows: Sequence[Alignment], most: int) -> tuple[tuple[Turn, ...], int]:
    """The turns among one actor’s rows (by pole, oldest first), the largest first; and how many were left out."""
    pairs = [(was, now) for was, now in pairwise(rows) if was.pole == now.pole and abs(now.score - was.score) >= LEAST]
    pairs.sort(key=lambda pair: (-abs(pair[1].score - pair[0].score), pair[1].key))
    shown = pairs[:most]
    told = _told(desk, shown)
    return tuple(_turn(was, now, told) for was, now in shown), len(pairs) - len(shown)


class Told(msgspec.Struct, frozen=True):
    """The lines of what is new in all turns, by key, best supported first; the keys that are not shown have no line."""

    stories: dict[str, StoryLine]
    commitments: dict[str, CommitmentLine]


def _told(desk: Desk, pairs: Sequence[Pair]) -> Told:
    """Looked up together: a page of many turns asks no more often than one of few."""
    parts = [_fresh(was, part) for was, now in pairs for part in now.parts]
    keys = sorted({key for part in parts for key in part if key.startswith("st-")})
    query = "SELECT key FROM stories WHERE key IN (SELECT unnest(?)) ORDER BY grade.number, len(origins) DESC, len(articles) DESC, key"
    ranked = [row["key"] for row in desk.rows(query, [keys])] if keys else []
    place = {key: number for number, key in enumerate(ranked)}
    shown = {key for part in parts for key in sorted((key for key in part if key in place), key=place.__getitem__)[:_MOST_TOLD]}
    bound = {key for part in parts for key in [key for key in part if key.startswith("co-")][:_MOST_TOLD]}
    found = {story.key: story for story in desk.among("stories", shown)}
    stories = story_lines(desk, [found[key] for key in ranked if key in found])
    commitments = commitment_lines(desk, desk.among("commitments", bound))
    return Told({line.key: line for line in stories}, {line.key: line for line in commitments})


def _turn(was: Alignment, now: Alignment, told: Told) -> Turn:
    old, new = {part.name: part for part in was.parts}, {part.name: part for part in now.parts}
    moved = {name: _worth(new.get(name)) - _worth(old.get(name)) for name in old | new}
    names = sorted(moved, key=lambda name: (-abs(moved[name]), name))
    shares = [_share(name, moved[name], _fresh(was, new[name]) if name in new else [], told) for name in names]
    return Turn(
        key=now.key,
        pole=now.pole,
        since=was.period,
        period=now.period,
        before=was.score,
        score=now.score,
        sure=now.low > was.high or now.high < was.low,
        shares=tuple(share for share in shares if abs(share.change) >= _LEAST_SHARE),
    )


def _worth(part: Part | None) -> float:
    return part.value * part.weight if part else 0.0


def _fresh(was: Alignment, part: Part) -> list[str]:
    """What a part rests on that the earlier score did not."""
    known = {key for part in was.parts for key in part.keys}
    return sorted({*part.keys} - known)


def _share(name: str, change: float, keys: Sequence[str], told: Told) -> Share:
    stories = tuple(line for key, line in told.stories.items() if key in keys)
    commitments = tuple(line for key, line in told.commitments.items() if key in keys)
    return Share(part=name, change=change, stories=stories, commitments=commitments, more=len(keys) - len(stories) - len(commitments))

"""Turns: by how much each part of an alignment moved from one period to the next, and the keys that are new in it.

A score is the sum of its parts, each value times its weight, so that the change of a score is the sum of the changes of its parts.
"""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from dragoman.records import Alignment, Part

# A change below this is no turn, nor is a part’s share of one worth a word: an interval is never as narrow.
LEAST = 0.02
_LEAST_SHARE = 0.005
# The parts of a score in words.
PARTS = {
    "material": "deeds",
    "verbal": "talks, agreements, requests",
    "statements": "words for and against",
    "commitments": "commitments that hold",
    "supplies": "arms, training, joint production",
}


class Shift(msgspec.Struct, frozen=True):
    """A part of a score, what it adds to the change, and what it rests on that the earlier score did not."""

    part: str
    change: float
    keys: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """The part in words."""
        return PARTS.get(self.part, self.part.replace("_", " "))


class Turning(msgspec.Struct, frozen=True):
    """An alignment, what it was in the period before, and the shifts of its parts in order of size."""

    was: Alignment
    now: Alignment
    shifts: tuple[Shift, ...]

    @property
    def change(self) -> float:
        """How far the score moved."""
        return self.now.score - self.was.score

    @property
    def sure(self) -> bool:
        """Whether the two intervals do not meet."""
        return self.now.low > self.was.high or self.now.high < self.was.low


def turnings(rows: Sequence[Alignment], most: int) -> tuple[tuple[Turning, ...], int]:
    """The turns among one actor’s rows (by pole, oldest first), the largest first; and how many were left out."""
    pairs = [(was, now) for was, now in pairwise(rows) if was.pole == now.pole and abs(now.score - was.score) >= LEAST]
    pairs.sort(key=lambda pair: (-abs(pair[1].score - pair[0].score), pair[1].key))
    return tuple(Turning(was, now, _shifts(was, now)) for was, now in pairs[:most]), max(0, len(pairs) - most)


def _shifts(was: Alignment, now: Alignment) -> tuple[Shift, ...]:
    old, new = {part.name: part for part in was.parts}, {part.name: part for part in now.parts}
    known = {key for part in was.parts for key in part.keys}
    moved = {name: _worth(new.get(name)) - _worth(old.get(name)) for name in old | new}
    names = sorted((name for name in moved if abs(moved[name]) >= _LEAST_SHARE), key=lambda name: (-abs(moved[name]), name))
    return tuple(Shift(name, moved[name], tuple(sorted({*new[name].keys} - known)) if name in new else ()) for name in names)


def _worth(part: Part | None) -> float:
    return part.value * part.weight if part else 0.0

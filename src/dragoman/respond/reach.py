"""Who could get there: neighbours, and distance between the centres of states."""

import math
from collections.abc import Iterable

from dragoman.respond.model import Reach
from dragoman.vocab.states import states

_EARTH_KM = 6371.0


def reach(state: str, others: Iterable[str]) -> tuple[Reach, ...]:
    """The states that have a centre, neighbours first, then by distance."""
    found = (_one(state, other) for other in others if other != state)
    return tuple(sorted(one for one in found if one is not None))


def _one(state: str, other: str) -> Reach | None:
    home, away = states().get(state), states().get(other)
    if home is None or away is None or len(home.centre) != 2 or len(away.centre) != 2:
        return None
    return Reach(other not in home.neighbours, kilometres(home.centre, away.centre), other)


def kilometres(left: tuple[float, ...], right: tuple[float, ...]) -> int:
    """Great-circle distance of two points (degrees), rounded to ten kilometres: centres are no finer."""
    (a, b), (c, d) = (map(math.radians, point) for point in (left, right))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return round(2 * _EARTH_KM * math.asin(math.sqrt(half)) / 10) * 10

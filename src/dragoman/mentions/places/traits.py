"""What a place brings to every choice among homonyms: its fame, its point, and the country and division that it shares with others."""

import itertools
import math
from collections import defaultdict

import numpy as np

_WIDE = frozenset(("country", "people", "region", "water", "range"))
_KIND = {"country": 5.0, "capital": 2.5, "admin1": 1.6, "region": 4.0, "water": 2.0, "range": 2.0, "people": 5.0, "admin2": 0.3}
# A number for each label of the gazetteer, of which there are some four thousand; nought for an empty one.
_number: defaultdict[str, int] = defaultdict(itertools.count(1).__next__, {"": 0})


def weight(kind: str, people: int, own: bool) -> float:
    """How much a place's fame speaks for it; an alternative name speaks less than its own."""
    fame = 0.9 * math.log10(people + 200) + _KIND.get(kind, 0.0)
    return fame if own else fame - 2.0


def traits(kind: str, lat: float, lon: float, country: str, admin1: str) -> tuple[float, ...]:
    """What ties to other places are made of: the point on a sphere of radius 1; whether the place is small, a division, a nation;
    numbers for its country and its division, 0 for none."""
    # In arrays, as everything that is reckoned with them.
    high, wide = np.radians([lat]), np.radians([lon])
    point = np.concatenate([np.cos(high) * np.cos(wide), np.cos(high) * np.sin(wide), np.sin(high)]).astype(np.float32)
    division = f"{country}.{admin1}" if admin1 else ""
    kinds = kind not in _WIDE, kind == "admin1", kind in ("country", "people")
    return (*point.tolist(), *map(float, kinds), float(_number[country]), float(_number[division]))

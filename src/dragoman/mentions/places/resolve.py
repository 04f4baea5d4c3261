"""Choosing among places of one name, all names of an article together: by fame, by what the text says, by who lies near whom."""

import math
from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from dragoman.mentions.places.index import Row

Matrix = npt.NDArray[np.float32]

# Only the best homonyms of a name are weighed, and only so many names: the work stays bounded.
MOST_ROWS, MOST_NAMES = 24, 60
_ROUNDS = 3
_EARTH_KM = 6371.0
# A city of this size that bears its division's name is what the press means by it: New York, Madrid.
_METROPOLIS = 1_000_000
# So is one of this size outside the division of its name: Almaty is no part of Almaty Region.
_CITY = 150_000
# Papers under .com, .net and .org that carry a town's name are most of them American.
_LOCAL_PRESS = "USA"
_NEAR_KM = 90.0
# Places further apart than 2,000 km say nothing for each other: e to the power of -22.
_FAR = math.cos(2000.0 / _EARTH_KM)


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A name of the article: its possible places, how often it is used, and what the text says it lies in ('Texas')."""

    rows: tuple[Row, ...]
    told: frozenset[str] = frozenset()
    count: int = 1
    local: float = 0.0


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """The place chosen for a name, its share of belief, and how much the other names speak for it."""

    row: Row
    belief: float
    support: float


def division(row: Row) -> str:
    """The first-order division of a place as country.code."""
    return f"{row.country}.{row.admin1}" if row.admin1 else ""


def choose(names: Sequence[Name], home: dict[str, float]) -> list[Choice]:
    """One choice a name. Beliefs start from fame and explicit qualifiers and move towards places that lie together.

    `home` weighs the countries that the page's address and the words of the article speak for.
    """
    weighed = [_shortened(name) for name in names[:MOST_NAMES]]
    rows = [row for name in weighed for row in name.rows]
    if not rows:
        return []
    starts = np.cumsum([0, *(len(name.rows) for name in weighed[:-1])])
    owner = np.repeat(np.arange(len(weighed)), [len(name.rows) for name in weighed])
    base = np.array([_base(row, name, home) for name in weighed for row in name.rows], dtype=np.float32)
    belief = _shares(base, starts, owner)
    support = np.zeros_like(base)
    # A name by itself has no others to speak for its places, and names with one place each have nothing to choose.
    rounds = 0 if len(weighed) == 1 else 1 if len(rows) == len(weighed) else _ROUNDS
    ties = _ties(rows, owner) if rounds else support
    for _ in range(rounds):
        support = _support(ties, belief, starts, owner, len(weighed))
        belief = _shares(base + support, starts, owner)
    return [_best(rows, belief, support, int(start), len(name.rows)) for start, name in zip(starts, weighed, strict=True)]


def _shortened(name: Name) -> Name:
    if len(name.rows) <= MOST_ROWS:
        return name
    ranked = sorted(name.rows, key=lambda row: (not (name.told & {row.country, division(row)}), not row.own, -row.people, row.number))
    return msgspec.structs.replace(name, rows=tuple(ranked[:MOST_ROWS]))


def _base(row: Row, name: Name, home: dict[str, float]) -> float:
    weight = row.weight
    if row.kind in ("town", "admin2"):
        weight += home.get(row.country, 0.0) + (name.local if row.country == _LOCAL_PRESS else 0.0)
    if row.kind in ("admin1", "admin2") and any(_metropolis(other, row) for other in name.rows):
        weight -= 3.0
    if name.told:
        weight += 14.0 if name.told & {row.country, division(row)} else 0.0
    return weight


def _metropolis(town: Row, around: Row) -> bool:
    if town.kind not in ("town", "capital") or town.country != around.country:
        return False
    return town.people > (_METROPOLIS if division(town) == division(around) else _CITY)


def _ties(rows: Sequence[Row], owner: npt.NDArray[np.int64]) -> Matrix:
    """How much each place speaks for each other one: nearness, the same division, the same country; none within a name."""
    known = np.array([row.traits for row in rows])
    points, small, stated, nations = known[:, :3].astype(np.float32), known[:, 3] > 0, known[:, 4] > 0, known[:, 5] > 0
    cosines = np.where(small[:, None] & small[None, :], points @ points.T, np.float32(-1.0))
    close = cosines > _FAR
    near = np.zeros_like(cosines)
    near[close] = np.exp(-(_EARTH_KM * np.arccos(np.minimum(cosines[close], np.float32(1.0)))) / _NEAR_KM)
    countries, divisions = _same(known[:, 6]), _same(known[:, 7])
    ties = 3.0 * near + 0.5 * divisions + 1.2 * divisions * stated[None, :] + 0.25 * countries + 0.9 * countries * nations[None, :]
    ties[owner[:, None] == owner[None, :]] = 0.0
    return np.asarray(ties, dtype=np.float32)


def _same(codes: npt.NDArray[np.float64]) -> Matrix:
    """Where two rows have one label; rows without a label have one with themselves alone."""
    codes = np.where(codes == 0, -1.0 - np.arange(len(codes)), codes)
    return np.asarray(codes[:, None] == codes[None, :], dtype=np.float32)


def _shares(weights: Matrix, starts: npt.NDArray[np.int64], owner: npt.NDArray[np.int64]) -> Matrix:
    powers = np.exp(weights - np.maximum.reduceat(weights, starts)[owner])
    return np.asarray(powers / np.add.reduceat(powers, starts)[owner], dtype=np.float32)


def _support(ties: Matrix, belief: Matrix, starts: npt.NDArray[np.int64], owner: npt.NDArray[np.int64], names: int) -> Matrix:
    """The sum over the other names of what the best believed place of each says, damped so that many names do not shout down fame.

    The root of a belief counts: two names that are both unsure, but lie together in one county only, must be able to find each other.
    """
    best = np.maximum.reduceat(ties * np.sqrt(belief)[None, :], starts, axis=1)
    return np.asarray(2.6 * np.log1p(1.2 * best.sum(axis=1)), dtype=np.float32)


def _best(rows: Sequence[Row], belief: Matrix, support: Matrix, start: int, size: int) -> Choice:
    place = max(range(start, start + size), key=lambda at: (float(belief[at]), -rows[at].number))
    return Choice(row=rows[place], belief=round(float(belief[place]), 3), support=round(float(support[place]), 3))

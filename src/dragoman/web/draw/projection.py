"""The Equal Earth projection (Šavrič, Patterson and Jenny 2018, doi:10.1080/13658816.2018.1504949) onto a drawing of a given size."""

import math
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2
Array = NDArray[np.float64]


def equal_earth(lats: Array, lons: Array) -> tuple[Array, Array]:
    """Degrees to the plane, x to the east and y to the north, on a globe of radius 1."""
    theta = np.arcsin(_M * np.sin(np.radians(lats)))
    squared = theta * theta
    sixth = squared**3
    x = np.radians(lons) * np.cos(theta) / (_M * (_A1 + 3 * _A2 * squared + sixth * (7 * _A3 + 9 * _A4 * squared)))
    return x, theta * (_A1 + _A2 * squared + sixth * (_A3 + _A4 * squared))


class Bounds(msgspec.Struct, frozen=True):
    """A region in degrees. `west` to `east` never crosses more than 360 degrees; both may lie beyond 180."""

    south: float
    west: float
    north: float
    east: float

    @property
    def whole(self) -> bool:
        """Whether it is the whole world."""
        return self.east - self.west >= 300

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point lies inside."""
        return self.south <= lat <= self.north and (self.whole or abs(turned(lon - self.middle)) <= (self.east - self.west) / 2)

    def widened(self, times: float) -> "Bounds":
        """The same parallels, with more to the west and east."""
        more = (self.east - self.west) * (times - 1) / 2
        return self if self.whole else Bounds(self.south, self.west - more, self.north, self.east + more)

    @property
    def middle(self) -> float:
        """The meridian in the middle."""
        return (self.west + self.east) / 2


WORLD = Bounds(-58, -180, 84, 180)


def turned(lon: float) -> float:
    """A longitude brought between -180 and 180."""
    return (lon + 180) % 360 - 180


def around(points: list[tuple[float, float]], least: float = 14.0) -> Bounds:
    """The region around points (latitude, longitude), with a margin, at least `least` degrees high; the world when they span it."""
    if not points:
        return WORLD
    lats, lons = [lat for lat, _ in points], sorted(lon for _, lon in points)
    west, east = _narrowest(lons)
    south, north = min(lats), max(lats)
    width = max(least * 1.9, (east - west) * 1.2)
    height = max(least, (north - south) * 1.24, width * 0.4)
    if width > 200 or height > 110:
        return WORLD
    middle, centre = (south + north) / 2, (west + east) / 2
    low = max(-85.0, min(middle - height / 2, 85 - height))
    return Bounds(low, centre - width / 2, min(85.0, low + height), centre + width / 2)


def _narrowest(lons: list[float]) -> tuple[float, float]:
    """The shortest arc that holds all longitudes: the widest gap between neighbours is left out."""
    gaps = [(after - before, after) for before, after in pairwise(lons)]
    gaps.append((lons[0] + 360 - lons[-1], lons[0]))
    _, start = max(gaps)
    east = max(lon if lon >= start else lon + 360 for lon in lons)
    return start, east


class Plane:
    """Places degrees on a drawing `width` wide whose height follows from the region."""

    def __init__(self, bounds: Bounds, width: float) -> None:
        self.bounds = bounds
        self.width = width
        half = (bounds.east - bounds.west) / 2
        lats, lons = np.meshgrid(np.linspace(bounds.south, bounds.north, 13), np.array([-half, 0.0, half]))
        xs, ys = equal_earth(lats, lons)
        self._left, self._top = float(xs.min()), float(ys.max())
        self.scale = width / (float(xs.max()) - self._left)
        self.height = (self._top - float(ys.min())) * self.scale

    def point(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a point is drawn, to a tenth of a pixel."""
        xs, ys = self.points(np.array([lat]), np.array([lon]))
        return round(float(xs[0]), 1), round(float(ys[0]), 1)

    def points(self, lats: Array, lons: Array) -> tuple[Array, Array]:
        """Where many points are drawn."""
        x, y = equal_earth(lats, (lons - self.bounds.middle + 180) % 360 - 180)
        return (x - self._left) * self.scale, (self._top - y) * self.scale

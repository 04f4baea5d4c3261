"""Map: where stories take place, with the filters of the timeline."""

import math
from collections.abc import Sequence

import msgspec

from dragoman.charts import QUADS
from dragoman.desk import ORDERS, Desk, Wanted
from dragoman.web.asked import Asked
from dragoman.web.draw.atlas import CountryLabel, Ground, country, ground
from dragoman.web.draw.labels import Box, Label, Mark, beside
from dragoman.web.draw.projection import WORLD, Bounds, Plane, around, turned
from dragoman.web.filters import Choices, Filters, asked_filters, choices
from dragoman.web.lines import story_lines
from dragoman.web.shown import StoryLine

_MOST_PLACES, _LISTED, _STORIES = 400, 40, 30
_WIDE, _NARROW = 960.0, 360.0
# A phone’s map is at least so high for its width, in degrees.
_UPRIGHT = 0.8
# So many places are named on the map, where their names find room; a letter is so wide.
_NAMED, _LETTER = 18, 6.2
_PLACE = """coalesce(CAST(e."where".geonameid AS VARCHAR), e."where".name)"""


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place with its stories. `area` is set for a country or province: its mark stands in the middle, not where it happened."""

    id: str
    name: str
    country: str
    lat: float
    lon: float
    area: bool
    stories: int
    quads: dict[str, int]
    x: float = 0.0
    y: float = 0.0
    radius: float = 0.0
    quad: str = ""
    label: Label = Label()


class Sheet(msgspec.Struct, frozen=True):
    """One drawing of the map: its ground, the names of countries on it and the places."""

    ground: Ground
    labels: tuple[CountryLabel, ...]
    spots: tuple[Spot, ...]


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The map."""

    title: str
    filters: Filters
    choices: Choices
    view: str
    wide: Sheet
    narrow: Sheet
    listed: int
    placed: int
    outside: int
    total: int
    place: Spot | None
    stories: tuple[StoryLine, ...]


def make(desk: Desk, asked: Asked) -> Page:
    """Places of the stories that meet the filters; `place` lists the stories of one, `view` is world or a country."""
    filters = asked_filters(asked)
    where, values = filters.where(desk)
    found = _spots(desk, where, values)
    view = asked.get("view")
    region = _region(view)
    wide = _sheet(found, region or around(_weighty(found, 0.85)), _WIDE, desk.language)
    narrow = _sheet(found, _upright(region or around(_weighty(found, 0.7))), _NARROW, desk.language)
    place = next((spot for spot in wide.spots if spot.id == asked.get("place")), None)
    return Page(
        title="Map",
        filters=filters,
        choices=choices(desk, filters.actor),
        view=view,
        wide=wide,
        narrow=narrow,
        listed=_LISTED,
        placed=sum(spot.stories for spot in wide.spots),
        outside=len(found) - len(wide.spots),
        total=desk.count("stories", where, values),
        place=place,
        stories=_stories(desk, where, values, place.id) if place else (),
    )


def _sheet(found: Sequence[Spot], region: Bounds, width: float, language: str) -> Sheet:
    """The places that lie in a region, drawn so wide."""
    plane = Plane(region, width)
    drawn = ground(plane.bounds, width, language)
    within = Box(0, 0, drawn.width, drawn.height)
    spots = _labelled([_placed(spot, plane) for spot in found if plane.bounds.holds(spot.lat, spot.lon)], within)
    return Sheet(drawn, tuple(label for label in drawn.labels if not any(_covers(spot, label) for spot in spots)), spots)


def _upright(region: Bounds) -> Bounds:
    """The region with more to the north and south, as a phone has room for."""
    high = min(150.0, (region.east - region.west) * _UPRIGHT)
    if region.whole or region.north - region.south >= high:
        return region
    south = max(-80.0, min((region.south + region.north - high) / 2, 84.0 - high))
    return Bounds(south, region.west, south + high, region.east)


def _region(view: str) -> Bounds | None:
    return WORLD if view == "world" else country(view) if view else None


def _weighty(spots: Sequence[Spot], share: float) -> list[tuple[float, float]]:
    """The points that the map is fitted to: so large a share of the stories, those nearest to the middle of all."""
    total, told = sum(spot.stories for spot in spots), 0
    middle = (_middle([(spot.lat, spot.stories) for spot in spots]), _middle([(spot.lon, spot.stories) for spot in spots]))
    points: list[tuple[float, float]] = []
    for spot in sorted(spots, key=lambda one: (math.hypot(one.lat - middle[0], turned(one.lon - middle[1])), one.id)):
        if told < total * share or len(points) < 3:
            points.append((spot.lat, spot.lon))
        told += spot.stories
    return points


def _middle(weighed: Sequence[tuple[float, int]]) -> float:
    """The weighted median: one far place does not move it."""
    half, told = sum(weight for _, weight in weighed) / 2, 0
    for value, weight in sorted(weighed):
        told += weight
        if told >= half:
            return value
    return 0.0


def _covers(spot: Spot, label: CountryLabel) -> bool:
    """Whether a mark or the name of a place lies over a country's name."""
    half = len(label.text) * _LETTER / 2
    own = Box(label.x - half, label.y - 11, label.x + half, label.y + 3)
    mark = Mark(spot.x, spot.y, spot.radius).box
    return own.meets(mark) or (bool(spot.label.text) and own.meets(_named_box(spot.label)))


def _named_box(label: Label) -> Box:
    width = len(label.text) * _LETTER
    left = label.x - {"start": 0.0, "end": width, "middle": width / 2}[label.anchor]
    return Box(left, label.y - 11, left + width, label.y + 3)


def _spots(desk: Desk, where: str, values: list[object]) -> list[Spot]:
    counts = ", ".join(f"count(*) FILTER (WHERE quad = '{quad}') AS q{number}" for number, quad in enumerate(QUADS))
    # Pairs of place and story are made distinct once, which is cheaper than five distinct counts.
    query = f"""
        WITH told AS (SELECT rowid AS story, quad, unnest(events) AS event FROM stories WHERE {where}),
             spots AS (SELECT e.key, {_PLACE} AS id, e."where" AS spot FROM events e WHERE e."where".lat IS NOT NULL),
             met AS (SELECT s.id, t.story, t.quad, min(s.spot.name) AS name, min(s.spot.country) AS country, min(s.spot.lat) AS lat,
                            min(s.spot.lon) AS lon, min(s.spot.feature) AS feature
                     FROM spots s JOIN told t ON t.event = s.key GROUP BY ALL)
        SELECT id, min(name) AS name, min(country) AS country, min(lat) AS lat, min(lon) AS lon, min(feature) AS feature,
               count(*) AS stories, {counts}
        FROM met GROUP BY id ORDER BY stories DESC, id LIMIT {_MOST_PLACES}
    """
    return [_spot(row) for row in desk.rows(query, values)]


def _spot(row: dict[str, object]) -> Spot:
    quads = {quad: row[f"q{number}"] for number, quad in enumerate(QUADS)}
    plain = {name: row[name] for name in ("id", "name", "country", "lat", "lon", "stories")}
    return msgspec.convert({**plain, "area": str(row["feature"] or "").startswith("A"), "quads": quads}, Spot)


def _placed(spot: Spot, plane: Plane) -> Spot:
    x, y = plane.point(spot.lat, spot.lon)
    leading = max(QUADS, key=lambda quad: (spot.quads[quad], -QUADS.index(quad)))
    return msgspec.structs.replace(spot, x=x, y=y, radius=round(min(26.0, 3.5 + 1.9 * math.sqrt(spot.stories)), 1), quad=leading)


def _labelled(spots: Sequence[Spot], within: Box) -> tuple[Spot, ...]:
    """Names for the places with most stories, where there is room for them."""
    marks = [Mark(spot.x, spot.y, spot.radius) for spot in spots]
    taken = [mark.box for mark in marks]
    labels = [beside(mark, [spot.name], taken, within) for mark, spot in zip(marks[:_NAMED], spots, strict=False)]
    labels += [Label()] * (len(spots) - len(labels))
    return tuple(msgspec.structs.replace(spot, label=label) for spot, label in zip(spots, labels, strict=True))


def _stories(desk: Desk, where: str, values: list[object], place: str) -> tuple[StoryLine, ...]:
    there = f"""list_has_any(events, (SELECT list(e.key) FROM events e WHERE {_PLACE} = ?))"""
    wanted = Wanted(f"({where}) AND {there}", [*values, place], ORDERS["newest"])
    return story_lines(desk, desk.listed("stories", wanted, _STORIES))

"""geoparsing: toponyms with coordinates. The corpora count adjectives and peoples as toponyms of their country."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.mentions.places import Places
from dragoman.records import Place

_CACHE = Path(".dragoman-cache")


def predict(inputs: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The toponyms of every document."""
    places = Places(_CACHE)
    for item in inputs:
        found = places.find_in(item["text"], "en", url=item.get("url") or "", peoples=True)
        yield {"id": item["id"], "toponyms": [_told(one) for one in found]}


def _told(one: Place) -> dict[str, Any]:
    where = {"lat": one.lat, "lon": one.lon, "geonameid": one.geonameid, "country": one.country}
    return {"start": one.span.start, "end": one.span.end, **where}

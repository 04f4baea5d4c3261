"""geoparsing: toponyms with coordinates. The corpora count adjectives and peoples as toponyms of their country."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.mentions.places import Places

_CACHE = Path(".dragoman-cache")


def predict(inputs: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The toponyms of every document."""
    places = Places(_CACHE)
    for item in inputs:
        found = places.find_in(item["text"], "en", url=item.get("url") or "", peoples=True)
        yield {"id": item["id"], "toponyms": [
            {"start": one.span.start, "end": one.span.end, "lat": one.lat, "lon": one.lon, "geonameid": one.geonameid, "country": one.country}
            for one in found
        ]}  # fmt: skip

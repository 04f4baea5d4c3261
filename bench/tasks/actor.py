"""Actor phrases to country and PLOVER sector: each phrase is read as an article of one sentence, published on its day."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dateparser

from dragoman.mentions import Finder
from dragoman.records import Article, Mention, Place, Reading, Sentence, When

CACHE = Path(".dragoman-cache")


def predict(inputs: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One answer a phrase: the codes of its widest mention, or else the country of a place in it."""
    finder = Finder(CACHE)
    for item in inputs:
        found = finder.find([_reading(item)])[0]
        yield {"id": item["id"], **_codes(found, item)}


def _reading(item: dict[str, Any]) -> Reading:
    text = item["text"].strip()
    article = Article(key=item["id"], text=text, language=item["lang"], published=_published(item))
    return Reading(article=article, sentences=(Sentence(start=0, end=len(text), number=0, paragraph=0, language=item["lang"]),))


def _published(item: dict[str, Any]) -> When | None:
    parsed = dateparser.parse(item.get("as_of") or "", languages=["en"])
    return When(start=parsed.date().isoformat(), value=parsed.date().isoformat()) if parsed else None


def _codes(found: Reading, item: dict[str, Any]) -> dict[str, str]:
    if found.mentions:
        best = max(found.mentions, key=_width)
        country = next((one.country for one in (best, *found.mentions) if one.country), "")
        return {"country": country or _context(item), "sector": best.sectors[0] if best.sectors else ""}
    return _place(found.places, item)


def _width(mention: Mention) -> tuple[int, float]:
    return len(mention.span.text), mention.score


def _place(places: tuple[Place, ...], item: dict[str, Any]) -> dict[str, str]:
    # A town that acts is its people.
    country = next((place.country for place in places if place.country), "")
    return {"country": country or _context(item), "sector": "CVL" if country else ""}


def _context(item: dict[str, Any]) -> str:
    return item.get("known_country") or ""

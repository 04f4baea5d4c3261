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
        codes = _codes(found)
        yield {"id": item["id"], **codes, "country": codes["country"] or _context(finder, item)}


def _reading(item: dict[str, Any]) -> Reading:
    text = item["text"].strip()
    article = Article(key=item["id"], text=text, language=item["lang"], published=_published(item))
    return Reading(article=article, sentences=(Sentence(start=0, end=len(text), number=0, paragraph=0, language=item["lang"]),))


def _published(item: dict[str, Any]) -> When | None:
    parsed = dateparser.parse(item.get("as_of") or "", languages=["en"])
    return When(start=parsed.date().isoformat(), value=parsed.date().isoformat()) if parsed else None


def _codes(found: Reading) -> dict[str, str]:
    if found.mentions:
        best = max(found.mentions, key=_width)
        named = (*(one.country for one in (best, *found.mentions)), *(place.country for place in found.places))
        country = next((code for code in named if code), "")
        return {"country": country, "sector": best.sectors[0] if best.sectors else ""}
    return _place(found.places)


def _width(mention: Mention) -> tuple[int, float]:
    return len(mention.span.text), mention.score


def _place(places: tuple[Place, ...]) -> dict[str, str]:
    # A town that acts is its people.
    country = next((place.country for place in places if place.country), "")
    return {"country": country, "sector": "CVL" if country else ""}


def _context(finder: Finder, item: dict[str, Any]) -> str:
    """The country that the item's context speaks of, where the phrase itself names none."""
    if item.get("known_country") or not item.get("context"):
        return item.get("known_country") or ""
    around = finder.find([_reading({**item, "text": item["context"]})])[0]
    return next((one.country for one in around.mentions if one.country), "")

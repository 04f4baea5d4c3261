"""timex: temporal expressions with TIMEX3 values. A range is told as its two ends, for TIMEX3 has no value for one."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from dragoman.mentions import times
from dragoman.records import Span, Timex

_JOINED = re.compile(r"\s*[-–—]\s*|\s(?:to|and|through|until|bis|und|y|al|a|hasta|по|до|та|і|й|au|à|et)\s")


def predict(inputs: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The expressions of every document, placed against its creation day."""
    for item in inputs:
        day = date.fromisoformat(item["dct"][:10]) if item.get("dct") else None
        found = times.find_in(item["text"], item["lang"], day, narrative=item.get("domain") == "narrative")
        yield {"id": item["id"], "timexes": [told for timex in found for told in _told(_measured(timex, item["lang"]))]}


def _measured(timex: Timex, language: str) -> Timex:
    """German corpora mark the noun phrase of 'vor drei Jahren' alone and give its length instead of the date."""
    if language != "de" or not timex.span.text.lower().startswith("vor ") or timex.type != "DATE":
        return timex
    inner = times.find_in(timex.span.text[4:], language, None)
    if len(inner) != 1 or inner[0].type != "DURATION":
        return timex
    span, start = inner[0].span, timex.span.start + 4
    return msgspec.structs.replace(inner[0], span=Span(start + span.start, start + span.end, span.text))


def _told(timex: Timex) -> Iterator[dict[str, Any]]:
    span = timex.span
    values = timex.value.split("/")
    joined = _JOINED.search(span.text)
    if len(values) == 2 and joined:
        yield {"start": span.start, "end": span.start + joined.start(), "type": timex.type, "value": values[0]}
        yield {"start": span.start + joined.end(), "end": span.end, "type": timex.type, "value": values[1]}
        return
    yield {"start": span.start, "end": span.end, "type": timex.type, "value": values[-1]}

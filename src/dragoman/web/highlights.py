"""Highlights: what was found in an article as layers over its text, paragraph by paragraph."""

import re
from collections.abc import Callable, Iterable, Sequence

import msgspec

from dragoman.desk import Layer, Piece, pieces
from dragoman.records import Article, Claim, Event, Mention, Place, Timex

KINDS = ("events", "claims", "mentions", "places", "times")
_BREAK = re.compile(r"\n+")


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """All that was found in one article."""

    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    places: tuple[Place, ...]
    times: tuple[Timex, ...]


def paragraphs(article: Article, layers: Sequence[Layer]) -> Iterable[tuple[int, int, str, tuple[Piece, ...]]]:
    """Each paragraph with its offsets, why it was cut ('' if it was not) and its pieces, in one pass over the sorted layers."""
    ordered = sorted(layers, key=lambda layer: layer.start)
    waiting: list[Layer] = []
    place = 0
    for start, end, why in _joined(article):
        while place < len(ordered) and ordered[place].start < end:
            waiting.append(ordered[place])
            place += 1
        waiting = [layer for layer in waiting if layer.end > start]
        yield start, end, why, pieces(article.text[start:end], start, waiting)


def _joined(article: Article) -> list[tuple[int, int, str]]:
    """Paragraphs, those that were cut one after another as one: page furniture comes in short lines."""
    found: list[tuple[int, int, str]] = []
    for start, end in _stretches(article.text):
        why = _why_cut(article, start, end)
        if why and found and found[-1][2]:
            first, _, reasons = found[-1]
            found[-1] = (first, end, reasons if why in reasons.split(", ") else f"{reasons}, {why}")
        else:
            found.append((start, end, why))
    return found


def _stretches(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for gap in _BREAK.finditer(text):
        if text[start : gap.start()].strip():
            yield start, gap.start()
        start = gap.end()
    if text[start:].strip():
        yield start, len(text)


def _why_cut(article: Article, start: int, end: int) -> str:
    inside = next((cut for cut in article.cuts if cut.start <= start and end <= cut.end), None)
    return inside.reason if inside else ""


def _event_layers(found: Found) -> list[Layer]:
    whole = [Layer(one.sentence.start, one.sentence.end, "event", one.key) for one in found.events]
    return whole + [Layer(one.trigger.start, one.trigger.end, "trigger") for one in found.events]


def _claim_layers(found: Found) -> list[Layer]:
    whole = [Layer(one.content.start, one.content.end, "claim", one.key) for one in found.claims]
    cues = [Layer(one.cue.start, one.cue.end, "cue") for one in found.claims if one.cue]
    mouths = [Layer(link.span.start, link.span.end, "mouth") for one in found.claims for link in one.chain if link.span]
    return whole + cues + mouths


def _mention_layers(found: Found) -> list[Layer]:
    return [Layer(one.span.start, one.span.end, "mention" if one.actor else "mention-open", one.key) for one in found.mentions]


LAYERS: dict[str, Callable[[Found], list[Layer]]] = {
    "events": _event_layers,
    "claims": _claim_layers,
    "mentions": _mention_layers,
    "places": lambda found: [Layer(one.span.start, one.span.end, "place") for one in found.places],
    "times": lambda found: [Layer(one.span.start, one.span.end, "time") for one in found.times],
}

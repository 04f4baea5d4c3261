"""Marked words: overlapping spans of a text turned into pieces that follow one another."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from dragoman.desk.nouns import Piece
from dragoman.records import Event, Span


class Layer(msgspec.Struct, frozen=True):
    """A stretch of the text (code points, end exclusive), what it is marked as, and the record it belongs to."""

    start: int
    end: int
    mark: str
    key: str = ""


def pieces(text: str, start: int, layers: Iterable[Layer]) -> tuple[Piece, ...]:
    """`text`, which begins at offset `start` of its article, cut wherever a layer begins or ends."""
    end = start + len(text)
    # A record begins once: a layer that runs on from the paragraph before brings no key.
    held = [
        Layer(max(one.start, start), min(one.end, end), one.mark, one.key if one.start >= start else "")
        for one in layers
        if one.start < end and one.end > start
    ]
    opens: dict[int, list[Layer]] = {}
    closes: dict[int, list[Layer]] = {}
    for layer in held:
        opens.setdefault(layer.start, []).append(layer)
        closes.setdefault(layer.end, []).append(layer)
    bounds = sorted({start, end, *opens, *closes})
    found: list[Piece] = []
    active: dict[str, int] = {}
    for here, there in pairwise(bounds):
        for layer in closes.get(here, ()):
            active[layer.mark] -= 1
        for layer in opens.get(here, ()):
            active[layer.mark] = active.get(layer.mark, 0) + 1
        marks = tuple(sorted(mark for mark, number in active.items() if number))
        found.append(Piece(text[here - start : there - start], marks, tuple(layer.key for layer in opens.get(here, ()) if layer.key)))
    return tuple(found)


def sentence(event: Event) -> tuple[Piece, ...]:
    """An event's sentence with its trigger, actors and recipients marked."""
    layers = [Layer(event.trigger.start, event.trigger.end, "trigger")]
    layers += [Layer(party.start, party.end, "actor") for party in event.actors]
    layers += [Layer(party.start, party.end, "recipient") for party in event.recipients]
    return pieces(event.sentence.text, event.sentence.start, layers)


def marked(span: Span, layers: Sequence[Layer] = ()) -> tuple[Piece, ...]:
    """A span's words with layers."""
    return pieces(span.text, span.start, layers)

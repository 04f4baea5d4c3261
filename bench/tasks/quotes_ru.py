"""Reported speech in single Russian (and Czech) sentences: frames whose content a mark or a conjunction shows."""

from collections.abc import Iterator
from typing import Any

from dragoman.claims.find import find
from tasks.attribution import reading, spans


def predict(inputs: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The attributions of each sentence."""
    for item in inputs:
        frames = [frame for frame in find(reading(item)) if frame.marked and not frame.nested and frame.shape != "chain"]
        yield {"id": item["id"], "attributions": [spans(item["text"], frame) for frame in frames]}

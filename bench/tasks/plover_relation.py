"""A sentence and a marked pair -> one of 15 PLOVER classes, by the reader model.

The benchmark's gold follows the older CAMEO crosswalk in four places where PLOVER 2.0's manual, and so our codebook, has moved on
(shared/reference/cameo_to_plover.tsv): sanctions and embargoes are COERCE there (CAMEO 163), being found guilty is ACCUSE (116), the
intent to yield is AGREE (035), an apology is SUPPORT (055). Answers are carried over by mode and by the trigger's own words.
"""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from dragoman.engines import READER, Readers
from dragoman.engines.reader import Names
from dragoman.records import Question

_FOLDED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_SANCTIONS = re.compile(r"\b(?:sanction|embargo|boycott)", re.IGNORECASE)
_INTENT = re.compile(r"\b(?:agree|promis|pledg|offer|ready to|willing|would|vow|will )", re.IGNORECASE)
_SORRY = re.compile(r"\b(?:apolog|regret)", re.IGNORECASE)


def predict(inputs: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The likeliest class of each item."""
    reader = Readers(READER)
    for item in inputs:
        yield {"id": item["id"], "root": root(reader, item)}


def root(reader: Readers, item: dict[str, Any]) -> str:
    """One item's class."""
    spans = [(part["start"], part["end"]) for part in (item["source"], item["target"])]
    known = sorted({span for span in spans if span[0] is not None and span[1]})
    apart = [span for i, span in enumerate(known) if not i or span[0] >= known[i - 1][1]]
    places = [_place(span, apart) for span in spans]
    pair = (places[0], -1 if places[0] == places[1] else places[1])
    heads = reader.look(Question(item["text"], "en", tuple(apart)), [pair]).heads
    scores: dict[str, float] = {}
    for name, chance in carried(reader.of("en").names, item["text"], heads["event"][0], heads["mode"][0]):
        scores[name] = scores.get(name, 0.0) + chance
    return max(sorted(scores), key=lambda name: scores[name])


def _place(span: tuple[int, int], spans: list[tuple[int, int]]) -> int:
    return next((i for i, (start, end) in enumerate(spans) if start <= (span[0] or 0) < end), -1)


def carried(names: Names, text: str, chances: np.ndarray, modes: np.ndarray) -> Iterator[tuple[str, float]]:
    """Each event's probability under the name that the older crosswalk gives it."""
    guilty = modes[names.modes.index("SANCTION/convict")]
    others = sum(modes[i] for i, name in enumerate(names.modes) if name.startswith("SANCTION/")) + modes[0]
    for name, chance in zip(names.events[1:], chances[1:], strict=True):
        if name == "SANCTION":
            share = float(guilty / others)
            yield "ACCUSE", float(chance) * share
            yield "COERCE" if _SANCTIONS.search(text) else "SANCTION", float(chance) * (1 - share)
        elif name == "CONCEDE" and _SORRY.search(text):
            yield "SUPPORT", float(chance)
        elif name == "CONCEDE" and _INTENT.search(text):
            yield "AGREE", float(chance)
        else:
            yield _FOLDED.get(name, name), float(chance)

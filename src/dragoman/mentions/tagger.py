"""An optional tagger of Russian names: slovnet's open news model (MIT), read from the natasha wheel where both are installed.

52 ms an article of 400 words, against 2 for the shapes of names: so it serves the list of named entities, not the Finder's mentions.
"""

import functools
import importlib
import importlib.util
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dragoman.mentions.shapes import Group, Named

_EMBEDDING = "emb/navec_news_v1_1B_250K_300d_100q.tar"
_MODEL = "model/slovnet_ner_news_v1.tar"
# The model knows no difference between a state or town and a river: both are LOC.
_GROUPS: dict[str, Group] = {"PER": "PER", "ORG": "ORG", "LOC": "GPE"}


class Tagger:
    """Names as the model sees them."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def tag(self, text: str) -> list[Named]:
        """Named entities, in order."""
        return [Named(span.start, span.stop, _GROUPS[span.type]) for span in self._model(text).spans if span.type in _GROUPS]


@functools.cache
def open_tagger(language: str) -> Tagger | None:
    """The tagger of a language, or None where there is none or it is not installed."""
    data = _data() if language == "ru" else None
    if data is None:
        return None
    model = importlib.import_module("slovnet").NER.load(str(data / _MODEL))
    model.navec(importlib.import_module("navec").Navec.load(str(data / _EMBEDDING)))
    return Tagger(model)


def _data() -> Path | None:
    """Where the natasha wheel keeps its weights. It is not imported: it wants a morphology that newer Pythons cannot run."""
    spec = importlib.util.find_spec("natasha")
    if spec is None or not spec.submodule_search_locations or not importlib.util.find_spec("slovnet"):
        return None
    data = Path(next(iter(spec.submodule_search_locations))) / "data"
    return data if (data / _MODEL).exists() and (data / _EMBEDDING).exists() else None


def joined(tagged: Iterable[Named], shaped: Iterable[Named]) -> list[Named]:
    """The tagger's names, with those states, towns and places that only the lists know (adjectives such as 'турецкий' among them)."""
    listed = list(shaped)
    natural = {(one.start, one.end) for one in listed if one.group == "LOC"}
    kept = {Named(one.start, one.end, "LOC") if (one.start, one.end) in natural else one for one in tagged}
    taken = {place for one in kept for place in range(one.start, one.end)}
    added = {one for one in listed if one.group in ("GPE", "LOC") and taken.isdisjoint(range(one.start, one.end))}
    return sorted(kept | added)

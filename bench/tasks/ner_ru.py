"""Persons, organisations and places in Russian news, by the names that the Finder's parts see."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.mentions import Finder
from dragoman.mentions.shapes import Named
from dragoman.records import Article, Reading, Sentence

CACHE = Path(".dragoman-cache")
_END = re.compile(r"(?<![ .\u00a0][А-ЯЁA-Z])(?<![А-ЯЁA-Z]\.[А-ЯЁA-Z])[.!?…]+[»\"”)]?(?=\s+[А-ЯЁA-Z«\"“0-9])|\n+")


def predict(inputs: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The named entities of each text, with groups PER, ORG, GPE and LOC."""
    finder = Finder(CACHE)
    for item in inputs:
        yield {"id": item["id"], "entities": [_entity(one) for one in finder.names(_reading(item))]}


def _entity(one: Named) -> dict[str, Any]:
    return {"start": one.start, "end": one.end, "group": one.group}


def _reading(item: dict[str, Any]) -> Reading:
    text = item["text"]
    article = Article(key=str(item["id"]), text=text, language=item["lang"])
    spans = list(_spans(text))
    sentences = tuple(
        Sentence(start=start, end=end, number=number, paragraph=0, language=item["lang"]) for number, (start, end) in enumerate(spans)
    )
    return Reading(article=article, sentences=sentences)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in [*(match.end() for match in _END.finditer(text)), len(text)]:
        if text[start:stop].strip():
            yield start, stop
        start = stop

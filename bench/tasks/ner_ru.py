"""Persons, organisations and places in Russian news, by the names that the Finder's parts see."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.mentions import Finder
from dragoman.mentions.naming import Named
from dragoman.records import Article, Reading, Sentence

CACHE = Path(".dragoman-cache")
_SENTENCE = re.compile(r"[^\n.!?…]+(?:[.!?…](?![\s\n]+[А-ЯЁA-Z«\"“])[^\n.!?…]*)*[.!?…]*")


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
    spans = [match.span() for match in _SENTENCE.finditer(text) if match.group().strip()]
    sentences = tuple(
        Sentence(start=start, end=end, number=number, paragraph=0, language=item["lang"]) for number, (start, end) in enumerate(spans)
    )
    return Reading(article=article, sentences=sentences)

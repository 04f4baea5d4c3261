"""Token F1 of source, cue and content on sentences that were written apart from the rules and are not looked at when rules change.

`heldout/LANGUAGE.tsv`: source, cue, content (parts divided by ||; with quotation marks) and text, all ours. Floors only rise.
"""

import csv
import re
from pathlib import Path

import pytest

from dragoman.claims.find import find
from dragoman.records import Article, Reading, Sentence
from dragoman.vocab.terms import fold

HERE = Path(__file__).parent / "heldout"
WORD = re.compile(r"\w+")
FLOORS = {"fr": (0.90, 0.90, 0.90), "tr": (0.90, 0.90, 0.90), "kk": (0.90, 0.90, 0.90)}
PARTS = ("source", "cue", "content")


def tokens(text, spans):
    return {at for at, word in enumerate(WORD.finditer(text)) for start, end in spans if word.start() < end and word.end() > start}


def wanted(text, cell):
    parts = [part.strip() for part in cell.split("||") if part.strip()]
    return [(fold(text).index(fold(part)), fold(text).index(fold(part)) + len(part)) for part in parts]


def found(text, language):
    sentence = Sentence(start=0, end=len(text), number=0, paragraph=0, language=language)
    frames = find(Reading(article=Article(key="art", text=text, language=language), sentences=(sentence,)))
    kept = [frame for frame in frames if not frame.nested and frame.shape != "chain" and not frame.hit.weak]
    pieces = [piece for frame in kept for piece in frame.pieces]
    return {"source": [frame.source for frame in kept if frame.source], "cue": [frame.cue for frame in kept], "content": pieces}


def figures(language):
    counts = {part: [0, 0] for part in PARTS}
    with (HERE / f"{language}.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            there = found(row["text"], language)
            for part in PARTS:
                gold, ours = tokens(row["text"], wanted(row["text"], row[part])), tokens(row["text"], there[part])
                counts[part][0] += 2 * len(gold & ours)
                counts[part][1] += len(gold) + len(ours)
    return tuple(round(shared / total, 3) for shared, total in counts.values())


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_held_out_sentences(language):
    assert all(figure >= floor for figure, floor in zip(figures(language), FLOORS[language], strict=True)), figures(language)

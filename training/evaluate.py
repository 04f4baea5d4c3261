"""How well a reader reads examples: through the same engine that ships, so that the figures are those a user gets."""

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

import msgspec
import numpy as np

from dragoman.engines.decoding import NOBODY
from dragoman.engines.reader import Look, Names
from dragoman.records import Answer, Question
from training.batches import Pair, distinct, pairs
from training.examples import STATUSES, Example, Label


class Score(msgspec.Struct, frozen=True):
    """Precision, recall and F1 of one thing."""

    precision: float
    recall: float
    f1: float
    gold: int


class Report(msgspec.Struct, frozen=True):
    """Figures of one language (or of all): the class of a given pair (`pair_*`), events found unaided (`event`), modes, statuses."""

    sentences: int
    pair_macro: float
    pair_micro: float
    per_class: dict[str, Score]
    event: Score
    mode: float
    status_macro: float


class Judged(msgspec.Struct, frozen=True):
    """One gold pair and what the reader says of it."""

    gold: str
    best: str
    chance: float
    mode: bool
    status: tuple[str, str]


def actors_of(example: Example) -> list[tuple[int, int]]:
    """All marked actors of an example, as a text with no gold would give them."""
    return distinct(example.spans("A", "R", "A2", "R2", "O"))


class Sees(Protocol):
    """What is evaluated: one reader, or the shipped engine of two."""

    def look(self, question: Question, pairs: Sequence[tuple[int, int]] | None = None) -> Look:
        """Probabilities of every head."""
        ...

    def answer(self, question: Question) -> Answer:
        """Events found unaided."""
        ...


def judge(reader: Sees, names: Names, example: Example) -> tuple[list[Judged], set[tuple[object, ...]], set[tuple[object, ...]]]:
    """Gold pairs judged with the pair given; then events found unaided and gold events as (class, actor, recipient)."""
    spans = actors_of(example)
    question = Question(example.text, example.language, tuple(spans))
    known = [pair for pair in pairs(example, spans) if pair.label]
    look = reader.look(question, [(pair.actor, pair.recipient) for pair in known])
    judged = [_judged(look, row, names, pair.label) for row, pair in enumerate(known) if pair.label and _counts(pair, known)]
    answer = reader.answer(question)
    found = {(r.type, a, b) for r in answer.relations for a in (r.actors or (-1,)) for b in (r.recipients or (-1,))}
    return judged, found, _gold_events(example, spans)


def _counts(pair: Pair, known: Sequence[Pair]) -> bool:
    return NOBODY not in (pair.actor, pair.recipient) or len(known) == 1


def _judged(look: Look, row: int, names: Names, label: Label) -> Judged:
    best = int(look.heads["event"][row, 1:].argmax()) + 1
    fitting = [0] + [i for i, name in enumerate(names.modes) if name.startswith(label.event + "/")]
    mode = names.modes[max(fitting, key=lambda i: float(look.heads["mode"][row][i]))].partition("/")[2]
    status = STATUSES[int(look.heads["status"][row].argmax())]
    return Judged(label.event, names.events[best], float(look.heads["event"][row, best]), mode == label.mode, (label.status, status))


def _gold_events(example: Example, spans: Sequence[tuple[int, int]]) -> set[tuple[object, ...]]:
    where = {span: i for i, span in enumerate(spans)}
    gold: set[tuple[object, ...]] = set()
    for number, label in enumerate(example.labels):
        suffix = "2" if number else ""
        doers = [where[s] for s in example.spans("A" + suffix) if s in where] or [-1]
        receivers = [where[s] for s in example.spans("R" + suffix) if s in where] or [-1]
        if label.event != "NONE":
            gold |= {(label.event, a, r) for a in doers for r in receivers}
    return gold


def report(reader: Sees, names: Names, examples: Sequence[Example]) -> Report:
    """Judge all examples and count."""
    results = [judge(reader, names, example) for example in examples]
    judged = [one for found, _, _ in results for one in found]
    per_class = {event: score([(j.gold == event, j.best == event) for j in judged]) for event in names.events[1:]}
    present = {event: one for event, one in per_class.items() if one.gold}
    hits = sum(len(found & gold) for _, found, gold in results)
    event = _score(hits, sum(len(found) for _, found, _ in results), sum(len(gold) for _, _, gold in results))
    return Report(
        sentences=len(examples),
        pair_macro=_mean([one.f1 for one in present.values()]),
        pair_micro=_mean([float(j.gold == j.best) for j in judged]),
        per_class=per_class,
        event=event,
        mode=_mean([float(j.mode) for j in judged]),
        status_macro=_status_macro(judged),
    )


def _status_macro(judged: Sequence[Judged]) -> float:
    present = Counter(j.status[0] for j in judged)
    return _mean([score([(j.status[0] == name, j.status[1] == name) for j in judged]).f1 for name in present])


def score(rows: Sequence[tuple[bool, bool]]) -> Score:
    """From (is it, is it said to be) pairs."""
    return _score(sum(a and b for a, b in rows), sum(b for _, b in rows), sum(a for a, _ in rows))


def _score(hits: int, said: int, gold: int) -> Score:
    precision, recall = (hits / said if said else 0.0), (hits / gold if gold else 0.0)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(round(precision, 4), round(recall, 4), round(f1, 4), gold)


def _mean(values: Sequence[float]) -> float:
    return round(float(np.mean(values)), 4) if values else 0.0

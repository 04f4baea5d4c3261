"""How well a reader reads examples: through the same engine that ships, so that the figures are those a user gets."""

from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np

from dragoman.engines.decoding import NOBODY, probabilities
from dragoman.engines.reader import Reader
from dragoman.records import Question
from training.batches import distinct, pairs
from training.examples import STATUSES, Example


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


def judge(reader: Reader, example: Example) -> tuple[list[Judged], set[tuple[object, ...]], set[tuple[object, ...]]]:
    """Gold pairs judged with the pair given; then events found unaided and gold events as (class, actor, recipient)."""
    spans = actors_of(example)
    question = Question(example.text, example.language, tuple(spans))
    encoded, states = reader.states(question)
    known = [pair for pair in pairs(example, spans[: len(encoded.places)]) if pair.label]
    judged = []
    if known:
        out = reader.pairs(states, encoded, [(pair.actor, pair.recipient) for pair in known])
        chances = probabilities(out["event"], reader.card.temperature)
        for row, pair in enumerate(known):
            if not pair.label or (NOBODY in (pair.actor, pair.recipient) and len(known) > 1):
                continue
            best = int(chances[row, 1:].argmax()) + 1
            event = reader.names.events[best]
            fitting = [0] + [i for i, name in enumerate(reader.names.modes) if name.startswith(pair.label.event + "/")]
            mode = reader.names.modes[max(fitting, key=lambda i, r=row: float(out["mode"][r][i]))].partition("/")[2]
            status = STATUSES[int(out["status"][row].argmax())]
            judged.append(Judged(pair.label.event, event, float(chances[row, best]), mode == pair.label.mode, (pair.label.status, status)))
    answer = reader.answer(question)
    found = {(r.type, a, b) for r in answer.relations for a in (r.actors or (-1,)) for b in (r.recipients or (-1,))}
    return judged, found, _gold_events(example, spans)


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


def report(reader: Reader, examples: Sequence[Example]) -> Report:
    """Judge all examples and count."""
    results = [judge(reader, example) for example in examples]
    judged = [one for found, _, _ in results for one in found]
    per_class = {event: score([(j.gold == event, j.best == event) for j in judged]) for event in reader.names.events[1:]}
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

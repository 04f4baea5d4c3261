"""Event types and modes of a user's own, from a dozen examples and without training.

Each gets a linear classifier over the vectors from which the multilingual reader reads its own types: ridge regression of +1 for its
examples and -1 for the codebook's other ones, both sides weighing the same (Rifkin, Yeo and Poggio 2003, regularised least squares). It
is solved in closed form when the engine opens, so the same file gives the same answers. From which score on a type is told is settled by
leaving out each example in turn, which for ridge regression needs no second fit.
"""

import hashlib
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from dragoman.engines import decoding
from dragoman.engines.decoding import NOBODY
from dragoman.engines.reader import Look, Reader, Readers
from dragoman.records import Answer, Question, Relation, Status
from dragoman.vocab import Codebook
from dragoman.vocab.codebook import Extension
from dragoman.vocab.tagged import PARTIES, Mark, untag

Floats = npt.NDArray[np.float32]
RIDGE = 0.01


class Kin(msgspec.Struct, frozen=True):
    """One type's or mode's classifier: the direction in which its examples lie, the middle between them and the others, and the
    score from which on it is told; -1 is as far as other examples lie, +1 as its own."""

    name: str
    direction: Floats
    middle: Floats
    least: float

    def scores(self, deep: Floats) -> Floats:
        """One score a row of vectors."""
        found: Floats = (_unit(deep) - self.middle) @ self.direction
        return found


class Nearest:
    """The shipped readers, and a user's own types and modes. Every sentence is read once more by the multilingual reader."""

    def __init__(self, readers: Readers, codebook: Codebook) -> None:
        self._readers = readers
        self._reader = readers.of("multi")
        others = {name: kind.examples for name, kind in codebook.events.items() if name not in codebook.added.events}
        vectors = {name: self._vectors(examples) for name, examples in others.items()}
        rest = np.concatenate([*vectors.values(), self._vectors(codebook.nothing)])
        added = codebook.added
        self._types = [fitted(name, self._vectors(kind.examples), rest) for name, kind in added.events.items()]
        self._modes = [fitted(name, self._vectors(new.examples), vectors[name.partition("/")[0]]) for name, new in added.modes.items()]
        self.name = f"{readers.name}+{_digest(added)}"

    def read(self, questions: Sequence[Question]) -> list[Answer]:
        """One answer a question, in order."""
        return [self.answer(question) for question in questions]

    def answer(self, question: Question) -> Answer:
        """The shipped readers' answer; where a type of the user's own takes a pair, theirs for the same parties gives way."""
        known = self._readers.answer(question)
        look = self._reader.look(question)
        if not look.pairs:
            return known
        own = [found for kin in self._types if (found := self._relation(kin, look)) is not None]
        taken = [{*relation.actors, *relation.recipients} for relation in own]
        kept = [self._moded(relation, look) for relation in known.relations if {*relation.actors, *relation.recipients} not in taken]
        return msgspec.structs.replace(known, relations=(*kept, *own))

    def _relation(self, kin: Kin, look: Look) -> Relation | None:
        scores = kin.scores(look.heads["deep"])
        row = best(scores, look.pairs, kin.least)
        if row is None:
            return None
        actor, recipient = look.pairs[row]
        names = self._reader.names
        return Relation(
            type=kin.name,
            contexts=tuple(n for n, c in zip(names.contexts, look.heads["context"][row], strict=True) if c >= self._reader.card.contexts),
            status=_status(look, row),
            actors=() if actor == NOBODY else (actor,),
            recipients=() if recipient == NOBODY else (recipient,),
            trigger=decoding.trigger(look.heads["trigger"][row], look.encoded),
            confidence=float(np.clip(0.5 + scores[row] / 2, 0, 1)),
        )

    def _moded(self, relation: Relation, look: Look) -> Relation:
        rows = [row for row, pair in enumerate(look.pairs) if _between(pair, relation)]
        for kin in self._modes:
            event, _, mode = kin.name.partition("/")
            if event == relation.type and rows and kin.scores(look.heads["deep"][rows]).max() >= kin.least:
                return msgspec.structs.replace(relation, modes=(mode,))
        return relation

    def _vectors(self, examples: dict[str, tuple[str, ...]]) -> Floats:
        return np.concatenate([*(_example(self._reader, language, text) for language, found in examples.items() for text in found)])


def best(scores: Floats, pairs: Sequence[tuple[int, int]], least: float) -> int | None:
    """The row of the surest pair from `least` on; a pair of two goes before a pair with nobody that shares an end with it."""
    sure = [row for row in range(len(pairs)) if scores[row] >= least]
    if not sure:
        return None
    top = min(sure, key=lambda row: (-float(scores[row]), row))
    fuller = [row for row in sure if NOBODY not in pairs[row] and (pairs[row][0] == pairs[top][0] or pairs[row][1] == pairs[top][1])]
    return min(fuller, key=lambda row: (-float(scores[row]), row)) if NOBODY in pairs[top] and fuller else top


def fitted(name: str, own: Floats, rest: Floats) -> Kin:
    """The classifier that tells rows of `own` from rows of `rest`."""
    rows = _unit(np.concatenate([own, rest])).astype(np.float64)
    target = np.r_[np.ones(len(own)), -np.ones(len(rest))]
    weight = np.r_[np.full(len(own), 1 / len(own)), np.full(len(rest), 1 / len(rest))]
    middle = weight @ rows / weight.sum()
    scale = np.sqrt(weight)
    scaled = (rows - middle) * scale[:, None]
    inverse = np.linalg.inv(scaled @ scaled.T + RIDGE * np.eye(len(scaled)))
    dual = inverse @ (target * scale)
    left_out = target - dual / np.diag(inverse) / scale
    direction = scaled.T @ dual
    return Kin(name, direction.astype(np.float32), middle.astype(np.float32), threshold(left_out[: len(own)], left_out[len(own) :]))


def threshold(own: npt.NDArray[np.float64], rest: npt.NDArray[np.float64]) -> float:
    """The score from 0 to 0.6 at which F1 is best over examples left out in turn; of equals the higher, for a press holds more of the rest."""

    def f1(least: float) -> float:
        told = int((own >= least).sum())
        return 2 * told / max(1, told + int((rest >= least).sum()) + len(own))

    return round(float(max(np.arange(0, 0.61, 0.05), key=lambda least: (round(f1(least), 2), least))), 2)


def _example(reader: Reader, language: str, sentence: str) -> Floats:
    text, marks = untag(sentence)
    spans = _parties(marks)
    look = reader.look(Question(text, language, tuple(spans)), [_pair(marks, spans)])
    return look.heads["deep"] if look.pairs else np.empty((0, reader.width), np.float32)


def _parties(marks: Sequence[Mark]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted({(mark.start, mark.end) for mark in marks if mark.tag in PARTIES}, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _pair(marks: Sequence[Mark], spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Who acts on whom: the first actor and the recipient, else two joint actors; without tags of either, the first two named."""
    doers, receivers = (list(_numbers(marks, spans, tag)) for tag in ("A", "R"))
    if not doers and not receivers:
        doers = list(range(len(spans)))
    first, *more = doers or [NOBODY]
    return first, next(iter([*receivers, *more]), NOBODY)


def _numbers(marks: Sequence[Mark], spans: Sequence[tuple[int, int]], tag: str) -> Iterator[int]:
    return (spans.index((mark.start, mark.end)) for mark in marks if mark.tag == tag and (mark.start, mark.end) in spans)


def _between(pair: tuple[int, int], relation: Relation) -> bool:
    sides = ((*relation.actors, NOBODY), (*relation.recipients, *relation.actors, NOBODY))
    return all(one in side for one, side in zip(pair, sides, strict=True))


def _status(look: Look, row: int) -> Status:
    return decoding.STATUSES[int(look.heads["status"][row].argmax())]


def _unit(rows: Floats) -> Floats:
    made: Floats = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return made


def _digest(added: Extension) -> str:
    return hashlib.blake2b(msgspec.json.encode(added, order="sorted"), digest_size=4).hexdigest()

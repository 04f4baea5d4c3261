"""Event types and modes of a user's own, from a dozen examples and without training.

Each gets a linear classifier over the vectors from which the multilingual reader reads its own types: ridge regression of +1 for its
examples and -1 for the background, both weighing the same (regularised least squares; Rifkin, Yeo and Poggio 2003). The background is what
the reader makes of its own training examples; its mean and second moments ship with the weights. It is solved in closed form when the
engine opens, so the same file gives the same answers. From which score on a type is told is settled by leaving out each example in turn.

A dozen examples bound a kind of deed on one side only, so their words bound it on the other. In a language that has examples, a sentence
must hold a word of their triggers, and may then lie NEAR below the bound; in another language the score must lie FAR above it (types), or
nothing is told (modes). Without this, on our demo press, most hits were wrong.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from dragoman.engines import decoding
from dragoman.engines.decoding import NOBODY
from dragoman.engines.reader import Look, Reader, Readers
from dragoman.errors import EngineError
from dragoman.records import Answer, Question, Relation, Status
from dragoman.vocab import Codebook
from dragoman.vocab.codebook import Extension, NewEvent, NewMode
from dragoman.vocab.headings import small_words
from dragoman.vocab.tagged import PARTIES, Mark, untag

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
RIDGE = 0.01
# Of the pairs of actors in the press, one in so many is taken to be of a user's type.
RARE = 200
# What a user's contrary examples weigh in the background, however few.
CONTRARY = 0.3
FAR = 0.3
NEAR = 0.35
STEM = 5  # letters


class Moments(msgspec.Struct, frozen=True):
    """Mean and mean outer product of unit vectors, and some of the vectors themselves, one a row."""

    mean: Doubles
    outer: Doubles
    rows: Doubles


class Kin(msgspec.Struct, frozen=True):
    """One type's or mode's classifier: the direction in which its examples lie, the middle between them and the others, and the
    score from which on it is told; -1 is as far as other examples lie, +1 as its own."""

    name: str
    direction: Doubles
    middle: Doubles
    least: float
    words: dict[str, frozenset[str]]

    def bound(self, question: Question) -> float:
        """The score from which on a pair of this sentence is of the type."""
        if question.language not in self.words:
            return float("inf") if "/" in self.name else self.least + FAR
        return self.least - NEAR if self.words[question.language] & stems(question.text) else float("inf")

    def scores(self, deep: Floats) -> Doubles:
        """One score a row of vectors."""
        found: Doubles = (_unit(deep) - self.middle) @ self.direction
        return found


class Nearest:
    """The shipped readers, and a user's own types and modes. Every sentence is read once more by the multilingual reader."""

    def __init__(self, readers: Readers, codebook: Codebook) -> None:
        self._readers = readers
        self._reader = readers.of("multi")
        background, added = Background(readers.folder / "multi" / "background.npz"), codebook.added
        self._common = stems(" ".join(triggers(kind.examples) for name, kind in codebook.events.items() if name not in added.events))
        self._types = [self._fitted(name, new, background.whole()) for name, new in added.events.items()]
        self._modes = [self._fitted(name, new, background.of(name.partition("/")[0])) for name, new in added.modes.items()]
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
        own = [found for kin in self._types if (found := self._relation(kin, question, look)) is not None]
        taken = [{*relation.actors, *relation.recipients} for relation in own]
        kept = [
            self._moded(relation, question, look) for relation in known.relations if {*relation.actors, *relation.recipients} not in taken
        ]
        return msgspec.structs.replace(known, relations=(*kept, *own))

    def _relation(self, kin: Kin, question: Question, look: Look) -> Relation | None:
        scores = kin.scores(look.heads["deep"])
        row = best(scores, look.pairs, kin.bound(question))
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

    def _moded(self, relation: Relation, question: Question, look: Look) -> Relation:
        pair = next(iter(relation.actors), NOBODY), next(iter([*relation.recipients, *relation.actors[1:]]), NOBODY)
        if pair not in look.pairs:
            return relation
        deep = look.heads["deep"][[look.pairs.index(pair)]]
        for kin in self._modes:
            event, _, mode = kin.name.partition("/")
            if event == relation.type and kin.scores(deep)[0] >= kin.bound(question):
                return msgspec.structs.replace(relation, modes=(mode,))
        return relation

    def _fitted(self, name: str, new: NewEvent | NewMode, rest: Moments) -> Kin:
        own, contrary = self._vectors(new.examples), self._vectors(new.contrary)
        return fitted(name, own, mixed(rest, contrary) if len(contrary) else rest, self._words(name, new))

    def _words(self, name: str, new: NewEvent | NewMode) -> dict[str, frozenset[str]]:
        # A mode shares words with its own type; a type of its own should share none with the others.
        common = frozenset() if "/" in name else self._common
        telling = {language: stems(triggers({language: found})) - common for language, found in new.examples.items()}
        return {language: found - stems(" ".join(small_words(language))) for language, found in telling.items()}

    def _vectors(self, examples: Mapping[str, tuple[str, ...]]) -> Doubles:
        found = [_example(self._reader, language, text) for language, sentences in examples.items() for text in sentences]
        return _unit(np.concatenate([np.empty((0, self._reader.width), np.float32), *found]))


def best(scores: Doubles, pairs: Sequence[tuple[int, int]], least: float) -> int | None:
    """The row of the surest pair from `least` on; a pair of two goes before a pair with nobody that shares an end with it."""
    sure = [row for row in range(len(pairs)) if scores[row] >= least]
    if not sure:
        return None
    top = min(sure, key=lambda row: (-float(scores[row]), row))
    fuller = [row for row in sure if NOBODY not in pairs[row] and (pairs[row][0] == pairs[top][0] or pairs[row][1] == pairs[top][1])]
    return min(fuller, key=lambda row: (-float(scores[row]), row)) if NOBODY in pairs[top] and fuller else top


class Background:
    """What the reader makes of its training examples, by event type: written by `training/background.py`."""

    def __init__(self, path: Path) -> None:
        """Raises EngineError when the file is missing or damaged."""
        try:
            with np.load(path) as found:
                self._mean, self._outer = found["mean"].astype(np.float64), found["outer"].astype(np.float64)
                self._rows, self._types = found["rows"].astype(np.float64), found["types"]
        except (OSError, ValueError, KeyError) as error:
            raise EngineError(f"{path} cannot be opened: {error}", "reinstall dragoman, or read without --codebook") from error

    def whole(self) -> Moments:
        """All of it."""
        return Moments(self._mean, self._outer, self._rows[self._types == ""])

    def of(self, event: str) -> Moments:
        """Examples of one event type."""
        return moments(self._rows[self._types == event])


def moments(rows: Doubles) -> Moments:
    """Moments of rows of unit vectors."""
    mean: Doubles = rows.mean(axis=0)
    return Moments(mean, rows.T @ rows / len(rows), rows)


def mixed(rest: Moments, contrary: Doubles) -> Moments:
    """A background in which a user's contrary examples weigh CONTRARY of the whole, few as they are."""
    theirs = moments(contrary)
    mean: Doubles = (1 - CONTRARY) * rest.mean + CONTRARY * theirs.mean
    outer: Doubles = (1 - CONTRARY) * rest.outer + CONTRARY * theirs.outer
    return Moments(mean, outer, rest.rows)


def fitted(name: str, own: Doubles, rest: Moments, words: dict[str, frozenset[str]]) -> Kin:
    """The classifier that tells rows of `own` from the rest."""
    direction, middle = solved(own, rest)
    left_out = []
    for row in range(len(own)):
        its_direction, its_middle = solved(np.delete(own, row, axis=0), rest)
        left_out.append(float((own[row] - its_middle) @ its_direction))
    least = threshold(np.array(left_out), (rest.rows - middle) @ direction)
    return Kin(name, direction, middle, least, words)


def solved(own: Doubles, rest: Moments) -> tuple[Doubles, Doubles]:
    """Direction and middle: ridge regression on both sides' moments, each side weighing one half."""
    ours = moments(own)
    middle: Doubles = np.add(ours.mean, rest.mean) / 2
    spread = ours.outer + rest.outer - 2 * np.outer(middle, middle)
    direction = np.asarray(np.linalg.solve(spread + RIDGE * np.eye(len(middle)), ours.mean - rest.mean), np.float64)
    return direction, middle


def threshold(own: Doubles, rest: Doubles) -> float:
    """The score at which F1 is best if one pair in RARE is of the type, by examples left out in turn; of equals the higher."""

    def f1(least: float) -> float:
        told, wrong = float((own >= least).mean()), float((rest >= least).mean()) * RARE
        return 2 * told / (told + wrong + 1)

    return round(float(max(np.arange(0, 1.01, 0.02), key=lambda least: (round(f1(least), 2), least))), 2)


def triggers(examples: Mapping[str, tuple[str, ...]]) -> str:
    """The words tagged as triggers."""
    found = (untag(sentence) for sentences in examples.values() for sentence in sentences)
    return " ".join(text[mark.start : mark.end] for text, marks in found for mark in marks if mark.tag in ("T", "T2"))


def stems(text: str) -> frozenset[str]:
    """First letters of the longer words: enough to know an inflected one again."""
    return frozenset(word[:STEM] for word in re.findall(r"\w+", text.casefold()) if len(word) >= STEM - 1)


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


def _status(look: Look, row: int) -> Status:
    return decoding.STATUSES[int(look.heads["status"][row].argmax())]


def _unit(rows: Floats) -> Doubles:
    made: Doubles = rows / np.linalg.norm(rows.astype(np.float64), axis=1, keepdims=True)
    return made


def _digest(added: Extension) -> str:
    return hashlib.blake2b(msgspec.json.encode(added, order="sorted"), digest_size=4).hexdigest()

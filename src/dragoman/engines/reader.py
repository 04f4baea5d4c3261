"""The reader model at run time: one graph on onnxruntime, encoder and heads (written by training/graph.py).

One sentence a pass, without padding: 8-bit activations are scaled by what is in the pass, so only this way does an answer not depend
on which other sentences happen to stand in the batch.
"""

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import onnxruntime
import threadpoolctl
from tokenizers import Tokenizer

from dragoman.engines import decoding
from dragoman.engines.marking import Encoded, encode
from dragoman.errors import EngineError
from dragoman.records import Answer, Marked, Question

Floats = npt.NDArray[np.float32]
# The pair heads that are probabilities, as they stand side by side in the graph's `outcomes`.
OUTCOMES = ("event", "mode", "status", "context", "joint")


class Names(msgspec.Struct, frozen=True):
    """The names behind each head's numbers. Event 0 is NONE, mode 0 no mode."""

    events: tuple[str, ...]
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    statuses: tuple[str, ...]
    heads: tuple[str, ...]


class Card(msgspec.Struct, frozen=True):
    """What training settled on its held-out part: version, temperature, the least confidence by event, token-head thresholds.

    `something`: from this chance of any event on, the likeliest class is told below its own least confidence (above 1: never).
    """

    version: str
    temperature: float = 1.0
    least: dict[str, float] = {}
    something: float = 2.0
    contexts: float = 0.5
    tokens: dict[str, float] = {}


class Doubt(msgspec.Struct, frozen=True):
    """When the multilingual reader is asked too: a pair has its likeliest event by at least the chance `likely`, and that event leads the
    second by less than the share `lead` of all events."""

    likely: float
    lead: float


# Of the demo press a quarter is read twice: docs/speed.md has the curve. Who names a pair wants its class, at twice the time if need be.
FOUND = Doubt(likely=0.4, lead=0.6)
GIVEN = Doubt(likely=0.0, lead=0.9)


class Look(msgspec.Struct, frozen=True):
    """What a reader sees in a sentence: the encoded text, the pairs asked about, the heads' probabilities, the attribution."""

    encoded: Encoded
    pairs: tuple[tuple[int, int], ...]
    heads: dict[str, Any]
    marked: tuple[Marked, ...]


class Seen(msgspec.Struct, frozen=True):
    """The same before calibration: logits of the pair heads, `trigger` scores, `deep` vectors, and the token heads' logits."""

    encoded: Encoded
    pairs: tuple[tuple[int, int], ...]
    heads: dict[str, Any]
    tokens: Any


class Readers:
    """The shipped models behind one engine. English sentences are read by a quick English reader and, where that one doubts which event
    it is, by the multilingual one too, and their probabilities are averaged: measured to be better than either (see docs/model-card.md).
    Other languages are read by the multilingual one alone."""

    # Answers kept by sentence and actors: copies and boilerplate repeat sentences. About 4 kB each.
    remembered = 4096

    def __init__(self, folder: Path) -> None:
        """Open lazily: a run in one language loads what it needs. Raises EngineError when a model is missing."""
        self.folder = folder
        self._open: dict[str, Reader] = {}
        self._answers: OrderedDict[Question, Answer] = OrderedDict()
        for kind in ("en", "multi"):
            if not (folder / kind / "card.json").exists():
                raise EngineError(f"there is no reader model in {folder / kind}", "run `make model`, or use --engine lexicon")
        self.name = f"reader-{_card(folder / 'multi').version}"

    def of(self, kind: str) -> "Reader":
        """One of the two readers: `en` or `multi`."""
        if kind not in self._open:
            self._open[kind] = Reader(self.folder / kind)
        return self._open[kind]

    def read(self, questions: Sequence[Question]) -> list[Answer]:
        """One answer a question, in order."""
        return [self.answer(question) for question in questions]

    def answer(self, question: Question) -> Answer:
        """Read one sentence, or take the answer given when it was read before."""
        known = self._answers.get(question)
        if known is not None:
            return known
        answer = self._read(question)
        self._answers[question] = answer
        while len(self._answers) > self.remembered:
            self._answers.popitem(last=False)
        return answer

    def _read(self, question: Question) -> Answer:
        reader = self.of("en" if question.language == "en" else "multi")
        return reader.answered(self.look(question))

    def look(self, question: Question, pairs: Sequence[tuple[int, int]] | None = None) -> Look:
        """What is seen in a sentence, for given pairs or for all. Given pairs are taken to have an event."""
        if question.language != "en":
            return self.of("multi").look(question, pairs)
        first = self.of("en").look(question, pairs)
        if not first.pairs or not doubtful(first.heads["event"], FOUND if pairs is None else GIVEN):
            return first
        return averaged(first, self.of("multi").look(question, first.pairs))


def doubtful(chances: Floats, doubt: Doubt) -> bool:
    """Whether some pair may as well have another event than its likeliest; one row of chances a pair."""
    events = chances[:, 1:]
    second, first = np.partition(events, -2, axis=1)[:, -2:].T
    return bool(((first >= doubt.likely) & (first - second < doubt.lead * events.sum(axis=1))).any())


def averaged(first: Look, second: Look) -> Look:
    """Both readers' probabilities; the words that decide, and those of source, cue and content, are the second one's."""
    if second.pairs != first.pairs:
        return first
    heads = {head: (first.heads[head] + second.heads[head]) / 2 for head in OUTCOMES}
    return Look(second.encoded, first.pairs, {**heads, "trigger": second.heads["trigger"]}, second.marked)


class Reader:
    """One shipped model. Opening takes under half a second; answers are the same bit for bit in any order."""

    def __init__(self, folder: Path) -> None:
        """Load from a folder. Raises EngineError when files are missing or damaged."""
        # Small products on many threads cost more than they give, and their sums would depend on the threads.
        threadpoolctl.threadpool_limits(limits=1, user_api="blas")
        try:
            self.names = msgspec.json.decode((folder / "names.json").read_bytes(), type=Names)
            self.card = _card(folder)
            self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            with np.load(folder / "tables.npz") as tables:
                self._words, self._scale = tables["words"], tables["scale"]
            self._session = _session(folder / "reader.onnx")
        except Exception as error:  # the runtime raises its own, untyped errors
            hint = "reinstall dragoman, or use --engine lexicon"
            raise EngineError(f"the reader model in {folder} cannot be opened: {error}", hint) from error
        names = self.names
        ends = np.cumsum([len(names.events), len(names.modes), len(names.statuses), len(names.contexts), 1])
        self._columns = dict(
            zip(OUTCOMES, (slice(end - size, end) for size, end in zip(np.diff(ends, prepend=0), ends, strict=True)), strict=True)
        )

    @property
    def name(self) -> str:
        """`reader-` and the model's version."""
        return f"reader-{self.card.version}"

    @property
    def width(self) -> int:
        """How long a pair's vector is."""
        return int(self._words.shape[1])

    def read(self, questions: Sequence[Question]) -> list[Answer]:
        """One answer a question."""
        return [self.answer(question) for question in questions]

    def answer(self, question: Question) -> Answer:
        """Read one sentence."""
        return self.answered(self.look(question))

    def look(self, question: Question, pairs: Sequence[tuple[int, int]] | None = None) -> Look:
        """What is seen in a sentence, for given pairs or for all; pairs whose actors lie beyond the end are left out."""
        seen = self.seen(question, pairs)
        marked = decoding.marked(seen.tokens, seen.encoded, self.names.heads, self.card.tokens)
        heads = decoding.chances(seen.heads, self.card.temperature) if seen.pairs else {}
        return Look(seen.encoded, seen.pairs, heads, tuple(marked))

    def answered(self, look: Look) -> Answer:
        """The events and the attribution in what was seen."""
        found = decoding.relations(look.heads, look.pairs, look.encoded, self.names, self.card) if look.pairs else ()
        return Answer(relations=tuple(found), marked=look.marked)

    def seen(self, question: Question, pairs: Sequence[tuple[int, int]] | None = None) -> Seen:
        """The logits of every head, for given pairs or for all. A pair's depend a little on which others are asked about: 8-bit products
        share one scale."""
        encoded = encode(self.tokenizer, question.text, question.actors)
        here = len(encoded.places)
        asked = tuple(pair for pair in (decoding.all_pairs(here) if pairs is None else pairs) if max(pair) < here)
        ends = np.array(asked or [(decoding.NOBODY, decoding.NOBODY)], np.int64)
        # The graph counts nobody as the actor after the last.
        ends[ends == decoding.NOBODY] = here
        words = self._words[encoded.ids].astype(np.float32) * self._scale[encoded.ids]
        given = {"words": words[None], "places": np.array(encoded.places, np.int64), "actors": ends[:, 0], "recipients": ends[:, 1]}
        tokens, outcomes, trigger, deep = self._session.run(None, given)
        heads = {head: outcomes[:, columns] for head, columns in self._columns.items()}
        return Seen(encoded, asked, {**heads, "trigger": trigger, "deep": deep}, tokens)


def _card(folder: Path) -> Card:
    return msgspec.json.decode((folder / "card.json").read_bytes(), type=Card)


def _session(path: Path) -> Any:
    options = onnxruntime.SessionOptions()
    # One thread: runs in parallel are processes, and sums are always added in the same order.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The graph is as it should be: the runtime's own fusions make it slower (see training/graph.py).
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

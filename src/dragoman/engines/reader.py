"""The reader model at run time: onnxruntime for the encoder, a few matrix products for the heads.

One sentence a pass, without padding: 8-bit activations are scaled by what is in the pass, so only this way does an answer not depend
on which other sentences happen to stand in the batch.
"""

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


# Below this chance of any event the English reader’s silence is taken at its word: at 0.12 it finds a hair more, a sixth slower.
SILENCE = 0.3


class Look(msgspec.Struct, frozen=True):
    """What a reader sees in a sentence: the encoded text, the pairs asked about, the heads' probabilities, the attribution."""

    encoded: Encoded
    pairs: tuple[tuple[int, int], ...]
    heads: dict[str, Any]
    marked: tuple[Marked, ...]


class Readers:
    """The shipped models behind one engine. English sentences are read twice, by a quick English reader and, unless that one is sure
    that nothing happens, by the multilingual one too, and their probabilities are averaged: measured to be better than either (see
    docs/model-card.md). Other languages are read by the multilingual one alone."""

    def __init__(self, folder: Path) -> None:
        """Open lazily: a run in one language loads what it needs. Raises EngineError when a model is missing."""
        self.folder = folder
        self._open: dict[str, Reader] = {}
        for kind in ("en", "multi"):
            if not (folder / kind / "card.json").exists():
                raise EngineError(f"there is no reader model in {folder / kind}", "run `make model`, or use --engine lexicon")

    @property
    def name(self) -> str:
        """`reader-` and the models' version."""
        return self.of("multi").name

    def of(self, kind: str) -> "Reader":
        """One of the two readers: `en` or `multi`."""
        if kind not in self._open:
            self._open[kind] = Reader(self.folder / kind)
        return self._open[kind]

    def read(self, questions: Sequence[Question]) -> list[Answer]:
        """One answer a question, in order."""
        return [self.answer(question) for question in questions]

    def answer(self, question: Question) -> Answer:
        """Read one sentence."""
        if question.language != "en":
            return self.of("multi").answer(question)
        first = self.of("en").look(question)
        if not first.pairs or float(first.heads["event"][:, 1:].max()) < SILENCE:
            return Answer(marked=first.marked)
        return self.of("en").answered(self.averaged(question, first))

    def averaged(self, question: Question, first: Look, pairs: Sequence[tuple[int, int]] | None = None) -> Look:
        """Both readers' probabilities; the words that decide, and those of source, cue and content, are the multilingual reader's."""
        second = self.of("multi").look(question, first.pairs if pairs is None else pairs)
        if second.pairs != first.pairs or not first.pairs:
            return first
        heads = {head: (first.heads[head] + second.heads[head]) / 2 for head in ("event", "mode", "status", "context", "joint")}
        return Look(second.encoded, first.pairs, {**heads, "trigger": second.heads["trigger"]}, second.marked)

    def look(self, question: Question, pairs: Sequence[tuple[int, int]] | None = None) -> Look:
        """What is seen in a sentence, for given pairs or for all."""
        if question.language != "en":
            return self.of("multi").look(question, pairs)
        return self.averaged(question, self.of("en").look(question, pairs), pairs)


class Reader:
    """One shipped model. Opening takes under half a second; answers are the same bit for bit in any order."""

    def __init__(self, folder: Path) -> None:
        """Load from a folder. Raises EngineError when files are missing or damaged."""
        # Small products on many threads cost more than they give, and their sums would depend on the threads.
        threadpoolctl.threadpool_limits(limits=1, user_api="blas")
        try:
            self.names = msgspec.json.decode((folder / "names.json").read_bytes(), type=Names)
            self.card = msgspec.json.decode((folder / "card.json").read_bytes(), type=Card)
            self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._tables = _tables(folder / "tables.npz")
            self._session = _session(folder / "body.onnx")
        except Exception as error:  # the runtime raises its own, untyped errors
            hint = "reinstall dragoman, or use --engine lexicon"
            raise EngineError(f"the reader model in {folder} cannot be opened: {error}", hint) from error

    @property
    def name(self) -> str:
        """`reader-` and the model's version."""
        return f"reader-{self.card.version}"

    @property
    def width(self) -> int:
        """How long a pair's vector is."""
        return int(self._tables["mix.b"].shape[0])

    def read(self, questions: Sequence[Question]) -> list[Answer]:
        """One answer a question."""
        return [self.answer(question) for question in questions]

    def answer(self, question: Question) -> Answer:
        """Read one sentence."""
        return self.answered(self.look(question))

    def look(self, question: Question, pairs: Sequence[tuple[int, int]] | None = None) -> Look:
        """What is seen in a sentence, for given pairs or for all; pairs whose actors lie beyond the end are left out."""
        encoded, states = self.states(question)
        here = len(encoded.places)
        asked = tuple(pair for pair in (decoding.all_pairs(here) if pairs is None else pairs) if max(pair) < here)
        marked = decoding.marked(self._dense(states, "tokens"), encoded, self.names.heads, self.card.tokens)
        heads = decoding.chances(self.pairs(states, encoded, asked), self.card.temperature) if asked else {}
        return Look(encoded, asked, heads, tuple(marked))

    def answered(self, look: Look) -> Answer:
        """The events and the attribution in what was seen."""
        found = decoding.relations(look.heads, look.pairs, look.encoded, self.names, self.card) if look.pairs else ()
        return Answer(relations=tuple(found), marked=look.marked)

    def states(self, question: Question) -> tuple[Encoded, Floats]:
        """The encoded sentence and its hidden states, (tokens, hidden)."""
        encoded = encode(self.tokenizer, question.text, question.actors)
        words = self._tables["words"][encoded.ids].astype(np.float32) * self._tables["scale"][encoded.ids]
        states: Floats = self._session.run(None, {"words": words[None]})[0][0]
        return encoded, states

    def pairs(self, states: Floats, encoded: Encoded, pairs: Sequence[tuple[int, int]]) -> dict[str, Floats]:
        """Logits of every pair head and the vector they are read from (`deep`), one row a pair; -1 in a pair is nobody."""
        left = np.stack([self._at(states, encoded, actor, 0) for actor, _ in pairs])
        right = np.stack([self._at(states, encoded, recipient, 1) for _, recipient in pairs])
        whole = np.broadcast_to(states[0], left.shape)
        pair = _gelu(self._dense(np.concatenate([left, right, left * right, whole], axis=1), "pair"))
        trigger = self._dense(pair, "seek") @ states.T / states.shape[1] ** 0.5
        looked = softmax(trigger) @ states
        both = _gelu(self._dense(np.concatenate([pair, looked, pair * looked], axis=1), "mix"))
        heads = {head: self._dense(both, head) for head in ("event", "mode", "status", "context", "joint")}
        return {**heads, "trigger": trigger, "deep": both}

    def _at(self, states: Floats, encoded: Encoded, actor: int, side: int) -> Floats:
        row: Floats = self._tables["nobody"][side] if actor < 0 else states[encoded.places[actor]]
        return row

    def _dense(self, values: Floats, layer: str) -> Floats:
        made: Floats = values @ self._tables[f"{layer}.w"] + self._tables[f"{layer}.b"]
        return made


def _tables(path: Path) -> dict[str, Any]:
    with np.load(path) as found:
        return {name: found[name].astype(np.float32) if found[name].dtype == np.float16 else found[name] for name in found.files}


def _session(path: Path) -> Any:
    options = onnxruntime.SessionOptions()
    # One thread: runs in parallel are processes, and sums are always added in the same order.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def softmax(values: Floats) -> Floats:
    """Along the last axis."""
    raised = np.exp(values - values.max(axis=-1, keepdims=True))
    made: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return made


def _gelu(values: Floats) -> Floats:
    # erf by Abramowitz and Stegun 7.1.26, error below 1.5e-7: numpy has none of its own.
    scaled = np.abs(values) / np.float32(2**0.5)
    t = 1 / (1 + np.float32(0.3275911) * scaled)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(values) * (1 - poly * np.exp(-scaled * scaled))
    made: Floats = (values * (1 + erf) / 2).astype(np.float32)
    return made

"""What a finished reader makes of the training examples: the background from which types of a user's own are told apart."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dragoman.engines.reader import Reader
from dragoman.records import Question
from training import evaluate
from training.batches import pairs
from training.examples import Example

Floats = npt.NDArray[np.float32]
SAMPLE = 1500  # rows kept of all pairs, to set thresholds on
OF_A_TYPE = 100  # and of each type
SEED = 7


def write(reader: Reader, examples: Sequence[Example], path: Path) -> None:
    """Mean and second moments of all pairs' unit vectors, and samples of them: of all (type ''), and of each event type."""
    events, rows = zip(*(row for example in examples for row in vectors(reader, example)), strict=True)
    unit = np.stack(rows)
    unit = unit / np.linalg.norm(unit, axis=1, keepdims=True)
    chance = np.random.default_rng(SEED)
    numbers = {"": np.arange(len(unit))} | {name: np.flatnonzero(np.array(events) == name) for name in sorted(set(events) - {"NONE"})}
    kept = {name: np.sort(chance.permutation(own)[: OF_A_TYPE if name else SAMPLE]) for name, own in numbers.items()}
    types = np.concatenate([np.full(len(own), name) for name, own in kept.items()])
    sample = unit[np.concatenate(list(kept.values()))].astype(np.float16)
    outer = (unit.T @ unit / len(unit)).astype(np.float32)
    np.savez_compressed(path, mean=unit.mean(axis=0), outer=outer, rows=sample, types=types)


def vectors(reader: Reader, example: Example) -> Iterator[tuple[str, Floats]]:
    """(event or NONE, vector) of every ordered pair of an example."""
    spans = evaluate.actors_of(example)
    look = reader.look(Question(example.text, example.language, tuple(spans)))
    gold = {(pair.actor, pair.recipient): pair.label.event for pair in pairs(example, spans) if pair.label}
    for number, pair in enumerate(look.pairs):
        yield gold.get(pair, "NONE"), look.heads["deep"][number]

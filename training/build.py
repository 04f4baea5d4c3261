"""One command from examples to the shipped model: `python -m training.build` checks, trains, calibrates, exports and evaluates.

About an hour on two cores. Figures go to `card.json` beside the weights and to `docs/model-card.md`'s table by `training.card`.
"""

import argparse
import hashlib
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import torch
from tokenizers import Tokenizer

from dragoman.engines import READER
from dragoman.engines.decoding import NOBODY, all_pairs, probabilities
from dragoman.engines.reader import Card, Reader
from dragoman.records import Question
from dragoman.vocab import codebook
from training import check, evaluate, examples, export, model, pieces, train, weights
from training.batches import pairs
from training.examples import Example

VERSION = "1"
PIECES = 70_000
LAYERS = tuple(range(12))


def names() -> train.Outcomes:
    """The outcomes of all heads, from the codebook."""
    book = codebook()
    return train.Outcomes(("NONE", *book.event_names()), ("", *book.mode_names()), tuple(sorted(book.contexts)))


def is_calibration(example: Example) -> bool:
    """One sentence in twelve, told by its text, is kept from training to set temperature and thresholds on."""
    return hashlib.blake2b(example.text.encode(), digest_size=2).digest()[0] % 12 == 0


def make(given: Sequence[Example], plan: train.Plan) -> tuple[model.Reader, Tokenizer]:
    """A trained model and its tokenizer."""
    torch.manual_seed(plan.seed)
    shipped = weights.shipped()
    kept = pieces.choose(shipped, PIECES)
    tokenizer = pieces.tokenizer(shipped, kept)
    outcomes = names()
    sizes = model.Sizes(len(outcomes.events), len(outcomes.modes), len(outcomes.contexts))
    reader = model.Reader(model.encoder(shipped, list(LAYERS)), pieces.table(shipped, kept), sizes)
    for line in train.train(reader, tokenizer, given, outcomes, plan):
        print(line, flush=True)
    return reader, tokenizer


def chances_of(reader: Reader, example: Example) -> list[tuple[int, np.ndarray]]:
    """(gold event number, logits) of every ordered pair of an example."""
    spans = evaluate.actors_of(example)
    encoded, states = reader.states(Question(example.text, example.language, tuple(spans)))
    spans = spans[: len(encoded.places)]
    gold = {(pair.actor, pair.recipient): pair.label.event for pair in pairs(example, spans) if pair.label}
    asked = all_pairs(len(spans))
    logits = reader.pairs(states, encoded, asked)["event"] if asked else []
    events = reader.names.events
    rows = zip(asked, logits, strict=True)
    return [(events.index(gold.get(pair, "NONE")), row) for pair, row in rows if NOBODY not in pair or pair in gold]


def calibrate(reader: Reader, kept: Sequence[Example]) -> Card:
    """Temperature by likelihood, then for each event the least confidence at which F1 is best."""
    rows = [row for example in kept for row in chances_of(reader, example)]
    gold = np.array([event for event, _ in rows])
    logits = np.stack([row for _, row in rows])
    temperature = min(np.arange(0.6, 3.05, 0.1), key=lambda t: -np.log(probabilities(logits, t)[np.arange(len(gold)), gold]).mean())
    chances = probabilities(logits, float(temperature))
    best = chances[:, 1:].argmax(axis=1) + 1
    least = {}
    for number, event in enumerate(reader.names.events[1:], 1):
        least[event] = _threshold(chances[:, number], best == number, gold == number)
    return Card(version=VERSION, temperature=round(float(temperature), 2), least=least, contexts=0.4, tokens={"S": 0.5, "C": 0.4, "Q": 0.5})


def _threshold(chances: np.ndarray, chosen: np.ndarray, gold: np.ndarray) -> float:
    def f1(least: float) -> float:
        said = chosen & (chances >= least)
        return 2 * float((said & gold).sum()) / max(1, said.sum() + gold.sum())

    return round(max(np.arange(0.3, 0.91, 0.05), key=lambda least: (round(f1(least), 3), -abs(least - 0.5))), 2)


def main() -> int:
    """Check, train, calibrate, export, evaluate; print how long each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=READER)
    parser.add_argument("--epochs", type=int, default=train.Plan().epochs)
    given = parser.parse_args()
    began = time.monotonic()
    all_examples = list(examples.read(examples.HERE / "examples"))
    heldout = list(examples.read(examples.HERE / "heldout"))
    for problem in check.problems(all_examples, heldout):
        print("check:", problem)
    trained_on = [example for example in all_examples if not is_calibration(example)]
    reader, tokenizer = make(trained_on, train.Plan(epochs=given.epochs))
    export.export(reader, tokenizer, names(), given.out)
    _write_card(given.out, Card(version=VERSION))
    _write_card(given.out, calibrate(Reader(given.out), [example for example in all_examples if is_calibration(example)]))
    shipped = Reader(given.out)
    for language in sorted({example.language for example in heldout}):
        result = evaluate.report(shipped, [example for example in heldout if example.language == language])
        print(language, msgspec.json.encode(result).decode())
    print(f"{len(trained_on)} sentences, {(time.monotonic() - began) / 60:.0f} minutes")
    return 0


def _write_card(folder: Path, card: Card) -> None:
    (folder / "card.json").write_bytes(msgspec.json.format(msgspec.json.encode(card)))


if __name__ == "__main__":
    sys.exit(main())

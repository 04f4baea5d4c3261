"""What is set once a reader is trained, on examples kept from training: temperature, thresholds, background; and its held-out figures."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

from dragoman.engines.decoding import probabilities
from dragoman.engines.reader import Card, Names, Reader, Readers
from dragoman.records import Question
from dragoman.vocab import codebook
from training import background, evaluate, train
from training.batches import pairs
from training.examples import Example

VERSION = "4"


def names() -> train.Outcomes:
    """The outcomes of all heads, from the codebook."""
    book = codebook()
    return train.Outcomes(("NONE", *book.event_names()), ("", *book.mode_names()), tuple(sorted(book.contexts)))


def is_calibration(example: Example) -> bool:
    """One sentence in twelve, told by its text, is kept from training to set temperature and thresholds on."""
    return hashlib.blake2b(example.text.encode(), digest_size=2).digest()[0] % 12 == 0


# A newspaper holds far more sentences without an event than our examples do: each stands for this many.
QUIET = 6
# Where rules and heads together tell source, cue and content best, on `bench/run.py attribution_own`; .4 costs Russian five points.
TOKENS = 0.15
# Measured on the held-out part: it finds more in English (recall .86 to .87) at no loss of F1, and costs F1 in Kazakh and French.
SOMETHING = 0.85


def chances_of(reader: Reader, example: Example) -> list[tuple[int, np.ndarray, int]]:
    """(gold event number, logits, weight) of every ordered pair of an example."""
    spans = evaluate.actors_of(example)
    seen = reader.seen(Question(example.text, example.language, tuple(spans)))
    gold = {(pair.actor, pair.recipient): pair.label.event for pair in pairs(example, spans[: len(seen.encoded.places)]) if pair.label}
    logits = seen.heads["event"] if seen.pairs else []
    weight = 1 if gold else QUIET
    return [(reader.names.events.index(gold.get(pair, "NONE")), row, weight) for pair, row in zip(seen.pairs, logits, strict=True)]


def calibrate(reader: Reader, kept: Sequence[Example]) -> Card:
    """Temperature by likelihood, then for each event the least confidence at which F1 is best."""
    rows = [row for example in kept for row in chances_of(reader, example)]
    gold = np.array([event for event, _, _ in rows])
    logits = np.stack([row for _, row, _ in rows])
    weights = np.array([weight for _, _, weight in rows])
    loss = {t: -np.log(probabilities(logits, t)[np.arange(len(gold)), gold]).mean() for t in np.arange(0.6, 3.05, 0.1)}
    temperature = min(loss, key=lambda t: loss[t])
    chances = [(event, row, weight) for event, row, weight in zip(gold, probabilities(logits, float(temperature)), weights, strict=True)]
    least = thresholds(chances, reader.names.events)
    return Card(version=VERSION, temperature=round(float(temperature), 2), least=least, contexts=0.4, tokens=dict.fromkeys("SCQ", TOKENS))


def thresholds(rows: Sequence[tuple[int, np.ndarray, int]], events: Sequence[str]) -> dict[str, float]:
    """The least confidence of each event from (gold number, probabilities, weight) rows."""
    gold = np.array([event for event, _, _ in rows])
    chances = np.stack([row for _, row, _ in rows])
    weights = np.array([weight for _, _, weight in rows])
    best = chances[:, 1:].argmax(axis=1) + 1
    return {event: _threshold(chances[:, i], best == i, gold == i, weights) for i, event in enumerate(events) if i}


def _threshold(chances: np.ndarray, chosen: np.ndarray, gold: np.ndarray, weights: np.ndarray) -> float:
    def f1(least: float) -> float:
        said = chosen & (chances >= least)
        return 2 * float((weights * (said & gold)).sum()) / max(1, (weights * said).sum() + (weights * gold).sum())

    return round(float(max(np.arange(0.4, 0.76, 0.05), key=lambda least: (round(f1(least), 3), -abs(least - 0.6)))), 2)


def finish(folder: Path, given: Sequence[Example]) -> None:
    """Temperature and thresholds of an exported reader, from examples in its languages; of the multilingual one also the background."""
    _write_card(folder, Card(version=VERSION))
    _write_card(folder, calibrate(Reader(folder), [example for example in given if is_calibration(example)]))
    if folder.name == "multi":
        background.write(Reader(folder), given, folder / "background.npz")


def settle(folder: Path, given: Sequence[Example], heldout: Sequence[Example]) -> None:
    """Set the thresholds that English answers use (both readers' mean), then print the held-out figures of every language."""
    both = Readers(folder)
    kept = [example for example in given if example.language == "en" and is_calibration(example)]
    rows = [row for example in kept for row in seen(both, both.of("en").names, example)]
    card = msgspec.structs.replace(both.of("en").card, least=thresholds(rows, both.of("en").names.events), something=SOMETHING)
    _write_card(folder / "en", card)
    shipped = Readers(folder)
    for language in sorted({example.language for example in heldout}):
        own = [example for example in heldout if example.language == language]
        result = evaluate.report(shipped, shipped.of("en").names, own)
        print(language, msgspec.json.encode(result).decode(), flush=True)


def seen(reader: Readers, outcomes: Names, example: Example) -> list[tuple[int, np.ndarray, int]]:
    """(gold event number, probabilities, weight) of every ordered pair of an example, as the shipped engine sees it."""
    spans = evaluate.actors_of(example)
    look = reader.look(Question(example.text, example.language, tuple(spans)))
    gold = {(pair.actor, pair.recipient): pair.label.event for pair in pairs(example, spans) if pair.label}
    rows = look.heads["event"] if look.pairs else []
    weight = 1 if gold else QUIET
    return [(outcomes.events.index(gold.get(pair, "NONE")), row, weight) for pair, row in zip(look.pairs, rows, strict=True)]


def _write_card(folder: Path, card: Card) -> None:
    (folder / "card.json").write_bytes(msgspec.json.format(msgspec.json.encode(card)))

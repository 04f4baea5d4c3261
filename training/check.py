"""What is wrong with the examples: unknown labels, duplicates, leaks from the held-out part, classes and modes that are too thin."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from dragoman.vocab import codebook
from training.examples import Example

FEWEST = 20  # lines an event should have in a language
ALIKE = 0.8  # share of common word triples from which two sentences count as one


def problems(examples: Sequence[Example], heldout: Sequence[Example]) -> Iterator[str]:
    """Everything that should be mended before training, one line each."""
    yield from labels([*examples, *heldout])
    yield from repeats(examples)
    yield from leaks(examples, heldout)
    yield from balance(examples)


def labels(examples: Iterable[Example]) -> Iterator[str]:
    """Events, modes and contexts that the codebook does not have, and events without a party."""
    book = codebook()
    modes, contexts = set(book.mode_names()), set(book.contexts)
    for example in examples:
        for number, label in enumerate(example.labels):
            if label.event != "NONE" and label.event not in book.events:
                yield f"{example.where}: no event {label.event}"
            if label.mode and f"{label.event}/{label.mode}" not in modes:
                yield f"{example.where}: no mode {label.event}/{label.mode}"
            suffix = "2" if number else ""
            if label.event != "NONE" and not example.spans("A" + suffix, "R" + suffix):
                yield f"{example.where}: {label.event} has neither actor nor recipient"
        yield from (f"{example.where}: no context {name}" for name in example.contexts if name not in contexts)


def triples(example: Example) -> frozenset[str]:
    """The sentence's word triples, lower case."""
    words = re.findall(r"\w+", example.text.lower())
    return frozenset(" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2)))


def repeats(examples: Sequence[Example]) -> Iterator[str]:
    """Sentences that stand twice, in the same words or nearly."""
    yield from _alike(examples, examples, "repeats")


def leaks(examples: Sequence[Example], heldout: Sequence[Example]) -> Iterator[str]:
    """Held-out sentences that training has seen."""
    yield from _alike(heldout, examples, "leaks from")


def _alike(these: Sequence[Example], those: Sequence[Example], verb: str) -> Iterator[str]:
    index: dict[str, list[int]] = {}
    known = [triples(example) for example in those]
    for number, found in enumerate(known):
        for triple in found:
            index.setdefault(triple, []).append(number)
    for own, example in enumerate(these):
        mine = triples(example)
        shared = Counter(number for triple in mine for number in index.get(triple, ()))
        for number, count in sorted(shared.items()):
            if (these is not those or number < own) and count >= ALIKE * min(len(mine), len(known[number])):
                yield f"{example.where} {verb} {those[number].where}"


def balance(examples: Sequence[Example]) -> Iterator[str]:
    """Events that are thin in a language, and modes that no language has three lines of."""
    lines = Counter((example.language, label.event) for example in examples for label in example.labels)
    for language in sorted({example.language for example in examples}):
        for event in codebook().event_names():
            if lines[language, event] < FEWEST:
                yield f"{language}: only {lines[language, event]} lines of {event}"
    modes = Counter(f"{label.event}/{label.mode}" for example in examples for label in example.labels)
    yield from (f"only {modes[mode]} lines of {mode}" for mode in codebook().mode_names() if modes[mode] < 3)

"""Examples as numbers: token ids with actor marks, and what each ordered pair of actors should be read as."""

import random
from collections.abc import Sequence
from typing import Any

import msgspec
from tokenizers import Tokenizer

from dragoman.engines.marking import CLOSE, Encoded, encode
from training.examples import Example, Label, Mark

UNKNOWN = 3  # the tokenizer's id for an unknown piece
HIDDEN = 0.08  # share of pieces hidden in training, against learning sentences by heart
NOBODY = -1  # the empty actor: an event without recipient, or with an unnamed actor

Spans = Sequence[tuple[int, int]]


class Pair(msgspec.Struct, frozen=True):
    """What an ordered pair of actors (indices, NOBODY allowed) teaches; `label` None means no event; `joint` that both act."""

    actor: int
    recipient: int
    label: Label | None
    joint: bool
    trigger: tuple[tuple[int, int], ...]


class Item(msgspec.Struct, frozen=True):
    """One training item: the encoded sentence, its pairs, contexts and the stretches of the token heads."""

    encoded: Encoded
    pairs: list[Pair]
    contexts: tuple[str, ...]
    heads: dict[str, tuple[tuple[int, int], ...]]
    taught: dict[str, Any] | None = None  # a teacher's probabilities by pair head, one row a pair


def distinct(spans: Spans) -> list[tuple[int, int]]:
    """Sorted spans without overlaps: the first of two overlapping ones stays."""
    kept: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def item(tokenizer: Tokenizer, example: Example, chance: random.Random | None = None) -> Item:
    """An example as an Item. With `chance` it is varied: marks of other actors are lost, words are hidden."""
    return item_of(tokenizer, example, marked(example, chance), chance)


def marked(example: Example, chance: random.Random | None = None) -> list[tuple[int, int]]:
    """The actors to mark: all, or with `chance` the parties and some of the others."""
    return distinct([*example.spans("A", "R", "A2", "R2"), *_others(example, chance)])


def item_of(tokenizer: Tokenizer, example: Example, actors: Spans, chance: random.Random | None = None) -> Item:
    """An example with these actors marked as an Item; with `chance` some words are hidden."""
    encoded = encode(tokenizer, example.text, actors)
    if chance is not None:
        encoded = _hidden(encoded, chance)
    seen = pairs(example, actors[: len(encoded.places)])
    return Item(encoded, seen, example.contexts, {tag: example.spans(tag) for tag in ("T", "S", "C", "Q")})


def _others(example: Example, chance: random.Random | None) -> list[tuple[int, int]]:
    # Texts are often only partly tagged: sometimes none of the other actors is marked, sometimes a few are not.
    if chance is None:
        return list(example.spans("O"))
    if example.labels[0].event != "NONE" and chance.random() < 0.35:
        return []
    return [span for span in example.spans("O") if chance.random() < 0.85]


def _hidden(encoded: Encoded, chance: random.Random) -> Encoded:
    ids = [UNKNOWN if piece > CLOSE and chance.random() < HIDDEN else piece for piece in encoded.ids]
    return Encoded(ids, encoded.places, encoded.offsets)


def joined(first: Example, second: Example, chance: random.Random) -> Example:
    """Two sentences as one long one: news sentences hold several deeds and actors that have nothing to do with each other."""
    if first.spans("A2", "R2", "T2") or len(first.labels) > 1 or len(second.labels) > 1:
        return first
    between = chance.choice([" ", " ", "; ", ", while ", " – "]) if first.language == "en" else chance.choice([" ", "; ", " – "])
    text = first.text.rstrip(".") + ("." if between == " " else "") + between + second.text
    shift = len(text) - len(second.text)
    quiet = first.labels[0].event == "NONE"
    renamed = {} if quiet else {"A": "A2", "R": "R2", "T": "T2"}
    marks = [Mark(renamed.get(mark.tag, mark.tag), mark.start + shift, mark.end + shift) for mark in second.marks]
    kept = [mark for mark in first.marks if mark.end <= len(first.text.rstrip("."))]
    labels = second.labels if quiet else first.labels if second.labels[0].event == "NONE" else first.labels + second.labels
    contexts = tuple(sorted(set(first.contexts) | set(second.contexts)))
    return Example(text, first.language, labels, contexts, (*kept, *marks), first.where)


def pairs(example: Example, actors: Spans) -> list[Pair]:
    """Every ordered pair of actors, and each with NOBODY, with what it teaches."""
    given: dict[tuple[int, int], Pair] = {}
    where = {span: i for i, span in enumerate(actors)}
    for number, label in enumerate(example.labels):
        if label.event == "NONE":
            continue
        suffix = "2" if number else ""
        doers = [where[s] for s in example.spans("A" + suffix) if s in where]
        receivers = [where[s] for s in example.spans("R" + suffix) if s in where]
        for pair in _positive(doers, receivers, label, example.spans("T" + suffix)):
            given.setdefault((pair.actor, pair.recipient), pair)
    everyone = [*range(len(actors)), NOBODY]
    nothing = [Pair(a, r, None, False, ()) for a in everyone for r in everyone if a != r and (a, r) not in given]
    return [*given.values(), *nothing]


def _positive(doers: list[int], receivers: list[int], label: Label, trigger: tuple[tuple[int, int], ...]) -> list[Pair]:
    made = [Pair(a, r, label, False, trigger) for a in doers for r in receivers if a != r]
    made += [Pair(a, b, label, True, trigger) for a in doers for b in doers if a != b]
    made += [Pair(a, NOBODY, label, False, trigger) for a in doers]
    return made + [Pair(NOBODY, r, label, False, trigger) for r in receivers]

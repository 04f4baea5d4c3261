"""A smaller English reader, taught by larger ones: `python -m training.pupil FIRST SECOND... --out FOLDER`.

It starts from the first teacher's own layers, of whose inner neurons the strongest are kept, and learns the mean of all teachers'
probabilities beside the labels (Hinton et al. 2015, "Distilling the knowledge in a neural network"). Examples are shown with actors
exchanged, so that the teachers judge more sentences than were written.
"""

import argparse
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from dragoman.engines import reader as engine
from dragoman.engines.reader import OUTCOMES, Look
from dragoman.records import Question
from dragoman.vocab.tagged import Mark
from training import bases, eightbit, examples, export, graph, model, settling, train, weights
from training.batches import Item, item_of, marked
from training.examples import Example

PLAN = train.Plan(epochs=12, rate=1.5e-4, head_rate=4e-4, seed=13)
EXCHANGED = 0.5  # share of the examples whose actors are exchanged, each by the chance of EACH
EACH = 0.6
_LAYER = "body.encoder.layer."


class Cut(msgspec.Struct, frozen=True):
    """What of the teacher's encoder the pupil keeps: these layers, and of each so many inner neurons."""

    layers: tuple[int, ...]
    inner: int


# Four layers of six, half of the inner neurons: a third of the products.
CUT = Cut((0, 1, 3, 5), 768)


def pupil(teacher: dict[str, Tensor], table: Any, cut: Cut) -> model.Reader:
    """The untaught pupil."""
    hidden, positions = table.shape[1], len(teacher["body.embeddings.position_embeddings.weight"])
    shape = weights.Sizes(hidden, len(cut.layers), hidden // graph.HEAD_SIZE, cut.inner, len(table), positions, 1, graph.EPSILON)
    outcomes = settling.names()
    sizes = model.Sizes(len(outcomes.events), len(outcomes.modes), len(outcomes.contexts))
    made = model.Reader(model.body(shape, len(cut.layers)), table, sizes)
    given = {name: value for name, value in teacher.items() if not name.startswith(_LAYER)}
    for place, layer in enumerate(cut.layers):
        given |= {f"{_LAYER}{place}.{name}": value for name, value in _slim(_own(teacher, layer), cut.inner).items()}
    made.load_state_dict({**made.state_dict(), **given})
    return made


def _own(teacher: dict[str, Tensor], layer: int) -> dict[str, Tensor]:
    start = f"{_LAYER}{layer}."
    return {name.removeprefix(start): value for name, value in teacher.items() if name.startswith(start)}


def _slim(layer: dict[str, Tensor], inner: int) -> dict[str, Tensor]:
    strength = layer["intermediate.dense.weight"].norm(dim=1) * layer["output.dense.weight"].norm(dim=0)
    kept = strength.topk(min(inner, len(strength))).indices.sort().values
    slim = {"intermediate.dense.weight": layer["intermediate.dense.weight"][kept]}
    slim["intermediate.dense.bias"] = layer["intermediate.dense.bias"][kept]
    slim["output.dense.weight"] = layer["output.dense.weight"][:, kept]
    return {**layer, **slim}


def exchanged(example: Example, stock: Sequence[str], chance: random.Random) -> Example:
    """The example with some of its actors' words exchanged for others of the same look: a name, or what begins with an article."""
    inner = {(m.start, m.end) for m in example.marks if any(_within(o, m) for o in example.marks)}
    free = [span for span in example.spans("A", "R", "O") if span not in inner and chance.random() < EACH]
    text, marks = example.text, example.marks
    for start, end in reversed(free):
        if any(start < m.end and m.start < end and not (m.start <= start and end <= m.end) for m in marks):
            continue
        other = _alike(text[start:end], stock, chance)
        text = text[:start] + other + text[end:]
        grown = len(other) - (end - start)
        marks = tuple(Mark(m.tag, m.start + grown * (m.start >= end), m.end + grown * (m.end >= end)) for m in marks)
    return msgspec.structs.replace(example, text=text, marks=marks)


def _within(one: Mark, other: Mark) -> bool:
    return other.start <= one.start and one.end <= other.end and (one.start, one.end) != (other.start, other.end)


def _alike(text: str, stock: Sequence[str], chance: random.Random) -> str:
    has_article = text[:4].lower() == "the "
    fitting = [other for other in chance.sample(stock, min(20, len(stock))) if _fits(other, has_article)]
    if not fitting or not (has_article or text[:1].isupper()):
        return text
    return text[:1] + fitting[0][1:] if has_article else fitting[0]


def _fits(other: str, has_article: bool) -> bool:
    return other.startswith("the ") if has_article else other[:1].isupper() and not other.startswith("The ")


Teachers = Sequence[engine.Reader]


def taught(teachers: Teachers, tokenizer: Tokenizer, example: Example, chance: random.Random) -> Item:
    """An item with the teachers' mean probabilities."""
    actors = marked(example, chance)
    made = item_of(tokenizer, example, actors, chance)
    asked = [(pair.actor, pair.recipient) for pair in made.pairs]
    question = Question(example.text, "en", tuple(actors[: len(made.encoded.places)]))
    looks = [teacher.look(question, asked) for teacher in teachers]
    if not asked or any(list(look.pairs) != asked for look in looks):
        return made
    return msgspec.structs.replace(made, taught={head: _mean(looks, head) for head in OUTCOMES})


def _mean(looks: Sequence[Look], head: str) -> Tensor:
    return torch.from_numpy(sum(look.heads[head] for look in looks) / len(looks)).float()


def cost(reader: model.Reader, batch: train.Batch, names: train.Outcomes, plan: train.Plan) -> Tensor:
    """The labels' loss, and the distance from the teachers."""
    states = reader.hidden(batch.ids, batch.mask)
    out = reader.read(states, batch.mask, batch.rows, batch.actors, batch.recipients)
    labels = train.told(reader, states, out, batch, train.Telling(names, plan))
    rows, soft = _targets(batch)
    if not len(rows):
        return labels
    something = 1 - soft["event"][:, 0]
    weight = 0.4 + something
    event = -(soft["event"] * out["event"][rows].log_softmax(-1)).sum(-1)
    single = [-(soft[head] * out[head][rows].log_softmax(-1)).sum(-1) for head in ("mode", "status")]
    several = [
        functional.binary_cross_entropy_with_logits(_flat(out[head][rows]), _flat(soft[head]), reduction="none").mean(-1)
        for head in ("context", "joint")
    ]
    heads = 0.4 * sum(single) + 0.5 * sum(several)
    return 0.5 * labels + 2 * (weight * event).mean() + (something * heads).mean()


def _flat(value: Tensor) -> Tensor:
    return value.reshape(len(value), -1)


def _targets(batch: train.Batch) -> tuple[Tensor, dict[str, Tensor]]:
    rows, soft, at = [], {head: [] for head in OUTCOMES}, 0
    for one in batch.items:
        if one.taught is not None:
            rows += range(at, at + len(one.pairs))
            for head in OUTCOMES:
                soft[head].append(one.taught[head])
        at += len(one.pairs)
    return torch.tensor(rows, dtype=torch.long), {head: torch.cat(parts) if parts else torch.empty(0) for head, parts in soft.items()}


def teach(folders: Sequence[Path], out: Path, cut: Cut, plan: train.Plan) -> None:
    """Train, export and calibrate a pupil of the readers in these folders; its weights are cut from the first."""
    began = time.monotonic()
    torch.manual_seed(plan.seed)
    base, given = bases.english(), [e for e in examples.read(examples.HERE / "examples") if e.language == "en"]
    reader = pupil(eightbit.state(folders[0]), base.table, cut)
    lesson = Lesson([engine.Reader(folder) for folder in folders], base.tokenizer, given, plan)
    for line in train.learn(reader, lesson, cost, settling.names(), plan):
        print("pupil", line, flush=True)
    export.export(reader, base.tokenizer, settling.names(), out)
    settling.finish(out, given)
    print(f"pupil: {len(given)} sentences, {(time.monotonic() - began) / 60:.0f} minutes", flush=True)


class Lesson:
    """An epoch's items: examples joined, their actors exchanged, with what the teachers say of them."""

    def __init__(self, teachers: Teachers, tokenizer: Tokenizer, given: Sequence[Example], plan: train.Plan) -> None:
        self._teachers, self._tokenizer, self._joined = teachers, tokenizer, plan.joined
        self._fit = [example for example in given if not settling.is_calibration(example)]
        self._stock = sorted({example.text[s:e] for example in self._fit for s, e in example.spans("A", "R", "O")})

    def __call__(self, chance: random.Random) -> list[Item]:
        recast = [exchanged(example, self._stock, chance) if chance.random() < EXCHANGED else example for example in self._fit]
        return [taught(self._teachers, self._tokenizer, example, chance) for example in train.varied(recast, self._joined, chance)]


def main() -> int:
    """Teach a pupil."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("teachers", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, nargs="+", default=CUT.layers)
    parser.add_argument("--inner", type=int, default=CUT.inner)
    parser.add_argument("--epochs", type=int, default=PLAN.epochs)
    given = parser.parse_args()
    teach(given.teachers, given.out, Cut(tuple(given.layers), given.inner), msgspec.structs.replace(PLAN, epochs=given.epochs))
    return 0


if __name__ == "__main__":
    sys.exit(main())

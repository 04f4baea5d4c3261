"""Training: losses, schedule, and the loop. Deterministic for a given seed, thread count and torch build."""

import random
import time
from collections.abc import Callable, Iterator, Sequence

import msgspec
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training.batches import Item, Pair, item, joined
from training.examples import STATUSES, Example
from training.model import HEADS, Reader

# 16-bit products are quicker only where the processor has them in hardware; elsewhere they take three times as long.
HALF = any(torch.cpu.get_capabilities().get(name) for name in ("amx_bf16", "avx512_bf16"))


class Outcomes(msgspec.Struct, frozen=True):
    """The names behind the numbers of each head. Event 0 is NONE, mode 0 is 'no mode'."""

    events: tuple[str, ...]
    modes: tuple[str, ...]
    contexts: tuple[str, ...]


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """How long and how fast to train. Rates are AdamW's; a batch is a number of sentences."""

    epochs: int = 7
    batch: int = 16
    rate: float = 8e-5
    head_rate: float = 6e-4
    warmup: float = 0.1
    seed: int = 7
    nothing: float = 0.4
    smoothing: float = 0.05
    half: bool = HALF
    decay: float = 0.99
    joined: float = 0.3


class Average:
    """A running mean of the weights: what ships. It forgets by `decay` a step, and so holds about the last epoch."""

    def __init__(self, model: Reader, decay: float) -> None:
        self._decay = decay
        self._mean = {name: value.detach().clone() for name, value in model.named_parameters() if value.requires_grad}

    def add(self, model: Reader) -> None:
        """Take in the weights of a step."""
        for name, value in model.named_parameters():
            if name in self._mean:
                self._mean[name].lerp_(value.detach(), 1 - self._decay)

    def into(self, model: Reader) -> None:
        """Put the mean in the place of the last step's weights."""
        with torch.no_grad():
            for name, value in model.named_parameters():
                if name in self._mean:
                    value.copy_(self._mean[name])


class Batch(msgspec.Struct, frozen=True):
    """Tensors of a few sentences and all their pairs."""

    ids: Tensor
    mask: Tensor
    rows: Tensor
    actors: Tensor
    recipients: Tensor
    items: list[Item]
    pairs: list[Pair]


Lesson = Callable[[random.Random], list[Item]]
Cost = Callable[[Reader, Batch, Outcomes, Plan], Tensor]


def collate(items: Sequence[Item]) -> Batch:
    """Pad sentences to the longest; list their pairs with token places instead of actor numbers."""
    longest = max(len(one.encoded.ids) for one in items)
    ids = torch.ones((len(items), longest), dtype=torch.long)
    mask = torch.zeros((len(items), longest), dtype=torch.long)
    rows, actors, recipients, pairs = [], [], [], []
    for row, one in enumerate(items):
        ids[row, : len(one.encoded.ids)] = torch.tensor(one.encoded.ids)
        mask[row, : len(one.encoded.ids)] = 1
        places = [*one.encoded.places, -1]
        for pair in one.pairs:
            rows.append(row)
            actors.append(places[pair.actor])
            recipients.append(places[pair.recipient])
            pairs.append(pair)
    return Batch(ids, mask, torch.tensor(rows), torch.tensor(actors), torch.tensor(recipients), list(items), pairs)


def batches(items: Sequence[Item], size: int, chance: random.Random) -> Iterator[Batch]:
    """Shuffled batches of sentences of like length."""
    order = sorted(range(len(items)), key=lambda i: len(items[i].encoded.ids) + chance.random() * 12)
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    chance.shuffle(groups)
    for group in groups:
        yield collate([items[i] for i in group])


def loss(model: Reader, batch: Batch, names: Outcomes, plan: Plan) -> Tensor:
    """All heads' losses, added with fixed weights."""
    states = model.hidden(batch.ids, batch.mask)
    out = model.read(states, batch.mask, batch.rows, batch.actors, batch.recipients)
    return told(model, states, out, batch, Telling(names, plan))


class Telling(msgspec.Struct, frozen=True):
    """What a loss is reckoned by."""

    names: Outcomes
    plan: Plan


def told(model: Reader, states: Tensor, out: dict[str, Tensor], batch: Batch, by: Telling) -> Tensor:
    """The loss of what was read against the labels."""
    names, plan = by.names, by.plan
    target = torch.tensor([names.events.index(pair.label.event) if pair.label else 0 for pair in batch.pairs])
    weight = torch.ones(len(names.events))
    weight[0] = plan.nothing
    total = functional.cross_entropy(out["event"], target, weight, label_smoothing=plan.smoothing)
    chosen = [i for i, pair in enumerate(batch.pairs) if pair.label]
    if chosen:
        total = total + _positive(out, batch, names, chosen)
    return total + 0.5 * _token_loss(model, states, batch)


def _positive(out: dict[str, Tensor], batch: Batch, names: Outcomes, chosen: list[int]) -> Tensor:
    labels = [pair.label for pair in (batch.pairs[i] for i in chosen) if pair.label]
    modes = torch.tensor([names.modes.index(f"{label.event}/{label.mode}") if label.mode else 0 for label in labels])
    status = torch.tensor([STATUSES.index(label.status) for label in labels])
    contexts = torch.zeros((len(chosen), len(names.contexts)))
    for row, i in enumerate(chosen):
        for name in batch.items[int(batch.rows[i])].contexts:
            contexts[row, names.contexts.index(name)] = 1
    joint = torch.tensor([float(batch.pairs[i].joint) for i in chosen])
    return (
        0.5 * functional.cross_entropy(out["mode"][chosen], modes)
        + 0.5 * functional.cross_entropy(out["status"][chosen], status)
        + 1.5 * functional.binary_cross_entropy_with_logits(out["context"][chosen], contexts)
        + 0.3 * functional.binary_cross_entropy_with_logits(out["joint"][chosen], joint)
        + 0.3 * _trigger_loss(out["trigger"], batch, chosen)
    )


def _inside(one: Item, spans: Sequence[tuple[int, int]], width: int) -> list[bool]:
    offsets = one.encoded.offsets
    hit = [any(start < e and end > s and end > start for s, e in spans) for start, end in offsets]
    return [*hit, *[False] * (width - len(hit))]


def _trigger_loss(scores: Tensor, batch: Batch, chosen: list[int]) -> Tensor:
    width = scores.shape[1]
    marked = [_inside(batch.items[int(batch.rows[i])], batch.pairs[i].trigger, width) for i in chosen]
    keep = [row for row, hits in enumerate(marked) if any(hits)]
    if not keep:
        return scores.sum() * 0
    inside = torch.tensor([marked[row] for row in keep])
    logs = scores[[chosen[row] for row in keep]].log_softmax(-1)
    return -torch.logsumexp(logs.masked_fill(~inside, -1e4), -1).mean()


def _token_loss(model: Reader, states: Tensor, batch: Batch) -> Tensor:
    width = batch.ids.shape[1]
    target = torch.tensor([[_inside(one, one.heads[head], width) for head in HEADS] for one in batch.items], dtype=torch.float32)
    losses = functional.binary_cross_entropy_with_logits(model.tokens(states), target.transpose(1, 2), reduction="none")
    return (losses.sum(-1) * batch.mask).sum() / batch.mask.sum()


def train(model: Reader, tokenizer: Tokenizer, examples: Sequence[Example], names: Outcomes, plan: Plan) -> Iterator[str]:
    """Train in place; yields one line of progress an epoch."""

    def lesson(chance: random.Random) -> list[Item]:
        return [item(tokenizer, example, chance) for example in varied(examples, plan.joined, chance)]

    yield from learn(model, lesson, loss, names, plan)


def learn(model: Reader, lesson: Lesson, cost: Cost, names: Outcomes, plan: Plan) -> Iterator[str]:
    """Train in place on what `lesson` gives an epoch, down the slope of `cost`; yields one line of progress an epoch."""
    random.seed(plan.seed)
    np.random.seed(plan.seed)
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)
    body = list(model.body.parameters())
    ours = [p for p in model.parameters() if p.requires_grad and not any(p is b for b in body)]
    optimiser = torch.optim.AdamW([{"params": body, "lr": plan.rate}, {"params": ours, "lr": plan.head_rate}], weight_decay=0.01)
    items = lesson(chance)
    steps = plan.epochs * (len(items) // plan.batch + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: _rate(s / steps, plan.warmup))
    average = Average(model, plan.decay)
    began = time.process_time()
    for epoch in range(plan.epochs):
        model.train()
        items = lesson(chance) if epoch else items
        losses = []
        for batch in batches(items, plan.batch, chance):
            with torch.autocast("cpu", torch.bfloat16, enabled=plan.half):
                value = cost(model, batch, names, plan)
            optimiser.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            average.add(model)
            losses.append(float(value.detach()))
        yield f"epoch {epoch + 1}/{plan.epochs}: loss {sum(losses) / len(losses):.3f}, {time.process_time() - began:.0f} CPU s"
    average.into(model)


def varied(examples: Sequence[Example], share: float, chance: random.Random) -> Iterator[Example]:
    """The examples, some of them joined with another one of the same language."""
    by_language: dict[str, list[Example]] = {}
    for example in examples:
        by_language.setdefault(example.language, []).append(example)
    for example in examples:
        yield joined(example, chance.choice(by_language[example.language]), chance) if chance.random() < share else example


def _rate(done: float, warmup: float) -> float:
    return done / warmup if done < warmup else max(0.02, (1 - done) / (1 - warmup))

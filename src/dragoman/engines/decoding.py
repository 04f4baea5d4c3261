"""From the heads' numbers to events and attributions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
import numpy.typing as npt

from dragoman.engines.marking import Encoded
from dragoman.records import Marked, Relation, Status

if TYPE_CHECKING:
    from dragoman.engines.reader import Card, Names

Floats = npt.NDArray[np.float32]
Pairs = Sequence[tuple[int, int]]
NOBODY = -1
STATUSES: tuple[Status, ...] = get_args(Status)
EVEN = 0.5  # from here a pair acts jointly
_WIDEST_TRIGGER = 6


def all_pairs(actors: int) -> list[tuple[int, int]]:
    """Every ordered pair of actors, and each actor with nobody on either side."""
    everyone = [*range(actors), NOBODY]
    return [(a, r) for a in everyone for r in everyone if a != r]


def probabilities(logits: Floats, temperature: float) -> Floats:
    """Calibrated probabilities of the outcomes, one row a pair."""
    scaled = logits / temperature
    raised = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    made: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return made


def chances(logits: Mapping[str, Floats], temperature: float) -> dict[str, Floats]:
    """All heads' logits as probabilities; the trigger's scores and the pairs' vectors stay as they are."""
    single = {head: probabilities(logits[head], 1.0) for head in ("mode", "status")}
    several: dict[str, Floats] = {head: (1 / (1 + np.exp(-logits[head]))).astype(np.float32) for head in ("context", "joint")}
    return {"event": probabilities(logits["event"], temperature), **single, **several, "trigger": logits["trigger"], "deep": logits["deep"]}


def relations(found: Mapping[str, Floats], pairs: Pairs, encoded: Encoded, names: "Names", card: "Card") -> Iterator[Relation]:
    """Events: surest pairs first. Pairs of one class are one event when they share an actor, act jointly, or rest on the same words."""
    if not pairs:
        return
    chances = found["event"]
    best = chances[:, 1:].argmax(axis=1) + 1
    sure = [row for row in range(len(pairs)) if _is_sure(chances[row], best[row], card, names)]
    decided = _Decided(names, card, chances, best)
    groups = grouped(sure, pairs, best, chances, found["joint"])
    for group in one_deed(groups, [trigger(found["trigger"][group[0]], encoded) for group in groups], best):
        yield _relation(group, found, pairs, encoded, decided)


# A pair that surely has an event is told even where two classes compete for it: the confidence given is still the class's own.
LIKELIEST = 0.45


def _is_sure(chances: Floats, best: int, card: "Card", names: "Names") -> bool:
    least = card.least.get(names.events[best], 0.5)
    return bool(chances[best] >= least or (1 - chances[0] >= card.something and chances[best] >= LIKELIEST))


def one_deed(groups: Sequence[list[int]], words: Sequence[tuple[int, int]], best: npt.NDArray[Any]) -> list[list[int]]:
    """Groups of one class whose words overlap are one deed: 'A, an aide to B, accused C' is one accusation, however many pairs saw it."""
    kept: list[tuple[list[int], tuple[int, int]]] = []
    for group, (start, end) in zip(groups, words, strict=True):
        home = next((k for k, (s, e) in kept if best[k[0]] == best[group[0]] and start < e and s < end), None)
        if home is None:
            kept.append((list(group), (start, end)))
        else:
            home.extend(group)
    return [group for group, _ in kept]


class _Decided:
    """What has been decided about all pairs of a sentence."""

    def __init__(self, names: "Names", card: "Card", chances: Floats, best: npt.NDArray[np.intp]) -> None:
        self.names, self.card, self.chances, self.best = names, card, chances, best


def grouped(sure: Sequence[int], pairs: Pairs, best: npt.NDArray[Any], chances: Floats, joint: Floats) -> list[list[int]]:
    """Rows that are one event. A pair with nobody joins a fuller pair of its class; reversed pairs keep the surer unless joint."""
    full = [row for row in sure if NOBODY not in pairs[row]]
    full.sort(key=lambda row: (-float(chances[row, best[row]]), row))
    groups: list[list[int]] = []
    for row in full:
        actor, recipient = pairs[row]
        contrary = [r for group in groups for r in group if pairs[r] == (recipient, actor) and best[r] == best[row]]
        if contrary and joint[row, 0] <= EVEN:
            continue
        home = next((group for group in groups if best[group[0]] == best[row] and _touch(group, row, pairs)), None)
        groups.append([row]) if home is None else home.append(row)
    for row in sorted(set(sure) - set(full)):
        present = {end for group in groups if best[group[0]] == best[row] for r in group for end in pairs[r]}
        if max(pairs[row]) not in present:
            groups.append([row])
    return groups


def _touch(group: Sequence[int], row: int, pairs: Pairs) -> bool:
    return any(pairs[r][0] == pairs[row][0] or pairs[r][1] == pairs[row][1] or pairs[r] == pairs[row][::-1] for r in group)


def _relation(group: Sequence[int], found: Mapping[str, Floats], pairs: Pairs, encoded: Encoded, decided: _Decided) -> Relation:
    top = group[0]
    event = decided.names.events[decided.best[top]]
    doers, receivers = likely(*sides(group, pairs, found["joint"]), pairs, decided.chances[:, decided.best[top]])
    return Relation(
        type=event,
        modes=_modes(found["mode"][top], event, decided.names.modes),
        contexts=_contexts(found["context"][top], decided),
        status=STATUSES[int(found["status"][top].argmax())],
        actors=doers,
        recipients=receivers,
        trigger=trigger(found["trigger"][top], encoded),
        confidence=float(decided.chances[top, decided.best[top]]),
    )


def _contexts(found: Floats, decided: _Decided) -> tuple[str, ...]:
    return tuple(name for name, chance in zip(decided.names.contexts, found, strict=True) if chance >= decided.card.contexts)


def sides(group: Sequence[int], pairs: Pairs, joint: Floats) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Actors and recipients of a group of pairs; both ends of a joint pair act."""
    doers: set[int] = set()
    receivers: set[int] = set()
    for row in group:
        actor, recipient = pairs[row]
        doers.add(actor)
        (doers if joint[row, 0] > EVEN else receivers).add(recipient)
    return tuple(sorted(doers - {NOBODY})), tuple(sorted(receivers - doers - {NOBODY}))


# A party stays when its own chance of the part is at least this share of the surest one's.
PART = 0.6


def likely(doers: Sequence[int], receivers: Sequence[int], pairs: Pairs, chances: Floats) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The parties that are sure enough of their part, by their chance of it whoever stands on the other side."""
    alone = {pair: float(chances[row]) for row, pair in enumerate(pairs) if NOBODY in pair}
    acting = {doer: alone[doer, NOBODY] for doer in doers}
    suffering = {receiver: alone[NOBODY, receiver] for receiver in receivers}
    return _surest(acting), _surest(suffering)


def _surest(parties: Mapping[int, float]) -> tuple[int, ...]:
    most = max(parties.values(), default=0.0)
    return tuple(party for party, chance in parties.items() if chance >= PART * most)


def _modes(logits: Floats, event: str, names: Sequence[str]) -> tuple[str, ...]:
    fitting = [0] + [i for i, name in enumerate(names) if name.startswith(event + "/")]
    best = max(fitting, key=lambda i: (float(logits[i]), -i))
    return (names[best].partition("/")[2],) if best else ()


def _chance(logit: np.float32) -> float:
    return float(1 / (1 + np.exp(-logit)))


def trigger(scores: Floats, encoded: Encoded) -> tuple[int, int]:
    """The words that the pair looked at: the likeliest token and its neighbours that hold a third of its weight."""
    weights = np.exp(scores - scores.max())
    weights[[i for i, (start, end) in enumerate(encoded.offsets) if start == end]] = 0
    top = int(weights.argmax())
    first = last = top
    while first > 1 and top - first < _WIDEST_TRIGGER and weights[first - 1] >= weights[top] / 3:
        first -= 1
    while last + 1 < len(weights) and last - top < _WIDEST_TRIGGER and weights[last + 1] >= weights[top] / 3:
        last += 1
    start, end = encoded.offsets[first][0], encoded.offsets[last][1]
    return (start, end) if end > start else (0, max(1, encoded.offsets[-1][1]))


def marked(logits: Floats, encoded: Encoded, heads: Sequence[str], least: Mapping[str, float]) -> Iterator[Marked]:
    """The sentence's attribution, if its cue head is sure of one: stretches of source, cue and content."""
    score = _chance(logits[:, list(heads).index("C")].max())
    if score < least.get("C", 0.5):
        return
    found = {head: stretches(logits[:, i], encoded, least.get(head, 0.5)) for i, head in enumerate(heads)}
    if found.get("C") and found.get("Q"):
        yield Marked(source=tuple(found["S"]), cue=tuple(found["C"]), content=tuple(found["Q"]), score=score)


def stretches(logits: Floats, encoded: Encoded, least: float) -> list[tuple[int, int]]:
    """Runs of tokens whose chance is at least `least`, as offsets."""
    runs: list[tuple[int, int]] = []
    open_run: tuple[int, int] | None = None
    for logit, (start, end) in zip(logits, encoded.offsets, strict=True):
        if start == end:
            continue
        if _chance(logit) >= least:
            open_run = (start, end) if open_run is None else (open_run[0], end)
        elif open_run is not None:
            runs.append(open_run)
            open_run = None
    return [*runs, open_run] if open_run is not None else runs

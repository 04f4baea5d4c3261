"""Alignments: how a state stands to a pole in a half-year or year, from what binds it and how the two deal with each other.

The formula is in docs/alignment.md, its numbers in alignment.yaml.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec
import numpy as np

from dragoman.records import Alignment, Commitment, Part, Story, When, first_day, last_day, make_key
from dragoman.relations import resample
from dragoman.relations.dyads import pairs, value
from dragoman.relations.parties import Parties
from dragoman.vocab.alignment import PartRule, weights
from dragoman.vocab.commitments import reference
from dragoman.vocab.states import states

# After seven half-lives less than a hundredth is left.
_FORGOTTEN = 7
# Acts fade; what parties are bound to holds until it ends.
_FADING = frozenset({"arms", "training", "joint_production", "exercise", "deployment"})

# A press commitment that the reference confirms is counted once, as the reference has it; a contradicted one not at all.
_COUNTED = frozenset({"reference", "new"})


class Period(msgspec.Struct, frozen=True, order=True):
    """A half-year (`2021-H1`) or year (`2021`) with its first and last day."""

    name: str
    first: date
    last: date


class Case(msgspec.Struct, frozen=True):
    """One actor before one pole: the stories between them and the commitments that bind them, of all times."""

    actor: str
    pole: str
    stories: tuple[Story, ...] = ()
    ties: tuple[Commitment, ...] = ()


class Told(msgspec.Struct, frozen=True):
    """Stories up to a period's end, and how often each is drawn: one row observed, then one row a draw."""

    stories: list[Story]
    period: Period
    counts: resample.Array


class Drawn(msgspec.Struct, frozen=True):
    """A part's value as observed, then as each draw has it."""

    name: str
    keys: tuple[str, ...]
    values: resample.Array

    def part(self) -> Part:
        """The part as the record shows it."""
        return Part(name=self.name, value=round(float(self.values[0]), 4), weight=weights().parts[self.name].weight, keys=self.keys)


def alignments(stories: Sequence[Story], commitments: Sequence[Commitment], parties: Parties) -> tuple[Alignment, ...]:
    """One Alignment a state, pole, half-year and year in which a dated story names the state: no story, no row."""
    met: dict[str, list[tuple[str, Story]]] = {}
    for story in stories:
        if story.when and story.when.first and value(story):
            for left, right in pairs(story, parties):
                met.setdefault(left, []).append((right, story))
                met.setdefault(right, []).append((left, story))
    found = []
    for actor in sorted(set(met) & set(states())):
        for name, pole in weights().poles.items():
            if actor not in pole.states:
                case = _case(actor, name, met[actor], commitments)
                found += [align(case, period) for period in covered([story for _, story in met[actor]])]
    return tuple(found)


def _case(actor: str, name: str, met: Sequence[tuple[str, Story]], commitments: Sequence[Commitment]) -> Case:
    pole = weights().poles[name]
    between = {story.key: story for other, story in met if other in pole.members}
    ties = tuple(one for one in commitments if actor in one.parties and pole.members & set(one.parties) and _counts(one))
    return Case(actor, name, tuple(between[key] for key in sorted(between)), ties)


def _counts(one: Commitment) -> bool:
    # Whether troops of which the press alone tells were asked for is not known: they may be the reverse of a tie.
    told = one.kind == "deployment" and one.match == "new"
    return one.match in _COUNTED and not one.contested and not told


def covered(stories: Iterable[Story]) -> list[Period]:
    """The half-years and years in which these stories fall."""
    whens = [story.when for story in stories if story.when and story.when.start]
    # A date that is only a year is in no half of it.
    halves = {half(when.first) for when in whens if when.first and len(when.start or "") > 4}
    return sorted(halves | {year(when.first) for when in whens if when.first})


def half(day: date) -> Period:
    """The half-year of a day."""
    if day.month <= 6:
        return Period(f"{day.year}-H1", date(day.year, 1, 1), date(day.year, 6, 30))
    return Period(f"{day.year}-H2", date(day.year, 7, 1), date(day.year, 12, 31))


def year(day: date) -> Period:
    """The year of a day."""
    return Period(str(day.year), date(day.year, 1, 1), date(day.year, 12, 31))


def align(case: Case, period: Period) -> Alignment:
    """The alignment of one case in one period: parts, their weighted mean, and the interval of that mean."""
    key = make_key("al", case.actor, case.pole, period.name)
    told = [story for story in case.stories if _fade(story, period) > 0]
    # The first row is what was observed, each story drawn once; the others are the draws.
    counts = np.vstack([np.ones((1, len(told))), resample.draws(key, told)])
    found = [
        _bound(name, _Held(key, case.ties, rule, period)) if rule.kinds else _dealt(name, rule, Told(told, period, counts))
        for name, rule in weights().parts.items()
    ]
    # Every part stands in the mean, at nought where nothing is told: were it left out, a first friendly act could lower the score.
    total = sum(rule.weight for rule in weights().parts.values())
    values = sum((weights().parts[one.name].weight * one.values for one in found), np.zeros(len(counts))) / total
    low, high = resample.bounds(values[1:])
    return Alignment(
        key=key,
        actor=case.actor,
        pole=case.pole,
        period=period.name,
        score=round(float(values[0]), 4),
        low=low,
        high=high,
        parts=tuple(one.part() for one in found if one.keys or weights().parts[one.name].kinds),
    )


def _fade(story: Story, period: Period) -> float:
    """What is left of a story on the last day of the period: half after each half-life; nothing until it has surely happened."""
    day = story.when.last if story.when else None
    return fade(day, period.last) if day else 0.0


def fade(day: date, last: date) -> float:
    """0.5 to the power of the half-lives between two days; 0 for a day still to come or long forgotten."""
    lives = (last - day).days / weights().half_life_days
    return 0.5**lives if 0 <= lives <= _FORGOTTEN else 0.0


def _dealt(name: str, rule: PartRule, told: Told) -> Drawn:
    """A part made of stories: (cooperation - conflict) / (cooperation + conflict + damping), each faded to the period's end."""
    chosen = [number for number, story in enumerate(told.stories) if story.type in rule.types or story.quad in rule.quads]
    values = np.array([value(told.stories[number]) * _fade(told.stories[number], told.period) for number in chosen])
    return Drawn(name, tuple(told.stories[number].key for number in chosen), balance(values, told.counts[:, chosen]))


def balance(values: resample.Array, counts: resample.Array) -> resample.Array:
    """One balance a row of counts, from -1 (all conflict) to +1 (all cooperation)."""
    cooperation, conflict = counts @ np.maximum(values, 0.0), counts @ np.maximum(-values, 0.0)
    result: resample.Array = (cooperation - conflict) / (cooperation + conflict + weights().damping)
    return result


class _Held(msgspec.Struct, frozen=True):
    """The ties of one case, the rule and period that say which of them count, and the key that seeds their draws."""

    key: str
    ties: tuple[Commitment, ...]
    rule: PartRule
    period: Period


def _bound(name: str, held: _Held) -> Drawn:
    """A part made of commitments: 1 - exp(-sum / scale), as observed and with the weights as each draw has them."""
    strong = [(one, strength) for one in held.ties if one.kind in held.rule.kinds and (strength := tie(one, held.period)) > 0]
    ties = [one for one, _ in strong]
    strengths = np.array([strength for _, strength in strong])
    observed = 1.0 - math.exp(-sum(strength for _, strength in strong) / weights().scale)
    drawn = 1.0 - np.exp(-(resample.factors(f"{held.key} {name}", ties) @ strengths) / weights().scale)
    return Drawn(name, tuple(one.key for one in ties), np.concatenate([[observed], drawn]))


def tie(one: Commitment, period: Period) -> float:
    """The strength of a commitment in a period: by kind, by how far it came, shared among many parties; acts fade with time."""
    known = weights()
    began = one.start or one.signed
    if began is None or began.last is None or _surely(began) > period.last:
        return 0.0
    if one.end and one.end.last and one.end.last < period.first and one.kind not in _FADING:
        return 0.0
    status = _reached(one, period)
    shared = 2.0 / max(2, len(one.parties))
    left = fade(_surely(began), period.last) if one.kind in _FADING else 1.0
    kind = "alliance" if one.kind == "membership" and set(one.parties) & _alliances(period) else one.kind
    return known.ties[kind] * known.steps[status] * shared * left


def _reached(one: Commitment, period: Period) -> str:
    """How far a commitment had come by the period's end: what was ratified in 2022 was signed in 2021."""
    dated = [(step.when.first, step.status) for step in one.steps if step.when and step.when.first]
    done = [status for first, status in dated if first <= period.last and status in weights().steps and status != "ended"]
    if done and any(first > period.last for first, _ in dated):
        return max(done, key=lambda status: (weights().steps[status], status))
    return "in_force" if one.status == "ended" else one.status


def _surely(began: When) -> date:
    """The day by which it had begun: the last of `2021`; of a span that is given with both ends, the first."""
    return (began.first if began.end else began.last) or date.max


def _alliances(period: Period) -> frozenset[str]:
    """Bodies whose charter holds a duty of mutual defence in the period."""
    clauses = [row for row in reference().articles if row.kind == "mutual_defence" and row.grants]
    held = [row for row in clauses if first_day(row.start or "0001") <= period.last and period.first <= last_day(row.end or "9999")]
    return frozenset(row.org for row in held)

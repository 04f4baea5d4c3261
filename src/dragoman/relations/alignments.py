"""Alignments: how a state stands to a pole in a half-year or year, from what binds it and how the two deal with each other.

The formula is in docs/alignment.md, its numbers in alignment.yaml.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec
import numpy as np

from dragoman.records import Alignment, Commitment, Part, Story, make_key
from dragoman.relations import resample
from dragoman.relations.dyads import pairs, value
from dragoman.relations.parties import Parties
from dragoman.relations.ties import FORGOTTEN, Period, half, month, tie, year
from dragoman.vocab.alignment import weights
from dragoman.vocab.states import states

# A press commitment that the reference confirms is counted once, as the reference has it; a contradicted one not at all.
_COUNTED = frozenset({"reference", "new"})


class Case(msgspec.Struct, frozen=True):
    """One actor before one pole: the stories between them, what binds them, and the periods in which the press names the actor."""

    actor: str
    pole: str
    stories: tuple[Story, ...] = ()
    ties: tuple[Commitment, ...] = ()
    periods: tuple[Period, ...] = ()


class Weighed(msgspec.Struct, frozen=True):
    """What each story and each tie of a case weighs at the end of each period: a row a story or tie, a column a period."""

    stories: resample.Array
    ties: resample.Array


class Drawn(msgspec.Struct, frozen=True):
    """How often each story is drawn and by what each tie is multiplied: one row as observed, then one row a draw."""

    counts: resample.Array
    factors: resample.Array


def cases(stories: Sequence[Story], commitments: Sequence[Commitment], parties: Parties) -> Iterator[Case]:
    """One case a state and pole, for the states that a dated story names; a pole's core states have none before it."""
    met: dict[str, list[tuple[str, Story]]] = {}
    for story in stories:
        if story.when and story.when.first and value(story):
            for left, right in pairs(story, parties):
                met.setdefault(left, []).append((right, story))
                met.setdefault(right, []).append((left, story))
    for actor in sorted(set(met) & set(states())):
        periods = tuple(covered([story for _, story in met[actor]]))
        bound = [one for one in commitments if actor in one.parties and _counts(one)]
        for name, pole in weights().poles.items():
            if actor not in pole.states:
                between = {story.key: story for other, story in met[actor] if other in pole.members}
                ties = tuple(one for one in bound if pole.members & set(one.parties))
                yield Case(actor, name, tuple(between[key] for key in sorted(between)), ties, periods)


def _counts(one: Commitment) -> bool:
    # Whether troops of which the press alone tells were asked for is not known: they may be the reverse of a tie.
    told = one.kind == "deployment" and one.match == "new"
    return one.match in _COUNTED and not one.contested and not told


def covered(stories: Iterable[Story]) -> list[Period]:
    """The months, half-years and years in which these stories fall."""
    whens = [story.when for story in stories if story.when and story.when.start]
    # A date that is only a year is in no half or month of it.
    fine = {when.first for when in whens if when.first and len(when.start or "") > 4}
    return sorted({*map(half, fine), *map(month, fine), *(year(when.first) for when in whens if when.first)})


def is_month(period: Period) -> bool:
    """Whether a period is a month: turning points know them, alignments are written by half-years and years alone."""
    return period.first.month == period.last.month


def aligned(case: Case) -> list[Alignment]:
    """The alignments of one case in its half-years and years."""
    periods = [period for period in case.periods if not is_month(period)]
    weighed, rolls = weigh(case, periods), drawn(case)
    made = {name: part_values(case, name, weighed, rolls) for name in weights().parts}
    bounds = resample.bounds_each(total(made)[1:])
    return [_row(case, period, column, (weighed, made, bounds[column])) for column, period in enumerate(periods)]


def align(case: Case, period: Period) -> Alignment:
    """The alignment of one case in one period: parts, their weighted mean, and the interval of that mean."""
    return aligned(msgspec.structs.replace(case, periods=(period,)))[0]


_Made = tuple[Weighed, dict[str, resample.Array], tuple[float, float]]


def _row(case: Case, period: Period, column: int, made: _Made) -> Alignment:
    weighed, values, (low, high) = made
    parts = tuple(
        Part(name=name, value=round(float(values[name][0, column]), 4), weight=rule.weight, keys=_keys(case, name, weighed, column))
        for name, rule in weights().parts.items()
    )
    return Alignment(
        key=make_key("al", case.actor, case.pole, period.name),
        actor=case.actor,
        pole=case.pole,
        period=period.name,
        score=round(float(total(values)[0, column]), 4),
        low=low,
        high=high,
        parts=tuple(one for one in parts if one.keys or weights().parts[one.name].kinds),
    )


def _keys(case: Case, name: str, weighed: Weighed, column: int) -> tuple[str, ...]:
    if weights().parts[name].kinds:
        return tuple(case.ties[row].key for row in _within(case, name) if weighed.ties[row, column] > 0)
    return tuple(case.stories[row].key for row in _within(case, name) if weighed.stories[row, column] != 0)


def _within(case: Case, name: str) -> list[int]:
    """The rows of the ties or stories that a part is made of."""
    rule = weights().parts[name]
    if rule.kinds:
        return [row for row, one in enumerate(case.ties) if one.kind in rule.kinds]
    return [row for row, story in enumerate(case.stories) if story.type in rule.types or story.quad in rule.quads]


def weigh(case: Case, periods: Sequence[Period]) -> Weighed:
    """What each story (value, faded) and tie weighs on the last day of each period; nothing until it has surely happened."""
    known = weights()
    days = np.array([story.when.last.toordinal() if story.when and story.when.last else date.max.toordinal() for story in case.stories])
    lives = (np.array([[period.last.toordinal() for period in periods]]) - days.reshape(-1, 1)) / known.half_life_days
    left = np.where((lives >= 0) & (lives <= FORGOTTEN), 0.5 ** np.clip(lives, 0, FORGOTTEN), 0.0)
    values = np.array([[value(story)] for story in case.stories]).reshape(-1, 1)
    strengths = np.array([[tie(one, case.actor, period) for period in periods] for one in case.ties])
    return Weighed(values * left, strengths.reshape(len(case.ties), len(periods)))


def drawn(case: Case) -> Drawn:
    """The draws of a case, the same for all of its periods: so that a change from one to the next has an interval of its own."""
    key = make_key("al", case.actor, case.pole)
    counts, factors = resample.draws(key, case.stories), resample.factors(key, case.ties)
    return Drawn(np.vstack([np.ones((1, counts.shape[1])), counts]), np.vstack([np.ones((1, factors.shape[1])), factors]))


def part_values(case: Case, name: str, weighed: Weighed, rolls: Drawn) -> resample.Array:
    """A part's value, one row as observed and one a draw, one column a period."""
    rows = _within(case, name)
    if weights().parts[name].kinds:
        bound: resample.Array = 1.0 - np.exp(-(rolls.factors[:, rows] @ weighed.ties[rows]) / weights().scale)
        return bound
    cooperation = rolls.counts[:, rows] @ np.maximum(weighed.stories[rows], 0.0)
    conflict = rolls.counts[:, rows] @ np.maximum(-weighed.stories[rows], 0.0)
    dealt: resample.Array = (cooperation - conflict) / (cooperation + conflict + weights().damping)
    return dealt


def total(made: dict[str, resample.Array]) -> resample.Array:
    """The weighted mean of the parts. Every part stands in it, at nought where nothing is told: were it left out, a first friendly
    act could lower the score."""
    whole = sum(rule.weight for rule in weights().parts.values())
    return sum((weights().parts[name].weight * values for name, values in made.items()), np.zeros_like(next(iter(made.values())))) / whole

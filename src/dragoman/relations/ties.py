"""What a commitment weighs in a period, and the periods themselves."""

import functools
from datetime import date, timedelta

import msgspec

from dragoman.records import Commitment, When, first_day, last_day
from dragoman.relations.rolls import rows_of
from dragoman.vocab.alignment import weights
from dragoman.vocab.commitments import reference

# After seven half-lives less than a hundredth is left.
FORGOTTEN = 7
# Acts fade; what parties are bound to holds until it ends.
FADING = frozenset({"arms", "training", "joint_production", "exercise", "deployment"})


class Period(msgspec.Struct, frozen=True, order=True):
    """A month (`2021-03`), half-year (`2021-H1`) or year (`2021`) with its first and last day."""

    name: str
    first: date
    last: date


def month(day: date) -> Period:
    """The month of a day."""
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return Period(f"{day.year}-{day.month:02d}", day.replace(day=1), after - timedelta(days=1))


def month_before(period: Period) -> Period:
    """The month that ends where a period begins."""
    return month(period.first - timedelta(days=1))


def half(day: date) -> Period:
    """The half-year of a day."""
    if day.month <= 6:
        return Period(f"{day.year}-H1", date(day.year, 1, 1), date(day.year, 6, 30))
    return Period(f"{day.year}-H2", date(day.year, 7, 1), date(day.year, 12, 31))


def year(day: date) -> Period:
    """The year of a day."""
    return Period(str(day.year), date(day.year, 1, 1), date(day.year, 12, 31))


def fade(day: date, last: date) -> float:
    """0.5 to the power of the half-lives between two days; 0 for a day still to come or long forgotten."""
    lives = (last - day).days / weights().half_life_days
    return 0.5**lives if 0 <= lives <= FORGOTTEN else 0.0


def tie(one: Commitment, actor: str, period: Period) -> float:
    """The strength of a commitment to an actor in a period: by kind, by how far it came, shared among many parties; acts fade."""
    known = weights()
    began = one.start or one.signed
    if began is None or began.last is None or surely(began) > period.last:
        return 0.0
    if one.end and one.end.last and one.end.last < period.first and one.kind not in FADING:
        return 0.0
    status = _reached(one, period)
    left = fade(surely(began), period.last) if one.kind in FADING else 1.0
    kind = "alliance" if one.kind == "membership" and set(one.parties) & _alliances(period) else one.kind
    return known.ties[kind] * known.steps[status] * _shared(one.parties, actor) * left


def turns_in(one: Commitment) -> frozenset[str]:
    """The names of the months in which a commitment begins, takes a step or is over; what is dated to a year only tells none."""
    dates = [one.start or one.signed, *(step.when for step in one.steps)]
    days = [surely(when) for when in dates if when and is_fine(when)]
    days += [one.end.last + timedelta(days=1)] if one.end and one.end.last and is_fine(one.end) else []
    return frozenset(month(day).name for day in days)


def is_fine(when: When | None) -> bool:
    """Whether a time is dated to a month at least."""
    return when is not None and when.last is not None and len(when.start or "") > 4


@functools.lru_cache(maxsize=65_536)
def _shared(parties: tuple[str, ...], actor: str) -> float:
    """Two over the number of parties. A body and its members are one: troops of the CSTO come from it, not from a seventh of it."""
    others = set(parties) - {actor}
    under = {row.state for body in others for row in rows_of(body)}
    return 2.0 / max(2, 1 + len(others - under))


def _reached(one: Commitment, period: Period) -> str:
    """How far a commitment had come by the period's end: what was ratified in 2022 was signed in 2021."""
    # That it will end takes nothing from what it had come to.
    dated = [(step.when.first, step.status) for step in one.steps if step.when and step.when.first and step.status != "ended"]
    done = [status for first, status in dated if first <= period.last and status in weights().steps]
    if done and any(first > period.last for first, _ in dated):
        return max(done, key=lambda status: (weights().steps[status], status))
    return "in_force" if one.status == "ended" else one.status


def surely(began: When) -> date:
    """The day by which it had begun: the last of `2021`; of a span that is given with both ends, the first."""
    return (began.first if began.end else began.last) or date.max


@functools.cache
def _alliances(period: Period) -> frozenset[str]:
    """Bodies whose charter holds a duty of mutual defence in the period."""
    clauses = [row for row in reference().articles if row.kind == "mutual_defence" and row.grants]
    held = [row for row in clauses if first_day(row.start or "0001") <= period.last and period.first <= last_day(row.end or "9999")]
    return frozenset(row.org for row in held)

"""Turning points: what moved an alignment from one period to the next, by how much, and whether the move is more than the draws.

Before and after are worked out from the same draws, so that what both rest on cancels out and the change has an interval of its own.
"""

from collections.abc import Iterator
from itertools import pairwise

import msgspec
import numpy as np

from dragoman.records import Move, Turn, make_key
from dragoman.relations import resample
from dragoman.relations.alignments import Case, Drawn, Weighed, drawn, is_month, part_values, total, weigh
from dragoman.relations.ties import FADING, Period, month, month_before, surely, turns_in
from dragoman.vocab.alignment import weights

# Below half of the last digit shown.
_NOTHING = 0.00005


class _Step(msgspec.Struct, frozen=True):
    """From one column of the periods to another."""

    before: int
    after: int


def turns(case: Case) -> list[Turn]:
    """The changes of one case: from each half-year and year to the next that has a row; into each month in which something is new."""
    steps = list(_steps(case))
    periods = list(dict.fromkeys(period for step in steps for period in step))
    if not periods:
        return []
    place = {period: column for column, period in enumerate(periods)}
    weighed, rolls = weigh(case, periods), drawn(case)
    scores = _scores(case, weighed, rolls)
    changes = [scores[1:, place[after]] - scores[1:, place[before]] for before, after in steps]
    lows_highs = resample.bounds_each(np.column_stack(changes))
    found = []
    for step, bounds in zip(steps, lows_highs, strict=True):
        at = _Step(place[step[0]], place[step[1]])
        found.append(_turn(case, step, _moves(case, weighed, at), (scores[0, at.before], scores[0, at.after], *bounds)))
    return found


def _steps(case: Case) -> Iterator[tuple[Period, Period]]:
    for length in (4, 7):
        series = [period for period in case.periods if len(period.name) == length and not is_month(period)]
        yield from pairwise(series)
    news = {month(surely(story.when)).name for story in case.stories if story.when and len(story.when.start or "") > 4}
    news = news.union(*(turns_in(one) for one in case.ties))
    yield from ((month_before(period), period) for period in case.periods if is_month(period) and period.name in news)


def _scores(case: Case, weighed: Weighed, rolls: Drawn) -> resample.Array:
    return total({name: part_values(case, name, weighed, rolls) for name in weights().parts})


def _moves(case: Case, weighed: Weighed, step: _Step) -> tuple[Move, ...]:
    """What is new, came further or is over, each with what the score would lack had it stayed as before; the largest first."""
    stories = [row for row in range(len(case.stories)) if weighed.stories[row, step.before] == 0 != weighed.stories[row, step.after]]
    ties = [row for row, one in enumerate(case.ties) if _stepped(one.kind, weighed.ties[row, step.before], weighed.ties[row, step.after])]
    keys = [*(case.stories[row].key for row in stories), *(case.ties[row].key for row in ties)]
    told = np.repeat(weighed.stories[:, [step.after]], len(keys) + 1, axis=1)
    held = np.repeat(weighed.ties[:, [step.after]], len(keys) + 1, axis=1)
    for column, row in enumerate(stories):
        told[row, column] = weighed.stories[row, step.before]
    for column, row in enumerate(ties, len(stories)):
        held[row, column] = weighed.ties[row, step.before]
    once = Drawn(np.ones((1, len(case.stories))), np.ones((1, len(case.ties))))
    scores = _scores(case, Weighed(told, held), once)[0]
    found = [Move(key=key, by=round(float(scores[-1] - scores[column]), 4)) for column, key in enumerate(keys)]
    return tuple(sorted(found, key=lambda one: (-abs(one.by), one.key)))


def _stepped(kind: str, before: float, after: float) -> bool:
    """Whether a tie began, came further or ended; that an act fades is no news."""
    return after > before + _NOTHING or (kind not in FADING and before > after + _NOTHING)


def _turn(case: Case, step: tuple[Period, Period], moves: tuple[Move, ...], figures: tuple[float, float, float, float]) -> Turn:
    before, after = step
    was, score, low, high = figures
    change = round(float(score), 4) - round(float(was), 4)
    return Turn(
        key=make_key("tp", case.actor, case.pole, after.name),
        actor=case.actor,
        pole=case.pole,
        period=after.name,
        since=before.name,
        before=round(float(was), 4),
        score=round(float(score), 4),
        change=round(change, 4),
        low=low,
        high=high,
        sure=low > 0 or high < 0,
        moves=moves,
        rest=round(change - sum(one.by for one in moves), 4),
        alignment="" if is_month(after) else make_key("al", case.actor, case.pole, after.name),
    )

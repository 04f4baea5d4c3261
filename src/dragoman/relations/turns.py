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
from dragoman.relations.ties import FADING, Period, is_fine, month, month_before, surely, turns_in
from dragoman.vocab.alignment import weights

# Below half of the last digit shown.
_NOTHING = 0.00005


class _Step(msgspec.Struct, frozen=True):
    """From one period to another, by their columns."""

    since: Period
    period: Period
    before: int
    after: int


class _News(msgspec.Struct, frozen=True):
    """The rows of stories and of ties that are new, came further or ended in a step."""

    stories: tuple[int, ...]
    ties: tuple[int, ...]


class _Laid(msgspec.Struct, frozen=True):
    """A case with the weights and the scores of all of its columns."""

    case: Case
    weighed: Weighed
    rolls: Drawn
    scores: resample.Array


def turns(case: Case) -> list[Turn]:
    """The changes of one case: from each half-year and year to the next that has a row; into each month in which something is new."""
    pairs = list(_steps(case))
    periods = list(dict.fromkeys(period for pair in pairs for period in pair))
    if not periods:
        return []
    place = {period: column for column, period in enumerate(periods)}
    weighed, rolls = weigh(case, periods), drawn(case)
    laid = _Laid(case, weighed, rolls, _scores(case, weighed, rolls))
    steps = [_Step(since, period, place[since], place[period]) for since, period in pairs]
    found = [(step, _news(laid, step)) for step in steps]
    return [_turn(laid, step, news) for step, news in found if news.stories or news.ties or not is_month(step.period)]


def _steps(case: Case) -> Iterator[tuple[Period, Period]]:
    for length in (4, 7):
        yield from pairwise(period for period in case.periods if len(period.name) == length and not is_month(period))
    fresh = {month(surely(story.when)).name for story in case.stories if story.when and is_fine(story.when)}
    fresh = fresh.union(*(turns_in(one) for one in case.ties))
    yield from ((month_before(period), period) for period in case.periods if is_month(period) and period.name in fresh)


def _scores(case: Case, weighed: Weighed, rolls: Drawn) -> resample.Array:
    return total({name: part_values(case, name, weighed, rolls) for name in weights().parts})


def _news(laid: _Laid, step: _Step) -> _News:
    """What is dated to a year only is counted from its end, but no news of that month."""
    told, held = laid.weighed.stories, laid.weighed.ties
    stories = [row for row in range(len(told)) if told[row, step.before] == 0 != told[row, step.after]]
    ties = [row for row, one in enumerate(laid.case.ties) if _stepped(one.kind, held[row, step.before], held[row, step.after])]
    if is_month(step.period):
        stories = [row for row in stories if is_fine(laid.case.stories[row].when)]
        ties = [row for row in ties if step.period.name in turns_in(laid.case.ties[row])]
    return _News(tuple(stories), tuple(ties))


def _stepped(kind: str, before: float, after: float) -> bool:
    """Whether a tie began, came further or ended; that an act fades is no news."""
    return after > before + _NOTHING or (kind not in FADING and before > after + _NOTHING)


def _without(laid: _Laid, step: _Step, rows: _News) -> Weighed:
    """The later column with some rows as they were before."""
    told, held = laid.weighed.stories[:, [step.after]], laid.weighed.ties[:, [step.after]]
    told[list(rows.stories)] = laid.weighed.stories[list(rows.stories)][:, [step.before]]
    held[list(rows.ties)] = laid.weighed.ties[list(rows.ties)][:, [step.before]]
    return Weighed(told, held)


def _moves(laid: _Laid, step: _Step, news: _News) -> tuple[Move, ...]:
    """Each piece of news with what it adds, the largest first: the mean of coming first and of coming last of all.

    For two pieces of news this is the Shapley value; parts bend, so that the order of coming matters.
    """
    case, single = laid.case, [_News((row,), ()) for row in news.stories] + [_News((), (row,)) for row in news.ties]
    keys = [*(case.stories[row].key for row in news.stories), *(case.ties[row].key for row in news.ties)]
    first = [
        _News(tuple(r for r in news.stories if r not in one.stories), tuple(r for r in news.ties if r not in one.ties)) for one in single
    ]
    states = [_without(laid, step, rows) for rows in (*single, *first, news, _News((), ()))]
    whole = Weighed(np.hstack([one.stories for one in states]), np.hstack([one.ties for one in states]))
    scores = _scores(case, whole, Drawn(np.ones((1, len(case.stories))), np.ones((1, len(case.ties)))))[0]
    adds = [(scores[-1] - scores[at] + scores[len(keys) + at] - scores[-2]) / 2 for at in range(len(keys))]
    found = [Move(key=key, by=round(float(by), 4)) for key, by in zip(keys, adds, strict=True)]
    return tuple(sorted(found, key=lambda one: (-abs(one.by), one.key)))


def _turn(laid: _Laid, step: _Step, news: _News) -> Turn:
    case, moves = laid.case, _moves(laid, step, news)
    before, score = (round(float(laid.scores[0, column]), 4) for column in (step.before, step.after))
    low, high = resample.bounds(laid.scores[1:, step.after] - laid.scores[1:, step.before])
    # That evidence fades moves every draw the same way: whether the move is sure is asked of the news alone.
    bare = _scores(case, _without(laid, step, news), laid.rolls)
    least, most = resample.bounds(laid.scores[1:, step.after] - bare[1:, 0])
    return Turn(
        key=make_key("tp", case.actor, case.pole, step.period.name),
        actor=case.actor,
        pole=case.pole,
        period=step.period.name,
        since=step.since.name,
        before=before,
        score=score,
        change=round(score - before, 4),
        low=low,
        high=high,
        sure=least > 0 or most < 0,
        moves=moves,
        rest=round(score - before - sum(one.by for one in moves), 4),
        alignment="" if is_month(step.period) else make_key("al", case.actor, case.pole, step.period.name),
    )

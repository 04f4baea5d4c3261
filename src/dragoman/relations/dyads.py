"""Dyads: how two actors dealt with each other on a day, in a month or year, from stories, each once."""

from collections.abc import Iterable, Sequence
from itertools import combinations, product

import numpy as np

from dragoman.kept import Kept, Memo
from dragoman.records import Dyad, Story, make_key
from dragoman.relations import resample
from dragoman.relations.meant import Meant
from dragoman.relations.parties import Parties
from dragoman.vocab.alignment import weights

Pair = tuple[str, str]
# Verbal or material goes by the quad class, cooperation or conflict by the sign: to ask for help is verbal conflict in PLOVER, but
# scores above nought.
QUADS = (("verbal", 1), ("material", 1), ("verbal", -1), ("material", -1))


def dyads(meant: Meant, parties: Parties, kept: Kept) -> tuple[Dyad, ...]:
    """One Dyad a pair and period in which a story puts them together; a period without a story has none."""
    groups: dict[tuple[Pair, str], list[Story]] = {}
    for story in meant.stories:
        if not value(story):
            continue
        for pair, period in product(pairs(story, parties), periods(story)):
            groups.setdefault((pair, period), []).append(story)
    with kept.memo("dyads", Dyad) as memo:
        return tuple(_known(memo, meant, place, groups[place]) for place in sorted(groups))


def _known(memo: Memo[Dyad], meant: Meant, place: tuple[Pair, str], stories: list[Story]) -> Dyad:
    pair, period = place
    print = meant.print(f"{pair} {period}", stories)
    return memo.get(print) or memo.put(print, _dyad(pair, period, stories))


def value(story: Story) -> float:
    """What a story adds: PLOVER's score, weighted by its grade and status."""
    known = weights()
    return story.score * known.grades.get(story.grade.number, 0.0) * known.statuses.get(story.status, 0.0)


def pairs(story: Story, parties: Parties) -> tuple[Pair, ...]:
    """The pairs that a story puts together: actor with recipient; with no recipient of another state, the joint actors."""
    actors, recipients = parties.all(story.actors), parties.all(story.recipients)
    found = {_sorted(left, right) for left, right in product(actors, recipients) if left != right}
    return tuple(sorted(found or set(combinations(actors, 2))))


def periods(story: Story) -> tuple[str, ...]:
    """The year of a story's first day, its month, and its day where it has one alone: no finer than its date is."""
    start = story.when.start if story.when else None
    if not start:
        return ()
    alone = story.when is not None and story.when.first == story.when.last
    return tuple(start[:length] for length in ((4, 7, 10) if alone else (4, 7)) if length <= len(start))


def _sorted(left: str, right: str) -> Pair:
    return (left, right) if left < right else (right, left)


def _dyad(pair: Pair, period: str, stories: Sequence[Story]) -> Dyad:
    key = make_key("dy", *pair, period)
    values = np.array([value(story) for story in stories])
    low, high = resample.bounds(resample.draws(key, stories) @ values)
    sums = [_sum(channel, sign, stories) for channel, sign in QUADS]
    return Dyad(
        key=key,
        left=pair[0],
        right=pair[1],
        period=period,
        verbal_cooperation=sums[0],
        material_cooperation=sums[1],
        verbal_conflict=sums[2],
        material_conflict=sums[3],
        net=round(float(values.sum()), 4),
        low=low,
        high=high,
        stories=tuple(story.key for story in stories),
    )


def _sum(channel: str, sign: int, stories: Iterable[Story]) -> float:
    return round(sum(value(story) for story in stories if story.quad.startswith(channel) and value(story) * sign > 0), 4)

"""Intervals by resampling independent origins.

Stories: each origin is drawn a Poisson(1) number of times, the online form of the bootstrap (Oza and Russell 2001): unlike drawing n of n,
it leaves a figure that rests on one origin wide instead of certain, for that origin may as well not have been there.

Commitments: that a charter was signed does not hang on who reports it, but how much it weighs is our judgement. So each kind's weight is
drawn from a gamma distribution with mean 1; and what only the press tells is drawn a Poisson(1) number of times as well.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dragoman.records import Commitment, Story
from dragoman.vocab.alignment import weights

Array = NDArray[np.float64]


def draws(key: str, stories: Sequence[Story]) -> Array:
    """How often each story is drawn, one row a draw, one column a story: the mean over its origins. Seeded by `key` alone."""
    origins = sorted({origin for story in stories for origin in _origins(story)})
    place = {origin: number for number, origin in enumerate(origins)}
    # RandomState, not Generator: numpy promises that its stream never changes (NEP 19).
    counts = np.random.RandomState(_seed(key)).poisson(1.0, (weights().draws, len(origins))).astype(np.float64)
    columns = [counts[:, [place[origin] for origin in _origins(story)]].mean(axis=1) for story in stories]
    return np.stack(columns, axis=1) if columns else np.zeros((weights().draws, 0))


def factors(key: str, ties: Sequence[Commitment]) -> Array:
    """What each commitment's strength is multiplied by, one row a draw, one column a commitment. Seeded by `key` alone."""
    random = np.random.RandomState(_seed(f"{key} weights"))
    shape = weights().judgement
    kinds = sorted({one.kind for one in ties})
    drawn = {kind: random.standard_gamma(shape, weights().draws) / shape for kind in kinds}
    told = random.poisson(1.0, (weights().draws, len(ties))).astype(np.float64)
    columns = [drawn[one.kind] * (told[:, number] if one.match == "new" else 1.0) for number, one in enumerate(ties)]
    return np.stack(columns, axis=1) if columns else np.zeros((weights().draws, 0))


def bounds(values: Array) -> tuple[float, float]:
    """The 90 % interval of resampled values (percentiles as set in alignment.yaml)."""
    low, high = np.percentile(values, [weights().low, weights().high])
    return round(float(low), 4), round(float(high), 4)


def bounds_each(values: Array) -> list[tuple[float, float]]:
    """The intervals of several figures: one row a draw, one column a figure."""
    lows, highs = np.percentile(values, [weights().low, weights().high], axis=0)
    return [(round(float(low), 4), round(float(high), 4)) for low, high in zip(lows, highs, strict=True)]


def _origins(story: Story) -> tuple[tuple[str, ...], ...]:
    return story.origins or (story.articles,)


def _seed(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=4).digest(), "big")

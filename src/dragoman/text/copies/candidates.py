"""Pairs of articles worth comparing, found without comparing all with all: they share sampled shingles, or several rare words."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dragoman.text.copies.skeleton import Hashes, Skeleton
from dragoman.text.copies.translated import anchors

Pairs = NDArray[np.int64]

# One shingle in four is kept, by its own hash, so that a cut keeps the same ones as its source (Broder 1997).
_SAMPLE = 4
_LEAST_SHARED = 2
# Of a brief text a quarter is too little: briefs are compared among themselves by all their shingles.
_BRIEF = 40
# A shingle or word pair of more articles than this is boilerplate, or one text printed everywhere: then each is paired with its neighbour
# and with the first alone, so that the work stays in proportion.
_MOST_HOLDERS = 32
_RARE_WORDS = 14
_LEAST_RARE = 3
_LONGEST_LIST = 2_000_000


def candidates(found: Sequence[Skeleton]) -> Pairs:
    """Index pairs (lower first), each once, sorted."""
    ways = (
        _collisions([np.array([one.writing], dtype=np.uint64) for one in found], 1),
        _collisions([_sampled(one) for one in found], _LEAST_SHARED),
        _collisions([_whole_if_brief(one) for one in found], _LEAST_SHARED),
        _collisions(_rare_pairs([one.vocabulary for one in found]), _LEAST_RARE),
    )
    joined = np.concatenate(ways)
    return np.unique(joined, axis=0) if len(joined) else joined


def across(found: Sequence[Skeleton]) -> Pairs:
    """Index pairs of texts in different languages that share rare names and numbers; none while there is one language."""
    languages = np.array([one.article.language for one in found])
    if len(set(languages)) < 2:
        return np.empty((0, 2), dtype=np.int64)
    pairs = _collisions(_rare_pairs([anchors(one) for one in found]), _LEAST_RARE)
    apart: Pairs = pairs[languages[pairs[:, 0]] != languages[pairs[:, 1]]]
    return apart


def _sampled(one: Skeleton) -> NDArray[np.uint64]:
    picked: NDArray[np.uint64] = one.distinct[one.distinct % _SAMPLE == 0].astype(np.uint64)
    return picked


def _whole_if_brief(one: Skeleton) -> NDArray[np.uint64]:
    return one.distinct[: _BRIEF if len(one.distinct) <= _BRIEF else 0].astype(np.uint64)


def _rare_pairs(own: Sequence[Hashes]) -> list[NDArray[np.uint64]]:
    """For each article's words a key for every two of its rarest that some other article has too."""
    if not own:
        return []
    words, counts = np.unique(np.concatenate(own), return_counts=True)
    keys = []
    for mine in own:
        holders = counts[np.searchsorted(words, mine)]
        shared = mine[holders > 1]
        rarest = np.sort(shared[np.lexsort((shared, holders[holders > 1]))][:_RARE_WORDS]).astype(np.uint64)
        left, right = _two_of(len(rarest))
        keys.append((rarest[left] << np.uint64(32)) | rarest[right])
    return keys


def _two_of(size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    picked = np.array(list(combinations(range(size), 2)), dtype=np.int64).reshape(-1, 2)
    return picked[:, 0], picked[:, 1]


def _collisions(keys: Sequence[NDArray[np.uint64]], least: int) -> Pairs:
    """Pairs of lists that share at least so many keys."""
    if not keys:
        return np.empty((0, 2), dtype=np.int64)
    owners = np.repeat(np.arange(len(keys), dtype=np.int64), [len(one) for one in keys])
    flat = np.concatenate(keys)
    order = np.argsort(flat, kind="stable")
    flat, owners = flat[order], owners[order]
    starts = np.flatnonzero(np.concatenate([[True], flat[1:] != flat[:-1]])) if len(flat) else np.empty(0, dtype=np.int64)
    sizes = np.diff(np.concatenate([starts, [len(flat)]]))
    codes = [*_short_runs(owners, starts, sizes, len(keys)), *_long_runs(owners, starts, sizes, len(keys))]
    if not codes:
        return np.empty((0, 2), dtype=np.int64)
    found, counts = np.unique(np.concatenate(codes), return_counts=True)
    kept = found[counts >= least]
    return np.stack([kept // len(keys), kept % len(keys)], axis=1)


def _short_runs(owners: NDArray[np.int64], starts: NDArray[np.int64], sizes: NDArray[np.int64], total: int) -> list[NDArray[np.int64]]:
    codes = []
    for size in range(2, _MOST_HOLDERS + 1):
        runs = starts[sizes == size]
        left, right = _two_of(size)
        for part in range(0, len(runs), max(_LONGEST_LIST // len(left), 1)):
            table = owners[runs[part : part + max(_LONGEST_LIST // len(left), 1), None] + np.arange(size)]
            # Owners of one key ascend, so the left index is the lower.
            codes.append(table[:, left].ravel() * total + table[:, right].ravel())
    return codes


def _long_runs(owners: NDArray[np.int64], starts: NDArray[np.int64], sizes: NDArray[np.int64], total: int) -> list[NDArray[np.int64]]:
    codes = []
    for start, size in zip(starts[sizes > _MOST_HOLDERS].tolist(), sizes[sizes > _MOST_HOLDERS].tolist(), strict=True):
        mine = owners[start : start + size]
        codes.append(mine[:-1] * total + mine[1:])
        codes.append(mine[0] * total + mine[2:])
    return codes

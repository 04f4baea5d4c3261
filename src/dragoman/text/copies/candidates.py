"""Pairs of articles worth comparing, found without comparing all with all: they share sampled shingles, or several rare words."""

import functools
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dragoman.text.copies.bodies import Skeleton
from dragoman.text.copies.skeleton import Hashes
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
# So many pairs are counted at once.
_LONGEST_LIST = 1 << 20


def candidates(found: Sequence[Skeleton]) -> Pairs:
    """Index pairs (lower first), each once, sorted."""
    ways = (
        _collisions((np.array([one.writing], dtype=np.uint64) for one in found), 1),
        _collisions((_sampled(one) for one in found), _LEAST_SHARED),
        _collisions((_whole_if_brief(one) for one in found), _LEAST_SHARED),
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


def _rare_pairs(own: Sequence[Hashes]) -> Iterator[NDArray[np.uint64]]:
    """For each article's words a key for every two of its rarest that some other article has too."""
    if not own:
        return
    words, counts = np.unique(np.concatenate(own), return_counts=True)
    for mine in own:
        holders = counts[np.searchsorted(words, mine)]
        shared = mine[holders > 1]
        rarest = np.sort(shared[np.lexsort((shared, holders[holders > 1]))][:_RARE_WORDS]).astype(np.uint64)
        left, right = _two_of(len(rarest))
        yield (rarest[left] << np.uint64(32)) | rarest[right]


@functools.cache
def _two_of(size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    picked = np.array(list(combinations(range(size), 2)), dtype=np.int64).reshape(-1, 2)
    return picked[:, 0], picked[:, 1]


def _collisions(keys: Iterable[NDArray[np.uint64]], least: int) -> Pairs:
    """Pairs of lists that share at least so many keys, sorted."""
    runs = _Runs(keys)
    parts = [_counted(codes, least) for codes in runs.codes()]
    kept = np.concatenate([np.empty(0, dtype=np.int64), *parts])
    return np.stack([kept // max(runs.lists, 1), kept % max(runs.lists, 1)], axis=1)


def _counted(codes: NDArray[np.int64], least: int) -> NDArray[np.int64]:
    found, counts = np.unique(codes, return_counts=True)
    kept: NDArray[np.int64] = found[counts >= least]
    return kept


class _Runs:
    """The owners of each key side by side, in order: `place[i]` is where the i-th entry of all lists stands among them."""

    def __init__(self, keys: Iterable[NDArray[np.uint64]]) -> None:
        flat, ends = array("Q"), array("q")
        for one in keys:
            flat.frombytes(one.tobytes())
            ends.append(len(flat))
        values = np.frombuffer(flat, dtype=np.uint64) if flat else np.empty(0, dtype=np.uint64)
        self.lists = len(ends)
        self._ends = np.array(ends, dtype=np.int64)
        self._lay(values)

    def _lay(self, values: NDArray[np.uint64]) -> None:
        order = np.argsort(values, kind="stable")
        self._place = np.empty(len(order), dtype=np.int32)
        self._place[order] = np.arange(len(order), dtype=np.int32)
        self._owners = np.repeat(np.arange(self.lists, dtype=np.int32), np.diff(self._ends, prepend=0))[order]
        self._partners = _partners(values[order])

    def codes(self) -> Iterator[NDArray[np.int64]]:
        """Pairs of owners of one key, as `left * lists + right`, once for each key; in parts, by ascending left owners."""
        pairs = np.concatenate([[0], np.cumsum(self._partners[self._place], dtype=np.int64)])
        done = 0
        while done < self.lists:
            start = self._ends[done - 1] if done else 0
            # As many owners as there is room for, one at least.
            far = int(np.searchsorted(pairs[self._ends], pairs[start] + _LONGEST_LIST, side="right"))
            last = max(done + 1, far)
            yield self._paired(self._place[start : self._ends[last - 1]])
            done = last

    def _paired(self, places: NDArray[np.int32]) -> NDArray[np.int64]:
        sizes = self._partners[places]
        before = np.cumsum(sizes) - sizes
        nth = np.arange(int(sizes.sum()), dtype=np.int64) - np.repeat(before, sizes)
        rights = self._owners[np.repeat(places.astype(np.int64), sizes) + 1 + nth].astype(np.int64)
        codes: NDArray[np.int64] = np.repeat(self._owners[places].astype(np.int64), sizes) * self.lists + rights
        return codes


def _partners(values: NDArray[np.uint64]) -> NDArray[np.int64]:
    """With how many of those that follow in its run an entry is paired: with all in a short run, in a long one the first with all, the
    others with the next."""
    if not len(values):
        return np.empty(0, dtype=np.int64)
    starts = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))
    sizes = np.diff(np.concatenate([starts, [len(values)]]))
    left = np.repeat(starts + sizes, sizes) - np.arange(len(values)) - 1
    followed = (np.repeat(sizes, sizes) > _MOST_HOLDERS) & (np.arange(len(values)) != np.repeat(starts, sizes))
    return np.where(followed, np.minimum(left, 1), left).astype(np.int64)

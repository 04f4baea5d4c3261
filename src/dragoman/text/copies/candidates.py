"""Pairs of articles worth comparing, found without comparing all with all: they share sampled shingles, or several rare words."""

import functools
from collections.abc import Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dragoman.kept import Kept
from dragoman.text.copies.bodies import Bodies, Gathered, Rows
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
_LOW = np.uint64(0xFFFFFFFF)
# So many pairs are counted at once.
_LONGEST_LIST = 1 << 20


def candidates(found: Bodies) -> Pairs:
    """Index pairs (lower first), each once, sorted."""
    written = Rows(np.array(found.writings, dtype=np.uint32), np.ones(len(found), dtype=np.int64))
    sizes = found.distinct.sizes()
    ways = (
        _collisions(written, 1),
        _collisions(found.distinct.kept(found.distinct.flat % _SAMPLE == 0), _LEAST_SHARED),
        _collisions(found.distinct.kept(np.repeat(sizes <= _BRIEF, sizes)), _LEAST_SHARED),
        _collisions(_rare_pairs(found.vocabulary), _LEAST_RARE),
    )
    joined = np.concatenate(ways)
    return np.unique(joined, axis=0) if len(joined) else joined


def across(found: Bodies, kept: Kept) -> Pairs:
    """Index pairs of texts in different languages that share rare names and numbers; none while there is one language."""
    languages = found.languages()
    if not languages.any():
        return np.empty((0, 2), dtype=np.int64)
    pairs = _collisions(_rare_pairs(_anchors(found, kept)), _LEAST_RARE)
    apart: Pairs = pairs[languages[pairs[:, 0]] != languages[pairs[:, 1]]]
    return apart


def _anchors(found: Bodies, kept: Kept) -> Rows:
    gathered = Gathered("I")
    with kept.memo("anchors", bytes) as memo:
        for number, print in enumerate(found.prints):
            known = memo.get(print)
            gathered.add(memo.put(print, anchors(found[number]).tobytes()) if known is None else known)
    return gathered.rows()


def _rare_pairs(own: Rows) -> Rows:
    """For each article's words a key for every two of its rarest that some other article has too."""
    words, counts = np.unique(own.flat, return_counts=True)
    order = np.lexsort((words, counts))
    rank = np.empty(len(order), dtype=np.uint64)
    rank[order] = np.arange(len(order), dtype=np.uint64)
    keys, sizes = [np.empty(0, dtype=np.uint64)], [np.empty(0, dtype=np.int64)]
    for start, end in own.parts():
        places = np.searchsorted(words, own.flat[own.ends[start] : own.ends[end]])
        shared = counts[places] > 1
        rarest = _first(own.owners(start, end)[shared], rank[places[shared]])
        made = _two_of_each(rarest >> np.uint64(32), words[order[rarest & _LOW]].astype(np.uint64))
        keys.append(made[0])
        sizes.append(np.bincount(made[1].astype(np.int64), minlength=end - start))
    return Rows(np.concatenate(keys), np.concatenate(sizes))


def _first(owners: Pairs, rank: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The lowest ranks of each owner, as `owner << 32 | rank`, sorted."""
    codes = np.sort((owners.astype(np.uint64) << np.uint64(32)) | rank)
    sorted_owners = codes >> np.uint64(32)
    nth = np.arange(len(codes)) - np.searchsorted(sorted_owners, sorted_owners)
    kept: NDArray[np.uint64] = codes[nth < _RARE_WORDS]
    return kept


def _two_of_each(owners: NDArray[np.uint64], words: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Every two words of an owner as one key, the lower word first, and the owner."""
    order = np.lexsort((words, owners))
    words = words[order]
    starts = np.flatnonzero(np.diff(owners, prepend=_LOW + np.uint64(1)))
    sizes = np.diff(np.concatenate([starts, [len(owners)]]))
    keys, whose = [np.empty(0, dtype=np.uint64)], [np.empty(0, dtype=np.uint64)]
    for size in np.unique(sizes):
        begins = starts[sizes == size]
        left, right = _two_of(int(size))
        keys.append(((words[begins[:, None] + left] << np.uint64(32)) | words[begins[:, None] + right]).ravel())
        whose.append(np.repeat(owners[begins], len(left)))
    joined, owner = np.concatenate(keys), np.concatenate(whose)
    order = np.argsort(owner, kind="stable")
    return joined[order], owner[order]


@functools.cache
def _two_of(size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    picked = np.array(list(combinations(range(size), 2)), dtype=np.int64).reshape(-1, 2)
    return picked[:, 0], picked[:, 1]


def _collisions(keys: Rows, least: int) -> Pairs:
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

    def __init__(self, keys: Rows) -> None:
        self.lists = len(keys)
        self._ends = keys.ends[1:]
        self._lay(keys.flat)

    def _lay(self, values: NDArray[np.unsignedinteger]) -> None:
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


def _partners(values: NDArray[np.unsignedinteger]) -> NDArray[np.int64]:
    """With how many of those that follow in its run an entry is paired: with all in a short run, in a long one the first with all, the
    others with the next."""
    if not len(values):
        return np.empty(0, dtype=np.int64)
    starts = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))
    sizes = np.diff(np.concatenate([starts, [len(values)]]))
    left = np.repeat(starts + sizes, sizes) - np.arange(len(values)) - 1
    followed = (np.repeat(sizes, sizes) > _MOST_HOLDERS) & (np.arange(len(values)) != np.repeat(starts, sizes))
    return np.where(followed, np.minimum(left, 1), left).astype(np.int64)

"""Verdicts on pairs of texts, each made once: what the last run has judged of two texts that are as they were is taken over."""

from collections.abc import Callable, Iterator
from hashlib import blake2b
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from dragoman.kept import SIZE, Kept, short
from dragoman.text.copies.bodies import Bodies

T = TypeVar("T")
Pairs = NDArray[np.int64]
_NOTHING, _SOMETHING = 0.0, 1.0


class Judged(Generic[T]):
    """What a judge finds between two texts. Of most pairs that is nothing, so what was found is kept apart from what was asked."""

    def __init__(self, found: Bodies, kept: Kept, name: str, kind: type[T]) -> None:
        self._prints = found.prints
        self._short = short(found.prints)
        self._table = kept.table(name)
        self._memo = kept.memo(name, kind)

    def verdicts(self, pairs: Pairs, judge: Callable[[int, int], T | None]) -> Iterator[tuple[tuple[int, int], T]]:
        """Each pair in which there is something, with what it is, in order."""
        left, right = self._short[pairs[:, 0]], self._short[pairs[:, 1]]
        known = self._table.sought(left, right)
        with self._memo:
            for place in np.flatnonzero(known != _NOTHING).tolist():
                one, other = pairs[place].tolist()
                verdict = self._verdict(one, other, judge)
                known[place] = _NOTHING if verdict is None else _SOMETHING
                if verdict is not None:
                    yield (one, other), verdict
        self._table.keep(left, right, known)
        self._table.close()

    def _verdict(self, one: int, other: int, judge: Callable[[int, int], T | None]) -> T | None:
        print = blake2b(self._prints[one] + self._prints[other], digest_size=SIZE).digest()
        found = self._memo.get(print)
        if found is None:
            found = judge(one, other)
            if found is not None:
                self._memo.put(print, found)
        return found

"""What has been worked out of a word once and is kept: the words of the press are few and come back."""

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")
_MOST = 20_000


class Remembered(dict[K, V]):
    """A function's answers by its argument; asked as a dict, so that a list of known words is looked up without a call for each.

    Forgets all when it holds `most`, so that hostile text cannot make it grow.
    """

    def __init__(self, work: Callable[[K], V], most: int = _MOST) -> None:
        super().__init__()
        self._work = work
        self._most = most

    def __missing__(self, key: K) -> V:
        found = self._work(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = found
        return found

"""Claims by the events that they hold or bear on, packed: a story asks for few of them, and for each again and again."""

from array import array
from collections import OrderedDict

import msgspec

from dragoman.records import Claim

_UNPACKED = 1024


class Filed:
    """Claims of a collection by event key, in the order in which they were filed."""

    def __init__(self) -> None:
        self._packed = bytearray()
        self._ends = array("q", [0])
        self._numbers: dict[str, tuple[int, ...]] = {}
        self._open: OrderedDict[int, Claim] = OrderedDict()
        self._decoder = msgspec.msgpack.Decoder(Claim)

    def file(self, packed: bytes) -> int:
        """Put a packed claim away; returns its number."""
        self._packed += packed
        self._ends.append(len(self._packed))
        return len(self._ends) - 2

    def under(self, event: str, number: int) -> None:
        """Let a filed claim be found by an event."""
        self._numbers[event] = (*self._numbers.get(event, ()), number)

    def claim(self, number: int) -> Claim:
        """A filed claim."""
        found = self._open.pop(number, None)
        if found is None:
            found = self._decoder.decode(memoryview(self._packed)[self._ends[number] : self._ends[number + 1]])
            if len(self._open) >= _UNPACKED:
                self._open.popitem(last=False)
        self._open[number] = found
        return found

    def get(self, event: str) -> list[Claim]:
        """The claims under an event; none when nobody is said to say it."""
        return [self.claim(number) for number in self._numbers.get(event, ())]

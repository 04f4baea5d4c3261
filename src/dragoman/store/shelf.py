"""Readings in order of key, on disk: what goes over a whole store again and again holds one of them in memory, not all."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, overload

import msgspec

from dragoman.kept import print_of
from dragoman.records import Article, Reading


class _Only(msgspec.Struct, frozen=True):
    """A Reading of which nothing but its article is decoded."""

    article: Article


class Shelf(Sequence[Reading]):
    """The readings of a store, each decoded when it is asked for. `ordered` says that they come in order of key."""

    ordered = True

    def __init__(self, file: BinaryIO, packed: Iterable[tuple[str, memoryview]]) -> None:
        """Write packed readings down, each with its key. Raises OSError when the disk is full."""
        self._file = file
        keys: list[str] = []
        prints: list[bytes] = []
        ends = array("q", [0])
        for key, data in packed:
            ends.append(ends[-1] + file.write(data))
            keys.append(key)
            prints.append(print_of(data))
        file.flush()
        order = sorted(range(len(keys)), key=keys.__getitem__)
        self.prints = [prints[place] for place in order]
        self._starts = array("q", (ends[place] for place in order))
        self._lengths = array("q", (ends[place + 1] - ends[place] for place in order))

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, place: int) -> Reading: ...
    @overload
    def __getitem__(self, place: slice) -> list[Reading]: ...
    def __getitem__(self, place: int | slice) -> Reading | list[Reading]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        return msgspec.msgpack.decode(self.bytes_of(place), type=Reading)

    def __iter__(self) -> Iterator[Reading]:
        decoder = msgspec.msgpack.Decoder(Reading)
        return (decoder.decode(self.bytes_of(place)) for place in range(len(self)))

    def articles(self) -> "Articles":
        """The articles alone."""
        return Articles(self)

    def bytes_of(self, place: int) -> bytes:
        """A reading as it lies on disk."""
        self._file.seek(self._starts[place])
        return self._file.read(self._lengths[place])


class Articles(Sequence[Article]):
    """The articles of a shelf, each decoded when it is asked for."""

    ordered = True

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.prints = shelf.prints
        self._decoder = msgspec.msgpack.Decoder(_Only)

    def __len__(self) -> int:
        return len(self._shelf)

    @overload
    def __getitem__(self, place: int) -> Article: ...
    @overload
    def __getitem__(self, place: slice) -> list[Article]: ...
    def __getitem__(self, place: int | slice) -> Article | list[Article]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        return self._decoder.decode(self._shelf.bytes_of(place)).article

    def __iter__(self) -> Iterator[Article]:
        return (self[place] for place in range(len(self)))

"""What a run over a whole store worked out, kept for the next one: only ever a saving of time.

Values are kept under a print of all that they were made from, so that a run that takes them over gives the rows of one that does not. What
a run asks for is what it leaves; what was damaged, or made by other rules or another version of the code, is worked out again.
"""

import functools
import sys
import zlib
from array import array
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar

import msgspec
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

T = TypeVar("T")
Prints = NDArray[np.uint64]
Floats = NDArray[np.float64]
# Bytes of a print: no two of a billion values have one, nor can a text be written to have another's.
SIZE = 16
_MAGIC = b"dragkept"
_HEAD = len(_MAGIC) + SIZE + 4
# Values are pressed so many together, and asked for in nearly the order in which they were left.
_TOGETHER, _UNPACKED = 128, 4
# A 64-bit multiplier (Knuth's) that spreads prints over all bits.
_SPREAD = np.uint64(6364136223846793005)
# Rooms whose code and lists decide what the stages over a whole store make.
_ROOMS = ("kept.py", "records", "text", "stories", "relations", "vocab")


def printed(*parts: Any) -> bytes:
    """A print of records or plain values."""
    return print_of(msgspec.msgpack.encode(parts))


def print_of(data: bytes | memoryview) -> bytes:
    """A print of bytes."""
    return blake2b(data, digest_size=SIZE).digest()


def prints(things: Sequence[Any]) -> Sequence[bytes]:
    """A print of each; a sequence that has them already, for it lies on disk, is not read."""
    found: Sequence[bytes] | None = getattr(things, "prints", None)
    return [printed(one) for one in things] if found is None else found


def short(found: Sequence[bytes]) -> Prints:
    """Prints cut to 64 bits: two of them stand for a pair."""
    whole: Prints = np.frombuffer(b"".join(found), dtype=np.uint64)
    return whole[:: SIZE // 8]


@functools.cache
def made_by() -> bytes:
    """A print of the code and lists that decide what is kept, and of what reckons under them."""
    root = Path(__file__).parent
    made = blake2b(f"{sys.version_info[:2]} {np.__version__}".encode(), digest_size=SIZE)
    for path in sorted(path for room in _ROOMS for path in _files(root / room)):
        made.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return made.digest()


def _files(room: Path) -> list[Path]:
    return [room] if room.is_file() else [path for path in room.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


class _Pressed(msgspec.Struct, frozen=True, array_like=True):
    """A memo at rest: prints end to end, the size of each value, the size of each pressed lot, and the lots."""

    prints: bytes = b""
    sizes: bytes = b""
    lots: bytes = b""
    data: memoryview = memoryview(b"")


class _Pairs(msgspec.Struct, frozen=True, array_like=True):
    """A table at rest: prints of the left and right, sorted by the two mixed, and a number for each pair."""

    left: bytes = b""
    right: bytes = b""
    number: bytes = b""


class _Whole(msgspec.Struct, frozen=True):
    memos: dict[str, _Pressed] = {}
    tables: dict[str, _Pairs] = {}


class Kept:
    """Memos and tables by name, as the last run left them and as this one will. Without `leaves` nothing is taken or left."""

    def __init__(self, data: bytes = b"", leaves: bool = True) -> None:
        self._leaves = leaves
        self._before = _opened(data) if leaves else _Whole()
        self.left = _Whole({}, {})

    def memo(self, name: str, kind: type[T]) -> "Memo[T]":
        """The values of that name, each a `kind`; left for the next run when it is closed."""
        return Memo(self._before.memos.pop(name, _Pressed()), kind, self._leaves, functools.partial(self.left.memos.__setitem__, name))

    def table(self, name: str) -> "Table":
        """The numbers of that name; left for the next run when it is closed."""
        return Table(self._before.tables.pop(name, _Pairs()), self._leaves, functools.partial(self.left.tables.__setitem__, name))

    def dumps(self) -> bytes:
        """What this run leaves, as bytes from which the next one is opened."""
        data = msgspec.msgpack.encode(self.left)
        return _MAGIC + made_by() + zlib.crc32(data).to_bytes(4, "little") + data


def _opened(data: bytes) -> _Whole:
    head, body = data[:_HEAD], memoryview(data)[_HEAD:]
    if head != _MAGIC + made_by() + zlib.crc32(body).to_bytes(4, "little"):
        return _Whole({}, {})
    try:
        return msgspec.msgpack.decode(body, type=_Whole)
    except msgspec.DecodeError:
        return _Whole({}, {})


class Memo(Generic[T]):
    """Values by print."""

    def __init__(self, before: _Pressed, kind: type[T], leaves: bool, leave: Callable[[_Pressed], None]) -> None:
        self._lots = _Lots(before)
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._leave = leave
        self._press = _Press() if leaves else None
        self.taken = self.made = 0

    def of(self, print: bytes, make: Callable[[], T]) -> T:
        """The value that was made from what the print is of, made now where it is not known."""
        found = self.get(print)
        return self.put(print, make()) if found is None else found

    def get(self, print: bytes) -> T | None:
        """What is known under a print; it is left for the next run as well."""
        data = self._lots.get(print)
        if data is None:
            return None
        try:
            found = self._decoder.decode(data)
        except msgspec.DecodeError:
            return None
        self.taken += 1
        if self._press:
            self._press.add(print, data)
        return found

    def put(self, print: bytes, value: T) -> T:
        """Leave a value for the next run."""
        self.made += 1
        if self._press:
            self._press.add(print, msgspec.msgpack.encode(value))
        return value

    def __enter__(self) -> "Memo[T]":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._press and error is None:
            self._leave(self._press.pressed())
        self._lots, self._press = _Lots(_Pressed()), None


class _Lots:
    """A memo at rest, unpressed lot by lot."""

    def __init__(self, found: _Pressed) -> None:
        self._places = {found.prints[at : at + SIZE]: at // SIZE for at in range(0, len(found.prints), SIZE)}
        self._ends = np.cumsum(np.frombuffer(found.sizes, dtype=np.uint32), dtype=np.int64)
        self._starts = np.concatenate([[0], np.cumsum(np.frombuffer(found.lots, dtype=np.uint32), dtype=np.int64)])
        self._data = memoryview(found.data)
        self._open: dict[int, bytes] = {}

    def get(self, print: bytes) -> bytes | None:
        place = self._places.get(print)
        if place is None:
            return None
        number = place // _TOGETHER
        start = self._end(number * _TOGETHER)
        lot = self._lot(number, start)
        return lot[self._end(place) - start : self._end(place + 1) - start]

    def _end(self, place: int) -> int:
        return int(self._ends[place - 1]) if place else 0

    def _lot(self, number: int, start: int) -> bytes:
        if number not in self._open:
            size = self._end(min((number + 1) * _TOGETHER, len(self._ends))) - start
            pressed = self._data[self._starts[number] : self._starts[number + 1]]
            if len(self._open) >= _UNPACKED:
                del self._open[next(iter(self._open))]
            self._open[number] = pa.decompress(pressed, decompressed_size=size, codec="zstd", asbytes=True) if size else b""
        return self._open[number]


class _Press:
    """Values on their way to rest."""

    def __init__(self) -> None:
        self._seen: set[bytes] = set()
        self._prints, self._data, self._waiting = bytearray(), bytearray(), bytearray()
        self._sizes, self._lots = array("I"), array("I")

    def add(self, print: bytes, value: bytes) -> None:
        if print in self._seen:
            return
        self._seen.add(print)
        self._prints += print
        self._sizes.append(len(value))
        self._waiting += value
        if len(self._sizes) % _TOGETHER == 0:
            self._lot()

    def _lot(self) -> None:
        pressed = pa.compress(bytes(self._waiting), codec="zstd", asbytes=True) if self._waiting else b""
        self._data += pressed
        self._lots.append(len(pressed))
        self._waiting.clear()

    def pressed(self) -> _Pressed:
        if len(self._sizes) % _TOGETHER:
            self._lot()
        return _Pressed(bytes(self._prints), self._sizes.tobytes(), self._lots.tobytes(), memoryview(self._data))


class Table:
    """A number for each of many pairs, which are told by the prints of their two sides."""

    def __init__(self, before: _Pairs, leaves: bool, leave: Callable[[_Pairs], None]) -> None:
        self._left, self._right = (np.frombuffer(side, dtype=np.uint64) for side in (before.left, before.right))
        self._number = np.frombuffer(before.number, dtype=np.float64)
        self._mixed = _mixed(self._left, self._right)
        self._leaves = leaves
        self._leave = leave
        self._asked: list[tuple[Prints, Prints, Floats]] = []

    def sought(self, left: Prints, right: Prints) -> Floats:
        """The number of each pair; not a number where it is not known."""
        if not len(self._mixed):
            return np.full(len(left), np.nan)
        places = np.minimum(np.searchsorted(self._mixed, _mixed(left, right)), len(self._mixed) - 1)
        same = (self._left[places] == left) & (self._right[places] == right)
        found: Floats = np.where(same, self._number[places], np.nan)
        return found

    def keep(self, left: Prints, right: Prints, number: Floats) -> None:
        """Leave these for the next run."""
        if self._leaves:
            self._asked.append((left, right, number))

    def close(self) -> None:
        """Leave what was kept, sorted."""
        self._left = self._right = self._mixed = empty = np.empty(0, dtype=np.uint64)
        left, right, number = (np.concatenate(parts) for parts in zip((empty, empty, np.empty(0)), *self._asked, strict=True))
        self._asked = []
        order = np.lexsort((right, left, _mixed(left, right)))
        self._leave(_Pairs(left[order].tobytes(), right[order].tobytes(), number[order].tobytes()))


def _mixed(left: Prints, right: Prints) -> Prints:
    mixed: Prints = left * _SPREAD + right
    return mixed

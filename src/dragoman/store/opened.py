"""Readings of a shard as one small file beside the shards, ready to be opened: only ever a saving of time.

From its Parquet files a shard takes ten times as long to become records again. The file is passed over when it is damaged or was
written by a Dragoman whose records have other fields.
"""

import functools
import zlib
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec
import pyarrow as pa

from dragoman.records import Reading

FOLDER = "opened"
_HEAD = 24


def leave(store: Path, shard: str, readings: Sequence[Reading]) -> None:
    """Write the readings of a shard for later. A full disk is no failure here: the shard itself stands."""
    ordered = sorted(readings, key=lambda reading: reading.article.key)
    # Attributions are an engine's hints to the claims stage and are not stored.
    data = msgspec.msgpack.encode([msgspec.structs.replace(reading, attributions=()) for reading in ordered])
    head = layout() + len(data).to_bytes(8, "little") + zlib.crc32(data).to_bytes(8, "little")
    path = store / FOLDER / f"{shard}.bin"
    beside = path.with_suffix(".tmp")
    try:
        path.parent.mkdir(exist_ok=True)
        beside.write_bytes(head + pa.compress(data, codec="zstd", asbytes=True))
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)


def take(store: Path, shard: str) -> list[memoryview] | None:
    """What `leave` left, each reading packed, in order of key; None when it cannot be used."""
    try:
        found = (store / FOLDER / f"{shard}.bin").read_bytes()
        head, body = found[:_HEAD], found[_HEAD:]
        if head[:8] != layout():
            return None
        data = pa.decompress(body, decompressed_size=int.from_bytes(head[8:16], "little"), codec="zstd", asbytes=True)
        whole = zlib.crc32(data) == int.from_bytes(head[16:], "little")
        return [memoryview(one) for one in _DECODER.decode(data)] if whole else None
    except (OSError, pa.ArrowException, MemoryError, OverflowError, msgspec.DecodeError):
        return None


class _Name(msgspec.Struct):
    """Of an article nothing but what tells it from others."""

    key: str
    origin: str


class _Named(msgspec.Struct):
    """A reading of which hardly anything is decoded."""

    article: _Name


_DECODER = msgspec.msgpack.Decoder(list[msgspec.Raw])
_NAMES = msgspec.msgpack.Decoder(_Named)


def named(packed: memoryview) -> tuple[str, str]:
    """The key and origin of a packed reading."""
    article = _NAMES.decode(packed).article
    return article.key, article.origin


@functools.cache
def layout() -> bytes:
    """A print of the records' fields."""
    return blake2b(msgspec.json.encode(msgspec.json.schema(Reading)), digest_size=8).digest()

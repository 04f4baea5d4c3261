"""Immutable Parquet shards, the truth of a store: written under a temporary name, synced, renamed, listed in a manifest."""

import contextlib
import fcntl
import io
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.errors import StoreError
from dragoman.records import Failure, Reading, make_key
from dragoman.store import schema

FORMAT = 1


class Shard(msgspec.Struct, frozen=True):
    """One shard: its name (made from the keys it holds) and the rows of each table."""

    name: str
    rows: dict[str, int]


class Manifest(msgspec.Struct, frozen=True):
    """Which shards are in the store. `format` rises when a newer Dragoman writes what an older one cannot read."""

    format: int = FORMAT
    shards: tuple[Shard, ...] = ()


def load(store: Path) -> Manifest:
    """The store's manifest, or an empty one. Raises StoreError when it is damaged or from a newer Dragoman."""
    path = store / "manifest.json"
    if not path.exists():
        return Manifest()
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (msgspec.DecodeError, msgspec.ValidationError, OSError) as error:
        raise StoreError(f"{path} cannot be read: {error}", "delete it: the next read rebuilds it from the shards") from error
    if manifest.format > FORMAT:
        raise StoreError(f"{store} was written by a newer Dragoman (format {manifest.format}, this one reads {FORMAT})", "upgrade dragoman")
    return manifest


def save(store: Path, manifest: Manifest) -> None:
    """Publish a manifest by rename."""
    write_atomically(store / "manifest.json", msgspec.json.format(msgspec.json.encode(manifest)))


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside, sync, rename: a reader sees the old file or the new one, never half of one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename inside the folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def made(readings: Sequence[Reading], failures: Sequence[Failure]) -> tuple[Shard, dict[str, pa.Table]]:
    """A shard's name and tables; the same content gives the same name."""
    # The origin counts too: of two files with one article, one shard may hold the one and a later shard the other.
    keys = sorted([f"{one.article.key} {one.article.origin}" for one in readings] + [failure.key for failure in failures])
    name = make_key("shard", *keys)
    tables = _tables(readings, failures)
    return Shard(name, {table: data.num_rows for table, data in tables.items()}), tables


def write(store: Path, readings: Sequence[Reading], failures: Sequence[Failure]) -> Shard:
    """Write one shard and rename it into place; the same content gives the same name and is written once."""
    shard, tables = made(readings, failures)
    if not (store / "shards" / shard.name).exists():
        _write_folder(store / "shards" / shard.name, tables)
    return shard


class Packed(msgspec.Struct, frozen=True):
    """A shard on its way from where it was made to the store: its tables as Parquet files."""

    shard: Shard
    files: dict[str, bytes]


def pack(readings: Sequence[Reading], failures: Sequence[Failure]) -> Packed:
    """One shard in memory, to be unpacked into a store elsewhere."""
    shard, tables = made(readings, failures)
    return Packed(shard, {table: _bytes_of(data) for table, data in tables.items()})


def unpack(store: Path, packed: Packed) -> Shard:
    """Write a packed shard and rename it into place."""
    if not (store / "shards" / packed.shard.name).exists():
        tables = {table: pq.read_table(io.BytesIO(packed.files[table]), schema=schema.schema(table)) for table in schema.BASE}
        _write_folder(store / "shards" / packed.shard.name, tables)
    return packed.shard


def _bytes_of(data: pa.Table) -> bytes:
    stream = io.BytesIO()
    pq.write_table(data, stream, compression="zstd")
    return stream.getvalue()


def _tables(readings: Sequence[Reading], failures: Sequence[Failure]) -> dict[str, pa.Table]:
    tables: dict[str, pa.Table] = {}
    for table in schema.BASE:
        data: list[dict[str, Any]] = [row for reading in readings for row in schema.rows(table, reading)]
        if table == "failures":
            data = [msgspec.to_builtins(failure) for failure in failures]
        tables[table] = schema.to_arrow(table, data)
    return tables


def _write_folder(final: Path, tables: dict[str, pa.Table]) -> None:
    beside = final.with_name(f".{final.name}.{os.getpid()}.tmp")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for table, data in tables.items():
        path = beside / f"{table}.parquet"
        pq.write_table(data, path, compression="zstd")
        with path.open("rb") as file:
            os.fsync(file.fileno())
    sync_folder(beside)
    beside.rename(final)
    sync_folder(final.parent)


def recover(store: Path) -> Manifest:
    """Finish what a killed run left: drop temporary names, adopt shards that were renamed but not yet listed."""
    (store / "shards").mkdir(parents=True, exist_ok=True)
    manifest = load(store)
    for leftover in [*store.glob(".*.tmp"), *(store / "shards").glob(".*.tmp")]:
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    listed = {shard.name for shard in manifest.shards}
    found = [read_shard(path) for path in sorted((store / "shards").iterdir()) if path.name not in listed]
    missing = sorted(listed - {path.name for path in (store / "shards").iterdir()})
    if missing:
        hint = "restore the folder, or delete manifest.json to go on without them"
        raise StoreError(f"{store} lacks {len(missing)} shard(s) that its manifest lists: {missing[0]}", hint)
    if found:
        manifest = Manifest(FORMAT, tuple(sorted(manifest.shards + tuple(found), key=lambda shard: shard.name)))
        save(store, manifest)
    return manifest


def read_shard(path: Path) -> Shard:
    """Count the rows of a shard on disk. Raises StoreError naming a file that cannot be read."""
    counts: dict[str, int] = {}
    for table in schema.BASE:
        file = path / f"{table}.parquet"
        try:
            counts[table] = pq.read_metadata(file).num_rows
        except (OSError, pa.ArrowException) as error:
            raise StoreError(f"{file} is damaged: {error}", f"delete the folder {path} and read its articles again") from error
    return Shard(path.name, counts)


def columns(store: Path, shard: str, table: str, names: list[str]) -> list[tuple[Any, ...]]:
    """Some columns of one table of a shard, row by row."""
    file = store / "shards" / shard / f"{table}.parquet"
    try:
        found = pq.read_table(file, columns=names)
        return list(zip(*(found.column(name).to_pylist() for name in names), strict=True))
    except (OSError, pa.ArrowException) as error:
        hint = f"delete the folder {file.parent} and manifest.json, and read its articles again"
        raise StoreError(f"{file} is damaged: {error}", hint) from error


@contextlib.contextmanager
def lock(store: Path) -> Iterator[None]:
    """Hold the store for writing; a second writer gets a StoreError at once, and a dead one leaves nothing to clean up."""
    try:
        store.mkdir(parents=True, exist_ok=True)
        handle = os.open(store / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(f"{store} cannot be written: {error.strerror}", "choose another folder with --store") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise StoreError(f"{store} is being written by another run", "wait for it to end") from error
    finally:
        os.close(handle)

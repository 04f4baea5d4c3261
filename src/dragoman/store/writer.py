"""The Writer: the only hand that changes a store."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.errors import StoreError
from dragoman.records import Failure, Reading
from dragoman.steps import Step, plan
from dragoman.store import opened, schema, search, shards
from dragoman.store.shelf import Shelf
from dragoman.store.view import Pointer, pointer

# The order of rows in the view: the same on every machine, whatever the order of reading.
_ORDER = {
    "articles": "key",
    "failures": "key",
    "events": "key",
    "claims": "key",
    "mentions": "key",
    "learnt": "id, article",
    "sentences": "article, number",
    "places": "article, span.start, span.end",
    "times": "article, span.start, span.end, value",
}
# What building the view and the text index can fail with when the disk is full or the folder read-only.
FAILS = (OSError, duckdb.OperationalError, duckdb.FatalException, ValueError)
_KEPT = "kept.bin"
_PIECE = 4_000
_ROOM = "1GB"
_FULL = "free some space or choose another folder with --store, and read again; what was read is kept"


class Writer:
    """Appends shards and publishes views. Made by `writing`, which holds the lock."""

    def __init__(self, path: Path, manifest: shards.Manifest) -> None:
        self.path = path
        self._manifest = manifest
        self._found: dict[str, list[tuple[str, str]]] = {}

    def known(self) -> frozenset[str]:
        """Keys of all articles and failures that the store has: a second read of the same input adds nothing."""
        failures = (shards.columns(self.path, shard.name, "failures", ["key"]) for shard in self._manifest.shards)
        return frozenset(key for key, _, _ in self._names()) | frozenset(key for found in failures for (key,) in found)

    def append(self, readings: Sequence[Reading], failures: Sequence[Failure]) -> None:
        """Write one shard and list it. After this returns, the rows survive a kill."""
        shard = write_shard(self.path, readings, failures)
        if shard:
            self.add(shard)

    def add(self, shard: shards.Shard) -> None:
        """List a shard that `write_shard` wrote into this store."""
        try:
            listed = {item.name: item for item in self._manifest.shards} | {shard.name: shard}
            self._manifest = shards.Manifest(shards.FORMAT, tuple(listed[name] for name in sorted(listed)))
            shards.save(self.path, self._manifest)
        except OSError as error:
            raise StoreError(f"{self.path} cannot be written: {_reason(error)}", _FULL) from error

    def take(self, packed: shards.Packed) -> None:
        """Write a shard that was made elsewhere, and list it."""
        try:
            shard = shards.unpack(self.path, packed)
        except OSError as error:
            raise StoreError(f"{self.path} cannot be written: {_reason(error)}", _FULL) from error
        self.add(shard)

    def origins(self) -> dict[str, str]:
        """By article key where it was read from: of two origins of one article the first in alphabetical order stands."""
        found: dict[str, str] = {}
        for key, origin, _ in self._names():
            found[key] = min(origin, found.get(key, origin))
        return found

    def _names(self) -> Iterator[tuple[str, str, str]]:
        """Key, origin and shard of every article, in as many places as it stands."""
        for shard in self._manifest.shards:
            if shard.name not in self._found:
                self._found[shard.name] = shards.columns(self.path, shard.name, "articles", ["key", "origin"])
            yield from ((key, origin, shard.name) for key, origin in self._found[shard.name])

    def base(self, table: str) -> Iterator[list[Any]]:
        """Records of a base table, one list a shard, in shard order."""
        for shard in self._manifest.shards:
            data = pq.read_table(self.path / "shards" / shard.name / f"{table}.parquet")
            yield schema.from_arrow(table, data)

    def readings(self) -> Iterator[Reading]:
        """Every stored Reading once, shard by shard."""
        decoder = msgspec.msgpack.Decoder(Reading)
        return (decoder.decode(packed) for _, packed in self._packed())

    def _packed(self) -> Iterator[tuple[str, memoryview]]:
        """Every stored Reading once, shard by shard, as its key and packed."""
        standing = self._standing()
        for shard in self._manifest.shards:
            for packed in self._opened(shard.name):
                key, origin = opened.named(packed)
                if standing[key] == (origin, shard.name):
                    yield key, packed

    def _opened(self, shard: str) -> list[memoryview]:
        found = opened.take(self.path, shard)
        if found is None:
            folder = self.path / "shards" / shard
            readings = schema.assemble({table: pq.read_table(folder / f"{table}.parquet") for table in schema.BASE})
            opened.leave(self.path, shard, readings)
            found = [memoryview(msgspec.msgpack.encode(reading)) for reading in readings]
        return found

    @contextlib.contextmanager
    def shelf(self) -> Iterator[Shelf]:
        """Every stored Reading once, in order of key, on disk beside the shards while it is open."""
        with tempfile.TemporaryFile(dir=self.path) as file:
            try:
                found = Shelf(file, self._packed())
            except OSError as error:
                raise StoreError(f"{self.path} cannot be written: {_reason(error)}", _FULL) from error
            yield found

    def _standing(self) -> dict[str, tuple[str, str]]:
        """By article key the origin and the shard whose rows stand, where several shards hold one article."""
        found: dict[str, tuple[str, str]] = {}
        for key, origin, shard in self._names():
            found[key] = min((origin, shard), found.get(key, (origin, shard)))
        return found

    def kept(self) -> bytes:
        """What the last run left for this one to go on from; empty when there is nothing. Only ever a saving of time."""
        with contextlib.suppress(OSError):
            return (self.path / _KEPT).read_bytes()
        return b""

    def keep(self, data: bytes) -> None:
        """Leave something for the next run. A full disk is no failure here: the next run does without."""
        with contextlib.suppress(OSError):
            shards.write_atomically(self.path / _KEPT, data)

    def publish(self, derived: Mapping[str, Iterable[msgspec.Struct]], steps: tuple[Step, ...] = ()) -> None:
        """Build the view and the text index aside, then make them current by one rename; old ones are removed after."""
        number = pointer(self.path).number + 1
        fresh = Pointer(number, f"view-{number:06d}.duckdb", f"text-{number:06d}")
        try:
            self.build(self.path / fresh.view, derived, steps)
            search.build(self.path / fresh.text, self._texts())
            shards.write_atomically(self.path / "current.json", msgspec.json.encode(fresh))
        except FAILS as error:
            raise StoreError(f"{self.path} cannot be written: {_reason(error)}", _FULL) from error
        self._sweep(fresh)

    def _texts(self) -> Iterator[tuple[str, str, str]]:
        standing = self._standing()
        for shard in self._manifest.shards:
            for key, origin, title, text in shards.columns(self.path, shard.name, "articles", ["key", "origin", "title", "text"]):
                if standing[key] == (origin, shard.name):
                    yield key, title, text

    def build(
        self, path: Path, derived: Mapping[str, Iterable[msgspec.Struct]], steps: tuple[Step, ...], only: frozenset[str] | None = None
    ) -> None:
        """Write a view; with `only`, of these articles, and without failures, for what was not read has no day."""
        path.unlink(missing_ok=True)
        # A killed run leaves its log, which DuckDB would replay into the new file.
        path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
        with contextlib.closing(duckdb.connect(str(path))) as database:
            database.execute("SET preserve_insertion_order = true")
            # Beyond this it goes on on disk, beside the view.
            database.execute(f"SET memory_limit = '{_ROOM}'")
            database.register("standing", self._standing_table(only))
            for table in schema.BASE:
                self._load(database, table)
            database.unregister("standing")
            if only is not None:
                database.execute("DELETE FROM failures")
            for table in schema.DERIVED:
                database.register("incoming", _arrow(table, derived.get(table, ())))
                database.execute(f"CREATE TABLE {table} AS SELECT * FROM incoming")
                database.unregister("incoming")
            for step in plan(steps, frozenset(schema.TABLES)):
                database.execute(f"CREATE TABLE {step.name} AS {step.sql}")

    def _load(self, database: duckdb.DuckDBPyConnection, table: str) -> None:
        files = [str(self.path / "shards" / shard.name / f"{table}.parquet") for shard in self._manifest.shards]
        if not files:
            database.register("incoming", schema.to_arrow(table, []))
            database.execute(f"CREATE TABLE {table} AS SELECT * FROM incoming")
            database.unregister("incoming")
            return
        database.execute(f"CREATE TABLE {table} AS {_selected(table)} ORDER BY {_ORDER[table]}", [files])

    def _standing_table(self, only: frozenset[str] | None) -> pa.Table:
        standing = {key: place for key, place in self._standing().items() if only is None or key in only}
        return pa.table({"key": pa.array(standing, pa.string()), "shard": pa.array([shard for _, shard in standing.values()], pa.string())})

    def _sweep(self, current: Pointer) -> None:
        for path in [*self.path.glob("view-*"), *self.path.glob("text-*")]:
            if path.name not in (current.view, current.text):
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()


def _selected(table: str) -> str:
    """The rows of a table that stand, once each, from its shards' files.

    Two runs that are merged may hold one article twice: the rows of one shard stand, the others are left out whole.
    """
    if table == "failures":
        return "SELECT * FROM read_parquet(?) QUALIFY row_number() OVER (PARTITION BY key ORDER BY key) = 1"
    owner = "key" if table == "articles" else "article"
    return (
        "SELECT * EXCLUDE (filename) FROM read_parquet(?, filename = true, union_by_name = true) "
        f"WHERE ({owner}, parse_path(filename)[-2]) IN (SELECT (key, shard) FROM standing)"
    )


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _arrow(table: str, records: Iterable[msgspec.Struct]) -> pa.Table:
    """Records as one Arrow table; only so many at a time are also plain objects, which take ten times the room."""
    waiting = iter(records)
    made = [schema.to_arrow(table, [])]
    while piece := [msgspec.to_builtins(record) for record in islice(waiting, _PIECE)]:
        made.append(schema.to_arrow(table, piece))
    return pa.concat_tables(made)


def write_shard(path: Path, readings: Sequence[Reading], failures: Sequence[Failure]) -> shards.Shard | None:
    """Write one shard into a store that is held for writing, here or by the process that this one works for; None for nothing.

    It counts once the Writer has listed it; one that a killed run left unlisted is taken in by the next.
    """
    if not readings and not failures:
        return None
    try:
        shard = shards.write(path, readings, failures)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {_reason(error)}", _FULL) from error
    opened.leave(path, shard.name, readings)
    return shard


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Open a store for writing, finishing first what a killed run left. Raises StoreError if another run holds it."""
    with shards.lock(path):
        yield Writer(path, shards.recover(path))

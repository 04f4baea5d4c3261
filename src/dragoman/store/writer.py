"""The Writer: the only hand that changes a store."""

import contextlib
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow.parquet as pq

from dragoman.errors import StoreError
from dragoman.records import Failure, Reading
from dragoman.steps import Step, plan
from dragoman.store import schema, search, shards
from dragoman.store.view import Pointer, pointer

# What a shard may hold twice when two runs read the same input: one row stays, the same on every machine.
_ORDER = {
    "articles": "key", "failures": "key", "events": "key", "claims": "key", "mentions": "key", "learnt": "id, article",
    "sentences": "article, number", "places": "article, span.start, span.end", "times": "article, span.start, span.end",
}
_UNIQUE = {
    "articles": "key", "failures": "key", "events": "key", "claims": "key", "mentions": "key", "learnt": "id, article",
    "sentences": "article, number", "places": "article, span.start, span.end", "times": "article, span.start, span.end, value",
}


class Writer:
    """Appends shards and publishes views. Made by `writing`, which holds the lock."""

    def __init__(self, path: Path, manifest: shards.Manifest) -> None:
        self.path = path
        self._manifest = manifest

    def known(self) -> frozenset[str]:
        """Keys of all articles and failures that the store has: a second read of the same input adds nothing."""
        articles = shards.column(self.path, self._manifest, "articles", "key")
        failures = shards.column(self.path, self._manifest, "failures", "key")
        return frozenset(articles) | frozenset(failures)

    def append(self, readings: Sequence[Reading], failures: Sequence[Failure]) -> None:
        """Add one shard and list it. After this returns, the rows survive a kill."""
        if not readings and not failures:
            return
        try:
            shard = shards.write(self.path, readings, failures)
            listed = {item.name: item for item in self._manifest.shards} | {shard.name: shard}
            self._manifest = shards.Manifest(shards.FORMAT, tuple(listed[name] for name in sorted(listed)))
            shards.save(self.path, self._manifest)
        except OSError as error:
            hint = "free some space or choose another folder; what was read is kept"
            raise StoreError(f"{self.path} cannot be written: {error.strerror}", hint) from error

    def base(self, table: str) -> Iterator[list[Any]]:
        """Records of a base table, one list a shard, in shard order."""
        for shard in self._manifest.shards:
            data = pq.read_table(self.path / "shards" / shard.name / f"{table}.parquet")
            yield schema.from_arrow(table, data)

    def readings(self) -> Iterator[Reading]:
        """Every stored Reading, shard by shard."""
        for shard in self._manifest.shards:
            folder = self.path / "shards" / shard.name
            yield from schema.assemble({table: pq.read_table(folder / f"{table}.parquet") for table in schema.BASE})

    def publish(self, derived: Mapping[str, Iterable[msgspec.Struct]], steps: tuple[Step, ...] = ()) -> None:
        """Build the view and the text index aside, then make them current by one rename; old ones are removed after."""
        number = pointer(self.path).number + 1
        fresh = Pointer(number, f"view-{number:06d}.duckdb", f"text-{number:06d}")
        try:
            self._build(self.path / fresh.view, derived, steps)
            search.build(self.path / fresh.text, self._texts())
            shards.write_atomically(self.path / "current.json", msgspec.json.encode(fresh))
        except OSError as error:
            raise StoreError(f"{self.path} cannot be written: {error.strerror}", "free some space; what was read is kept") from error
        self._sweep(fresh)

    def _texts(self) -> Iterator[tuple[str, str, str]]:
        for articles in self.base("articles"):
            yield from ((article.key, article.title, article.text) for article in articles)

    def _build(self, path: Path, derived: Mapping[str, Iterable[msgspec.Struct]], steps: tuple[Step, ...]) -> None:
        path.unlink(missing_ok=True)
        with contextlib.closing(duckdb.connect(str(path))) as database:
            database.execute("SET preserve_insertion_order = true")
            for table in schema.BASE:
                self._load(database, table)
            for table in schema.DERIVED:
                data = schema.to_arrow(table, [msgspec.to_builtins(record) for record in derived.get(table, ())])
                database.register("incoming", data)
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
        database.execute(
            f"CREATE TABLE {table} AS SELECT * FROM read_parquet(?) "
            f"QUALIFY row_number() OVER (PARTITION BY {_UNIQUE[table]} ORDER BY {_ORDER[table]}) = 1 ORDER BY {_ORDER[table]}",
            [files],
        )

    def _sweep(self, current: Pointer) -> None:
        for path in [*self.path.glob("view-*"), *self.path.glob("text-*")]:
            if path.name not in (current.view, current.text):
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Open a store for writing, finishing first what a killed run left. Raises StoreError if another run holds it."""
    with shards.lock(path):
        yield Writer(path, shards.recover(path))

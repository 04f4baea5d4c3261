"""The View: read-only, what brief, web, report and export hold."""

import contextlib
import threading
import warnings
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import msgspec
import pyarrow as pa

from dragoman.errors import StoreError
from dragoman.store import schema, search, shards

if TYPE_CHECKING:
    import pandas
    import polars

# A query comes from people, pages and scripts: it may read the view and nothing else, no file, no address, no variable of this
# program, and cannot undo that.
_CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}
# The letters that a key begins with, and the table that holds it.
_TABLE_OF = {
    "art": "articles",
    "me": "mentions",
    "ev": "events",
    "cl": "claims",
    "st": "stories",
    "co": "commitments",
    "dy": "dyads",
    "al": "alignments",
    "tp": "turns",
    "copy": "copies",
    "fail": "failures",
}


# So many answers by keys are kept, each of some tens of records.
_MOST_KEYED = 16


class Pointer(msgspec.Struct, frozen=True):
    """Which view and text index are current."""

    number: int = 0
    view: str = ""
    text: str = ""


def pointer(store: Path) -> Pointer:
    """The current pointer, or an empty one when nothing was published yet."""
    path = store / "current.json"
    if not path.exists():
        return Pointer()
    try:
        return msgspec.json.decode(path.read_bytes(), type=Pointer)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise StoreError(f"{path} cannot be read: {error}", "delete it and run `dragoman read` again") from error


def past_name(current: Pointer, known_by: date) -> str:
    """The file of a view as of a day of the press; it goes when the view that it was made beside goes."""
    return f"{Path(current.view).stem}-known-{known_by.isoformat()}.duckdb"


class Table:
    """A table or query of the view, in the form that the caller works with."""

    def __init__(self, data: pa.Table) -> None:
        self._data = data

    def arrow(self) -> pa.Table:
        """As a pyarrow Table."""
        return self._data

    def df(self) -> "pandas.DataFrame":
        """As a pandas DataFrame (needs pandas)."""
        frame: pandas.DataFrame = self._data.to_pandas(maps_as_pydicts="strict")
        return frame

    def pl(self) -> "polars.DataFrame":
        """As a polars DataFrame (needs polars)."""
        import polars

        frame = polars.from_arrow(self._data)
        assert isinstance(frame, polars.DataFrame)
        return frame

    def rows(self) -> list[dict[str, Any]]:
        """As a list of dicts."""
        plain: list[dict[str, Any]] = self._data.to_pylist(maps_as_pydicts="strict")
        return plain

    def __len__(self) -> int:
        return int(self._data.num_rows)


class View:
    """A published store, opened read-only. The same file may be read by any number of processes."""

    def __init__(self, path: Path, known_by: date | None = None) -> None:
        """Open `path`, or what it held of the press up to the day `known_by`, where `Past` has made that.

        Raises StoreError when there is no store, nothing was published, or it is from a newer Dragoman."""
        shards.load(path)
        current = pointer(path)
        if not current.view:
            raise StoreError(f"{path} holds no published view", "run `dragoman read PATH --store ...` first")
        self.path = path
        self.number = current.number
        self.known_by = known_by
        self._text = path / current.text
        self._lock = threading.Lock()
        self._keyed: OrderedDict[tuple[str, tuple[str, ...]], list[Any]] = OrderedDict()
        self._answered: dict[str, Table] = {}
        name = past_name(current, known_by) if known_by else current.view
        try:
            self._database = duckdb.connect(str(path / name), read_only=True, config=_CLOSED)
        except duckdb.Error as error:
            hint = "run `dragoman read` on the store again to rebuild it"
            raise StoreError(f"{path / name} cannot be opened: {error}", hint) from error

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def sql(self, query: str, parameters: Sequence[object] = ()) -> Table:
        """Any SELECT. Raises StoreError with DuckDB's own words when the query is wrong."""
        try:
            with contextlib.closing(self._database.cursor()) as cursor, warnings.catch_warnings():
                # A cursor keeps threads apart; DuckDB warns of the extra copy that this costs.
                warnings.simplefilter("ignore", UserWarning)
                return Table(cursor.execute(query, list(parameters)).to_arrow_table())
        except duckdb.Error as error:
            raise StoreError(str(error), "`dragoman sql '.tables'` lists the tables and columns") from error

    def table(self, name: str) -> Table:
        """A whole table in key order."""
        if name not in schema.TABLES:
            raise StoreError(f"no table {name!r}", f"there are {', '.join(schema.TABLES)}")
        return self.sql(f"SELECT * FROM {name}")

    def records(self, name: str, where: str = "TRUE", parameters: Sequence[object] = ()) -> list[Any]:
        """Rows of a table as records, filtered by an SQL condition with `?` parameters."""
        data = self.sql(f"SELECT * FROM {name} WHERE {where}", parameters).arrow()
        return schema.from_arrow(name, data)

    def keyed(self, name: str, keys: Iterable[str]) -> list[Any]:
        """The records with these keys, in order of key. The last few such answers are kept: brief and pages ask for the same."""
        return list(self._remembered(name, keys, self._records_of))

    def sureness(self, events: Iterable[str]) -> dict[str, float]:
        """How sure its engine is of each of these events, by key; kept like the records."""
        return dict(self._remembered("sureness", events, self._sureness_of))

    def once(self, query: str) -> Table:
        """The answer to a query without parameters, kept while the view is open: for what takes a pass over a whole table."""
        with self._lock:
            found = self._answered.get(query)
        if found is None:
            found = self._answered[query] = self.sql(query)
        return found

    def _records_of(self, name: str, keys: list[str]) -> list[Any]:
        return self.records(name, "key IN (SELECT unnest(?)) ORDER BY key", [keys])

    def _sureness_of(self, _: str, keys: list[str]) -> list[tuple[str, float]]:
        found = self.sql("SELECT key, confidence FROM events WHERE key IN (SELECT unnest(?)) ORDER BY key", [keys]).arrow()
        return list(zip(found.column("key").to_pylist(), found.column("confidence").to_pylist(), strict=True))

    def _remembered(self, name: str, keys: Iterable[str], make: Callable[[str, list[str]], list[Any]]) -> list[Any]:
        wanted = tuple(sorted(set(keys)))
        with self._lock:
            found = self._keyed.get((name, wanted))
        if found is None:
            found = make(name, list(wanted)) if wanted else []
            with self._lock:
                self._keyed[name, wanted] = found
                while len(self._keyed) > _MOST_KEYED:
                    self._keyed.popitem(last=False)
        return found

    def get(self, key: str) -> Any | None:
        """The record with this key, whichever table it is in, or None. A story is found by its former keys too."""
        name = _TABLE_OF.get(key.partition("-")[0])
        found = self.records(name, "key = ?", [key]) if name else self.records("actors", "id = ?", [key])
        if not found and name == "stories":
            found = self.records(name, "list_contains(aliases, ?) ORDER BY key LIMIT 1", [key])
        return found[0] if found else None

    def search(self, query: str, limit: int = 20) -> list[tuple[str, float]]:
        """Article keys and scores, best first."""
        try:
            found = search.find(self._text, query, limit)
        except (OSError, ValueError) as error:
            hint = "open the store again; if that does not help, run `dragoman read` on it to rebuild the index"
            raise StoreError(f"{self._text} cannot be opened: {error}", hint) from error
        if self.known_by is None:
            return found
        known = set(self.sql("SELECT key FROM articles").arrow().column("key").to_pylist())
        return [(key, score) for key, score in found if key in known]

    def tables(self) -> dict[str, list[str]]:
        """Every table of the view with its columns."""
        query = "SELECT table_name AS t, column_name AS c FROM information_schema.columns ORDER BY t, ordinal_position"
        listed = self.sql(query)
        names: dict[str, list[str]] = {}
        for row in listed.rows():
            names.setdefault(row["t"], []).append(row["c"])
        return names


@contextlib.contextmanager
def viewing(path: Path, known_by: date | None = None) -> Iterator[View]:
    """Open a View and close it after."""
    view = View(path, known_by)
    try:
        yield view
    finally:
        view.close()

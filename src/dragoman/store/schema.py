"""The tables of a store: which record each holds, and its Arrow schema, worked out from the record's own types."""

import types
from collections.abc import Iterable
from typing import Any, Literal, Union, get_args, get_origin

import msgspec
import pyarrow as pa

from dragoman.records import (
    Actor,
    Alignment,
    Article,
    Claim,
    Commitment,
    Copy,
    Dyad,
    Event,
    Failure,
    Mention,
    Outlet,
    Place,
    Reading,
    Sentence,
    Story,
    Timex,
    Turn,
)

BASE: dict[str, type[msgspec.Struct]] = {
    "articles": Article,
    "sentences": Sentence,
    "mentions": Mention,
    "places": Place,
    "times": Timex,
    "events": Event,
    "claims": Claim,
    "learnt": Actor,
    "failures": Failure,
}
DERIVED: dict[str, type[msgspec.Struct]] = {
    "outlets": Outlet,
    "actors": Actor,
    "copies": Copy,
    "stories": Story,
    "commitments": Commitment,
    "dyads": Dyad,
    "alignments": Alignment,
    "turns": Turn,
}
TABLES: dict[str, type[msgspec.Struct]] = BASE | DERIVED
# Records without an `article` field of their own: the table carries the article's key beside them.
_OWNED = frozenset({"sentences", "mentions", "places", "times", "learnt"})
_PLAIN = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


def arrow_type(annotation: Any) -> pa.DataType:
    """The Arrow type of one annotation: records become structs, tuples lists, dicts of strings maps."""
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return pa.string()
    if origin in (Union, types.UnionType):
        return arrow_type(next(arg for arg in args if arg is not type(None)))
    if origin is tuple:
        return pa.list_(arrow_type(args[0]))
    if origin is dict:
        return pa.map_(pa.string(), arrow_type(args[1]))
    return pa.struct([pa.field(field.name, arrow_type(field.type)) for field in _fields(annotation)])


def _fields(record: type[msgspec.Struct]) -> Iterable[Any]:
    return msgspec.structs.fields(record)


def schema(table: str) -> pa.Schema:
    """The Arrow schema of a table by name."""
    fields = [pa.field(field.name, arrow_type(field.type)) for field in _fields(TABLES[table])]
    if table in _OWNED:
        fields.insert(0, pa.field("article", pa.string()))
    return pa.schema(fields)


def rows(table: str, reading: Reading) -> list[dict[str, Any]]:
    """The rows that one Reading adds to a base table."""
    if table == "articles":
        return [msgspec.to_builtins(reading.article)]
    found: tuple[msgspec.Struct, ...] = getattr(reading, {"learnt": "actors"}.get(table, table), ())
    plain: list[dict[str, Any]] = [msgspec.to_builtins(record) for record in found]
    if table in _OWNED:
        return [{"article": reading.article.key, **row} for row in plain]
    return plain


def to_arrow(table: str, data: list[dict[str, Any]]) -> pa.Table:
    """Rows as an Arrow table with the table's schema."""
    return pa.Table.from_pylist(data, schema=schema(table))


def from_arrow(table: str, data: pa.Table) -> list[Any]:
    """Arrow rows back as records of the table's type; an `article` column that is not the record's own is dropped."""
    record = TABLES[table]
    names = {field.name for field in _fields(record)}
    plain = data.to_pylist(maps_as_pydicts="strict")
    return [_convert({name: row[name] for name in names if row.get(name) is not None}, record) for row in plain]


def assemble(tables: dict[str, pa.Table]) -> list[Reading]:
    """The Readings that a shard's tables were made from, in key order (engine attributions are not stored)."""
    found: dict[str, dict[str, list[Any]]] = {}
    for table in ("sentences", "mentions", "places", "times", "learnt", "events", "claims"):
        owners = tables[table].column("article").to_pylist()
        for owner, record in zip(owners, from_arrow(table, tables[table]), strict=True):
            found.setdefault(owner, {}).setdefault({"learnt": "actors"}.get(table, table), []).append(record)
    articles = sorted(from_arrow("articles", tables["articles"]), key=lambda article: str(article.key))
    return [Reading(article=a, **{name: tuple(records) for name, records in found.get(a.key, {}).items()}) for a in articles]


def _convert(row: dict[str, Any], record: type[msgspec.Struct]) -> Any:
    return msgspec.convert(_without_nulls(row), record)


def _without_nulls(value: Any) -> Any:
    # Arrow gives every struct field, null where the record had its default: leave those to the default.
    if isinstance(value, dict):
        return {name: _without_nulls(item) for name, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    return value

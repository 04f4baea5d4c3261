"""The store: Parquet shards as the truth, a DuckDB view published by rename. The only room that imports duckdb."""

from dragoman.store.ledger import Ledger, standing
from dragoman.store.past import Past
from dragoman.store.shards import Packed, Shard, pack
from dragoman.store.shelf import Shelf
from dragoman.store.view import Table, View, viewing
from dragoman.store.writer import Writer, write_shard, writing

__all__ = [
    "Ledger",
    "Packed",
    "Past",
    "Shard",
    "Shelf",
    "Table",
    "View",
    "Writer",
    "pack",
    "standing",
    "viewing",
    "write_shard",
    "writing",
]

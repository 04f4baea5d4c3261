"""The store: Parquet shards as the truth, a DuckDB view published by rename. The only room that imports duckdb."""

from dragoman.store.ledger import Ledger, standing
from dragoman.store.past import Past
from dragoman.store.view import Table, View, viewing
from dragoman.store.writer import Writer, writing

__all__ = ["Ledger", "Past", "Table", "View", "Writer", "standing", "viewing", "writing"]

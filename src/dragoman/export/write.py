"""Writing exports: what can be asked for, in which formats, and how a table becomes a file."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.csv
import pyarrow.parquet

from dragoman.errors import StoreError
from dragoman.export import entities, graphs, layouts
from dragoman.export.facts import Facts
from dragoman.store import View
from dragoman.vocab.crosswalk import has_cameo
from dragoman.vocab.crosswalk import layouts as columns

_TABLES = {
    "claims": "claims",
    "stories": "stories",
    "commitments": "commitments",
    "dyads": "dyads",
    "alignment": "alignments",
    "actors": "actors",
    "articles": "articles",
}
_PLAIN = ("jsonl", "csv", "parquet")
FORMATS: dict[str, tuple[str, ...]] = {
    "events": (*_PLAIN, "plover", "polecat", "icews", "gdelt"),
    **dict.fromkeys(_TABLES, _PLAIN),
    "network": ("gexf", "graphml"),
    "entities": ("ftm",),
}
# A spreadsheet runs a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(view: View, what: str, form: str, out: Path) -> int:
    """Write `what` in a format to a file; returns the number of rows. Raises StoreError for what cannot be exported so."""
    if form not in FORMATS.get(what, ()):
        known = "; ".join(f"{name}: {', '.join(forms)}" for name, forms in FORMATS.items())
        raise StoreError(f"{what} cannot be exported as {form}", known)
    try:
        if what == "network":
            return graphs.write(view, out, form)
        if form == "ftm":
            return _json_lines(entities.entities(view), out)
        return _events(view, form, out) if what == "events" else _table(view, what, form, out)
    except OSError as error:
        raise StoreError(f"{out} cannot be written: {error.strerror}", "choose another file with --out") from error


def _events(view: View, form: str, out: Path) -> int:
    facts = Facts(view)
    if form == "jsonl":
        return _json_lines((layouts.ours(fact) for fact in facts), out)
    if form == "plover":
        return _json_lines((layouts.plover(fact) for fact in facts), out)
    if form in _PLAIN:
        return _rows([layouts.ours(fact) for fact in facts], form, out)
    # These layouts have no column for a status: what did not happen, or not yet, is left out rather than told as done.
    done = (fact for fact in facts if fact.event.status in ("actual", "historical"))
    if form != "polecat":
        done = (fact for fact in done if has_cameo(fact.event.type))
    makers = {"polecat": lambda fact: (layouts.polecat(fact),), "icews": layouts.icews, "gdelt": layouts.gdelt}
    rows = (row for fact in done for row in makers[form](fact))
    return _tabbed(rows, columns()[form], out, header=form != "gdelt")


def _table(view: View, what: str, form: str, out: Path) -> int:
    table = view.table(_TABLES[what])
    if form == "parquet":
        pyarrow.parquet.write_table(table.arrow(), out)
        return len(table)
    rows = table.rows()
    return _json_lines(rows, out) if form == "jsonl" else _rows(rows, form, out)


def _rows(rows: list[dict[str, Any]], form: str, out: Path) -> int:
    if form == "csv":
        return _comma(rows, out)
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), out)
    return len(rows)


def _json_lines(rows: Iterable[Any], out: Path) -> int:
    count = 0
    with out.open("wb") as file:
        for row in rows:
            file.write(msgspec.json.encode(row) + b"\n")
            count += 1
    return count


def _comma(rows: list[dict[str, Any]], out: Path) -> int:
    names = list(dict.fromkeys(name for row in rows for name in row))
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows([cell(row.get(name)) for name in names] for row in rows)
    return len(rows)


def _tabbed(rows: Iterator[dict[str, Any]], names: tuple[str, ...], out: Path, header: bool) -> int:
    count = 0
    with out.open("w", encoding="utf-8", newline="") as file:
        if header:
            file.write("\t".join(names) + "\n")
        for row in rows:
            count += 1
            file.write("\t".join(_flat(row.get(name, "")) for name in names) + "\n")
    return count


def _flat(value: Any) -> str:
    # Tabs and line breaks part cells and rows in these layouts, which have no quoting.
    return "" if value is None else " ".join(str(value).split())


def cell(value: Any) -> str:
    """A value as a CSV cell: lists and records as JSON; text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return msgspec.json.encode(value).decode()
    text = str(value)
    return "'" + text if isinstance(value, str) and text.startswith(_FORMULA) else text

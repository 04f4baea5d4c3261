"""Article records in JSON, JSON lines and Parquet. All fields but text or html are optional; other fields are ignored."""

import gzip
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.errors import BadArticle
from dragoman.records import Failure, Raw, make_key

FIELDS = ("id", "url", "outlet", "title", "byline", "published", "language", "text", "html")


def record(row: Any, origin: str) -> Raw:
    """One record as a Raw. Raises BadArticle when it holds neither text nor html."""
    if not isinstance(row, Mapping):
        raise BadArticle("not an article record: a JSON object was expected")
    fields = {name: _text(row[name]) for name in FIELDS if row.get(name) is not None}
    if not fields.get("text", "").strip() and not fields.get("html", "").strip():
        raise BadArticle("the record has neither text nor html")
    return Raw(origin=origin, **fields)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8").replace("\x00", " ").replace("\r\n", "\n").replace("\r", "\n")
    return "" if isinstance(value, dict | list) else str(value)


def _failure(origin: str, reason: str, size: int) -> Failure:
    return Failure(key=make_key("fail", origin, reason, size), origin=origin, reason=reason, size=size)


def document(data: bytes, origin: str) -> Iterator[Raw | Failure]:
    """A .json file: one article record or a list of them."""
    try:
        found = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise BadArticle(f"not JSON: {error}") from error
    rows = found if isinstance(found, list) else [found]
    for number, row in enumerate(rows, 1):
        yield from _row(row, f"{origin}#{number}" if isinstance(found, list) else origin)


def _row(row: Any, origin: str) -> Iterator[Raw | Failure]:
    try:
        yield record(row, origin)
    except BadArticle as error:
        yield _failure(origin, str(error), 0)


def lines(file: Path, origin: str, most_bytes: int) -> Iterator[Raw | Failure]:
    """JSON lines, plain or gzipped; a broken line is a Failure with its number, and the next line goes on."""
    packed = file.name.lower().endswith(".gz")
    with gzip.open(file) if packed else file.open("rb") as stream:
        number = 0
        try:
            for number, line in enumerate(_limited(stream, most_bytes), 1):
                if line.strip():
                    yield from _line(line, f"{origin}#{number}")
        except (EOFError, gzip.BadGzipFile, zlib.error, BadArticle) as error:
            yield _failure(f"{origin}#{number + 1}", f"the file breaks off: {error}", file.stat().st_size)


def _limited(stream: gzip.GzipFile | BinaryIO, most: int) -> Iterator[bytes]:
    while line := stream.readline(most + 1):
        if len(line) > most:
            raise BadArticle(f"a line is larger than {most:,} bytes (the limit of one article)")
        yield line


def _line(line: bytes, origin: str) -> Iterator[Raw | Failure]:
    try:
        yield record(msgspec.json.decode(line), origin)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        yield _failure(origin, f"not a JSON line: {error}", len(line))
    except BadArticle as error:
        yield _failure(origin, str(error), len(line))


def parquet(file: Path, origin: str) -> Iterator[Raw | Failure]:
    """A Parquet table with the record's columns, read in batches."""
    try:
        table = pq.ParquetFile(file)
        number = 0
        for batch in table.iter_batches(batch_size=256, columns=[name for name in FIELDS if name in table.schema_arrow.names]):
            for row in batch.to_pylist():
                number += 1
                yield from _row(row, f"{origin}#{number}")
    except (pa.ArrowException, OSError) as error:
        raise BadArticle(f"not a Parquet table: {error}") from error

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
from dragoman.records import Failure, Raw, failed

# The first bytes of zip, gzip, xz, zstd, bzip2 and 7z files: what unpacks to another archive is not opened.
_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"BZh", b"7z\xbc\xaf")
# A small gzip file can unpack to terabytes of one line.
_MOST_PASSED = 1_000_000_000
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
        yield failed(origin, str(error), 0)


def lines(file: Path, origin: str, most_bytes: int) -> Iterator[Raw | Failure]:
    """JSON lines, plain or gzipped; a broken or overlong line is a Failure with its number, and the next line goes on."""
    packed = file.name.lower().endswith(".gz")
    with gzip.open(file) if packed else file.open("rb") as stream:
        number = 0
        try:
            for number, line in enumerate(_limited(stream, most_bytes), 1):
                if number == 1 and line.startswith(_ARCHIVES):
                    raise BadArticle("an archive, not JSON lines: unpack it first")
                if len(line) > most_bytes:
                    reason = f"a line is larger than {most_bytes:,} bytes (the limit of one article)"
                    yield failed(f"{origin}#{number}", reason, len(line))
                elif line.strip():
                    yield from _line(line, f"{origin}#{number}")
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            yield failed(f"{origin}#{number + 1}", f"the file breaks off: {error}", file.stat().st_size)
        if number == 0:
            raise BadArticle("empty")


def _limited(stream: gzip.GzipFile | BinaryIO, most: int) -> Iterator[bytes]:
    """Lines; of one longer than `most` only the first `most` + 1 bytes are kept, the rest is passed over in pieces."""
    passed = 0
    while line := stream.readline(most + 1):
        yield line
        while len(line) > most and not line.endswith(b"\n"):
            passed += len(line)
            if passed > _MOST_PASSED:
                raise EOFError(f"more than {_MOST_PASSED:,} bytes in overlong lines")
            line = stream.readline(most + 1)


def _line(line: bytes, origin: str) -> Iterator[Raw | Failure]:
    try:
        yield record(msgspec.json.decode(line), origin)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        yield failed(origin, f"not a JSON line: {error}", len(line))
    except BadArticle as error:
        yield failed(origin, str(error), len(line))


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

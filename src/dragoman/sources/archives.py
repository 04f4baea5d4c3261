"""Web archives: the HTML responses of a WARC file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from dragoman.errors import BadArticle
from dragoman.records import Failure, Raw, failed
from dragoman.sources import bytes_in


def pages(file: Path, origin: str, most_bytes: int) -> Iterator[Raw | Failure]:
    """One Raw a page; records that are not pages are passed over, pages larger than `most_bytes` are Failures."""
    with file.open("rb") as stream:
        number = 0
        try:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
                number += 1
                if "html" in (record.http_content_type or "html"):
                    yield _page(record, f"{origin}#{number}", most_bytes)
        except (OSError, ValueError, EOFError, RuntimeError) as error:
            yield failed(f"{origin}#{number + 1}", f"the archive breaks off: {error}")
        if number == 0:
            raise BadArticle("no page in the archive")


def _page(record: Any, origin: str, most_bytes: int) -> Raw | Failure:
    headers, reader = record.headers, record.reader
    data = reader.read(most_bytes + 1)
    if len(data) > most_bytes:
        return failed(origin, f"larger than {most_bytes:,} bytes (the limit of one article)")
    try:
        return Raw(origin=origin, html=bytes_in.decode(data), url=headers.get("WARC-Target-URI", ""))
    except BadArticle as error:
        return failed(origin, str(error))

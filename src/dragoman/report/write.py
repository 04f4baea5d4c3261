"""A report into a file."""

from pathlib import Path

from dragoman.errors import DragomanError
from dragoman.report.document import Report
from dragoman.report.page import html
from dragoman.report.typeset import pdf

SUFFIXES = (".html", ".htm", ".pdf")


def check(out: Path) -> None:
    """Raise DragomanError when a file's name does not say HTML or PDF."""
    if out.suffix.lower() not in SUFFIXES:
        raise DragomanError(f"{out.name} says neither HTML nor PDF", "name a file that ends in .html or .pdf")


def write(report: Report, out: Path) -> None:
    """Write the report as its file's name says. Raises DragomanError when it cannot be set or written."""
    check(out)
    data = pdf(report) if out.suffix.lower() == ".pdf" else html(report).encode("utf-8", "replace")
    try:
        out.write_bytes(data)
    except OSError as error:
        raise DragomanError(f"{out} cannot be written: {error.strerror}", "name another file with --out") from error

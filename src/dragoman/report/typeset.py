"""A report as PDF, set by Typst from the same record.

The record goes in as data, never as markup: what an article holds is shown, not obeyed.
"""

from importlib.resources import files

import msgspec

from dragoman.desk import direction, outside
from dragoman.errors import DragomanError
from dragoman.report.document import Report


def pdf(report: Report) -> bytes:
    """The document. Raises DragomanError where Typst is not installed."""
    try:
        import typst
    except ImportError as error:
        hint = "pip install 'dragoman[pdf]', or name a file that ends in .html"
        raise DragomanError("a PDF needs Typst, which is not installed", hint) from error
    layout = files("dragoman.report").joinpath("layouts", "report.typ").read_bytes()
    try:
        made: bytes = typst.compile(layout, sys_inputs={"report": _data(report)})
    except RuntimeError as error:
        raise DragomanError(f"the PDF cannot be set: {error}", "name a file that ends in .html") from error
    return made


def _data(report: Report) -> str:
    notes = tuple(msgspec.structs.replace(note, url=outside(note.url)) for note in report.notes)
    plain = msgspec.to_builtins(msgspec.structs.replace(report, notes=notes))
    leftward = sorted({note.language for note in report.notes if direction(note.language) == "rtl"})
    return msgspec.json.encode({**plain, "leftward": leftward}).decode()

"""What a report is made of, whichever way it is set: parts, entries, figures, quotes and the notes that quotes lead to."""

from typing import Any

import msgspec

from dragoman.desk import Piece

# Control characters but tab and newline, and the marks that turn the direction of writing round: an article could use them to
# show words in another order than they stand in. None of them can be seen.
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd")


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Where words stand: outlet, day and address of the article, and the code points that they take up in its original text."""

    number: int
    article: str
    outlet: str
    day: str
    title: str
    url: str
    language: str
    start: int
    end: int


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """Words of an article and the number of their note; `first` where no quote before leads to the same note."""

    pieces: tuple[Piece, ...]
    language: str
    note: int
    first: bool


class Figure(msgspec.Struct, frozen=True):
    """A figure, and how it was made."""

    label: str
    value: str
    how: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a part: its key, day, kind, headline, figures, words, reasons, and what disagrees."""

    key: str
    what: str
    day: str = ""
    kind: str = ""
    figures: str = ""
    quotes: tuple[Quote, ...] = ()
    reasons: tuple[str, ...] = ()
    tensions: tuple[str, ...] = ()


class Table(msgspec.Struct, frozen=True):
    """Figures in rows, all of them written out."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Drawing(msgspec.Struct, frozen=True):
    """A chart as SVG, and what it shows in words."""

    says: str
    svg: str


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A heading, how what stands under it was made, and what stands under it; `more` entries were left out."""

    title: str
    how: str = ""
    drawing: Drawing | None = None
    table: Table | None = None
    entries: tuple[Entry, ...] = ()
    more: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing stands under the heading."""
        return not (self.entries or self.table or self.drawing)


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The whole report; `made` says from what."""

    title: str
    lead: str
    made: str
    figures: tuple[Figure, ...]
    parts: tuple[Part, ...]
    notes: tuple[Note, ...] = ()


def readable(report: Report) -> Report:
    """The report with U+FFFD for every character that is not there to be seen."""
    return msgspec.convert(_readable(msgspec.to_builtins(report)), Report)


def _readable(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_CONTROLS)
    if isinstance(value, dict):
        return {name: _readable(item) for name, item in value.items()}
    return [_readable(item) for item in value] if isinstance(value, list | tuple) else value

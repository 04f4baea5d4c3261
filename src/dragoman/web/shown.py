"""What pages are made of: names, sources, marked words and lines. The same nouns are drawn as HTML and encoded as JSON."""

from typing import Any

import msgspec

from dragoman.desk import Name, Piece, Source
from dragoman.records import Grade

Spec = dict[str, Any]


class Quote(msgspec.Struct, frozen=True):
    """Words of an article, the record that they are evidence of, and where they stand."""

    key: str
    pieces: tuple[Piece, ...]
    source: Source


class StoryLine(msgspec.Struct, frozen=True, kw_only=True):
    """A story on one line, with the words of its surest event."""

    key: str
    type: str
    modes: tuple[str, ...]
    status: str
    quad: str
    score: float
    when: str
    place: str
    title: str
    actors: tuple[Name, ...]
    recipients: tuple[Name, ...]
    grade: Grade
    reports: int
    origins: int
    sides: tuple[str, ...]
    tensions: tuple[str, ...]
    confidence: float
    quote: Quote | None = None


class Mouth(msgspec.Struct, frozen=True):
    """One link of a chain of attribution, outermost first in its chain; `cue` are the words of saying."""

    name: str
    actor: Name | None = None
    kind: str = ""
    cue: str = ""


class ClaimLine(msgspec.Struct, frozen=True, kw_only=True):
    """A claim: who says so, through whom, and the words."""

    key: str
    kind: str
    stance: str
    chain: tuple[Mouth, ...]
    said: str
    mandate: str
    quote: Quote
    confidence: float
    events: tuple[str, ...] = ()
    content: str = ""


class StepLine(msgspec.Struct, frozen=True, kw_only=True):
    """A step that a commitment took: what it reached, when, and the words of the first report (none where the reference tells it)."""

    status: str
    when: str
    quote: Quote | None = None


class CommitmentLine(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment with its parties by name and its words."""

    key: str
    kind: str
    parties: tuple[Name, ...]
    name: str
    terms: str
    status: str
    match: str
    signed: str
    start: str
    end: str
    source: str
    quotes: tuple[Quote, ...] = ()
    steps: tuple[StepLine, ...] = ()
    contested: str = ""


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """A chart: what it shows in words, and its Vega-Lite specification for a wide and a narrow page."""

    says: str
    wide: Spec
    narrow: Spec


class Pager(msgspec.Struct, frozen=True):
    """Which page of how many rows this is."""

    page: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """Rows before this page."""
        return (self.page - 1) * self.size

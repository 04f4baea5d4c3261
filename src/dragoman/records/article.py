"""Outlets, articles, and the spans of text that everything else rests on."""

import sys
from typing import Literal

import msgspec

from dragoman.errors import BadRecord
from dragoman.records.when import When

CopyKind = Literal["exact", "near", "cut", "padded", "spun", "translated", "credited", "passage"]


class Span(msgspec.Struct, frozen=True):
    """Words of an article: code-point offsets into its original text, `text == article.text[start:end]`."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end <= self.start:
            raise BadRecord(f"a span must have words: {self.start}..{self.end}")
        if len(self.text) != self.end - self.start:
            raise BadRecord(f"a span's words do not fit its offsets: {self.start}..{self.end} {self.text[:40]!r}")


def cut_span(text: str, start: int, end: int) -> Span:
    """The span of `text` between two offsets."""
    return Span(start, end, text[start:end])


class Raw(msgspec.Struct, frozen=True, kw_only=True):
    """One input as a source found it, before reading: either text or html is set; the rest is what came with it."""

    origin: str
    text: str = ""
    html: str = ""
    id: str = ""
    url: str = ""
    outlet: str = ""
    title: str = ""
    byline: str = ""
    published: str = ""
    language: str = ""


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """An input that could not be read: where it came from, why, and a fingerprint that keeps a second read from repeating it."""

    key: str
    origin: str
    reason: str
    size: int = 0


class Cut(msgspec.Struct, frozen=True):
    """A stretch of the original text that is not the article, and why it was cut ('navigation', 'copyright', ...)."""

    start: int
    end: int
    reason: str


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of the article proper. `part` is 'title', 'lead' (first paragraph) or 'body'."""

    start: int
    end: int
    number: int
    paragraph: int
    language: str
    part: Literal["title", "lead", "body"] = "body"


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One published text. `text` is the ORIGINAL, whole; `cuts` mark what is not the article; offsets everywhere are into `text`.

    `outlet` is an Outlet id or '' when unknown; `credits` are outlets or agencies that the text itself credits as its source;
    `origin` is where it was read from (a path or address), kept for people and no part of the key.
    """

    key: str
    text: str
    outlet: str = ""
    outlet_name: str = ""
    url: str = ""
    title: str = ""
    title_span: Span | None = None
    byline: str = ""
    published: When | None = None
    language: str = ""
    cuts: tuple[Cut, ...] = ()
    truncated: bool = False
    credits: tuple[str, ...] = ()
    origin: str = ""


def lean(article: Article) -> Article:
    """The article without what a stage over the whole store does not ask again: its text would be most of what it keeps in memory."""
    return msgspec.structs.replace(
        article,
        text="",
        cuts=(),
        title="",
        title_span=None,
        url="",
        origin="",
        outlet=sys.intern(article.outlet),
        outlet_name=sys.intern(article.outlet_name),
        language=sys.intern(article.language),
        credits=tuple(map(sys.intern, article.credits)),
    )

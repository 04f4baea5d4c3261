"""From the open blocks of an article to its numbered sentences."""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from dragoman.records import Sentence
from dragoman.text.cutting import is_prose
from dragoman.text.prose import split
from dragoman.text.tongue import language_of

Part = Literal["title", "lead", "body"]

_ENDED = ".!?…。！？:;»”“\"’')]"
# A paragraph of fewer letters tells its language too badly to differ from the article's.
_LEAST_TO_DIFFER = 80
_LEAST_RUNNING = 100


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A block of the article proper: `apart` when something was cut before it, `title` when it is the headline."""

    start: int
    end: int
    tag: str = ""
    apart: bool = False
    title: bool = False


def sentences(text: str, pieces: Sequence[Piece], language: str) -> Iterator[Sentence]:
    """Sentences in order; paragraphs that a line break cut in a sentence are joined first."""
    number = 0
    lead = True
    for place, paragraph in enumerate(_joined(text, pieces)):
        spoken = language if paragraph.title else _language(text[paragraph.start : paragraph.end], language)
        for start, end in _split(text, paragraph, spoken):
            part: Part = "title" if paragraph.title else "lead" if lead else "body"
            yield Sentence(start=start, end=end, number=number, paragraph=place, language=spoken, part=part)
            number += 1
        lead = lead and paragraph.title


def _split(text: str, paragraph: Piece, language: str) -> Iterator[tuple[int, int]]:
    if paragraph.title:
        yield paragraph.start, paragraph.end
        return
    for start, end in split(text, paragraph.start, paragraph.end, language):
        if any(letter.isalnum() for letter in text[start:end]):
            yield start, end


def _language(text: str, language: str) -> str:
    return language_of(text, language) or language if len(text) >= _LEAST_TO_DIFFER else language


def _joined(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    current: Piece | None = None
    for piece in pieces:
        if current and not (piece.apart or piece.title or current.title) and _runs_over(text, current, piece):
            current = msgspec.structs.replace(current, end=piece.end)
            continue
        if current:
            yield current
        current = piece
    if current:
        yield current


def _runs_over(text: str, before: Piece, after: Piece) -> bool:
    """Whether a sentence goes on after the break: `…relations with Moscow, Turkish` / `Cumhuriyet wrote, …`."""
    last = text[before.end - 1]
    if last in _ENDED or after.tag.startswith(("h", "li", "td", "th")):
        return False
    words = text[after.start : after.end]
    if words[0].islower() or last == ",":
        return True
    long = before.end - before.start >= _LEAST_RUNNING
    return long and is_prose(text[before.start : before.end]) and is_prose(words) and words[0].isalpha()

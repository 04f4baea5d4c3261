"""Blocks: the lines or paragraphs that a page is laid out in, with offsets into the article's original text."""

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec

_LINE = re.compile(r"[^\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
# A line wrapped by a mail program or a column of print; longer lines are paragraphs.
_SHORTEST_WRAP, _LONGEST_WRAP = 40, 130
_TERMINAL = '.!?…。！？»”"’)'


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """One line of plain text or one block element of a page, without the white space round it.

    `gap` counts blank lines before it; `tag` is the HTML element it stood in ('' in plain text); `hint` a reason to cut it that its
    element gives; `links` the share of its letters inside links; `body` whether the extractor took it for the article (None: not asked).
    """

    start: int
    end: int
    gap: int = 0
    tag: str = ""
    hint: str = ""
    links: float = 0.0
    body: bool | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A text, its blocks, and what its markup says about it ('' or nothing where it does not)."""

    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    byline: str = ""
    outlets: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    language: str = ""
    url: str = ""


def plain_page(text: str) -> Page:
    """A plain text: a block a line, wrapped lines joined."""
    return Page(text=text, blocks=tuple(_unwrapped(text, list(_lines(text)))))


def _lines(text: str) -> Iterator[Block]:
    last = 0
    for found in _LINE.finditer(text):
        start, end = stripped(text, found.start(), found.end())
        if start < end:
            yield Block(start=start, end=end, gap=max(text.count("\n", last, start) - 1, 0))
            last = end


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets without white space (and marks of byte order) at either end."""
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "\ufeff"):
        end -= 1
    return start, end


def _unwrapped(text: str, lines: list[Block]) -> Iterator[Block]:
    width = _wrap_width(text, lines)
    current: Block | None = None
    last = 0
    for line in lines:
        if current is None:
            current = line
        elif width and not line.gap and _runs_on(text, current, last, width):
            current = Block(start=current.start, end=line.end, gap=current.gap)
        else:
            yield current
            current = line
        last = line.start
    if current is not None:
        yield current


def _runs_on(text: str, block: Block, last_start: int, width: int) -> bool:
    # The last line of a paragraph is short or ends a sentence.
    length = block.end - last_start
    return length >= width * 0.75 or (length >= width * 0.5 and text[block.end - 1] not in _TERMINAL)


def _wrap_width(text: str, lines: list[Block]) -> int:
    """The width at which the text was wrapped by hand or by a program, 0 when each line is a paragraph."""
    inner = [line.end - line.start for line, after in pairwise(lines) if not after.gap]
    ends = [text[line.end - 1] for line, after in pairwise(lines) if not after.gap]
    if len(inner) < 4 or max(inner) > _LONGEST_WRAP:
        return 0
    width = sorted(inner)[int(len(inner) * 0.9)]
    full = sum(length >= width * 0.7 for length in inner)
    open_ends = sum(end not in _TERMINAL for end in ends)
    return width if width >= _SHORTEST_WRAP and full >= 0.6 * len(inner) and open_ends >= 0.5 * len(ends) else 0

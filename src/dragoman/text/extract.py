"""Which blocks of a page are the article: trafilatura finds the body, the blocks are aligned to it by their words."""

import logging
import re
from collections.abc import Sequence

import msgspec
from lxml import etree

from dragoman.text.blocks import Block

# A page that it cannot read is our Failure to tell, not its line on the user's screen.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

# Past these bounds the extractor's time is no longer in proportion to the page; then the page's own marks decide.
_MOST_TAGS = 40_000
_MOST_BYTES = 4_000_000
_MOST_DEPTH = 200
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
# Elements that are never closed, or need not be.
_VOID = frozenset({"br", "img", "hr", "input", "meta", "link", "source", "wbr", "area", "col", "p", "li", "td", "tr", "th", "dt", "dd"})
_SHINGLE = 4
_ENOUGH = 0.7


def bodies(source: str, text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks with `body` set; left open (None) when the extractor finds nothing or the page is out of bounds."""
    extracted = _extracted(source)
    if not extracted:
        return list(blocks)
    lines = {tuple(_words(line)) for line in extracted.splitlines()}
    shingles = _shingles(_words(extracted))
    return [msgspec.structs.replace(block, body=_inside(_words(text[block.start : block.end]), lines, shingles)) for block in blocks]


def _extracted(source: str) -> str:
    if len(source) > _MOST_BYTES or _unwieldy(source):
        return ""
    try:
        # Late: it is a third of a second to load, and press in plain text does without.
        import trafilatura

        return trafilatura.extract(source, include_comments=False, include_tables=True, deduplicate=False) or ""
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError, RecursionError, etree.LxmlError):
        return ""


def _unwieldy(source: str) -> bool:
    depth = deepest = count = 0
    for found in _TAG.finditer(source):
        count += 1
        if found.group(2).lower() in _VOID:
            continue
        depth += -1 if found.group(1) else 1
        deepest = max(deepest, depth)
    return count > _MOST_TAGS or deepest > _MOST_DEPTH


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _shingles(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}


def _inside(words: list[str], lines: set[tuple[str, ...]], shingles: set[tuple[str, ...]]) -> bool:
    if tuple(words) in lines:
        return bool(words)
    if len(words) <= _SHINGLE:
        return False
    own = [tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)]
    return sum(one in shingles for one in own) >= _ENOUGH * len(own)

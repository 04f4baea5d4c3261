"""Quotations by their marks: where each begins and ends, also when it runs over several paragraphs."""

import re
from collections.abc import Iterator

import msgspec

# Begins with one class of characters, which the engine seeks fast; what stands around a mark is looked at from behind it.
_MARK = re.compile(r"[“”„«»‟‹›\"‘`'’\n](?:(?<=[“”„«»‟‹›\"‘\n])|(?<=`)`|(?<=')'|(?<=')(?<!\w')(?=\w)|(?<=[\w.,!?…]['’])(?!\w))")
_OPENING = frozenset(["„", "«", "‹", "``", "‘"])
_CLOSING = frozenset(["”", "»", "›"])
# “A," and ''A'' are met as often as “A”: all double marks are one kind, what stands beside them decides.
_KIND = {"«": "angle", "»": "angle", "‹": "single", "›": "single", "‘": "single", "’": "single", "'": "tick"}
# A quotation in single marks that runs longer than this is a stray apostrophe.
_LONGEST_SINGLE = 600
# Nobody quotes a quotation in a quotation deeper than this; a text of opening marks alone stays cheap.
_DEEPEST = 6
_MARKS = frozenset('“”„«»‟‹›"‘')
_SPACE = " \t\r\n\u00a0\u2009\u202f"


class Quote(msgspec.Struct, frozen=True):
    """A quotation: `start` and `end` with its marks, `inner` and `outer` the words inside them."""

    start: int
    end: int
    inner: int
    outer: int

    def within(self, start: int, end: int) -> bool:
        """Whether it lies inside two offsets."""
        return start <= self.start and self.end <= end


class _Open(msgspec.Struct):
    at: int
    length: int
    kind: str


def quotes(text: str) -> tuple[Quote, ...]:
    """The outermost quotations of a text in order; one that opens anew in each paragraph is one quotation."""
    found: list[Quote] = []
    stack: list[_Open] = []
    resumed = -1
    for match in _MARK.finditer(text):
        mark = match.group()
        if mark == "\n":
            resumed = max(resumed, _paragraph_end(text, match.start(), stack, found))
        elif match.start() == resumed:
            continue
        elif _closes(text, match.start(), mark, stack):
            _close(match.start(), match.end(), mark, stack, found)
        elif len(stack) < _DEEPEST and _opens(text, match.end(), mark, stack):
            stack.append(_Open(match.start(), len(mark), _kind(mark)))
    _paragraph_end(text, len(text), stack, found)
    return tuple(_outermost(found))


def _kind(mark: str) -> str:
    return _KIND.get(mark, "double")


def _opens(text: str, end: int, mark: str, stack: list[_Open]) -> bool:
    if mark in _CLOSING or mark == "’" or end >= len(text):
        return False
    return mark in _OPENING or text[end] not in _SPACE or (not stack and mark != "'")


def _closes(text: str, start: int, mark: str, stack: list[_Open]) -> bool:
    kinds = [one.kind for one in stack]
    if mark in _CLOSING or mark == "’":
        return _kind(mark) in kinds
    if mark in _OPENING or _kind(mark) not in kinds:
        return False
    before = text[start - 1] if start else " "
    after = text[start + len(mark)] if start + len(mark) < len(text) else " "
    if mark == "“" and before not in _SPACE + "([—–-":
        return True
    # A straight mark, or a “ typed for a closing one: what follows decides.
    return after in _SPACE + ".,;:!?)]—–-…" or (before not in _SPACE + "([—–" and not after.isalnum())


def _close(start: int, end: int, mark: str, stack: list[_Open], found: list[Quote]) -> None:
    kind = _kind(mark)
    if kind in ("single", "tick") and stack[-1].kind != kind:
        return
    while stack:
        opened = stack.pop()
        if opened.kind == kind:
            if kind not in ("single", "tick") or end - opened.at <= _LONGEST_SINGLE:
                found.append(Quote(opened.at, end, opened.at + opened.length, start))
            return


def _paragraph_end(text: str, at: int, stack: list[_Open], found: list[Quote]) -> int:
    """Unclosed quotations end with the paragraph, unless the next one opens with the same mark: then the place of that mark."""
    doubles = [one for one in stack if one.kind not in ("single", "tick")]
    stack.clear()
    if not doubles:
        return -1
    first, last = doubles[0], doubles[-1]
    if len(doubles) > 1:
        found.append(Quote(first.at, last.at + last.length, first.at + first.length, last.at))
        return -1
    following = at
    while following < len(text) and text[following] in _SPACE:
        following += 1
    if following < len(text) and text[following] in _MARKS and _kind(text[following]) == first.kind and text[following] not in _CLOSING:
        stack.append(_Open(first.at, first.length, first.kind))
        return following
    stop = len(text[first.at : at].rstrip()) + first.at
    if stop > first.at + first.length:
        found.append(Quote(first.at, stop, first.at + first.length, stop))
    return -1


def _outermost(found: list[Quote]) -> Iterator[Quote]:
    reach = -1
    for one in sorted(found, key=lambda quote: (quote.start, -quote.end)):
        if one.start >= reach and one.outer > one.inner:
            reach = one.end
            yield one

"""Tokens, and the spans of text that may be the name of a place: capitalised words and what may stand between them."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

import msgspec

from dragoman.mentions.places.cues import Cues
from dragoman.vocab.remembered import Remembered

# Longer words first, for they are most of a text; what follows begins with a single letter or none. Split at these, a text is by
# turns a gap and a token.
_TOKEN = re.compile(r"([^\W\d_]{2,}|(?:[^\W\d_]\.){2,6}|[A-Z]\.[A-Z][a-z]{1,3}\.|[^\W\d_]+|\d+|\S)")
_LONGEST = 7
_JOINTS = frozenset("-'’.&")
_DOTTED = frozenset(("St", "Ste", "Mt", "Ft", "Ste"))
# Behind these a capital means nothing.
_OPENERS = frozenset('.!?…:;"“”«»•|*')
_SHOUTED = 0.6


class Token(msgspec.Struct, frozen=True, gc=False):
    """A token: offsets, text, whether it is glued to the one before, has a capital, begins a sentence; `low` is its text in lower
    case, `word` whether it is made of letters."""

    start: int
    end: int
    text: str
    glued: bool
    capital: bool
    opens: bool
    low: str
    word: bool


def cut(text: str, starts: frozenset[int] = frozenset()) -> list[Token]:
    """The tokens of a text; `starts` are offsets where sentences begin."""
    pieces = _TOKEN.split(text)
    gaps, words = pieces[:-1:2], pieces[1::2]
    if not words:
        return []
    bounds = list(accumulate(map(len, pieces)))
    glued = [not gap for gap in gaps]
    glued[0] = False
    capitals, lows, letters, turns = zip(*map(_looks.__getitem__, words), strict=True)
    opens = _opening(gaps, turns)
    for place in [place for place, start in enumerate(bounds[:-1:2]) if start in starts]:
        opens[place] = True
    return list(map(Token, bounds[:-1:2], bounds[1::2], words, glued, capitals, opens, lows, letters))


def _opening(gaps: Sequence[str], turns: Sequence[bool | None]) -> list[bool]:
    """Whether each token may begin a sentence: one does at the start, on a new line, and behind a sign that ends one."""
    found: list[bool] = []
    opens = True
    for gap, turn in zip(gaps, turns, strict=True):
        opens = opens or "\n" in gap
        found.append(opens)
        if turn is not None:
            opens = turn
    return found


def _look(word: str) -> tuple[bool, str, bool, bool | None]:
    """Whether a word has a capital, the word in lower case, whether it is of letters, and whether a sentence may begin behind it (None
    where it changes nothing)."""
    first = word[0]
    opens = False if first.isalnum() else True if word in _OPENERS else None
    return first.isupper(), word.lower(), first.isalpha(), opens


_looks = Remembered(_look, 50_000)


class Run(msgspec.Struct, frozen=True):
    """A run of capitalised words: first token, the token after the last."""

    start: int
    end: int


def runs(tokens: Sequence[Token], cues: Cues) -> Iterator[Run]:
    """Runs of capitalised words, with the small words, hyphens and dots inside them."""
    end = 0
    for place, token in enumerate(tokens):
        if token.capital and place >= end:
            end = _run_end(tokens, place, cues)
            yield Run(place, end)


def _run_end(tokens: Sequence[Token], start: int, cues: Cues) -> int:
    end = here = start + 1
    while here < len(tokens):
        token = tokens[here]
        if token.capital and not (token.opens and here == end):
            end = here = here + 1
        elif _joins(tokens, here, end, cues):
            here += 1
        else:
            break
        if here - end > 2:
            break
    return end


def _joins(tokens: Sequence[Token], here: int, end: int, cues: Cues) -> bool:
    token = tokens[here]
    if token.text in _JOINTS:
        if token.text == ".":
            return tokens[here - 1].text in _DOTTED and token.glued
        return token.glued or token.text == "&"
    return token.low in cues.inside and here - end <= 1


def spans(tokens: Sequence[Token], run: Run, cues: Cues) -> Iterator[tuple[int, int]]:
    """(first, after last) of every stretch of a run that may be a name: it begins and ends with a capital.

    A small word for a kind of place may stand before or behind it: `mer Noire`, `Алматинская область`.
    """
    for start in range(run.start, run.end):
        if not tokens[start].capital:
            continue
        for end in range(start + 1, min(run.end, start + _LONGEST) + 1):
            if tokens[end - 1].capital:
                yield start, end
        if cues.generic:
            yield from _generic(tokens, start, min(run.end, start + 3), cues)


def _generic(tokens: Sequence[Token], start: int, stop: int, cues: Cues) -> Iterator[tuple[int, int]]:
    for end in range(start + 1, stop + 1):
        if end < len(tokens) and tokens[end].low in cues.generic:
            yield start, end + 1
    if start and tokens[start - 1].low in cues.generic:
        yield start - 1, start + 1
    if start > 1 and tokens[start - 1].low in cues.inside and tokens[start - 2].low in cues.generic:
        yield start - 2, start + 1

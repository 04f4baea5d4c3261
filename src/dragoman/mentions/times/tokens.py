"""Cutting text into the tokens that temporal patterns are made of: runs of digits, runs of letters, single signs."""

import re

import msgspec

from dragoman.vocab.terms import fold

__all__ = ["Token", "cut", "fold", "words_of"]

_TOKEN = re.compile(r"[^\W\d_]+|\d+|\S")
_MONEY = frozenset("$€£¥₽₺₸₴")


class Token(msgspec.Struct, frozen=True, gc=False):
    """A token: offsets, folded letters, whether it is glued to the one before it and begins with a capital."""

    start: int
    end: int
    low: str
    glued: bool
    capital: bool

    @property
    def digits(self) -> bool:
        """Whether it is a number written in ASCII digits."""
        return self.low.isdecimal() and self.low.isascii()

    @property
    def money(self) -> bool:
        """Whether it is the sign of a currency."""
        return self.low in _MONEY


def words_of(folded: str, start: int, end: int) -> list[str]:
    """The folded letters of the tokens between two offsets: enough to see that no word of time is among them."""
    return _TOKEN.findall(folded, start, end)


def cut(text: str) -> list[Token]:
    """The tokens of a text, in order."""
    folded = fold(text)
    spans = [found.span() for found in _TOKEN.finditer(text)]
    before = [-1, *(end for _, end in spans)]
    return [
        Token(start, end, folded[start:end], start == last, text[start].isupper())
        for (start, end), last in zip(spans, before, strict=False)
    ]

"""Cutting text into the tokens that temporal patterns are made of: runs of digits, runs of letters, single signs."""

import re
from collections.abc import Iterator

import msgspec

from dragoman.vocab.terms import fold

_TOKEN = re.compile(r"\d+|[^\W\d_]+|\S")
_MONEY = frozenset("$€£¥₽₺₸₴")


class Token(msgspec.Struct, frozen=True):
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


def cut(text: str) -> list[Token]:
    """The tokens of a text, in order."""
    folded = fold(text)
    return list(_cut(text, folded))


def _cut(text: str, folded: str) -> Iterator[Token]:
    before = -1
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        yield Token(start, end, folded[start:end], start == before, text[start].isupper())
        before = end

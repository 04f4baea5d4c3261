"""Cutting text into the tokens that temporal patterns are made of: runs of digits, runs of letters, single signs."""

import re
from itertools import accumulate

from dragoman.vocab.terms import fold

__all__ = ["MONEY", "Tokens", "digits", "fold"]

# Split at these, a text is by turns what lies between tokens and a token.
_TOKEN = re.compile(r"([^\W\d_]+|\d+|\S)")
# The signs of currencies.
MONEY = frozenset("$€£¥₽₺₸₴")


class Tokens:
    """The tokens of a folded text, in order. `lows` are their letters; most sentences tell no time, so that nothing else is worked out
    before it is asked for. `text` is the same stretch as it was written."""

    def __init__(self, text: str, folded: str) -> None:
        self._text = text
        self._pieces = _TOKEN.split(folded)
        self._ends: list[int] = []
        self.lows = self._pieces[1::2]

    def start(self, place: int) -> int:
        """The offset of a token."""
        if not self._ends:
            self._ends = list(accumulate(map(len, self._pieces)))
        return self._ends[2 * place]

    def end(self, place: int) -> int:
        """The offset behind a token."""
        return self.start(place) + len(self.lows[place])

    def glued(self, place: int) -> bool:
        """Whether nothing stands between a token and the one before it."""
        return place > 0 and not self._pieces[2 * place]

    def capital(self, place: int) -> bool:
        """Whether it begins with a capital letter."""
        return self._text[self.start(place)].isupper()

    def digits(self, place: int) -> bool:
        """Whether it is a number written in ASCII digits."""
        return digits(self.lows[place])

    def written(self, first: int, stop: int) -> str:
        """A stretch of tokens as it stands in the text, behind a sign where it is glued to what is before it."""
        return ("|" if self.glued(first) else "") + self._text[self.start(first) : self.end(stop - 1)]


def digits(low: str) -> bool:
    """Whether a token is a number written in ASCII digits."""
    return low.isdecimal() and low.isascii()

"""A text as words with their offsets: what all matching in this room is done on."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from itertools import accumulate

import msgspec

from dragoman.records import Sentence
from dragoman.vocab.terms import fold

# Split at these, a text is by turns a gap and a word.
_WORD = re.compile(r"([^\W_]+)")
_CHARACTER = re.compile(r"([^\W_])")
# What may stand between two words of one name or phrase.
_JOINTS = frozenset({" ", "-", "’", "'", "\u00a0", "\u2011", "–", "‐", "\u202f"})


class Tokens(msgspec.Struct, frozen=True):
    """Words of a text: `words` folded, `starts` and `ends` offsets into it; `flat` the folded text with every gap a blank;
    `capitals` which words begin with a capital letter."""

    text: str
    flat: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    capitals: tuple[bool, ...]

    def at(self, offset: int) -> int:
        """The number of the word that starts at an offset, or -1."""
        place = bisect_left(self.starts, offset)
        return place if place < len(self.starts) and self.starts[place] == offset else -1

    def inside(self, start: int, end: int) -> range:
        """The numbers of the words that lie inside two offsets."""
        return range(bisect_left(self.starts, start), bisect_right(self.ends, end))

    def raw(self, number: int) -> str:
        """A word as it is written."""
        return self.text[self.starts[number] : self.ends[number]]

    def capital(self, number: int) -> bool:
        """Whether a word begins with a capital letter."""
        return self.capitals[number]

    def between(self, number: int) -> str:
        """What stands between a word and the next."""
        return self.text[self.ends[number] : self.starts[number + 1]]

    def joined(self, number: int) -> bool:
        """Whether a word and the next can belong to one phrase: nothing but a blank, a hyphen or an apostrophe parts them."""
        if number + 1 >= len(self.words):
            return False
        between = self.between(number)
        return between in _JOINTS or (between == ". " and self.dotted(number))

    def dotted(self, number: int) -> bool:
        """Whether a word is the last letter of an abbreviation with full stops: U.S."""
        return number > 0 and self.ends[number] - self.starts[number] == 1 and self.between(number - 1) == "."

    def extent(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of a stretch of words; the full stop of an abbreviation at its end belongs to it."""
        end = self.ends[last - 1]
        return self.starts[first], end + int(self.text[end : end + 1] == "." and last - first > 1 and self.dotted(last - 1))


def tokenize(text: str, folding: Mapping[str, str], spaces: bool = True) -> Tokens:
    """Cut a text into words. `folding` maps letters that are compared as another; `spaces` False makes each letter a word."""
    folded = fold(text)
    for letter, other in folding.items():
        if len(letter) == len(other) == 1:
            folded = folded.replace(letter, other)
    pieces = (_WORD if spaces else _CHARACTER).split(folded)
    pieces[::2] = map(" ".__mul__, map(len, pieces[::2]))
    bounds = tuple(accumulate(map(len, pieces)))
    starts, ends = bounds[0:-1:2], bounds[1::2]
    return Tokens(text, "".join(pieces), tuple(pieces[1::2]), starts, ends, tuple(map(str.isupper, map(text.__getitem__, starts))))


class Line(msgspec.Struct, frozen=True):
    """A sentence and the words in it, first and behind the last."""

    sentence: Sentence
    first: int
    last: int


def lines(tokens: Tokens, sentences: tuple[Sentence, ...]) -> tuple[Line, ...]:
    """The sentences as stretches of words."""
    ranges = ((sentence, tokens.inside(sentence.start, sentence.end)) for sentence in sentences)
    return tuple(Line(sentence, found.start, found.stop) for sentence, found in ranges if found)

"""Anchors: words without which a sentence has no temporal expression, so that most sentences need not be read word by word."""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence

import ahocorasick_rs
import msgspec

from dragoman.mentions.times.tokens import cut

# Slots that only digits fill, and those that number words fill as well.
_DIGITS = frozenset(("day", "mm", "min", "yy"))
_NUMBERS = frozenset(("year", "num", "h"))
# Slots that hold an expression found before: it has an anchor of its own.
_WHOLE = frozenset(("date", "time", "duration", "set"))
# A year in words begins with a number of at least this: fifteen hundred, nineteen ninety.
_CENTURY = 15
# What a sign, or a small word that nearly every sentence has, costs; only speed is at stake.
_COMMON = 1.0
_DIGIT = re.compile(r"\d")


class Anchors:
    """The anchors of one language."""

    def __init__(self, ways: Iterable[Sequence[str]], words: "Words") -> None:
        """`ways` are the patterns, one list of elements each."""
        found = sorted({word for way in ways for word in words.anchors(way)})
        self._closed = [not word.endswith("|") for word in found]
        stems = [word.removesuffix("|") for word in found]
        self._machine = ahocorasick_rs.AhoCorasick(stems, implementation=ahocorasick_rs.Implementation.ContiguousNFA)

    def seen(self, folded: str) -> list[int]:
        """Where anchors or digits stand in a folded text, in order."""
        matches = self._machine.find_matches_as_indexes(folded, overlapping=True)
        words = [start for number, start, end in matches if _whole(folded, start, end, self._closed[number])]
        return sorted([*words, *(digit.start() for digit in _DIGIT.finditer(folded))])


def _whole(folded: str, start: int, end: int, closed: bool) -> bool:
    if start and folded[start - 1].isalpha() and folded[start].isalpha():
        return False
    return not (closed and end < len(folded) and folded[end].isalpha() and folded[end - 1].isalpha())


class Words(msgspec.Struct, frozen=True):
    """What may fill the slots of a language's patterns: `phrases` by slot, number words, and the small words of every sentence."""

    phrases: Mapping[str, Sequence[str]]
    numbers: Mapping[str, float]
    small: frozenset[str]

    def anchors(self, way: Sequence[str]) -> Sequence[str]:
        """Words of which one stands in every text that the pattern fits, the rarest there are; none where digits or another
        expression must stand."""
        slots = [element.lstrip("~")[1:-1] for element in way if "<" in element]
        if any(slot in _DIGITS or slot in _WHOLE for slot in slots):
            return ()
        options = [self._filling(slot) for slot in slots]
        options += [{_rarest(word) for word in element.lstrip("~").split("|")} for element in way if "<" not in element]
        return min((sorted(option) for option in options if option), key=lambda words: (self._commonness(words), words))

    def _filling(self, slot: str) -> set[str]:
        if slot in _NUMBERS:
            return {word for word, value in self.numbers.items() if slot != "year" or value >= _CENTURY}
        return {_rarest(phrase) for phrase in self.phrases.get(slot, ())}

    def _commonness(self, words: Sequence[str]) -> float:
        """Roughly how often one of the words will be met: short words are common, signs and small words most of all."""
        return sum(_COMMON if word in self.small or not word[0].isalpha() else 20.0 ** -len(word) for word in words)


@functools.cache
def _rarest(phrase: str) -> str:
    """The longest word of a phrase; a stem keeps its bar."""
    found = [(token.low, word.endswith("|") and token.end == len(word) - 1) for word in phrase.split() for token in cut(word.rstrip("|"))]
    word, stem = max(reversed(found), key=lambda pair: (pair[0].isalnum(), len(pair[0])))
    return f"{word}|" if stem else word

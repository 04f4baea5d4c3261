"""The words of a collection, as small numbers with their rarity."""

import math
import re
from collections.abc import Iterable

# Sentences longer than this say no more about their event than its beginning does.
_MOST_WORDS = 48
# Six letters are a stem good enough for the languages of the press: endings differ, beginnings stay.
_STEM = 6
_WORD = re.compile(r"[^\W\d_]{3,40}")
_NUMBER = re.compile(r"\d{1,3}(?:[ ,.\u00a0]\d{3}){1,3}(?!\d)|\d{2,9}")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


class Words:
    """Numbers words as they come and counts the sentences they occur in."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._seen: list[int] = []
        self._sentences = 0

    def sentence(self, stems: Iterable[str]) -> tuple[int, ...]:
        """The numbers of a sentence's stems, each given once, sorted; counts the sentence."""
        self._sentences += 1
        return self.count(stems)

    def count(self, stems: Iterable[str]) -> tuple[int, ...]:
        """The same without counting a sentence: for what is named in one that was counted already."""
        found = [self._id(stem) for stem in sorted(stems)]
        for number in found:
            self._seen[number] += 1
        return tuple(sorted(found))

    def _id(self, stem: str) -> int:
        number = self._ids.setdefault(stem, len(self._seen))
        if number == len(self._seen):
            self._seen.append(0)
        return number

    def number(self, stem: str) -> int | None:
        """The number of a stem that has been met."""
        return self._ids.get(stem)

    def rarity(self) -> list[float]:
        """By word number: log2 of how many sentences there are for one that has the word, each in whole bits.

        Whole, so that a few more articles leave most words as rare as they were, and scores can be carried over (see `carried`).
        """
        whole = math.floor(math.log2(self._sentences + 2))
        return [float(whole - math.floor(math.log2(seen + 1))) for seen in self._seen]

    def stems(self) -> list[str]:
        """By word number: the stem."""
        return list(self._ids)

    def seen(self) -> list[int]:
        """By word number: in how many sentences it occurs."""
        return self._seen


def stems(text: str) -> set[str]:
    """Stems of a sentence's words; pairs of characters in scripts without spaces."""
    folded = text.casefold()
    if _UNSPACED.search(folded):
        runs = re.findall(r"\w{2,200}", folded)
        return {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
    return {word[:_STEM] for word in _WORD.findall(folded)[:_MOST_WORDS]}


def numbers(text: str) -> set[str]:
    """Numbers of two or more digits, as `#2500`; single figures occur everywhere."""
    return {"#" + re.sub(r"\D", "", number) for number in _NUMBER.findall(text)[:12]}


def stem(word: str) -> str:
    """The stem of a trigger: of its longest word."""
    return max(stems(word), key=lambda found: (len(found), found), default="")

"""What only some pairs are judged by, made once an article and kept small: names and numbers, sentences, lines."""

from array import array
from collections.abc import Sequence

import msgspec

from dragoman.text.copies.align import body_sentences, grams
from dragoman.text.copies.bodies import Skeleton
from dragoman.text.copies.skeleton import facts_of
from dragoman.text.copies.translated import Line, lines

# Sentences as letter groups take fifty times their text: those of so many articles are kept.
_KEPT = 256


class Facts(msgspec.Struct, frozen=True, gc=False):
    """The names and numbers of a body, as numbers of words, and how many sentences it has that can be compared."""

    found: "array[int]"
    sentences: int

    def __len__(self) -> int:
        return len(self.found)

    def shared(self, other: "Facts") -> int:
        """How many both have."""
        return len(set(self.found).intersection(other.found))


class _Packed(msgspec.Struct, frozen=True, gc=False):
    """Lines end to end: the numbers of all names, then for each line how many are its own, and its length."""

    names: "array[int]"
    sizes: "array[int]"
    lengths: "array[int]"


class Details:
    """Details of the articles that needed them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []
        self._facts: dict[int, Facts] = {}
        self._lines: dict[int, _Packed] = {}
        self._grams: dict[int, list[frozenset[str]]] = {}

    def facts(self, one: Skeleton) -> Facts:
        """Names and numbers as skeletons."""
        if one.number not in self._facts:
            body = one.body
            self._facts[one.number] = Facts(self._numbered(facts_of(body)), len(body_sentences(body, one.article.language)))
        return self._facts[one.number]

    def sentences(self, one: Skeleton) -> list[frozenset[str]]:
        """The sentences of a body as sets of letter groups."""
        if one.number not in self._grams:
            if len(self._grams) >= _KEPT:
                del self._grams[next(iter(self._grams))]
            self._grams[one.number] = [grams(text) for text in body_sentences(one.body, one.article.language)]
        return self._grams[one.number]

    def lines(self, one: Skeleton) -> list[Line]:
        """An article's sentences as translations are compared by them."""
        if one.number not in self._lines:
            self._lines[one.number] = self._packed(lines(one))
        packed, start, found = self._lines[one.number], 0, []
        for size, length in zip(packed.sizes, packed.lengths, strict=True):
            found.append(Line(frozenset(map(self._names.__getitem__, packed.names[start : start + size])), length))
            start += size
        return found

    def _packed(self, found: Sequence[Line]) -> _Packed:
        names = array("I")
        for line in found:
            names.extend(self._numbered(line.names))
        return _Packed(names, array("H", (len(line.names) for line in found)), array("I", (line.length for line in found)))

    def _numbered(self, names: frozenset[str]) -> "array[int]":
        found = array("I")
        for name in sorted(names):
            number = self._numbers.setdefault(name, len(self._names))
            if number == len(self._names):
                self._names.append(name)
            found.append(number)
        return found

"""The bodies of a collection for comparison, held as a few long arrays: what is not compared by is made when it is asked for."""

import functools
from array import array
from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from dragoman.records import Article, lean
from dragoman.text.copies.skeleton import Hasher, Hashes, body_of, shingled


class Skeleton:
    """An article's body for comparison: the hashes of its words and shingles in order, and each as a sorted set.

    `writing` is the hash of its words as they are written. The article bears no text: a collection has many articles and few copies, so
    `body` is read again by those that need it.
    """

    def __init__(self, bodies: "Bodies", number: int) -> None:
        self._bodies = bodies
        self.number = number
        self.article = bodies.articles[number]
        self.writing = bodies.writings[number]
        self.words = bodies.words.of(number)
        self.distinct = bodies.distinct.of(number)
        self.vocabulary = bodies.vocabulary.of(number)

    @functools.cached_property
    def shingles(self) -> Hashes:
        """The runs of words in order."""
        return shingled(self.words)

    @functools.cached_property
    def quoted(self) -> NDArray[np.bool_]:
        """Which shingles stand in quotation marks: independent reports share quotations word for word."""
        bits = np.unpackbits(self._bodies.quoted.of(self.number), count=len(self.words))
        found: NDArray[np.bool_] = bits[: len(self.shingles)].astype(np.bool_)
        return found

    @property
    def body(self) -> str:
        """The text that is compared."""
        return body_of(self._bodies.texts[self.number])


class Rows:
    """Many short lists of numbers, end to end in one array."""

    def __init__(self, code: str) -> None:
        self._flat = array(code)
        self._ends = array("q", [0])
        self._dtype = np.dtype(code)

    def add(self, values: NDArray[np.unsignedinteger]) -> None:
        """One more list."""
        self._flat.frombytes(values.tobytes())
        self._ends.append(len(self._flat))

    def of(self, number: int) -> NDArray[np.unsignedinteger]:
        """The list of that number, as a view."""
        start, end = self._ends[number], self._ends[number + 1]
        return np.frombuffer(self._flat, dtype=self._dtype, count=end - start, offset=start * self._dtype.itemsize)


class Bodies(Sequence[Skeleton]):
    """The skeletons of a collection, by number. `texts` are the articles with their texts, in order of key; they may be on disk."""

    def __init__(self, texts: Sequence[Article]) -> None:
        self.texts = texts
        self.articles: list[Article] = []
        self.writings = array("I")
        self.words, self.distinct, self.vocabulary, self.quoted = Rows("I"), Rows("I"), Rows("I"), Rows("B")
        hasher = Hasher()
        for article in texts:
            self._add(article, hasher)

    def _add(self, article: Article, hasher: Hasher) -> None:
        written, words, quoted = hasher.words(body_of(article))
        self.articles.append(lean(article))
        self.writings.append(written)
        self.words.add(words)
        self.distinct.add(np.unique(shingled(words)))
        self.vocabulary.add(np.unique(words))
        self.quoted.add(np.packbits(quoted))

    def __len__(self) -> int:
        return len(self.articles)

    @overload
    def __getitem__(self, number: int) -> Skeleton: ...
    @overload
    def __getitem__(self, number: slice) -> list[Skeleton]: ...
    def __getitem__(self, number: int | slice) -> Skeleton | list[Skeleton]:
        return [self[one] for one in range(*number.indices(len(self)))] if isinstance(number, slice) else Skeleton(self, number)

    def __iter__(self) -> Iterator[Skeleton]:
        return (Skeleton(self, number) for number in range(len(self.articles)))

"""The bodies of a collection for comparison, held as a few long arrays: what is not compared by is made when it is asked for."""

import functools
from array import array
from collections.abc import Iterator, Sequence
from typing import Any, overload

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.kept import Kept, prints
from dragoman.records import Article, lean
from dragoman.text.copies.skeleton import SHINGLE, Hasher, Hashes, body_of, shingled

Ints = NDArray[np.int64]
# So many words are looked at together.
_PIECE = 1 << 21


class Body(msgspec.Struct, frozen=True, array_like=True):
    """What an article is compared by: the hash of its words as they are written, the words' hashes in order, which of them stand in
    quotation marks, one bit each, and the article without its text."""

    writing: int
    words: bytes
    quoted: bytes
    article: Article


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

    def __init__(self, flat: NDArray[Any], sizes: Ints) -> None:
        self.flat = flat
        self.ends = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
        self._ends = array("q", self.ends.tobytes())

    def __len__(self) -> int:
        return len(self._ends) - 1

    def of(self, number: int) -> NDArray[Any]:
        """The list of that number, as a view."""
        return self.flat[self._ends[number] : self._ends[number + 1]]

    def sizes(self) -> Ints:
        """How long each list is."""
        return np.diff(self.ends)

    def owners(self, start: int, end: int) -> Ints:
        """For the entries of some lists the number of the list that each is in, counted from the first of them."""
        return np.repeat(np.arange(end - start), np.diff(self.ends[start : end + 1]))

    def parts(self) -> Iterator[tuple[int, int]]:
        """Lists to be worked on together: from number, to number."""
        start = 0
        while start < len(self):
            far = int(np.searchsorted(self.ends, self._ends[start] + _PIECE, side="right")) - 1
            end = max(start + 1, far)
            yield start, end
            start = end

    def kept(self, chosen: NDArray[np.bool_]) -> "Rows":
        """The same lists with the chosen entries alone."""
        counts = np.concatenate([[0], np.cumsum(chosen, dtype=np.int64)])
        return Rows(self.flat[chosen], np.diff(counts[self.ends]))


class Bodies(Sequence[Skeleton]):
    """The skeletons of a collection, by number. `texts` are the articles with their texts, in order of key; they may be on disk."""

    def __init__(self, texts: Sequence[Article], kept: Kept) -> None:
        self.texts = texts
        self.prints = prints(texts)
        self.articles: list[Article] = []
        self.writings = array("I")
        words, quoted = Gathered("I"), Gathered("B")
        hasher = Hasher()
        with kept.memo("bodies", Body) as memo:
            for number, print in enumerate(self.prints):
                body = memo.of(print, functools.partial(self._read, number, hasher))
                self.articles.append(lean(body.article))
                self.writings.append(body.writing)
                words.add(body.words)
                quoted.add(body.quoted)
        self.words, self.quoted = words.rows(), quoted.rows()
        self.distinct, self.vocabulary = _sets(self.words, shingles=True), _sets(self.words, shingles=False)

    def languages(self) -> Ints:
        """The language of each, as a number; 0 for all when they are of one."""
        found = {language: number for number, language in enumerate(sorted({article.language for article in self.articles}))}
        return np.fromiter((found[article.language] for article in self.articles), dtype=np.int64, count=len(self))

    def _read(self, number: int, hasher: Hasher) -> Body:
        article = self.texts[number]
        written, words, quoted = hasher.words(body_of(article))
        return Body(written, words.tobytes(), np.packbits(quoted).tobytes(), lean(article))

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


class Gathered:
    """Lists on their way into one array."""

    def __init__(self, code: str) -> None:
        self._flat, self._sizes = array(code), array("q")

    def add(self, data: bytes) -> None:
        """One more list, as bytes."""
        self._flat.frombytes(data)
        self._sizes.append(len(data) // self._flat.itemsize)

    def rows(self) -> Rows:
        """All of them."""
        return Rows(np.frombuffer(self._flat, dtype=self._flat.typecode), np.frombuffer(self._sizes, dtype=np.int64))


def _sets(words: Rows, shingles: bool) -> Rows:
    """Of each list the words, or the runs of words, as a sorted set."""
    flat, sizes = array("I"), array("q")
    for start, end in words.parts():
        values, owners = words.flat[words.ends[start] : words.ends[end]], words.owners(start, end)
        if shingles:
            values, owners = _runs(values, owners, end - start)
        # List and value in one number: one sort makes the sets of all lists.
        codes = np.unique((owners.astype(np.uint64) << np.uint64(32)) | values)
        flat.frombytes(codes.astype(np.uint32).tobytes())
        sizes.frombytes(np.bincount((codes >> np.uint64(32)).astype(np.int64), minlength=end - start).astype(np.int64).tobytes())
    return Rows(np.frombuffer(flat, dtype=np.uint32), np.frombuffer(sizes, dtype=np.int64))


def _runs(words: Hashes, owners: Ints, lists: int) -> tuple[Hashes, Ints]:
    """The runs of words of each list, as `shingled` makes them: of a list shorter than a run its words."""
    brief = np.bincount(owners, minlength=lists)[owners] < SHINGLE
    if len(words) < SHINGLE:
        return words, owners
    runs, last = shingled(words), len(words) - SHINGLE + 1
    whole = owners[:last] == owners[SHINGLE - 1 :]
    return np.concatenate([runs[whole], words[brief]]), np.concatenate([owners[:last][whole], owners[brief]])

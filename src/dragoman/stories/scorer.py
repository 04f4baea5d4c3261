"""Scores of pairs, taken over from the last run, so that new articles do not make all that stands be scored again.

A score is taken over when both reports are as they were: a report's print covers all that the features read of it, with how rare its
words are and who its article depends on. So a run that takes scores over gives the rows of one that does not, bit for bit.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.kept import Floats, Kept, Prints
from dragoman.stories.book import Book
from dragoman.stories.known import Known
from dragoman.stories.model import Model
from dragoman.stories.report import Report

Ints = NDArray[np.int64]
# Scores are compared to a millionth of a bit, so that the order of additions on another machine decides nothing.
DIGITS = 6
# A 64-bit multiplier (Knuth's) that spreads the numbers of words over all bits.
_SPREAD = np.uint64(6364136223846793005)


class Scorer:
    """Scores pairs of a collection's reports, taking over what it can; leaves all that it was asked for the next run."""

    def __init__(self, model: Model, book: Book, kept: Kept) -> None:
        self._model = model
        self._reports = book.reports
        self._prints = _prints(book, model.known)
        self._table = kept.table("scores")
        self.asked = self.taken = 0

    def scores(self, low: Ints, high: Ints) -> Floats:
        """One score a pair, in bits, rounded."""
        left, right = self._prints[low], self._prints[high]
        found = self._table.sought(left, right)
        missing = np.flatnonzero(np.isnan(found))
        self.asked, self.taken = self.asked + len(found), self.taken + len(found) - len(missing)
        found[missing] = [self._score(a, b) for a, b in zip(low[missing].tolist(), high[missing].tolist(), strict=True)]
        self._table.keep(left, right, found)
        return found

    def close(self) -> None:
        """Leave the scores."""
        self._table.close()

    def _score(self, a: int, b: int) -> float:
        return round(self._model.score(self._reports[a], self._reports[b]), DIGITS)


def _prints(book: Book, known: Known) -> Prints:
    """A print of each report."""
    reports = book.reports
    own = np.fromiter((_print(report, book, known) for report in reports), dtype=np.uint64, count=len(reports))
    words, names = [report.words for report in reports], [report.names for report in reports]
    prints: Prints = own + _summed(book, words) + _summed(book, names) * _SPREAD
    return prints


def _print(report: Report, book: Book, known: Known) -> int:
    sets = (sorted(found) for found in (report.speakers, report.statements, report.beside))
    place = (report.language, report.published, report.part, report.position)
    context = (known.crowds.get(report.event.key, 0.0), book.kin.family(report.event.article))
    data = msgspec.msgpack.encode((report.event.mark, *place, *context, *sets))
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")


def _summed(book: Book, words: Sequence[Sequence[int]]) -> Prints:
    """Of each report the sum of its words' prints: a word with another rarity changes it. The order of words says nothing."""
    table = np.fromiter(_word_prints(book), dtype=np.uint64)
    lengths = np.array([len(one) for one in words], dtype=np.int64)
    flat = np.fromiter((word for one in words for word in one), dtype=np.int64, count=int(lengths.sum()))
    sums = np.concatenate([[np.uint64(0)], np.cumsum(table[flat], dtype=np.uint64)])
    ends = np.cumsum(lengths)
    summed: Prints = sums[ends] - sums[ends - lengths]
    return summed


def _word_prints(book: Book) -> Iterator[int]:
    for stem, rarity in zip(book.stems(), book.rarity, strict=True):
        yield int.from_bytes(blake2b(f"{stem} {rarity}".encode(), digest_size=8).digest(), "little")

"""Scores of pairs carried from one run to the next, so that new articles do not make all that stands be scored again.

A score is taken over when both reports are as they were: a report's print covers all that the features read of it, with how rare its
words are and who its article depends on. So a run that takes scores over gives the rows of one that does not, bit for bit.
"""

import functools
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.stories.book import Book
from dragoman.stories.known import Known
from dragoman.stories.model import Model
from dragoman.stories.report import Report
from dragoman.vocab.deeds import deeds
from dragoman.vocab.stories import story_rules

Ints = NDArray[np.int64]
Prints = NDArray[np.uint64]
Floats = NDArray[np.float64]
# Scores are compared to a millionth of a bit, so that the order of additions on another machine decides nothing.
DIGITS = 6
# A 64-bit multiplier (Knuth's) that spreads the numbers of words over all bits.
_SPREAD = np.uint64(6364136223846793005)


class Carried(msgspec.Struct, frozen=True):
    """Scores by two prints, sorted by the two mixed. `rules` tells under which rules and code they were made."""

    rules: str
    left: Prints
    right: Prints
    score: Floats

    def dumps(self) -> bytes:
        """As bytes that `loads` reads."""
        out = io.BytesIO()
        np.savez(out, rules=np.array(self.rules), left=self.left, right=self.right, score=self.score)
        return out.getvalue()


def loads(data: bytes) -> Carried | None:
    """What `dumps` wrote; None when it was damaged or made under other rules: then everything is scored anew."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as found:
            carried = Carried(str(found["rules"]), found["left"], found["right"], found["score"])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error):
        return None
    return carried if carried.rules == rules() else None


@functools.cache
def rules() -> str:
    """A print of the rules and of this room's code."""
    made = blake2b(msgspec.json.encode(story_rules()), digest_size=16)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        made.update(path.read_bytes())
    for language in sorted(_languages()):
        made.update(msgspec.json.encode(deeds(language)))
    return made.hexdigest()


def _languages() -> frozenset[str]:
    return frozenset({"en", "ru", "tr", "fr", "kk"})


class Scorer:
    """Scores pairs of a collection's reports, taking over what it can; keeps all that it was asked for the next run."""

    def __init__(self, model: Model, book: Book, before: Carried | None) -> None:
        self._model = model
        self._reports = book.reports
        self._prints = _prints(book, model.known)
        self._before = before
        self._known = None if before is None else _mixed(before.left, before.right)
        self._asked: list[tuple[Ints, Ints, Floats]] = []
        self.taken = 0

    def scores(self, low: Ints, high: Ints) -> Floats:
        """One score a pair, in bits, rounded."""
        left, right = self._prints[low], self._prints[high]
        found = (
            np.full(len(low), np.nan) if self._before is None or self._known is None else _sought(self._before, self._known, left, right)
        )
        missing = np.flatnonzero(np.isnan(found))
        self.taken += len(found) - len(missing)
        found[missing] = [self._score(a, b) for a, b in zip(low[missing].tolist(), high[missing].tolist(), strict=True)]
        self._asked.append((low, high, found))
        return found

    def carried(self) -> Carried:
        """What the next run may take over."""
        empty = np.empty(0, dtype=np.int64)
        low, high, score = (np.concatenate(parts) for parts in zip((empty, empty, np.empty(0)), *self._asked, strict=True))
        left, right = self._prints[low], self._prints[high]
        order = np.lexsort((right, left, _mixed(left, right)))
        return Carried(rules(), left[order], right[order], score[order])

    def _score(self, a: int, b: int) -> float:
        return round(self._model.score(self._reports[a], self._reports[b]), DIGITS)


def _sought(before: Carried, known: Prints, left: Prints, right: Prints) -> Floats:
    """The carried score of each pair; not a number where there is none."""
    if not len(before.left):
        return np.full(len(left), np.nan)
    places = np.minimum(np.searchsorted(known, _mixed(left, right)), len(known) - 1)
    same = (before.left[places] == left) & (before.right[places] == right)
    found: Floats = np.where(same, before.score[places], np.nan)
    return found


def _mixed(left: Prints, right: Prints) -> Prints:
    mixed: Prints = left * _SPREAD + right
    return mixed


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

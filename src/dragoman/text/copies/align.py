"""How two texts stand to each other: what they share, where, and sentence by sentence."""

from itertools import islice

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.text.copies.bodies import Skeleton
from dragoman.text.copies.skeleton import SHINGLE, Hashes, skeleton
from dragoman.text.prose import split

# A run of this many words outside quotation marks is not chance.
_LONG_RUN = 12
_HEAD = 0.85
_GRAM = 4
_LEAST_LIKE = 0.42
_MOST_SENTENCES = 80
# A copy keeps its place: sentence i of n stands near i of n in the other.
_BAND, _LEAST_BAND = 0.2, 3
_LEAST_LETTERS = 30


class Overlap(msgspec.Struct, frozen=True):
    """How many shingles two texts share, and which share of the left and of the right text that is."""

    shared: int
    left: float
    right: float

    @property
    def most(self) -> float:
        """The share of the text that is more contained."""
        return max(self.left, self.right)

    @property
    def least(self) -> float:
        """The share of the text that is less contained."""
        return min(self.left, self.right)


def overlap(left: Skeleton, right: Skeleton) -> Overlap:
    """Containment of shingles, both ways."""
    shared = int(_among(left.distinct, right.distinct).sum())
    return Overlap(shared, shared / max(len(left.distinct), 1), shared / max(len(right.distinct), 1))


def _among(values: Hashes, known: Hashes) -> NDArray[np.bool_]:
    """Which values are in a sorted set."""
    if not len(known):
        return np.zeros(len(values), dtype=np.bool_)
    places = np.minimum(np.searchsorted(known, values), len(known) - 1)
    found: NDArray[np.bool_] = known[places] == values
    return found


def is_head(left: Skeleton, right: Skeleton) -> bool:
    """Whether the shorter text is the beginning of the longer one: a teaser, or a page behind a paywall."""
    shorter, longer = (left, right) if len(left.words) <= len(right.words) else (right, left)
    # A third more room than the shorter takes: the copy may have lost a sentence on the way.
    room = len(shorter.words) * 4 // 3 + 30
    shared = shorter.distinct[_among(shorter.distinct, longer.distinct)]
    found = _among(shared, np.unique(longer.shingles[:room]))
    return bool(len(shared)) and float(found.mean()) >= _HEAD


def lifted(article: Skeleton, source: Skeleton) -> int:
    """Words of the article that stand in the source in runs of twelve or more, quotations left out."""
    same = _among(article.shingles, source.distinct) & ~article.quoted
    edges = np.flatnonzero(np.diff(np.concatenate([[0], same.astype(np.int8), [0]])))
    runs = edges[1::2] - edges[::2] + SHINGLE - 1
    return int(runs[runs >= _LONG_RUN].sum())


def body_sentences(body: str, language: str) -> list[str]:
    """The sentences of a body that are long enough to be told from others, at most so many."""
    texts = (body[start:end] for start, end in split(body, 0, len(body), language))
    found = (text for text in texts if _letters(text) >= _LEAST_LETTERS)
    return list(islice(found, _MOST_SENTENCES))


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def grams(sentence: str) -> frozenset[str]:
    """Groups of four letters of a sentence's skeleton, blanks left out: they outlast misspelling, inflection and synonyms beside them."""
    letters = "".join(skeleton(word) for word in sentence.split())
    return frozenset(letters[at : at + _GRAM] for at in range(max(len(letters) - _GRAM + 1, 1)))


class Rewording(msgspec.Struct, frozen=True):
    """Sentences of the shorter text that have their like in the other in the same order: their share, how many, how like on average."""

    share: float
    sentences: int
    likeness: float


def reworded(left: list[frozenset[str]], right: list[frozenset[str]]) -> Rewording:
    """The best alignment in order, by likeness (Needleman and Wunsch without gap costs)."""
    shorter, longer = (left, right) if len(left) <= len(right) else (right, left)
    best = [(0.0, 0)] * (len(longer) + 1)
    band = max(_LEAST_BAND, int(_BAND * len(longer)))
    for at, one in enumerate(shorter):
        row = [(0.0, 0)]
        middle = at * len(longer) // len(shorter)
        for place, other in enumerate(longer):
            like = _likeness(one, other) if abs(place - middle) <= band else 0.0
            joined = (best[place][0] + like, best[place][1] + 1) if like >= _LEAST_LIKE else (0.0, 0)
            row.append(max(joined, best[place + 1], row[place]))
        best = row
    total, count = best[-1]
    return Rewording(count / max(len(shorter), 1), count, total / max(count, 1))


def _likeness(left: frozenset[str], right: frozenset[str]) -> float:
    small, large = sorted((len(left), len(right)))
    return len(left & right) / small if small * 2.5 >= large else 0.0

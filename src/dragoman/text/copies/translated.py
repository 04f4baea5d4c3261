"""Translations: texts in two languages whose sentences name the same people, places and numbers in the same order."""

import functools
import re
import unicodedata
import zlib
from collections.abc import Sequence

import msgspec
import numpy as np

from dragoman.text.copies.bodies import Skeleton
from dragoman.text.copies.skeleton import Hashes
from dragoman.text.prose import split

# Letters as they sound, roughly: two scripts and four spellings of a name must meet. Vowels are dropped afterwards.
_CYRILLIC = dict(zip("абвгдежзийклмнопрстуфхцчшщыэюяқғңөұүһәіёъь", "abvgdejziiklmnoprstufkscssieuakgnouukaio\0\0", strict=True))
_SOUNDS = str.maketrans({**_CYRILLIC, "ъ": "", "ь": "", "ı": "i", "ç": "c", "ş": "s", "ğ": "g", "ə": "a", "ø": "o", "ł": "l", "đ": "d"})
_SPELLINGS = (
    ("tch", "c"),
    ("sch", "s"),
    ("kh", "k"),
    ("zh", "j"),
    ("sh", "s"),
    ("ch", "c"),
    ("dj", "j"),
    ("ts", "s"),
    ("ph", "f"),
    ("w", "v"),
    ("q", "k"),
    ("x", "ks"),
    ("h", "k"),
    ("c", "s"),
)
_VOWELS = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"(.)\1+")
_NAME = re.compile(r"[^\W\d_][\w’'-]{2,30}")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]{0,12}\d(?!\w)|(?<![\w.,])\d(?!\w)")
_MOST_SENTENCES = 80
# Two sentences are each other's when they have this much of their names and numbers in common and neither is twice as long.
_LEAST_LIKE = 0.25
_STRETCHED, _TOO_LONG = 1.5, 2.0
# On average over the sentences to follow, and as a share of them. Of our own set (bench/own_copies) nineteen translations in twenty are
# above these, cut ones too, and all independent reports below: the likest has 0.33 and half. Many sentences in order need be less like.
_LIKENESS, _SHARE, _LEAST_SENTENCES, _LEAST_SHARED = 0.38, 0.6, 3, 5
_MANY, _MANY_LIKENESS, _MANY_SHARE = 6, 0.3, 0.7


class Parallel(msgspec.Struct, frozen=True):
    """Two texts side by side: sentences that name the same things in order, how like they are in all, names and numbers of both.

    `whole` is how many sentences there are to follow: those of the shorter text, or half of the longer one's if that is more.
    """

    aligned: int
    likeness: float
    whole: float
    shared: int
    of_fewer: float

    @property
    def is_translation(self) -> bool:
        """Whether one is the other in another language."""
        share, likeness = self.aligned / max(self.whole, 1), self.likeness / max(self.whole, 1)
        enough = self.aligned >= _LEAST_SENTENCES and self.shared >= _LEAST_SHARED
        many = self.aligned >= _MANY and share >= _MANY_SHARE and likeness >= _MANY_LIKENESS
        return enough and (many or (share >= _SHARE and likeness >= _LIKENESS))


class Line(msgspec.Struct, frozen=True):
    """A sentence: its names and numbers as they sound, and its length in characters."""

    names: frozenset[str]
    length: int


def lines(one: Skeleton) -> list[Line]:
    """The sentences of a text, without those that name nothing."""
    spans = list(split(one.body, 0, len(one.body), one.article.language))[:_MOST_SENTENCES]
    return [line for line in (Line(_named(one.body[start:end]), end - start) for start, end in spans) if line.names]


def anchors(one: Skeleton) -> Hashes:
    """All names and numbers of a text as they sound, as a sorted set of hashes: what a translation is searched by."""
    found = {zlib.crc32(name.encode()) for name in _named(one.body)}
    return np.fromiter(sorted(found), dtype=np.uint32, count=len(found))


def _named(sentence: str) -> frozenset[str]:
    names = (sound(found[0]) for found in _NAME.finditer(sentence) if found[0][0].isupper())
    numbers = (found[0].replace(",", "").replace(".", "") for found in _NUMBER.finditer(sentence))
    return frozenset([*filter(None, names), *numbers])


@functools.lru_cache(maxsize=100_000)
def sound(name: str) -> str:
    """The first four consonants of a name as it sounds: `Чавушоглу` and `Çavuşoğlu’nun` alike; '' for fewer than three."""
    plain = name.lower().translate(_SOUNDS)
    plain = "".join(letter for letter in unicodedata.normalize("NFD", plain) if not unicodedata.combining(letter))
    for spelling, letter in _SPELLINGS:
        plain = plain.replace(spelling, letter)
    consonants = _DOUBLED.sub(r"\1", "".join(letter for letter in _VOWELS.sub("", plain) if letter.isalpha()))
    return consonants[:4] if len(consonants) >= 3 else ""


def parallel(left: Sequence[Line], right: Sequence[Line]) -> Parallel:
    """How two texts run side by side: the best alignment in order (Needleman and Wunsch without gap costs)."""
    best = [(0.0, 0)] * (len(right) + 1)
    for one in left:
        row = [(0.0, 0)]
        for place, other in enumerate(right):
            like = _likeness(one, other)
            hit = (best[place][0] + like, best[place][1] + 1) if like >= _LEAST_LIKE else (0.0, 0)
            row.append(max(hit, best[place + 1], row[place]))
        best = row
    mine, theirs = _all(left), _all(right)
    shared, fewer = len(mine & theirs), min(len(mine), len(theirs))
    whole = max(min(len(left), len(right)), max(len(left), len(right)) / 2)
    return Parallel(best[-1][1], round(best[-1][0], 6), whole, shared, shared / max(fewer, 1))


def _all(lines: Sequence[Line]) -> frozenset[str]:
    return frozenset().union(*(line.names for line in lines))


def _likeness(one: Line, other: Line) -> float:
    """Names and numbers in common (Dice 1945), less for sentences of unlike length: a translation’s are alike (Gale and Church 1993)."""
    shared = len(one.names & other.names)
    if not shared:
        return 0.0
    stretched = max(one.length, other.length) / max(min(one.length, other.length), 1)
    fit = 1.0 if stretched < _STRETCHED else 0.5 if stretched < _TOO_LONG else 0.0
    return fit * 2 * shared / (len(one.names) + len(other.names))

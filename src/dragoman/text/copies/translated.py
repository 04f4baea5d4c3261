"""Translations: texts in two languages whose sentences name the same people, places and numbers in the same order."""

import functools
import re
import unicodedata
from collections.abc import Sequence

import msgspec

from dragoman.text.copies.skeleton import Skeleton
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
# A translation names most of what its original names, and little else; a report of its own shares a third of it at most.
_LEAST_ALIGNED, _LEAST_SENTENCES = 0.55, 5
_LEAST_SHARED, _OF_FEWER, _OF_MORE = 10, 0.5, 0.33


class Parallel(msgspec.Struct, frozen=True):
    """Two texts side by side: sentences that name the same things in order, and names and numbers that both have."""

    aligned: int
    longer: int
    shared: int
    of_fewer: float
    of_more: float

    @property
    def is_translation(self) -> bool:
        """Whether one is the other in another language."""
        in_order = self.aligned >= _LEAST_SENTENCES and self.aligned >= _LEAST_ALIGNED * self.longer
        return in_order and self.shared >= _LEAST_SHARED and self.of_fewer >= _OF_FEWER and self.of_more >= _OF_MORE


def named(one: Skeleton) -> list[frozenset[str]]:
    """For each sentence that has any, the names and numbers in it, as they sound."""
    spans = list(split(one.body, 0, len(one.body), one.article.language))[:_MOST_SENTENCES]
    return [found for found in (_named(one.body[start:end]) for start, end in spans) if found]


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


def parallel(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]) -> Parallel:
    """How two texts run side by side."""
    best = [0] * (len(right) + 1)
    for one in left:
        row = [0]
        for place, other in enumerate(right):
            shared = len(one & other)
            hit = best[place] + 1 if shared and shared * 2 >= min(len(one), len(other)) else 0
            row.append(max(hit, best[place + 1], row[place]))
        best = row
    mine: frozenset[str] = frozenset().union(*left)
    theirs: frozenset[str] = frozenset().union(*right)
    shared, fewer, more = len(mine & theirs), *sorted((len(mine), len(theirs)))
    return Parallel(best[-1], max(len(left), len(right)), shared, shared / max(fewer, 1), shared / max(more, 1))

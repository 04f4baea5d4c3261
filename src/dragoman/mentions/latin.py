"""One name in several scripts and spellings: skeletons for comparison."""

import functools
import re

from rapidfuzz.distance import Levenshtein

from dragoman.vocab.latin import latin

# Spellings of one sound, the longer first; what is left after them is compared letter by letter.
_SOUNDS = (
    ("shch", "s"),
    ("tsch", "s"),
    ("sch", "s"),
    ("tch", "s"),
    ("dzh", "j"),
    ("dj", "j"),
    ("ch", "s"),
    ("sh", "s"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("ts", "s"),
    ("tz", "s"),
    ("ck", "k"),
    ("ph", "f"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("yi", "i"),
    ("iy", "i"),
    ("ij", "i"),
    ("yo", "o"),
    ("io", "o"),
    ("ye", "e"),
    ("ie", "e"),
    ("yu", "u"),
    ("iu", "u"),
    ("ya", "a"),
    ("ia", "a"),
    ("q", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("y", "i"),
    ("z", "s"),
    ("c", "k"),
)
_TWICE = re.compile(r"(.)\1")


@functools.lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """A word's sounds, roughly: the same for `Tokayev`, `Tokaïev` and `Токаев`."""
    sounds = latin(word).replace(" ", "")
    for spelling, sound in _SOUNDS:
        sounds = sounds.replace(spelling, sound)
    return _TWICE.sub(r"\1", sounds)


def alike(one: str, other: str) -> bool:
    """Whether two skeletons may be one name misspelt: the same first sound and few edits for their length."""
    if not one or not other or one[0] != other[0]:
        return False
    bound = bound_for(max(len(one), len(other)))
    return Levenshtein.distance(one, other, score_cutoff=bound) <= bound


def bound_for(length: int) -> int:
    """How many edits a name of so many sounds may differ by and still be a slip: none under 4, one under 7, two above."""
    return 0 if length < 4 else 1 if length < 7 else 2


def inflected(one: str, other: str) -> bool:
    """Whether two skeletons may be forms of one word: a long common beginning, short rests (`akar`, `akara`)."""
    common = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        common += 1
    return common >= 3 and common >= min(len(one), len(other)) - 1 and max(len(one), len(other)) - common <= 3

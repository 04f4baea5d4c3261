"""One name in several scripts and spellings: Latin letters, slugs for identifiers, and skeletons for comparison."""

import functools
import re
import unicodedata

from rapidfuzz.distance import Levenshtein

# Cyrillic letters of Russian, Ukrainian, Belarusian and Kazakh as the English press writes them.
_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ә": "a", "ғ": "g", "қ": "k",
    "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u", "ı": "i", "ə": "a",
    "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ʼ": "", "’": "", "'": "",
}
_TABLE = str.maketrans(_LETTERS)
# Spellings of one sound, the longer first; what is left after them is compared letter by letter.
_SOUNDS = (
    ("shch", "s"), ("tsch", "s"), ("sch", "s"), ("tch", "s"), ("dzh", "j"), ("dj", "j"), ("ch", "s"), ("sh", "s"), ("zh", "j"), ("kh", "h"),
    ("gh", "g"), ("ts", "s"), ("tz", "s"), ("ck", "k"), ("ph", "f"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("yi", "i"), ("iy", "i"), ("ij", "i"),
    ("yo", "o"), ("io", "o"), ("ye", "e"), ("ie", "e"), ("yu", "u"), ("iu", "u"), ("ya", "a"), ("ia", "a"), ("q", "k"), ("x", "ks"), ("w", "v"),
    ("y", "i"), ("z", "s"), ("c", "k"),
)
_TWICE = re.compile(r"(.)\1")


def latin(text: str) -> str:
    """Lower-case Latin letters without marks; what is not a letter becomes a blank."""
    lowered = "".join(letter.lower()[:1] for letter in text)
    plain = unicodedata.normalize("NFKD", lowered.translate(_TABLE))
    return "".join(letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))


def slug(text: str) -> str:
    """An identifier from a name: `Даурен Косанов` gives `dauren-kosanov`."""
    return "-".join(latin(text).split())


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

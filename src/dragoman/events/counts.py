"""Numbers of dead, injured and arrested that a sentence states."""

import functools
import re

from dragoman.records import Counts
from dragoman.vocab import counting

# At most this many characters may stand between a number and what it counts: 'killed at least 10', '12 people were injured'.
_REACH = 28


def find(sentence: str, language: str) -> Counts:
    """The counts of a sentence; where it gives several numbers for one fate, the first stays."""
    words = counting.fates(language)
    if not words:
        return Counts()
    numbers = list(_numbers(sentence, language))
    return Counts(**{fate: _nearest(sentence, numbers, tuple(stems)) for fate, stems in words.items()})


def _numbers(sentence: str, language: str) -> list[tuple[int, int, int]]:
    found = [(m.start(), m.end(), _value(m.group())) for m in re.finditer(r"\d{1,3}(?:[ ,.\u00a0]\d{3}){1,2}(?!\d)|\d{1,6}", sentence)]
    spelled = counting.number_words(language)
    found += [(m.start(), m.end(), spelled[m.group().lower()]) for m in re.finditer(r"\w+", sentence) if m.group().lower() in spelled]
    return sorted(found)


def _value(digits: str) -> int:
    return int(re.sub(r"\D", "", digits))


def _nearest(sentence: str, numbers: list[tuple[int, int, int]], stems: tuple[str, ...]) -> int | None:
    found = [_distance(sentence, match, number) for match in _pattern(stems).finditer(sentence) for number in numbers]
    return min((item for item in found if item is not None), default=(0, 0, None))[2]


def _distance(sentence: str, fate: re.Match[str], number: tuple[int, int, int]) -> tuple[int, int, int | None] | None:
    # A number before its fate comes first: '12 were killed and 30 wounded' has 30 nearer to 'killed' than 12.
    start, end, value = number
    after = int(end > fate.start())
    between = sentence[fate.end() : start] if after else sentence[end : fate.start()]
    gap = start - fate.end() if after else fate.start() - end
    return (after, gap, value) if 0 <= gap <= _REACH and not re.search(r"[.;:,]", between) else None


@functools.cache
def _pattern(stems: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(stem) for stem in stems) + r")\w{0,8}", re.IGNORECASE)

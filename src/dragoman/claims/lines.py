"""Sentences as rows of tokens, with the classes that the claim rules look at."""

import functools
import re
from bisect import bisect_left, bisect_right

import msgspec

from dragoman.claims.lexicon import ADV, CAP, NUMBER, PUNCT, QUOTE, Lexicon, lexicon
from dragoman.records import Sentence

# Alternatives are tried in order and none repeats inside another, so the time is linear in the text.
# Titles and initials begin with a capital: one look at it passes over their long list at nearly every word.
_WORD = r"(?:[^\W\d_]\.){2,}|(?=[A-ZА-ЯЁ])(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Prof|St|Jr|Sr|Maj|Capt|Rev|Hon|Mme|[A-ZА-ЯЁ])\.|"
_TOKEN = re.compile(_WORD + r"\d+(?:[.,]\d+)+|\w+(?:[-’'.&/]\w+)*(?:(?<=s)[’'](?= \w))?|''|``|\.\.\.|[^\w\s]")
_CLITIC = r"(?:t-)?(?:ils?|elles?|on|je|nous|vous)\b"
_ELIDED = re.compile(
    _WORD
    + r"(?:[^\W_]|qu|Qu|lorsqu|puisqu|jusqu)[’']|-"
    + _CLITIC
    + r"|\d+(?:[.,]\d+)+|\w+(?:[-.&/](?!"
    + _CLITIC
    + r")\w+)*|''|``|\.\.\.|[^\w\s]"
)
QUOTES = frozenset(["“", "”", "„", "«", "»", '"', "‟", "‘", "’", "''", "``", "‹", "›", "'"])
_LONGEST = 2000


class Line(msgspec.Struct, frozen=True):
    """One sentence: for each token its offsets into the article, its lower-case form and its flags."""

    number: int
    sentence: Sentence
    lexicon: Lexicon
    starts: list[int]
    ends: list[int]
    lows: list[str]
    flags: list[int]

    def __len__(self) -> int:
        return len(self.starts)

    def has(self, at: int, flags: int) -> bool:
        """Whether the token at a place (within the line) has one of the flags."""
        return 0 <= at < len(self.flags) and bool(self.flags[at] & flags)

    def low(self, at: int) -> str:
        """The lower-case token at a place; '' outside the line."""
        return self.lows[at] if 0 <= at < len(self.lows) else ""

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The token range that two offsets cover."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)


def line(text: str, sentence: Sentence, number: int, words: Lexicon) -> Line:
    """The tokens of a sentence; of an overlong one the first 2,000 characters."""
    pattern = _ELIDED if words.patterns.elision else _TOKEN
    stop = min(sentence.end, sentence.start + _LONGEST)
    spans = [match.span() for match in pattern.finditer(text, sentence.start, stop)]
    language = words.language
    if not spans:
        return Line(number, sentence, words, [], [], [], [])
    starts, ends = map(list, zip(*spans, strict=True))
    lows, flags = map(list, zip(*[_word(language, text[start:end]) for start, end in spans], strict=True))
    return Line(number, sentence, words, starts, ends, lows, flags)


@functools.lru_cache(maxsize=1 << 16)
def _word(language: str, word: str) -> tuple[str, int]:
    """A token's lower-case form and flags. The same few thousand words make up most of the press."""
    words = lexicon(language)
    low = word.lower().replace("’", "'") if len(word) > 1 else word.lower()
    flag = words.flags.get(low) if words else 0
    if words and flag is None:
        flag = _guess(low, words, language == "en")
    return low, (flag or 0) | (CAP if word[0].isupper() else 0)


def _guess(low: str, lexicon: Lexicon, english: bool) -> int:
    if low in QUOTES:
        return QUOTE | PUNCT
    first = low[0]
    if not first.isalnum() and len(low) < 3:
        return PUNCT
    if first.isdigit():
        return NUMBER
    if english:
        return ADV if low.endswith("ly") and len(low) > 4 else 0
    return lexicon.flag(low) if lexicon.stems else 0

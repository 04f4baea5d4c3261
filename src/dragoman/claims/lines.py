"""Sentences as rows of tokens, with the classes that the claim rules look at."""

import functools
import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

import msgspec

from dragoman.claims.lexicon import ADV, CAP, NUMBER, PUNCT, QUOTE, Lexicon, lexicon
from dragoman.records import Sentence
from dragoman.vocab.remembered import Remembered

# Alternatives are tried in order and none repeats inside another, so the time is linear in the text.
# Titles and initials begin with a capital: one look at it passes over their long list at nearly every word.
_WORD = r"(?:[^\W\d_]\.){2,}|(?=[A-ZА-ЯЁ])(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Prof|St|Jr|Sr|Maj|Capt|Rev|Hon|Mme|[A-ZА-ЯЁ])\.|"
# Split at these, a text is by turns a gap and a token.
_TOKEN = re.compile(r"(" + _WORD + r"\d+(?:[.,]\d+)+|\w+(?:[-’'.&/]\w+)*(?:(?<=s)[’'](?= \w))?|''|``|\.\.\.|[^\w\s])")
_CLITIC = r"(?:t-)?(?:ils?|elles?|on|je|nous|vous)\b"
_ELIDED = re.compile(
    r"("
    + _WORD
    + r"(?:[^\W_]|qu|Qu|lorsqu|puisqu|jusqu)[’']|-"
    + _CLITIC
    + r"|\d+(?:[.,]\d+)+|\w+(?:[-.&/](?!"
    + _CLITIC
    + r")\w+)*|''|``|\.\.\.|[^\w\s])"
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
    pieces = pattern.split(text[sentence.start : stop])
    if len(pieces) == 1:
        return Line(number, sentence, words, [], [], [], [])
    bounds = list(accumulate(map(len, pieces), initial=sentence.start))
    lows, flags = map(list, zip(*map(_words(words.language).__getitem__, pieces[1::2]), strict=True))
    return Line(number, sentence, words, bounds[1:-1:2], bounds[2::2], lows, flags)


@functools.cache
def _words(language: str) -> Remembered[str, tuple[str, int]]:
    """A language's tokens in lower case with their flags. The same few thousand words make up most of the press."""
    return Remembered(functools.partial(_word, language), 1 << 16)


def _word(language: str, word: str) -> tuple[str, int]:
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

"""The room's verb: the temporal expressions of a Reading, or of plain text."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from dragoman.mentions.times import matching
from dragoman.mentions.times.lexicon import Lexicon, lexicon
from dragoman.mentions.times.matching import Match
from dragoman.mentions.times.placing import Context, Placed, place
from dragoman.mentions.times.tokens import Tokens, fold
from dragoman.mentions.times.whens import when
from dragoman.records import Reading, Sentence, Timex, When, cut_span

_DIGITS = re.compile(r"\d+")
_CENTURIES = ("15", "16", "17", "18", "19", "20")
_SENTENCE_END = frozenset(".!?…")
# Words of the clause around an expression that may show its tense.
_CLAUSE = 14


def find(reading: Reading) -> tuple[Timex, ...]:
    """The temporal expressions of an article, sentence by sentence in its own languages."""
    article = reading.article
    years = _years(article.text)
    context = _context(years, _day(article.published), _narrative(years, article.published))
    found: list[Timex] = []
    folded = fold(article.text)
    for sentence in reading.sentences or (_whole(article.text, article.language),):
        words = lexicon(sentence.language) or lexicon(article.language)
        if words is not None:
            stretch = slice(sentence.start, sentence.end)
            found += _found(article.text, sentence.start, Tokens(article.text[stretch], folded[stretch]), words, context)
    return tuple(found)


def find_in(text: str, language: str, day: date | None, *, narrative: bool = False) -> tuple[Timex, ...]:
    """The temporal expressions of plain text written on a day. A narrative counts from the dates it names itself."""
    words = lexicon(language)
    if words is None or not text:
        return ()
    return tuple(_found(text, 0, Tokens(text, fold(text)), words, _context(_years(text), day, narrative)))


def _years(text: str) -> list[str]:
    """The numbers that may be years from 1500 to 2099."""
    return [digits for digits in _DIGITS.findall(text) if len(digits) == 4 and digits.startswith(_CENTURIES)]


def _whole(text: str, language: str) -> Sentence:
    return Sentence(start=0, end=len(text), number=0, paragraph=0, language=language)


def _day(published: When | None) -> date | None:
    """The publication day; None where only a month or year is known, for then 'Friday' cannot be placed."""
    return published.first if published is not None and published.precision == "day" else None


def _context(years: Sequence[str], day: date | None, narrative: bool) -> Context:
    only = int(years[0]) if len(set(years)) == 1 else None
    return Context(None if narrative else day, narrative=narrative, year=only)


def _narrative(years: Sequence[str], published: When | None) -> bool:
    """History told in order: many years named, nearly all of them long before the publication."""
    if published is None or published.first is None or len(years) < 8:
        return False
    old = sum(int(year) < published.first.year - 5 for year in years)
    return old >= 0.9 * len(years)


def _found(text: str, start: int, tokens: Tokens, words: Lexicon, context: Context) -> Iterator[Timex]:
    """The expressions among tokens that begin at an offset of the text."""
    for match in matching.find(tokens, words):
        context.tense = _tense(tokens, match, words)
        placed = place(match.sense, context)
        if placed is None:
            continue
        context.note(placed)
        yield _timex(text, start + tokens.start(match.start), start + tokens.end(match.end - 1), placed)


def _timex(text: str, start: int, end: int, placed: Placed) -> Timex:
    span = cut_span(text, start, end)
    return Timex(span=span, type=placed.type, value=placed.value, when=when(placed, span.text))


def _tense(tokens: Tokens, match: Match, words: Lexicon) -> int:
    """1 where the clause speaks of what is to come, -1 of what was, 0 where no word tells: the nearest one decides."""
    lows = tokens.lows
    if match.start and lows[match.start - 1] in words.ahead:
        return 1
    for at in range(match.start - 1, max(-1, match.start - _CLAUSE), -1):
        low = lows[at]
        if low in _SENTENCE_END and at and not tokens.capital(at - 1):
            break
        if low in words.future or f"{low} {lows[at + 1]}" in words.future:
            return 1
        if low in words.past:
            # 'will be held': a participle has the tense of its auxiliary.
            return 1 if not words.future.isdisjoint(lows[max(0, at - 3) : at]) else -1
    following = lows[match.end : match.end + 5]
    return 1 if not words.future.isdisjoint(following) else -1 if not words.past.isdisjoint(following) else 0

"""An article laid out for the claim rules: its lines, its quotations, its cue hits."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

import msgspec

from dragoman.claims.lexicon import PUNCT, Cue, lexicon
from dragoman.claims.lines import Line, line
from dragoman.claims.quotes import Quote, quotes
from dragoman.records import Reading
from dragoman.vocab import terms

Range = tuple[int, int]
Shape = Literal["svo", "governed", "inverted", "participle", "shared", "preposition", "noun", "graphic", "chain", "passive", "heads"]
# Fewer words than this in quotation marks may be a name or a distancing; more are somebody's words.
LEAST_WORDS = 5
# A sentence with more cue words than this is a list of words; each cue looks at those behind it.
MOST_HITS = 40


class Hit(msgspec.Struct, frozen=True):
    """A cue term found in a line: its tokens and what it stands for."""

    first: int
    stop: int
    cue: Cue
    other: Cue | None = None


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """Who, by which cue, said what: offsets into the article. `pieces` keep their quotation marks; `source` may be missing.

    `nested`: inside another frame's content; `marked`: a quotation mark, a colon or a conjunction shows the content.
    """

    line: int
    cue: Range
    source: Range | None
    pieces: tuple[Range, ...]
    hit: Cue
    shape: Shape
    direct: bool = False
    nested: bool = False
    marked: bool = False
    engine: str = "rules"


class Scene(msgspec.Struct, frozen=True):
    """The article's text with what was found on its surface."""

    text: str
    lines: list[Line]
    hits: list[list[Hit]]
    quotes: tuple[Quote, ...]
    quote_starts: list[int]
    person_ends: frozenset[int] = frozenset()
    # The same with surnames: who may open a line as 'Akar: ...'.
    label_ends: frozenset[int] = frozenset()

    def quote_at(self, offset: int) -> Quote | None:
        """The quotation that holds an offset, marks included."""
        at = bisect_right(self.quote_starts, offset) - 1
        found = self.quotes[at] if at >= 0 else None
        return found if found and offset < found.end else None

    def row_at(self, offset: int) -> int | None:
        """The row of the line that holds an offset."""
        at = bisect_right(self.lines, offset, key=lambda line: line.starts[0]) - 1
        return at if at >= 0 and offset < self.lines[at].ends[-1] else None

    def long(self, quote: Quote) -> bool:
        """Whether a quotation is long enough to be somebody's words rather than a name or a distanced word."""
        return len(self.text[quote.inner : quote.outer].split(maxsplit=LEAST_WORDS)) >= LEAST_WORDS

    def scare(self, quote: Quote) -> bool:
        """Whether the marks hold a word at a distance: few words, the first in lower case."""
        return not self.long(quote) and self.text[quote.inner].islower()


def scene(reading: Reading) -> Scene:
    """Lay an article out; sentences in languages without cue words are passed over."""
    text = reading.article.text
    lines: list[Line] = []
    for number, sentence in enumerate(reading.sentences):
        words = lexicon(sentence.language)
        if words is not None:
            found = line(text, sentence, number, words)
            if len(found):
                lines.append(found)
    marks = quotes(text)
    ends = frozenset(mention.span.end for mention in reading.mentions if mention.kind == "person" and mention.how in ("name", "learnt"))
    labels = frozenset(mention.span.end for mention in reading.mentions if mention.kind == "person" and mention.how != "pronoun")
    return Scene(text, lines, _hits(text, lines), marks, [mark.start for mark in marks], ends, labels)


_RANK = {"chain": -1, "pronominal": -1, "impersonal": 1, "postposition": 0, "preposition": 1, "verb": 2, "noun": 3}


def _order(hit: terms.Hit[Cue]) -> tuple[int, int, int, bool]:
    return hit.start, -hit.end, _RANK[hit.value.manner], hit.value.weak


def _other(found: Sequence[terms.Hit[Cue]], place: int) -> Cue | None:
    """The noun that the same word may be, where it is first taken for a verb."""
    hit = found[place]
    for other in found[place + 1 : place + 4]:
        if (other.start, other.end) == (hit.start, hit.end) and other.value.manner != hit.value.manner:
            return other.value
    return None


def _hits(text: str, lines: Sequence[Line]) -> list[list[Hit]]:
    """The cue hits of each line, in order, without overlaps: at each place the longest, a strong one before a weak one."""
    table: list[list[Hit]] = [[] for _ in lines]
    for language in sorted({one.lexicon.language for one in lines}):
        rows = [number for number, one in enumerate(lines) if one.lexicon.language == language]
        starts = [lines[number].starts[0] for number in rows]
        found = sorted(lines[rows[0]].lexicon.cues.all(text), key=_order)
        reach, last = -1, (-1, -1)
        for place, hit in enumerate(found):
            if (hit.start, hit.end) == last or hit.start < reach:
                continue
            last = hit.start, hit.end
            at = bisect_right(starts, hit.start) - 1
            if at < 0:
                continue
            row = lines[rows[at]]
            first, stop = row.tokens(hit.start, hit.end)
            whole = first < stop and (row.ends[stop - 1] == hit.end or hit.value.manner == "noun")
            full = len(table[rows[at]]) >= MOST_HITS
            if whole and not full and row.starts[first] >= hit.start and not row.flags[first] & PUNCT:
                reach = hit.end
                table[rows[at]].append(Hit(first, stop, hit.value, _other(found, place)))
    return table

"""Outlooks that disagree: what one voice foretells and another doubts, tied to the event that they are nearest to."""

import functools
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import islice, product

import msgspec

from dragoman.records import Claim, Tension
from dragoman.stories.book import Book
from dragoman.stories.origins import said_by, voice
from dragoman.stories.report import Report
from dragoman.stories.words import stems
from dragoman.vocab.stories import story_rules

# Claims are compared with others that share one of their rarest stems; a stem with more claims than this is no clue.
_RAREST = 4
_MOST = 40
# Two outlooks are about one thing when they share so many bits of rarity and this part of the poorer one's.
_BITS = 8.0
_SHARE = 0.2
_MOST_VALUES = 6


@functools.cache
def _unlikely(language: str) -> re.Pattern[str] | None:
    cues = story_rules().unlikely.get(language)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, cues)) + ")", re.IGNORECASE) if cues else None


class Side(msgspec.Struct, frozen=True):
    """One side of a disagreement about what will come: the claim, the stems of its words, and whether it expects or doubts."""

    claim: Claim
    stems: frozenset[str]
    expects: bool


class Outlooks:
    """Disagreements about the future in a collection, by the event whose story they are shown with."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._by_article: dict[str, list[Report]] = {}
        for report in book.reports:
            self._by_article.setdefault(report.event.article, []).append(report)
        self._pairs: dict[str, list[tuple[Side, Side]]] = {}
        for hope, doubt in self._disagreeing():
            event = self._nearest(hope, doubt)
            if event:
                self._pairs.setdefault(event, []).append((hope, doubt))

    def tension(self, events: Iterable[str]) -> Tension | None:
        """The disagreements tied to these events, as one tension."""
        pairs = [pair for event in events for pair in self._pairs.get(event, ())]
        hopes = {voice(hope.claim, self._book): hope for hope, _ in pairs}
        doubts = {voice(doubt.claim, self._book): doubt for _, doubt in pairs}
        if not pairs:
            return None
        sides = [*hopes.values(), *doubts.values()][:_MOST_VALUES]
        return Tension(
            about="outlook",
            says=f"expected by {self._named(hopes.values())}, doubted by {self._named(doubts.values())}",
            values=tuple(("expected by " if side.expects else "doubted by ") + said_by(side.claim, self._book) for side in sides),
            articles=tuple(side.claim.article for side in sides),
            spans=tuple(side.claim.sentence for side in sides),
        )

    def _named(self, sides: Iterable[Side]) -> str:
        return " and ".join(said_by(side.claim, self._book) for side in islice(sides, 3))

    def _disagreeing(self) -> Iterator[tuple[Side, Side]]:
        sides = list(self._sides())
        blocks: dict[str, list[int]] = {}
        for number, side in enumerate(sides):
            for stem in sorted(side.stems, key=lambda stem: (-self._book.rarity_of(stem), stem))[:_RAREST]:
                blocks.setdefault(stem, []).append(number)
        seen: set[tuple[int, int]] = set()
        for stem in sorted(blocks):
            hopes = [number for number in blocks[stem] if sides[number].expects][:_MOST]
            doubts = [number for number in blocks[stem] if not sides[number].expects][:_MOST]
            for pair in product(hopes, doubts):
                if pair not in seen and self._of_one_thing(sides[pair[0]], sides[pair[1]]):
                    seen.add(pair)
                    yield sides[pair[0]], sides[pair[1]]

    def _sides(self) -> Iterator[Side]:
        """Claims about what will come: foretold as likely or unlikely, or doubted and denied without an event of which they speak."""
        for claim in self._book.foretold:
            found = frozenset(map(sys.intern, stems(claim.content.text)))
            if found:
                yield Side(claim, found, claim.stance == "predicts" and not self._unlikely(claim))

    def _unlikely(self, claim: Claim) -> bool:
        pattern = _unlikely(self._book.articles[claim.article].language)
        return pattern is not None and pattern.search(claim.content.text) is not None

    def _of_one_thing(self, hope: Side, doubt: Side) -> bool:
        if voice(hope.claim, self._book) == voice(doubt.claim, self._book):
            return False
        both = self._bits(hope.stems & doubt.stems)
        return both >= _BITS and both >= _SHARE * min(self._bits(hope.stems), self._bits(doubt.stems))

    def _bits(self, found: frozenset[str]) -> float:
        return sum(map(self._book.rarity_of, sorted(found)))

    def _nearest(self, hope: Side, doubt: Side) -> str:
        """The event that the claims are about; else the one told nearest to either of them in its article."""
        own = (*hope.claim.events, *doubt.claim.events, *doubt.claim.bears_on, *hope.claim.bears_on)
        told = [(_distance(side.claim, report), report) for side in (hope, doubt) for report in self._in(side.claim.article)]
        held = {report.event.key for _, report in told}
        if not told:
            return ""
        nearest = min(told, key=lambda found: (found[0], found[1].order))[1].event.key
        return next((key for key in own if key in held), nearest)

    def _in(self, article: str) -> list[Report]:
        return self._by_article.get(article, [])


def _distance(claim: Claim, report: Report) -> int:
    return abs(report.event.sentence.start - claim.sentence.start)

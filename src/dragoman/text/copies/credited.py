"""Articles that say whose report they retell, when that report is among the articles."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from dragoman.records import Copy
from dragoman.text.copies.order import first_day, last_day, outlet_of
from dragoman.text.copies.skeleton import Skeleton, facts_of
from dragoman.text.copies.translated import Line, lines, parallel
from dragoman.text.copies.verdict import record

# A retelling follows within days; a paper has at most so many articles on them that are looked at.
_DAYS = timedelta(days=3)
_MOST_COMPARED = 200
_LEAST_FACTS = 3
_LEAST_SHARE = 0.25
# Sounds of names meet by chance more often than their letters.
_LEAST_SOUNDS, _LEAST_SOUNDS_SHARE = 5, 0.4


class _Likeness(msgspec.Struct, frozen=True):
    """How like two reports are: `share` of the fewer names and numbers, and whether one translates the other."""

    share: float
    translates: bool


def retellings(found: Sequence[Skeleton], group: Mapping[str, int]) -> Iterator[Copy]:
    """A Copy for each article and outlet that it credits, when that outlet has a like article of the days before, in any language.

    `group` tells the articles (by key) that are copies of one another already.
    """
    shelves = _shelves(found)
    facts = _Facts()
    for article in found:
        day = first_day(article.article)
        for name in article.article.credits if day else ():
            near = _near(shelves.get(name, ([], [])), article, day)
            best = _likest(article, [one for one in near if group[one.article.key] != group[article.article.key]], facts)
            if best:
                yield _retelling(article, best[1], best[0], name)


def _shelves(found: Sequence[Skeleton]) -> dict[str, tuple[list[date], list[Skeleton]]]:
    """Dated articles by outlet, in order of day."""
    by_outlet: dict[str, list[Skeleton]] = {}
    for one in found:
        outlet = outlet_of(one.article)
        if outlet and one.article.published and one.article.published.precision == "day":
            by_outlet.setdefault(outlet, []).append(one)
    ordered = {outlet: sorted(ones, key=lambda one: (last_day(one.article), one.article.key)) for outlet, ones in by_outlet.items()}
    return {outlet: ([last_day(one.article) for one in ones], ones) for outlet, ones in ordered.items()}


def _near(shelf: tuple[list[date], list[Skeleton]], article: Skeleton, day: date | None) -> list[Skeleton]:
    if day is None:
        return []
    low, high = bisect_left(shelf[0], day - _DAYS), bisect_right(shelf[0], last_day(article.article))
    return shelf[1][low:high][-_MOST_COMPARED:]


class _Facts:
    """Names and numbers of articles, each made once."""

    def __init__(self) -> None:
        self._facts: dict[str, frozenset[str]] = {}
        self._lines: dict[str, list[Line]] = {}

    def likeness(self, article: Skeleton, source: Skeleton) -> _Likeness | None:
        """How like two reports are, None when not enough to speak of."""
        if article.article.language != source.article.language:
            return self._across(article, source)
        mine, theirs = self._of(article), self._of(source)
        shared = len(mine & theirs)
        share = shared / max(min(len(mine), len(theirs)), 1)
        return _Likeness(share, False) if shared >= _LEAST_FACTS and share >= _LEAST_SHARE else None

    def _across(self, article: Skeleton, source: Skeleton) -> _Likeness | None:
        found = parallel(self._sentences(article), self._sentences(source))
        enough = found.shared >= _LEAST_SOUNDS and found.of_fewer >= _LEAST_SOUNDS_SHARE
        return _Likeness(found.of_fewer, found.is_translation) if enough else None

    def _of(self, one: Skeleton) -> frozenset[str]:
        if one.article.key not in self._facts:
            self._facts[one.article.key] = facts_of(one.body)
        return self._facts[one.article.key]

    def _sentences(self, one: Skeleton) -> list[Line]:
        if one.article.key not in self._lines:
            self._lines[one.article.key] = lines(one)
        return self._lines[one.article.key]


def _likest(article: Skeleton, near: Sequence[Skeleton], facts: _Facts) -> tuple[_Likeness, Skeleton] | None:
    best: tuple[_Likeness, Skeleton] | None = None
    for one in near:
        like = facts.likeness(article, one)
        if like and (best is None or (like.translates, like.share) > (best[0].translates, best[0].share)):
            best = like, one
    return best


def _retelling(article: Skeleton, source: Skeleton, like: _Likeness, outlet: str) -> Copy:
    percent = f"{like.share:.0%}".replace("%", " %")
    if like.translates:
        reason = f"It credits {outlet} and follows its report in another language; {percent} of its names and numbers are the same."
        return record(article, source, "translated", like.share, reason)
    reason = f"It credits {outlet}, whose report of these days shares {percent} of its names and numbers."
    return record(article, source, "credited", like.share, reason)

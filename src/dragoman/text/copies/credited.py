"""Articles that say whose report they retell, when that report is among the articles."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from dragoman.records import Copy
from dragoman.text.copies.bodies import Skeleton
from dragoman.text.copies.details import Details
from dragoman.text.copies.order import first_day, last_day, outlet_of
from dragoman.text.copies.translated import parallel
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


def retellings(found: Sequence[Skeleton], group: Sequence[int], details: Details) -> Iterator[Copy]:
    """A Copy for each article and outlet that it credits, when that outlet has a like article of the days before, in any language.

    `group` tells the articles (by number) that are copies of one another already.
    """
    shelves = _shelves(found)
    for article in found:
        day = first_day(article.article)
        for name in article.article.credits if day else ():
            near = _near(shelves.get(name, ([], [])), article, day)
            best = _likest(article, [found[one] for one in near if group[one] != group[article.number]], details)
            if best:
                yield _retelling(article, best[1], best[0], name)


def _shelves(found: Sequence[Skeleton]) -> dict[str, tuple[list[date], list[int]]]:
    """Days and numbers of dated articles by outlet, in order of day."""
    by_outlet: dict[str, list[tuple[date, int]]] = {}
    for one in found:
        outlet = outlet_of(one.article)
        if outlet and one.article.published and one.article.published.precision == "day":
            by_outlet.setdefault(outlet, []).append((last_day(one.article), one.number))
    # Numbers ascend with keys.
    ordered = {outlet: sorted(ones) for outlet, ones in by_outlet.items()}
    return {outlet: ([day for day, _ in ones], [number for _, number in ones]) for outlet, ones in ordered.items()}


def _near(shelf: tuple[list[date], list[int]], article: Skeleton, day: date | None) -> list[int]:
    if day is None:
        return []
    low, high = bisect_left(shelf[0], day - _DAYS), bisect_right(shelf[0], last_day(article.article))
    return shelf[1][low:high][-_MOST_COMPARED:]


def _likeness(article: Skeleton, source: Skeleton, details: Details) -> _Likeness | None:
    """How like two reports are, None when not enough to speak of."""
    if article.article.language != source.article.language:
        return _across(article, source, details)
    mine, theirs = details.facts(article), details.facts(source)
    shared = mine.shared(theirs)
    share = shared / max(min(len(mine), len(theirs)), 1)
    return _Likeness(share, False) if shared >= _LEAST_FACTS and share >= _LEAST_SHARE else None


def _across(article: Skeleton, source: Skeleton, details: Details) -> _Likeness | None:
    found = parallel(details.lines(article), details.lines(source))
    enough = found.shared >= _LEAST_SOUNDS and found.of_fewer >= _LEAST_SOUNDS_SHARE
    return _Likeness(found.of_fewer, found.is_translation) if enough else None


def _likest(article: Skeleton, near: Sequence[Skeleton], details: Details) -> tuple[_Likeness, Skeleton] | None:
    best: tuple[_Likeness, Skeleton] | None = None
    for one in near:
        like = _likeness(article, one, details)
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

"""Articles that say whose report they retell, when that report is among the articles."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from dragoman.records import Copy
from dragoman.text.copies.order import first_day, last_day, outlet_of
from dragoman.text.copies.skeleton import Skeleton, facts_of
from dragoman.text.copies.verdict import record

# A retelling follows within days; a paper has at most so many articles on them that are looked at.
_DAYS = timedelta(days=3)
_MOST_COMPARED = 200
_LEAST_FACTS = 3
_LEAST_SHARE = 0.25


def retellings(found: Sequence[Skeleton], group: Mapping[str, int]) -> Iterator[Copy]:
    """A Copy for each article and outlet that it credits, when that outlet has a like article of the days before.

    `group` tells the articles (by key) that are copies of one another already.
    """
    shelves = _shelves(found)
    facts: dict[str, frozenset[str]] = {}
    for article in found:
        day = first_day(article.article)
        for name in article.article.credits if day else ():
            near = _near(shelves.get(name, ([], [])), article, day)
            best = _likest(article, near, facts)
            if best and group[best[1].article.key] != group[article.article.key]:
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
    return [one for one in shelf[1][low:high][-_MOST_COMPARED:] if one.article.language == article.article.language]


def _likest(article: Skeleton, near: Sequence[Skeleton], facts: dict[str, frozenset[str]]) -> tuple[float, Skeleton] | None:
    mine = _facts(article, facts)
    best: tuple[float, Skeleton] | None = None
    for one in near:
        theirs = _facts(one, facts)
        shared = len(mine & theirs)
        share = shared / max(min(len(mine), len(theirs)), 1)
        if shared >= _LEAST_FACTS and share >= _LEAST_SHARE and (best is None or share > best[0]):
            best = share, one
    return best


def _facts(one: Skeleton, known: dict[str, frozenset[str]]) -> frozenset[str]:
    if one.article.key not in known:
        known[one.article.key] = facts_of(one.body)
    return known[one.article.key]


def _retelling(article: Skeleton, source: Skeleton, share: float, outlet: str) -> Copy:
    percent = f"{share:.0%}".replace("%", " %")
    reason = f"It credits {outlet}, whose report of these days shares {percent} of its names and numbers."
    return record(article, source, "credited", share, reason)

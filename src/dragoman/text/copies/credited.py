"""Articles that say whose report they retell, when that report is among the articles."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec
import numpy as np

from dragoman.kept import Kept
from dragoman.records import Article, Copy
from dragoman.text.copies.bodies import Bodies, Skeleton
from dragoman.text.copies.details import Details
from dragoman.text.copies.judged import Judged
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


class _Likeness(msgspec.Struct, frozen=True, order=True):
    """How like two reports are: whether one translates the other, and the `share` of the fewer names and numbers."""

    translates: bool
    share: float


def retellings(found: Bodies, group: Sequence[int], details: Details, kept: Kept) -> Iterator[Copy]:
    """A Copy for each article and outlet that it credits, when that outlet has a like article of the days before, in any language.

    `group` tells the articles (by number) that are copies of one another already.
    """
    asked = list(_asked(found, group))
    pairs = np.array([(article, one) for article, _, near in asked for one in near], dtype=np.int64).reshape(-1, 2)
    judged = Judged(found, kept, "retellings", _Likeness)
    likeness = dict(judged.verdicts(pairs, lambda article, one: _likeness(found[article], found[one], details)))
    for article, name, near in asked:
        likest = max(((like, -place, one) for place, one in enumerate(near) if (like := likeness.get((article, one)))), default=None)
        if likest:
            yield _retelling(found[article], found[likest[2]], likest[0], name)


def _asked(found: Bodies, group: Sequence[int]) -> Iterator[tuple[int, str, list[int]]]:
    """Each article with an outlet that it credits and the articles of it that may be meant."""
    shelves = _shelves(found)
    for number, article in enumerate(found.articles):
        day = first_day(article)
        for name in article.credits if day else ():
            near = [one for one in _near(shelves.get(name, ([], [])), article, day) if group[one] != group[number]]
            if near:
                yield number, name, near


def _shelves(found: Bodies) -> dict[str, tuple[list[date], list[int]]]:
    """Days and numbers of dated articles by outlet, in order of day."""
    by_outlet: dict[str, list[tuple[date, int]]] = {}
    for number, one in enumerate(found.articles):
        outlet = outlet_of(one)
        if outlet and one.published and one.published.precision == "day":
            by_outlet.setdefault(outlet, []).append((last_day(one), number))
    # Numbers ascend with keys.
    ordered = {outlet: sorted(ones) for outlet, ones in by_outlet.items()}
    return {outlet: ([day for day, _ in ones], [number for _, number in ones]) for outlet, ones in ordered.items()}


def _near(shelf: tuple[list[date], list[int]], article: Article, day: date | None) -> list[int]:
    if day is None:
        return []
    low, high = bisect_left(shelf[0], day - _DAYS), bisect_right(shelf[0], last_day(article))
    return shelf[1][low:high][-_MOST_COMPARED:]


def _likeness(article: Skeleton, source: Skeleton, details: Details) -> _Likeness | None:
    """How like two reports are, None when not enough to speak of."""
    if article.article.language != source.article.language:
        return _across(article, source, details)
    mine, theirs = details.facts(article), details.facts(source)
    shared = mine.shared(theirs)
    share = shared / max(min(len(mine), len(theirs)), 1)
    return _Likeness(False, share) if shared >= _LEAST_FACTS and share >= _LEAST_SHARE else None


def _across(article: Skeleton, source: Skeleton, details: Details) -> _Likeness | None:
    found = parallel(details.lines(article), details.lines(source))
    enough = found.shared >= _LEAST_SOUNDS and found.of_fewer >= _LEAST_SOUNDS_SHARE
    return _Likeness(found.is_translation, found.of_fewer) if enough else None


def _retelling(article: Skeleton, source: Skeleton, like: _Likeness, outlet: str) -> Copy:
    percent = f"{like.share:.0%}".replace("%", " %")
    if like.translates:
        reason = f"It credits {outlet} and follows its report in another language; {percent} of its names and numbers are the same."
        return record(article, source, "translated", like.share, reason)
    reason = f"It credits {outlet}, whose report of these days shares {percent} of its names and numbers."
    return record(article, source, "credited", like.share, reason)

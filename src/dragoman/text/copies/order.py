"""Which of two like texts is the source: the earlier, then the one that credits nobody in the group, the longer, the smaller key."""

from collections.abc import Iterable, Sequence
from datetime import date

from dragoman.records import Article
from dragoman.text.copies.bodies import Skeleton

Rank = tuple[date, bool, bool, int, str]


def ranks(found: Sequence[Skeleton], group: Sequence[int]) -> list[Rank]:
    """For each article its rank in its group; the lowest is the source.

    The earliest first; of one day, the outlet that others of the group credit, then who credits no other, the longest, the smallest key.
    """
    outlets: dict[int, set[str]] = {}
    credited: dict[int, set[str]] = {}
    for one, root in zip(found, group, strict=True):
        outlets.setdefault(root, set()).update({outlet_of(one.article)} - {""})
        credited.setdefault(root, set()).update(one.article.credits)
    return [_rank(one, outlets[root], credited[root]) for one, root in zip(found, group, strict=True)]


def _rank(one: Skeleton, outlets: set[str], credited: set[str]) -> Rank:
    article = one.article
    borrows = any(name in outlets for name in article.credits)
    return last_day(article), outlet_of(article) not in credited, borrows, -len(one.words), article.key


def outlet_of(article: Article) -> str:
    """The outlet's id, else its name as found."""
    return article.outlet or article.outlet_name


def credits_each(left: Article, right: Article) -> bool:
    """Whether one of two articles names the other's outlet as its source."""
    return outlet_of(right) in left.credits or outlet_of(left) in right.credits


def last_day(article: Article) -> date:
    """The latest day on which it may have been published: a month is as late as its end, no date as late as can be."""
    return (article.published.last if article.published else None) or date.max


def first_day(article: Article) -> date | None:
    """The earliest day on which it may have been published."""
    return article.published.first if article.published else None


def groups(pairs: Iterable[tuple[int, int]], size: int) -> list[int]:
    """The lowest index of each item's connected component."""
    roots = list(range(size))

    def root(at: int) -> int:
        while roots[at] != at:
            roots[at] = roots[roots[at]]
            at = roots[at]
        return at

    for left, right in sorted(pairs):
        low, high = sorted((root(left), root(right)))
        roots[high] = low
    return [root(at) for at in range(size)]

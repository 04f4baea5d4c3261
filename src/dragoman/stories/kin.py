"""Which articles depend on each other: groups of copies, and passages that one took from another."""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from dragoman.records import Copy

T = TypeVar("T", bound=Hashable)


class Groups(Generic[T]):
    """Disjoint groups that can be joined; the smallest member stands for its group, so the order of joins does not show."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}

    def root(self, item: T) -> T:
        """The member that stands for the item's group."""
        path = []
        while (above := self._above.get(item, item)) != item:
            path.append(item)
            item = above
        for passed in path:
            self._above[passed] = item
        return item

    def join(self, left: T, right: T) -> None:
        """Make one group of two."""
        a, b = self.root(left), self.root(right)
        if a != b:
            low, high = (a, b) if str(a) < str(b) else (b, a)
            self._above[high] = low


class Kin:
    """The copies of a collection."""

    def __init__(self, copies: Iterable[Copy]) -> None:
        self._groups: Groups[str] = Groups()
        self._passages: set[frozenset[str]] = set()
        self._copied: set[str] = set()
        self._lifting: set[str] = set()
        for copy in copies:
            if copy.kind == "passage":
                self._passages.add(frozenset((copy.article, copy.source)))
                self._lifting |= {copy.article, copy.source}
            else:
                self._groups.join(copy.article, copy.source)
                self._copied |= {copy.article, copy.source}

    def root(self, article: str) -> str:
        """The article that stands for all that depend on each other."""
        return self._groups.root(article)

    def related(self, left: str, right: str) -> bool:
        """Whether two articles depend on each other as a whole."""
        return left != right and left in self._copied and right in self._copied and self.root(left) == self.root(right)

    def family(self, article: str) -> str:
        """The article that stands for a family of copies; '' for one that has none."""
        return self.root(article) if article in self._copied else ""

    def passage(self, left: str, right: str) -> bool:
        """Whether one of two articles took a passage from the other."""
        return frozenset((left, right)) in self._passages

    def lifting(self, article: str) -> bool:
        """Whether it took a passage from another, or another from it."""
        return article in self._lifting

    def families(self) -> list[list[str]]:
        """Groups of two or more articles that depend on each other, sorted."""
        found: dict[str, list[str]] = {}
        for article in sorted(self._copied):
            found.setdefault(self.root(article), []).append(article)
        return [found[root] for root in sorted(found)]

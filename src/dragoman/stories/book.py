"""The Book: every report of a collection, and what is looked up about it while stories are made."""

from collections.abc import Iterable, Sequence

from dragoman.records import Article, Claim, Copy, Outlet, lean
from dragoman.stories.filed import Filed
from dragoman.stories.kin import Kin
from dragoman.stories.leaf import Leaf, bound
from dragoman.stories.report import Report
from dragoman.stories.shared import Shared
from dragoman.stories.words import Words


class Book:
    """Reports in order of publication, with articles, claims, copies, outlets and the rarity of words."""

    def __init__(self, leaves: Iterable[tuple[bytes, Leaf]], copies: Iterable[Copy], outlets: Iterable[Outlet]) -> None:
        """`leaves` come in order of their articles' keys, each with the print of what it was made from."""
        self.kin = Kin(copies)
        self.outlets = {outlet.id: outlet for outlet in outlets}
        self.articles: dict[str, Article] = {}
        self.prints: dict[str, bytes] = {}
        self.speakers: dict[str, tuple[str, ...]] = {}
        self.claims, self.bearing = Filed(), Filed()
        self.homes: dict[str, str] = {}
        self.reports: list[Report] = []
        self.foretold: list[Claim] = []
        self._words = words = Words()
        shared = Shared()
        for print, leaf in leaves:
            article = lean(leaf.article)
            self.prints[article.key] = print
            self.articles[article.key] = article
            self._note(leaf, shared)
            self.reports += bound(leaf, words, shared)
        self.reports.sort(key=lambda report: report.order)
        self.rarity = words.rarity()
        self.seen = words.seen()

    def stems(self) -> list[str]:
        """By word number: the stem."""
        return self._words.stems()

    def rarity_of(self, stem: str) -> float:
        """How rare a stem is, in bits; one that is in no sentence of a report is as rare as can be."""
        number = self._words.number(stem)
        return self.rarity[number] if number is not None else max(self.rarity, default=0.0)

    def _note(self, leaf: Leaf, shared: Shared) -> None:
        self.speakers[leaf.article.key] = shared.one(leaf.speakers)
        self.foretold += leaf.foretold
        for packed, events, bears_on in leaf.claims:
            _file(self.claims, packed, events)
            _file(self.bearing, packed, bears_on)
        for actor, country in leaf.homes:
            self.homes.setdefault(actor, country)


def _file(filed: Filed, packed: bytes, events: Sequence[str]) -> None:
    number = filed.file(packed) if events else 0
    for key in events:
        filed.under(key, number)

"""Which pairs of reports are compared: those that share parties and days, rare words, a copy or a statement.

Blocks that grow with the collection are never compared all against all. Within one, reports are sorted in several orders and each
meets its next few neighbours (sorted neighbourhoods, Hernández and Stolfo 1995), so the number of pairs grows as the number of reports.
"""

from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np

from dragoman.stories.book import Book
from dragoman.stories.features import crowd_key
from dragoman.stories.report import Report
from dragoman.vocab.stories import StoryRules

Key = Hashable
Blocks = dict[Key, list[int]]
# Parties beyond these make no further blocks: a summit of twenty states is found by any pair of them.
_MOST_PARTIES = 4


def crowds(reports: Sequence[Report]) -> dict[tuple[str, frozenset[str], int], int]:
    """How many reports there are of a type on the same parties and day."""
    found: dict[tuple[str, frozenset[str], int], int] = {}
    for report in reports:
        key = crowd_key(report)
        found[key] = found.get(key, 0) + 1
    return {key: number for key, number in found.items() if number > 1}


class Blocking:
    """Collects candidate pairs as numbers of reports, each pair once."""

    def __init__(self, book: Book, rules: StoryRules, numbers: Sequence[int]) -> None:
        self._numbers = numbers
        self._reports = book.reports
        self._book = book
        self._limits = rules.blocking
        self._rank = {name: place for place, name in enumerate(rules.order)}
        self._pairs = array("q")

    def pairs(self) -> Iterator[tuple[int, int]]:
        """All candidate pairs, lower number first, in order."""
        total = len(self._reports)
        for blocks in (self._by_event_day(), self._by_parties(), self._by_words(), self._by_statement(), self._by_copies()):
            for numbers in blocks.values():
                self._within(numbers)
        for code in np.unique(np.frombuffer(self._pairs, dtype=np.int64)) if self._pairs else ():
            yield divmod(int(code), total)

    def _listed(self) -> Iterator[tuple[int, Report]]:
        return ((number, self._reports[number]) for number in self._numbers)

    def _by_event_day(self) -> Blocks:
        """Reports of one certain day (or month) and the same parties, whenever they were published."""
        blocks: Blocks = {}
        for number, report in self._listed():
            period = report.period
            if period.certain:
                for parties in _parties(report):
                    _add(blocks, (parties, "day", period.last), number)
                    if len(parties) > 1 or period.grip == "range":
                        _add(blocks, (parties, "month", period.first // 31), number)
        return blocks

    def _by_parties(self) -> Blocks:
        """Reports on the same parties published within a window of days."""
        blocks: Blocks = {}
        step = self._limits.window_days + 1
        for number, report in self._listed():
            slot = report.published // step if report.published is not None else -1
            for parties in _parties(report):
                # Each report stands in its own slot and the next, so that neighbours over a border meet.
                _add(blocks, (parties, "slot", slot), number)
                _add(blocks, (parties, "slot", slot + 1), number)
        return blocks

    def _by_words(self) -> Blocks:
        """Reports that share one of their rarest words."""
        blocks: Blocks = {}
        rarity, seen, limits = self._book.rarity, self._book.seen, self._limits
        for number, report in self._listed():
            rare = [word for word in (*report.words, *report.names) if 1 < seen[word] <= limits.most_common]
            for word in sorted(rare, key=lambda word: (-rarity[word], word))[: limits.rare_words]:
                _add(blocks, word, number)
        return blocks

    def _by_statement(self) -> Blocks:
        blocks: Blocks = {}
        for number, report in self._listed():
            for statement in report.statements:
                _add(blocks, statement, number)
        return blocks

    def _by_copies(self) -> Blocks:
        """Reports of dependent articles that stand at about the same place or have the same type."""
        blocks: Blocks = {}
        kin = self._book.kin
        rooted = {article: kin.root(article) for family in kin.families() for article in family}
        for number, report in self._listed():
            root = rooted.get(report.event.article)
            if root is not None:
                _add(blocks, (root, report.event.type), number)
                _add(blocks, (root, int(report.position * 8)), number)
        return blocks

    def _within(self, numbers: list[int]) -> None:
        if len(numbers) < 2:
            return
        if len(numbers) <= self._limits.neighbours + 1:
            self._extend(combinations(numbers, 2))
            return
        for order in (self._by_kind, self._by_rarest):
            self._neighbours(sorted(numbers, key=order))

    def _neighbours(self, numbers: list[int]) -> None:
        reach = self._limits.neighbours
        for place, number in enumerate(numbers):
            self._extend((number, other) for other in numbers[place + 1 : place + 1 + reach])

    def _extend(self, pairs: Iterable[tuple[int, int]]) -> None:
        total = len(self._reports)
        self._pairs.extend(min(a, b) * total + max(a, b) for a, b in pairs)

    def _by_kind(self, number: int) -> tuple[int, int, str, int, int]:
        report = self._reports[number]
        day = report.period.last or report.published or 0
        return self._rank[report.event.type], day, "".join(report.event.modes), len(report.everyone), number

    def _by_rarest(self, number: int) -> tuple[int, int, int]:
        report = self._reports[number]
        rarity = self._book.rarity
        rarest = min(((-rarity[word], word) for word in report.words if self._book.seen[word] > 1), default=(0.0, -1))
        return rarest[1], self._rank[report.event.type], number


def _add(blocks: Blocks, key: Key, number: int) -> None:
    found = blocks.setdefault(key, [])
    if not found or found[-1] != number:
        found.append(number)


def _parties(report: Report) -> list[tuple[str, ...]]:
    """Every two parties of a report, and each alone."""
    named = sorted(report.everyone)[:_MOST_PARTIES]
    return [*combinations(named, 2), *((name,) for name in named)]



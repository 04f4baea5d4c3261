"""Clusters of reports: the best pairs join first, and no join may contradict a report that is already in."""

from collections.abc import Iterator, Sequence
from itertools import product

import msgspec
import numpy as np

from dragoman.stories.features import is_town
from dragoman.stories.model import Model
from dragoman.stories.report import Report
from dragoman.stories.scorer import DIGITS, Ints, Scorer

# A join asks so many reports of each cluster; the mean of their scores decides, so that chains of likenesses do not grow.
_ASKED = 3
# Two clusters are looked through for contradictions by at most so many distinct outlines each.
_MOST_OUTLINES = 12


class Cluster(msgspec.Struct):
    """Numbers of reports in order, and one report for each distinct outline (type, days, town, parties) among them, once it is asked."""

    numbers: list[int]
    outlines: dict[tuple[object, ...], int] | None = None


def outline(report: Report) -> tuple[object, ...]:
    """What a report can be contradicted in."""
    where = report.event.where
    town = (where.geonameid or where.name) if where is not None and is_town(where) else None
    days = (report.period.first, report.period.last) if report.period.certain else None
    return report.event.type, days, town, report.doers, report.receivers


def twins(reports: Sequence[Report]) -> list[list[int]]:
    """Reports told in the same words of the same parties and days, together; the earliest first. Most are copies."""
    found: dict[tuple[object, ...], list[int]] = {}
    for number, report in enumerate(reports):
        event = report.event
        key = (event.sentence.text, event.trigger, event.modes, event.status, *outline(report), report.period)
        found.setdefault(key, []).append(number)
    return list(found.values())


class Clustering:
    """Agglomerative clustering of reports under a pair model. Deterministic: ties are broken by the reports' order."""

    def __init__(self, model: Model, reports: Sequence[Report], groups: list[list[int]], scorer: Scorer) -> None:
        self._model = model
        self._scorer = scorer
        self._reports = reports
        self._above = list(range(len(reports)))
        self._clusters: dict[int, Cluster] = {}
        self._refused: set[tuple[int, int, int, int]] = set()
        for numbers in groups:
            self._clusters[numbers[0]] = Cluster(numbers)
            for number in numbers:
                self._above[number] = numbers[0]

    def clusters(self, pairs: Iterator[tuple[Ints, Ints]]) -> list[list[int]]:
        """Clusters in order of their earliest report, each sorted."""
        for left, right in self._joining(pairs):
            self._try(self._root(left), self._root(right))
        return [sorted(self._clusters[root].numbers) for root in sorted(self._clusters)]

    def _joining(self, pairs: Iterator[tuple[Ints, Ints]]) -> Iterator[tuple[int, int]]:
        """The pairs that score high enough, best first."""
        found = [(low, high, self._scorer.scores(low, high)) for low, high in pairs]
        self._scorer.close()
        if not found:
            return
        low, high, scores = (np.concatenate(parts) for parts in zip(*found, strict=True))
        kept = np.flatnonzero(scores >= self._model.rules.join)
        order = kept[np.lexsort((high[kept], low[kept], -scores[kept]))]
        yield from zip(low[order].tolist(), high[order].tolist(), strict=True)

    def _root(self, number: int) -> int:
        while self._above[number] != number:
            self._above[number] = number = self._above[self._above[number]]
        return number

    def _try(self, left: int, right: int) -> None:
        if left == right:
            return
        low, high = min(left, right), max(left, right)
        a, b = self._clusters[low], self._clusters[high]
        # Two clusters that have not grown since they were kept apart need not be asked again.
        asked = (low, high, len(a.numbers), len(b.numbers))
        if asked in self._refused or self._contradict(a, b) or not self._agree(a, b):
            self._refused.add(asked)
            return
        self._above[high] = low
        del self._clusters[high]
        outlines = self._outlines(a) | self._outlines(b)
        a.numbers += b.numbers
        a.outlines = outlines

    def _outlines(self, cluster: Cluster) -> dict[tuple[object, ...], int]:
        # What has not joined yet are twins, of one outline.
        if cluster.outlines is None:
            first = cluster.numbers[0]
            cluster.outlines = {outline(self._reports[first]): first}
        return cluster.outlines

    def _contradict(self, a: Cluster, b: Cluster) -> bool:
        pairs = product(*(list(self._outlines(one).values())[:_MOST_OUTLINES] for one in (a, b)))
        return any(self._model.contradicts(self._reports[left], self._reports[right]) for left, right in pairs)

    def _agree(self, a: Cluster, b: Cluster) -> bool:
        asked = [self._model.score(self._reports[i], self._reports[j]) for i, j in product(_sample(a), _sample(b))]
        return round(sum(asked) / len(asked), DIGITS) >= self._model.rules.join


def _sample(cluster: Cluster) -> list[int]:
    numbers = cluster.numbers
    return numbers if len(numbers) <= _ASKED else [numbers[0], numbers[len(numbers) // 2], numbers[-1]]

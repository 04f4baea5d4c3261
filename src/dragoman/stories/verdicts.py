"""What people decided: clusters are split and joined as their verdicts say, after the model has had its say."""

from collections.abc import Iterable, Sequence

from dragoman.records import Verdict, make_key
from dragoman.stories.model import Model
from dragoman.stories.report import Report

Clusters = dict[int, list[int]]


def story_key(report: Report) -> str:
    """The key of the story that this report founds."""
    return make_key("st", report.event.article, report.event.key)


def judged(clusters: list[list[int]], reports: Sequence[Report], verdicts: Iterable[Verdict], model: Model) -> list[list[int]]:
    """Clusters after the standing verdicts on event and story keys: first what is different, then what is the same."""
    standing = sorted((one for one in verdicts if one.closed is None), key=lambda one: (one.made, one.left, one.right))
    if not standing:
        return clusters
    bench = Bench(clusters, reports, model)
    for verdict in (*[one for one in standing if not one.same], *[one for one in standing if one.same]):
        bench.apply(verdict)
    return bench.clusters()


class Bench:
    """Clusters by the number of their reports, while verdicts are applied."""

    def __init__(self, clusters: list[list[int]], reports: Sequence[Report], model: Model) -> None:
        self._reports = reports
        self._model = model
        self._members = {number: list(numbers) for number, numbers in enumerate(clusters)}
        self._home = {report: number for number, numbers in enumerate(clusters) for report in numbers}
        self._apart: list[tuple[int, int]] = []
        self._events = {report.event.key: number for number, report in enumerate(reports)}
        self._stories = {story_key(report): number for number, report in enumerate(reports)}

    def clusters(self) -> list[list[int]]:
        """The clusters in order of their earliest report."""
        return sorted(sorted(numbers) for numbers in self._members.values() if numbers)

    def apply(self, verdict: Verdict) -> None:
        """Split or join; a verdict on keys that are no events or stories of this collection changes nothing."""
        left, right = self._find(verdict.left), self._find(verdict.right)
        if left is None or right is None or left == right:
            return
        if verdict.same:
            self._join(left, right)
        else:
            self._apart.append((left, right))
            if self._home[left] == self._home[right]:
                self._split(left, right, {verdict.left, verdict.right} & set(self._stories))

    def _find(self, key: str) -> int | None:
        return self._events.get(key, self._stories.get(key))

    def _join(self, left: int, right: int) -> None:
        """Two whole clusters become one, unless a standing verdict holds two of their reports apart."""
        low, high = sorted((self._home[left], self._home[right]))
        if low == high or any({self._home[a], self._home[b]} == {low, high} for a, b in self._apart):
            return
        for number in self._members[high]:
            self._home[number] = low
        self._members[low] += self._members.pop(high)

    def _split(self, left: int, right: int, stories: set[str]) -> None:
        """Each member goes with the one of the two that it resembles more; ties stay with the earlier report.

        An event that was said not to be in a story leaves it alone: the others stay with the story.
        """
        stay, leave = self._sides(left, right, stories)
        old = self._home[stay]
        others = [number for number in self._members[old] if number not in (stay, leave)]
        leaving = [leave, *(number for number in others if self._nearer(number, leave, stay, stories))]
        fresh = max(self._members) + 1
        self._members[old] = [number for number in self._members[old] if number not in leaving]
        self._members[fresh] = leaving
        for number in leaving:
            self._home[number] = fresh

    def _sides(self, left: int, right: int, stories: set[str]) -> tuple[int, int]:
        if len(stories) == 1:
            story = self._stories[next(iter(stories))]
            return (left, right) if story == left else (right, left)
        return min(left, right), max(left, right)

    def _nearer(self, number: int, leave: int, stay: int, stories: set[str]) -> bool:
        if len(stories) == 1:
            return False
        reports, score = self._reports, self._model.score
        return score(reports[number], reports[leave]) > score(reports[number], reports[stay])

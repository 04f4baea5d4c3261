"""One story from its reports: each field by a stated rule, support counted in independent texts, ties broken by the earliest report."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from dragoman.records import Party, Status, When
from dragoman.stories.book import Book
from dragoman.stories.grading import told_as
from dragoman.stories.origins import Origins
from dragoman.stories.report import Report, is_state, participant
from dragoman.stories.told import Told

T = TypeVar("T")
_TITLE = 140
# A party, mode or context stays when at least this share of the texts has it; the surest report's own always stay.
_KEPT = 1 / 3
_RANK: dict[Status, int] = {"actual": 0, "historical": 1, "negated": 2, "future": 3, "hypothetical": 4}


class Merger:
    """Merges the reports of one story."""

    def __init__(self, reports: Sequence[Report], texts: Origins, book: Book) -> None:
        self._reports = reports
        self._book = book
        self._text_of = {article: number for number, group in enumerate(texts) for article in group}
        self._texts = len(texts)
        self.surest = max(reports, key=lambda report: (report.event.confidence, report.event.key)).event

    def _support(self, values: Callable[[Report], Iterable[T]]) -> dict[T, int]:
        """By value: how many independent texts have it, in order of the first report that does."""
        found: dict[T, set[int]] = {}
        for report in self._reports:
            for value in values(report):
                found.setdefault(value, set()).add(self._text_of[report.event.article])
        return {value: len(texts) for value, texts in found.items()}

    def _kept(self, support: dict[T, int], sure: Iterable[T]) -> list[T]:
        """The well supported values and the sure ones, best supported first."""
        own = set(sure)
        kept = [value for value, texts in support.items() if value in own or texts >= self._texts * _KEPT]
        return sorted(kept, key=lambda value: -support[value])

    def type(self) -> str:
        """The type that most texts have; then the surer one."""
        support = self._support(lambda report: (report.event.type,))
        trust = {name: max(report.event.confidence for report in self._reports if report.event.type == name) for name in support}
        return min(support, key=lambda name: (-support[name], -trust[name], name))

    def status(self) -> Status:
        """Actual if any report in its own or another's voice says that it was done; else what most texts say."""
        support = self._support(lambda report: (told_as(report, self._book),))
        if "actual" in support:
            return "actual"
        return min(support, key=lambda name: (-support[name], _RANK[name]))

    def modes(self, type: str) -> tuple[str, ...]:
        """Modes of the story's type."""
        allowed = {mode for report in self._reports if report.event.type == type for mode in report.event.modes}
        sure = self.surest.modes if self.surest.type == type else ()
        return tuple(mode for mode in self._kept(self._support(lambda report: report.event.modes), sure) if mode in allowed)

    def contexts(self) -> tuple[str, ...]:
        """Contexts, best supported first."""
        return tuple(self._kept(self._support(lambda report: report.event.contexts), self.surest.contexts))

    def score(self, type: str, modes: Sequence[str]) -> float:
        """PLOVER's score of the story's type and first mode, as the surest of its events that has that mode carries it."""
        fitting = [report.event for report in self._reports if report.event.type == type]
        return min(fitting, key=lambda event: (event.modes[:1] != tuple(modes[:1]), -event.confidence, event.key)).score

    def quad(self, type: str) -> str:
        """The quad class that the events of the story's type carry."""
        return next(report.event.quad for report in self._reports if report.event.type == type)

    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Actors and recipients. One that stands on both sides of different reports goes where more texts put it."""
        acting = self._support(lambda report: map(participant, report.event.actors))
        receiving = self._support(lambda report: map(participant, report.event.recipients))
        homes = self._homes()
        actors = _without_homes(self._kept(acting, map(participant, self.surest.actors)), acting, homes)
        recipients = _without_homes(self._kept(receiving, map(participant, self.surest.recipients)), receiving, homes)
        both = {id for id in actors if id in recipients and not self._at_once(id)}
        actors = [id for id in actors if id not in both or acting[id] >= receiving[id]]
        return tuple(actors), tuple(id for id in recipients if id not in both or id not in actors)

    def _at_once(self, id: str) -> bool:
        """Whether one report has the party on both sides, as in what a state does to its own people."""
        return any(_has(report.event.actors, id) and _has(report.event.recipients, id) for report in self._reports)

    def _homes(self) -> dict[str, str]:
        parties = (party for report in self._reports for party in (*report.event.actors, *report.event.recipients))
        return {party.id: party.country for party in parties if party.kind == "person" and party.id and is_state(party.country)}

    def when(self) -> When | None:
        """The time that most texts can agree to, then the narrowest; a publication day only when nothing else is known."""
        certain = [report for report in self._reports if report.period.certain]
        if not certain:
            carried = [report.event.when for report in self._reports if report.period.grip == "carried"]
            return carried[0] if carried else None
        texts: dict[tuple[int, int], set[int]] = {}
        for report in certain:
            texts.setdefault((report.period.first, report.period.last), set()).add(self._text_of[report.event.article])
        best = min(texts, key=lambda days: (-_agreeing(days, texts), days[1] - days[0], days))
        return next(report.event.when for report in certain if (report.period.first, report.period.last) == best)

    def place(self) -> str:
        """The name of the place that most texts give; then the name most used for it."""
        support = self._support(lambda report: _placed(report.event))
        if not support:
            return ""
        best = max(support, key=lambda id: support[id])
        names = self._support(lambda report: [report.event.where.name] if report.event.where and best in _placed(report.event) else [])
        return min(names, key=lambda name: (-names[name], name))

    def confidence(self) -> float:
        """That the event was read rightly: texts are independent readings, the best report of each counts."""
        best: dict[int, float] = {}
        for report in self._reports:
            text = self._text_of[report.event.article]
            best[text] = max(best.get(text, 0.0), report.event.confidence)
        wrong = 1.0
        for text in sorted(best):
            wrong *= 1.0 - best[text]
        return round(1.0 - wrong, 4)

    def title(self) -> str:
        """The surest report's sentence, cut at a word."""
        flat = " ".join(self.surest.sentence.text.split())
        return flat if len(flat) <= _TITLE else flat[:_TITLE].rsplit(" ", 1)[0] + " …"


def _agreeing(days: tuple[int, int], texts: dict[tuple[int, int], set[int]]) -> int:
    """How many texts give these days or others that touch them."""
    return len(set[int]().union(*(found for other, found in texts.items() if other[0] <= days[1] and days[0] <= other[1])))


def _has(parties: Iterable[Party], id: str) -> bool:
    return any(participant(party) == id for party in parties)


def _placed(event: Told) -> list[str]:
    where = event.where
    return [] if where is None or not where.name else [str(where.geonameid or where.name)]


def _without_homes(ids: list[str], support: dict[str, int], homes: dict[str, str]) -> list[str]:
    """Of a state and a person who acts for it, told by different reports, the better supported stays, else the state."""
    out = set()
    for id in ids:
        home = homes.get(id, "")
        if home in ids:
            out.add(home if support[id] > support[home] else id)
    return [id for id in ids if id not in out]

"""The room's one verb: reports become stories."""

from collections.abc import Sequence

from msgspec.structs import replace

from dragoman.kept import Kept
from dragoman.records import Copy, Outlet, Reading, Story, Verdict
from dragoman.stories import tensions
from dragoman.stories.blocking import Blocking
from dragoman.stories.book import Book
from dragoman.stories.clustering import Clustering, twins
from dragoman.stories.grading import Support, grade
from dragoman.stories.known import Known, crowds
from dragoman.stories.leaf import leaves
from dragoman.stories.merging import Merger
from dragoman.stories.model import Contribution, Model
from dragoman.stories.origins import Sources
from dragoman.stories.outlook import Outlooks
from dragoman.stories.report import Report
from dragoman.stories.scorer import Scorer
from dragoman.stories.told_before import ToldBefore
from dragoman.stories.verdicts import judged, story_key
from dragoman.vocab.stories import story_rules


def fuse(
    readings: Sequence[Reading],
    copies: Sequence[Copy],
    outlets: Sequence[Outlet],
    verdicts: Sequence[Verdict],
    kept: Kept | None = None,
) -> tuple[Story, ...]:
    """The stories that the events of the readings tell, sorted by key; the same for any order of the readings.

    What the last run left in `kept` is taken over where nothing that it was made from has changed; what this one has made is left there.
    """
    return Fusion(readings, copies, outlets, kept).stories(verdicts)


class Fusion:
    """A collection opened for fusing: its reports and the pair model fitted to its words and crowds."""

    def __init__(self, readings: Sequence[Reading], copies: Sequence[Copy], outlets: Sequence[Outlet], kept: Kept | None = None) -> None:
        rules = story_rules()
        self._rules = rules
        self._kept = kept or Kept(leaves=False)
        self._book = Book(leaves(readings, rules.least_confidence, self._kept), copies, outlets)
        self._known = Known(self._book, crowds(self._book.reports))
        self._model = Model(rules, self._known)
        self._outlooks = Outlooks(self._book)
        self.scorer = Scorer(self._model, self._book, self._kept)

    def stories(self, verdicts: Sequence[Verdict]) -> tuple[Story, ...]:
        """All stories, sorted by key."""
        reports = self._book.reports
        found = judged(self._clusters(), reports, verdicts, self._model)
        with self._kept.memo("stories", Story) as memo:
            before = ToldBefore(self._book, memo)
            made = (before.told([reports[number] for number in numbers], self._story) for numbers in found)
            return tuple(sorted(map(self._foretold, made), key=lambda story: story.key))

    def explain(self, left: str, right: str) -> tuple[Contribution, ...]:
        """What each feature adds to the score of two events, by their keys. Raises KeyError for an event that founds no report."""
        by_key = {report.event.key: report for report in self._book.reports}
        return self._model.explain(by_key[left], by_key[right])

    def _clusters(self) -> list[list[int]]:
        groups = twins(self._book.reports)
        blocking = Blocking(self._book, self._rules, [group[0] for group in groups], self._known)
        return Clustering(self._model, self._book.reports, groups, self.scorer).clusters(blocking.pairs())

    def _foretold(self, story: Story) -> Story:
        """The story with what is foretold of it and doubted, which hangs on the whole collection."""
        outlook = self._outlooks.tension(story.events)
        return replace(story, tensions=(*story.tensions, outlook)) if outlook else story

    def _story(self, reports: Sequence[Report]) -> Story:
        book = self._book
        sources = Sources(reports, book, self._known)
        texts, origins, sides = sources.texts(), sources.origins(), sources.sides()
        merger = Merger(reports, texts, book)
        type, status = merger.type(), merger.status()
        modes, (actors, recipients) = merger.modes(type), merger.sides()
        articles = tuple(sorted({report.event.article for report in reports}))
        support = Support(reports, status, book)
        return Story(
            key=story_key(reports[0]),
            type=type,
            modes=modes,
            contexts=merger.contexts(),
            status=status,
            quad=merger.quad(type),
            score=merger.score(type, modes),
            actors=actors,
            recipients=recipients,
            when=merger.when(),
            place=merger.place(),
            title=merger.title(),
            events=tuple(sorted(report.event.key for report in reports)),
            articles=articles,
            origins=origins,
            sides=sides,
            tensions=tensions.tensions(reports, support, book),
            grade=grade([book.outlets.get(book.articles[key].outlet) for key in articles], support.facts(origins, texts)),
            confidence=merger.confidence(),
            aliases=tuple(sorted(story_key(report) for report in reports[1:])),
        )

"""Stories that the last run told of the same reports, and that nothing has happened to since."""

import functools
from collections.abc import Callable, Sequence

from dragoman.kept import Memo, printed
from dragoman.records import Story
from dragoman.stories.book import Book
from dragoman.stories.report import Report


class ToldBefore:
    """Takes stories over. A story is made of its articles, which of their events it holds, the outlets, who depends on whom, and the states
    of those who speak; of two articles with a passage in common it is made of the rarity of words as well, so such a one is made anew."""

    def __init__(self, book: Book, memo: Memo[Story]) -> None:
        self._book = book
        self._memo = memo
        self._outlets = printed(sorted(book.outlets.items()))
        self._of = functools.cache(self._article)

    def told(self, reports: Sequence[Report], make: Callable[[Sequence[Report]], Story]) -> Story:
        """The story of these reports."""
        articles = dict.fromkeys(report.event.article for report in reports)
        if sum(map(self._book.kin.lifting, articles)) > 1:
            return make(reports)
        events = [report.event.key for report in reports]
        return self._memo.of(printed(events, list(map(self._of, articles)), self._outlets), lambda: make(reports))

    def _article(self, article: str) -> bytes:
        """A print of what a story may take from an article."""
        book = self._book
        homes = [book.homes.get(speaker, "") for speaker in book.speakers[article]]
        return printed(book.prints[article], book.kin.root(article), homes)

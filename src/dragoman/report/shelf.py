"""The shelf: what every report looks up, and the notes that its quotes gather."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

from dragoman.desk import Desk, Piece, marked, sentence
from dragoman.records import Event, Span, last_day
from dragoman.report.document import Note, Quote
from dragoman.store import View

_SOURCES = """
SELECT a.key, a.title, a.language, a.url, coalesce(a.published.start, 'undated') AS day,
       coalesce(o.name, nullif(a.outlet_name, ''), nullif(a.origin, ''), 'unknown outlet') AS outlet
FROM articles a LEFT JOIN outlets o ON o.id = a.outlet AND a.outlet <> '' WHERE a.key IN (SELECT unnest(?))
"""


class Bounds(msgspec.Struct, frozen=True):
    """Only what happened after a day, and at most so many entries a part."""

    since: date | None = None
    most: int = 40

    @property
    def stories(self) -> str:
        """The SQL condition on stories."""
        return self._after('"when"')

    @property
    def claims(self) -> str:
        """The SQL condition on claims."""
        return self._after("said")

    @property
    def commitments(self) -> str:
        """The SQL condition on commitments: begun or ended after the day."""
        return self._after("signed", "start", '"end"')

    def _after(self, *columns: str) -> str:
        # What has no date lies on no side of the day.
        if self.since is None:
            return "TRUE"
        return "(" + " OR ".join(f"left({column}.start || '-01-01', 10) > '{self.since.isoformat()}'" for column in columns) + ")"

    def holds(self, period: str) -> bool:
        """Whether a period (`2021`, `2021-10`, `2021-H2`) reaches beyond the day."""
        return self.since is None or _end(period) > self.since


def _end(period: str) -> date:
    half = {"H1": "06", "H2": "12"}.get(period[5:])
    return last_day(f"{period[:4]}-{half}" if half else period)


class Shelf:
    """A view, the bounds of a report on it, and the notes made so far."""

    def __init__(self, view: View, bounds: Bounds) -> None:
        self.desk = Desk(view)
        self.bounds = bounds
        self._sources: dict[str, dict[str, Any]] = {}
        self._notes: dict[tuple[str, int, int], Note] = {}

    @property
    def notes(self) -> tuple[Note, ...]:
        """Every note, by number."""
        return tuple(self._notes.values())

    def source(self, article: str) -> dict[str, Any]:
        """Outlet, day, title, language and address of an article."""
        if article not in self._sources:
            self.fetch([article])
        return self._sources[article]

    def fetch(self, articles: Iterable[str]) -> None:
        """Look up many articles at once."""
        wanted = sorted({*articles} - self._sources.keys())
        rows = self.desk.rows(_SOURCES, [wanted]) if wanted else []
        blank = {"title": "", "language": "", "url": "", "day": "undated", "outlet": "unknown outlet"}
        self._sources |= {key: {"key": key, **blank} for key in wanted}
        self._sources |= {row["key"]: row for row in rows}

    def quote(self, article: str, span: Span, pieces: Sequence[Piece] = ()) -> Quote:
        """Words of an article, with a note of where they stand."""
        place = (article, span.start, span.end)
        first = place not in self._notes
        source = self.source(article)
        if first:
            given = {name: source[name] for name in ("outlet", "day", "title", "url", "language")}
            self._notes[place] = Note(number=len(self._notes) + 1, article=article, start=span.start, end=span.end, **given)
        return Quote(pieces=tuple(pieces) or marked(span), language=source["language"], note=self._notes[place].number, first=first)

    def told(self, event: Event) -> Quote:
        """An event's sentence, with its trigger and parties marked."""
        return self.quote(event.article, event.sentence, sentence(event))

    def where(self, article: str) -> str:
        """Outlet and day."""
        source = self.source(article)
        return f"{source['outlet']}, {source['day']}"

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """Names of actors by id."""
        return {id: one.name for id, one in self.desk.names(ids).items()}

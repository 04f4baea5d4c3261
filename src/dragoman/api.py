"""For Python: `import dragoman; db = dragoman.open("press.dragoman"); db.events().df()`."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Literal

import msgspec

from dragoman import brief, changes, learnt, show
from dragoman.pipeline import Summary, recall
from dragoman.pipeline import read as run
from dragoman.respond import Response, respond
from dragoman.settings import Settings
from dragoman.store import Table, View


class Brief(brief.Brief, frozen=True, kw_only=True):
    """The brief; a notebook shows it as a page."""

    def _repr_html_(self) -> str:
        # Late: charts and pages take a second to load, and only notebooks ask.
        from dragoman.report import brief_html

        return brief_html(self)


class Shown(show.Shown, frozen=True, kw_only=True):
    """A record and its passages; a notebook shows them with their words highlighted."""

    def _repr_html_(self) -> str:
        from dragoman.report import shown_html

        return shown_html(self)


class Store:
    """A published store, read-only. Tables come as `.df()` (pandas), `.pl()` (polars), `.arrow()` or `.rows()`; use it in a `with`."""

    def __init__(self, path: Path, known_by: date | None = None) -> None:
        if known_by:
            recall(path, known_by, lambda stage, number: None)
        self._path = path
        self._view = View(path, known_by)

    def articles(self) -> Table:
        """One row an article, with its original text and what was cut from it."""
        return self._view.table("articles")

    def events(self) -> Table:
        """One row an event as one sentence reports it, with offsets into the article's text."""
        return self._view.table("events")

    def claims(self) -> Table:
        """One row a claim: who says so, through whom, with what stance."""
        return self._view.table("claims")

    def stories(self) -> Table:
        """One row an event in the world: reports, independent origins, grade, tensions."""
        return self._view.table("stories")

    def commitments(self) -> Table:
        """One row a commitment, from the press or from the reference."""
        return self._view.table("commitments")

    def dyads(self) -> Table:
        """One row a pair of actors and period."""
        return self._view.table("dyads")

    def alignment(self) -> Table:
        """One row an actor, pole and period."""
        return self._view.table("alignments")

    def actors(self) -> Table:
        """One row an actor that occurs."""
        return self._view.table("actors")

    def sql(self, query: str) -> Table:
        """Any SELECT on the view."""
        return self._view.sql(query)

    def search(self, query: str, limit: int = 20) -> list[tuple[str, float]]:
        """Article keys and scores, best first."""
        return self._view.search(query, limit)

    def brief(self) -> Brief:
        """The brief as a record."""
        return Brief(**msgspec.structs.asdict(brief.compose(self._view)))

    def diff(self, first: str | date, last: str | date, clock: Literal["world", "press"] = "world", most: int = 20) -> Brief:
        """What changed between two days: on the world’s clock what happened, on the press’s what became known and by which sentence."""
        days = changes.ordered(str(first), str(last))
        if clock == "world":
            return Brief(**msgspec.structs.asdict(changes.changes(self._view, *days, most)))
        with Store(self._path, days[0]) as before, Store(self._path, days[1]) as after:
            return Brief(**msgspec.structs.asdict(learnt.learnt(before._view, after._view, most)))

    def respond(self, state: str, need: str, on: str | date, edits: Sequence[str] = ()) -> Response:
        """Who must, may, is willing or may not give a state what it needs on a day, with grounds.

        Raises DragomanError for a state, need, day or edit that is not known.
        """
        return respond(self._view, state, need, on, edits)

    def show(self, key: str) -> Shown:
        """Any record down to its words. Raises StoreError when there is no such key."""
        return Shown(**msgspec.structs.asdict(show.show(self._view, key)))

    def _repr_html_(self) -> str:
        return self.brief()._repr_html_()

    def close(self) -> None:
        """Let go of the store's files."""
        self._view.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def open_store(path: str | Path, known_by: str | date | None = None) -> Store:
    """Open a store, or what it knew from the press published up to the day `known_by`. The first opening for a day fuses anew.

    Raises StoreError when there is none or nothing was published in it, DragomanError when there is no such day.
    """
    return Store(Path(path), changes.day_of(str(known_by)) if known_by else None)


def read(inputs: Sequence[str], settings: Settings | None = None) -> Summary:
    """Read inputs into a store, as `dragoman read` does."""
    return run(inputs, settings or Settings(), lambda stage, number: None)

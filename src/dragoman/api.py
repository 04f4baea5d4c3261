"""For Python: `import dragoman; db = dragoman.open("press.dragoman"); db.events().df()`."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import msgspec

from dragoman import brief, show
from dragoman.pipeline import Summary
from dragoman.pipeline import read as run
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

    def __init__(self, path: Path) -> None:
        self._view = View(path)

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


def open_store(path: str | Path) -> Store:
    """Open a store. Raises StoreError when there is none or nothing was published in it."""
    return Store(Path(path))


def read(inputs: Sequence[str], settings: Settings | None = None) -> Summary:
    """Read inputs into a store, as `dragoman read` does."""
    return run(inputs, settings or Settings(), lambda stage, number: None)

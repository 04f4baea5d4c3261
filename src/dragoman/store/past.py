"""What a store held of the press up to a day: a view made beside the current one, kept until the next read."""

import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import msgspec

from dragoman.errors import StoreError
from dragoman.records import Outlet, Reading
from dragoman.steps import Step
from dragoman.store import shards
from dragoman.store.view import View, past_name, pointer
from dragoman.store.writer import FAILS, Writer


class Past:
    """One store and one day of the press’s clock. Articles without a day are in no past; how many there are is kept."""

    def __init__(self, path: Path, known_by: date) -> None:
        """Raises StoreError when there is no store or nothing was published in it."""
        with_view = pointer(path)
        if not with_view.view:
            View(path)
        self._store, self._day = path, known_by
        self._path = path / past_name(with_view, known_by)

    @property
    def made(self) -> bool:
        """Whether the view is there already."""
        return self._path.exists()

    def outlets(self) -> tuple[Outlet, ...]:
        """The outlets that the store was last read with."""
        view = View(self._store)
        try:
            return tuple(view.records("outlets"))
        finally:
            view.close()

    def readings(self) -> tuple[list[Reading], int]:
        """What was published by the end of the day, in key order, and how many articles have no day."""
        found, undated = [], 0
        for reading in Writer(self._store, shards.load(self._store)).readings():
            published = reading.article.published
            undated += published is None or published.last is None
            if published and published.last and published.last <= self._day:
                found.append(reading)
        return sorted(found, key=lambda reading: reading.article.key), undated

    def publish(self, keys: Iterable[str], derived: Mapping[str, Iterable[msgspec.Struct]], steps: tuple[Step, ...]) -> None:
        """Build the view of these articles aside, then name it. Two processes may make the same one; the last stands, both are alike."""
        writer = Writer(self._store, shards.load(self._store))
        beside = self._path.with_name(f"{self._path.stem}.{os.getpid()}.tmp")
        try:
            writer.build(beside, derived, steps, frozenset(keys))
            beside.replace(self._path)
        except FAILS as error:
            beside.unlink(missing_ok=True)
            raise StoreError(f"{self._path} cannot be written: {error}", "copy the store to a folder that you may write in") from error

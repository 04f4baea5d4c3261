"""The library: hands out the desk of the store as it is, and those of what it held of the press up to a day."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from pathlib import Path

from dragoman.desk.lookups import Desk, Making, Missing
from dragoman.errors import DragomanError
from dragoman.store import Past, View

# Makes what a store held of the press up to a day, unless it is there.
Recall = Callable[[Path, date], None]
# So many days of the press are kept open at once, and made at most by one process: each is a file as large as the view.
_MOST_PASTS, _MOST_MADE = 8, 40
# A small store’s past is made within this time; of a larger one the reader is told that it is under way.
_SECONDS = 8.0


def made(store: Path, day: date) -> bool:
    """Whether the view of a day is there."""
    return Past(store, day).made


class _Pasts:
    """The desks of earlier days of the press beside one published view; what is not there is made, one day at a time."""

    def __init__(self, store: Path, recall: Recall | None) -> None:
        self._store, self._recall = store, recall
        self._lock, self._one = threading.Lock(), threading.Lock()
        self._desks: OrderedDict[date, Desk] = OrderedDict()
        self._making: dict[date, threading.Thread] = {}
        self._failed: dict[date, DragomanError] = {}

    def desk(self, day: date) -> Desk:
        """The desk of a day. Raises Making while it is made, Missing where it cannot be."""
        with self._lock:
            if day in self._desks:
                self._desks.move_to_end(day)
                return self._desks[day]
        if not made(self._store, day):
            self._wait(day)
        return self._opened(day)

    def _wait(self, day: date) -> None:
        """Have the day made, and wait a little."""
        thread = self._thread(day)
        thread.join(_SECONDS)
        if thread.is_alive():
            raise Making(f"What the press knew on {day} is being put together.", "This page asks again by itself.")
        if day in self._failed:
            raise self._failed[day]

    def _thread(self, day: date) -> threading.Thread:
        if self._recall is None:
            raise Missing("This explorer shows the present alone.", "Ask for an earlier day with --known-by in the terminal.")
        with self._lock:
            if day not in self._making:
                if len(self._making) >= _MOST_MADE:
                    raise Missing(f"{_MOST_MADE} days were asked for since this explorer started.", "Start it again to look at others.")
                self._making[day] = threading.Thread(target=self._make, args=(self._recall, day), daemon=True)
                self._making[day].start()
            return self._making[day]

    def _make(self, recall: Recall, day: date) -> None:
        try:
            with self._one:
                recall(self._store, day)
        except DragomanError as error:
            self._failed[day] = error

    def _opened(self, day: date) -> Desk:
        desk = Desk(View(self._store, day))
        desk.pasts = self
        with self._lock:
            self._desks[day] = desk
            while len(self._desks) > _MOST_PASTS:
                self._desks.popitem(last=False)
        return desk


class Library:
    """Hands out the current Desk of a store, and a new one as soon as a newer view is published."""

    def __init__(self, store: Path, recall: Recall | None = None) -> None:
        self._store, self._recall = store, recall
        self._lock = threading.Lock()
        self._desk: Desk | None = None
        self._seen: tuple[int, int] | None = None

    def desk(self) -> Desk:
        """The desk of the current view, with its pasts. Raises StoreError when there is none."""
        with self._lock:
            stamp = self._stamp()
            if self._desk is None or stamp != self._seen:
                # The old view closes when its last page is done with it.
                self._desk, self._seen = Desk(View(self._store)), stamp
                self._desk.pasts = _Pasts(self._store, self._recall)
            return self._desk

    def _stamp(self) -> tuple[int, int] | None:
        path = self._store / "current.json"
        if not path.exists():
            return None
        status = path.stat()
        return status.st_mtime_ns, status.st_ino

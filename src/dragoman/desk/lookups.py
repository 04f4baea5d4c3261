"""The desk: lookups that every page needs, each a query that reads only the rows it shows."""

import copy
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Protocol

import msgspec

from dragoman.desk.nouns import Name, Source
from dragoman.desk.reference import abbreviation, known
from dragoman.errors import DragomanError
from dragoman.records import Event
from dragoman.store import View

TOTALED = ("articles", "events", "claims", "stories", "commitments", "actors", "failures")


# So many answers are kept, of some 100 kB each.
_MOST_KEPT = 200


class Missing(DragomanError):
    """There is no such page or record; the explorer shows it as a page with status 404."""


# So many languages are offered.
_MOST_TONGUES = 14


class Making(DragomanError):
    """What is asked for is being made; the explorer says so and asks again in a few seconds."""


class Pasts(Protocol):
    """Hands out the desks of earlier days of the press."""

    def desk(self, day: date) -> "Desk":
        """The desk of a day."""


class Wanted(msgspec.Struct, frozen=True):
    """Which rows of a table, in SQL with `?` for its values, and in what order."""

    where: str
    values: Sequence[object]
    order: str


class Kept:
    """Answers already made: a page is a function of the published view and the address alone."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, bytes] = OrderedDict()

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The answer, made now if it is not kept."""
        with self._lock:
            found = self._answers.get(key)
        if found is None:
            found = make()
            with self._lock:
                self._answers[key] = found
                while len(self._answers) > self._most:
                    self._answers.popitem(last=False)
        return found


class Desk:
    """One published view with its totals. `language` is the one that names are given in where they are known in it; '' for English."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.language = ""
        self.number = view.number
        self.tables = view.tables()
        self.totals = {table: self.count(table) for table in TOTALED}
        self.kept: dict[str, Any] = {}
        # What is the same in every language.
        self.shared: dict[str, Any] = {}
        self.answers = Kept(_MOST_KEPT)
        self.pasts: Pasts | None = None
        self._speaking: dict[str, Desk] = {}

    @property
    def known_by(self) -> str:
        """The day up to which the press is known, ISO; '' where it is all that was read."""
        return self.view.known_by.isoformat() if self.view.known_by else ""

    @property
    def undated(self) -> int:
        """How many articles have no day and stand in no past; 0 in the present."""
        return int(self.rows("SELECT undated FROM known_by")[0]["undated"]) if self.view.known_by else 0

    def past(self, day: date) -> "Desk":
        """The desk of what the press told up to a day. Raises Making while that is made, Missing where it cannot be."""
        if self.pasts is None:
            raise Missing("This explorer has no past.", "Ask for it with --known-by in the terminal.")
        return self.pasts.desk(day).speaking(self.language)

    def speaking(self, language: str) -> "Desk":
        """The same desk with names in another language; what it keeps is its own but for the answers and what is shared."""
        if language == self.language:
            return self
        if language not in self._speaking:
            other = copy.copy(self)
            other.language, other.kept = language, {}
            self._speaking[language] = other
        return self._speaking[language]

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """Rows of a SELECT."""
        return self.view.sql(query, parameters).rows()

    def count(self, table: str, where: str = "TRUE", parameters: Sequence[object] = ()) -> int:
        """How many rows of a table meet a condition."""
        return int(self.rows(f"SELECT count(*) AS n FROM {table} WHERE {where}", parameters)[0]["n"])

    def one(self, table: str, key: str) -> Any:
        """The record with this key. Raises Missing."""
        found = self.view.records(table, "key = ? LIMIT 1", [key])
        if not found:
            raise Missing(f"There is no record {key} here.", "It may have been merged or read into another store; search for its words.")
        return found[0]

    def listed(self, table: str, wanted: Wanted, most: int, offset: int = 0) -> list[Any]:
        """Records that meet a condition, in an order, from `offset` on. Keys are sorted first: whole rows are wide."""
        query = f"SELECT key FROM {table} WHERE {wanted.where} ORDER BY {wanted.order} LIMIT ? OFFSET ?"
        keys = [row["key"] for row in self.rows(query, [*wanted.values, most, offset])]
        found = {record.key: record for record in self.among(table, keys)}
        return [found[key] for key in keys]

    def among(self, table: str, keys: Iterable[str], column: str = "key") -> list[Any]:
        """The records with these keys, in order of key."""
        if column == "key":
            return self.view.keyed(table, keys)
        wanted = sorted(set(keys))
        return self.view.records(table, f"{column} IN (SELECT unnest(?)) ORDER BY {column}", [wanted]) if wanted else []

    def names(self, ids: Iterable[str]) -> dict[str, Name]:
        """Names of actors, from the vocabulary where the store has no such actor. A state's sector (`CYP:PRE`) is no part of its id."""
        wanted = sorted({*ids} - {""})
        if not wanted:
            return {}
        bare = sorted({id.partition(":")[0] for id in wanted})
        query = "SELECT id, name, kind, map_extract(names, ?)[1] AS own FROM actors WHERE id IN (SELECT unnest(?))"
        found = {row["id"]: self._name(row) for row in self.rows(query, [self.language, bare])}
        return {id: found.get(id.partition(":")[0]) or known(id, self.language) for id in wanted}

    def _name(self, row: dict[str, Any]) -> Name:
        own = row["own"] if row["own"] != row["name"] else None
        short = abbreviation(row["id"])
        return Name(row["id"], own or row["name"], row["kind"], language=self.language if own else "", short=short)

    def sources(self, articles: Iterable[str]) -> dict[str, Source]:
        """Outlet, day, language and title of articles."""
        query = """
            SELECT a.key, a.title, a.language, coalesce(a.published.start, 'undated') AS day,
                   coalesce(o.name, nullif(a.outlet_name, ''), nullif(a.origin, ''), 'unknown outlet') AS outlet
            FROM articles a LEFT JOIN outlets o ON o.id = a.outlet AND a.outlet <> '' WHERE a.key IN (SELECT unnest(?))
        """
        wanted = sorted(set(articles))
        rows = self.rows(query, [wanted]) if wanted else []
        return {
            row["key"]: Source(article=row["key"], outlet=row["outlet"], day=row["day"], language=row["language"], title=row["title"])
            for row in rows
        }

    def outlets(self) -> dict[str, str]:
        """Names of the outlets by id."""
        if "outlets" not in self.kept:
            self.kept["outlets"] = {row["id"]: row["name"] for row in self.rows("SELECT id, name FROM outlets ORDER BY id")}
        found: dict[str, str] = self.kept["outlets"]
        return found

    def tongues(self) -> tuple[str, ...]:
        """Languages that most actors have a name in, in order of their codes."""
        if "tongues" not in self.kept:
            query = """
                SELECT language FROM (SELECT unnest(map_keys(names)) AS language FROM actors) GROUP BY ALL
                ORDER BY count(*) DESC, language LIMIT ?
            """
            self.kept["tongues"] = tuple(sorted(row["language"] for row in self.rows(query, [_MOST_TONGUES])))
        found: tuple[str, ...] = self.kept["tongues"]
        return found

    def story_of(self, events: Iterable[str]) -> dict[str, str]:
        """The story that each event belongs to."""
        wanted = sorted(set(events))
        query = """
            SELECT s.event, s.key FROM (SELECT key, unnest(events) AS event FROM stories WHERE list_has_any(events, ?)) s
            WHERE s.event IN (SELECT unnest(?))
        """
        return {row["event"]: row["key"] for row in self.rows(query, [wanted, wanted])} if wanted else {}

    def events(self, keys: Iterable[str]) -> dict[str, Event]:
        """Events by key."""
        return {event.key: event for event in self.among("events", keys)}

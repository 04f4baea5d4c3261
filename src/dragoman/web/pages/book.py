"""Codebook: what each event type, mode, status and context means, and how often this store has it."""

import msgspec

from dragoman.desk import Desk
from dragoman.vocab import codebook
from dragoman.vocab.codebook import CloseCall, EventType
from dragoman.web.asked import Asked


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """A mode, status or context: what it means, its score where it has one, and the stories of this store that have it."""

    name: str
    says: str
    stories: int
    score: float | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An event type with its rules, close calls and modes. `own` is set for a user’s own type, of which the store keeps the name alone."""

    name: str
    says: str
    quad: str
    score: float
    stories: int
    recipient: str = ""
    rules: tuple[str, ...] = ()
    close_calls: tuple[CloseCall, ...] = ()
    modes: tuple[Term, ...] = ()
    own: bool = False


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The whole codebook, with the counts of this store."""

    title: str
    entries: tuple[Entry, ...]
    statuses: tuple[Term, ...]
    contexts: tuple[Term, ...]


def make(desk: Desk, asked: Asked) -> Page:
    """The codebook that ships with Dragoman, and the names of a user’s own types that stories have."""
    book = codebook()
    types = _counts(desk, "type")
    modes = _counts(desk, "type || '/' || unnest(modes)")
    statuses, contexts = _counts(desk, "status"), _counts(desk, "unnest(contexts)")
    own = tuple(_own(desk, name, number) for name, number in sorted(types.items()) if name not in book.events)
    return Page(
        title="Codebook",
        entries=tuple(_entry(name, kind, types.get(name, 0), modes) for name, kind in book.events.items()) + own,
        statuses=tuple(Term(name=name, says=says, stories=statuses.get(name, 0)) for name, says in book.statuses.items()),
        contexts=tuple(Term(name=name, says=one.says, stories=contexts.get(name, 0)) for name, one in book.contexts.items()),
    )


def _counts(desk: Desk, what: str) -> dict[str, int]:
    rows = desk.rows(f"SELECT one, count(*) AS n FROM (SELECT {what} AS one FROM stories) GROUP BY one")
    return {row["one"]: row["n"] for row in rows}


def _entry(name: str, kind: EventType, stories: int, modes: dict[str, int]) -> Entry:
    return Entry(
        name=name,
        says=kind.says,
        quad=kind.quad,
        score=kind.score,
        stories=stories,
        recipient=kind.recipient,
        rules=kind.rules,
        close_calls=kind.close_calls,
        modes=tuple(
            Term(name=mode, says=one.says, stories=modes.get(f"{name}/{mode}", 0), score=one.score) for mode, one in kind.modes.items()
        ),
    )


def _own(desk: Desk, name: str, stories: int) -> Entry:
    row = desk.rows("SELECT min(quad) AS quad, min(score) AS score FROM stories WHERE type = ?", [name])[0]
    return Entry(name=name, says="", quad=row["quad"], score=row["score"], stories=stories, own=True)

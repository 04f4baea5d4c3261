"""Stories: the events that are one event in the world, and how well they are supported."""

from typing import Literal

import msgspec

from dragoman.records.article import CopyKind, Span
from dragoman.records.event import Status
from dragoman.records.when import When
from dragoman.vocab.outlet import Reliability


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """`article` depends on `source`: how, how much of the text is shared (0..1), and the reason in a sentence."""

    key: str
    article: str
    source: str
    kind: CopyKind
    share: float
    reason: str


class Tension(msgspec.Struct, frozen=True, kw_only=True):
    """A disagreement that is kept: what it is about, and each value with the articles and words that give it."""

    about: Literal["status", "actors", "when", "where", "counts", "denial", "doubt", "outlook"]
    says: str
    values: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


class Grade(msgspec.Struct, frozen=True, kw_only=True):
    """Admiralty grade: `letter` the best outlet's reliability, `number` 1 (confirmed) to 6 (cannot be judged), `because` in a sentence.

    `made` grades that the statement was made; `number` that what it says is so.
    """

    letter: Reliability
    number: int
    because: str
    made: int = 6


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One event in the world: its reports, the independent origins among them, the sides they come from, what disagrees.

    `events` and `articles` are sorted keys; `origins` groups article keys that depend on each other (one tuple an origin).
    """

    key: str
    type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    status: Status
    quad: str
    score: float
    actors: tuple[str, ...]
    recipients: tuple[str, ...] = ()
    when: When | None = None
    place: str = ""
    title: str = ""
    events: tuple[str, ...]
    articles: tuple[str, ...]
    origins: tuple[tuple[str, ...], ...] = ()
    sides: tuple[str, ...] = ()
    tensions: tuple[Tension, ...] = ()
    grade: Grade
    confidence: float = 0.0
    aliases: tuple[str, ...] = ()


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """A person's decision that two keys are the same or different; a later one closes an earlier one, nothing is erased."""

    left: str
    right: str
    same: bool
    by: str
    made: str
    closed: str | None = None
    why: str = ""

"""Events: who did what to whom, in PLOVER's terms, with the words that say so."""

from typing import Literal

import msgspec

from dragoman.errors import BadRecord
from dragoman.records.actor import ActorKind, Mention, Place
from dragoman.records.article import Span
from dragoman.records.when import When

Status = Literal["actual", "future", "hypothetical", "negated", "historical"]


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """An actor or recipient of an event, by its words; `id` is '' when the actor is not resolved."""

    text: str
    start: int
    end: int
    id: str = ""
    name: str = ""
    country: str = ""
    sectors: tuple[str, ...] = ()
    kind: ActorKind = "group"


def party(mention: Mention) -> Party:
    """A mention as a party to an event."""
    return Party(
        text=mention.span.text,
        start=mention.span.start,
        end=mention.span.end,
        id=mention.actor,
        name=mention.name,
        country=mention.country,
        sectors=mention.sectors,
        kind=mention.kind,
    )


def parties_of(mention: Mention) -> tuple[Party, ...]:
    """A mention as parties: one, or each of those that it stands for, all by the mention's words."""
    if not mention.meant:
        return (party(mention),)
    return tuple(
        msgspec.structs.replace(party(mention), id=one.actor, name=one.name, country=one.country, sectors=one.sectors, kind=one.kind)
        for one in mention.meant
    )


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of people that the sentence states for the event; None where it states none."""

    dead: int | None = None
    injured: int | None = None
    arrested: int | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One event as one sentence of one article reports it.

    A joint act is ONE event with several actors. `score` is PLOVER's, -10 (conflict) to +10 (cooperation); `confidence` is the
    engine's calibrated probability that type, actors and recipients are right; `asserted` is False when the article lays
    the event in someone's mouth (see the claim that holds it); `doubts` are spans of the same article that cast doubt on it.
    """

    key: str
    article: str
    type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    status: Status = "actual"
    quad: str = ""
    score: float = 0.0
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...] = ()
    when: When | None = None
    where: Place | None = None
    sentence: Span
    trigger: Span
    counts: Counts = Counts()
    confidence: float
    engine: str

    def __post_init__(self) -> None:
        if not self.actors and not self.recipients:
            raise BadRecord(f"an event needs an actor or a recipient: {self.sentence.text[:60]!r}")
        if not 0.0 <= self.confidence <= 1.0:
            raise BadRecord(f"confidence lies between 0 and 1: {self.confidence}")

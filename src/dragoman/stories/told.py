"""An event as the fusion holds it: what pairs are compared by, and the rest packed, for a collection has many events."""

import functools
from hashlib import blake2b

import msgspec

from dragoman.records import Event, Party, Place, Span, Status, When

# Stories are made one after the other: what one needs is unpacked once.
_UNPACKED = 1024


class Spot(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Where an event was, without the words that say so: many events are in few places."""

    name: str
    lat: float | None
    lon: float | None
    geonameid: int | None
    country: str
    feature: str


class Rest(msgspec.Struct, frozen=True, array_like=True):
    """What only a story is made of, not compared by."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    when: When | None


class Told(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An event's fields as its record has them; of its trigger the words alone. `mark` is a print of the whole record."""

    key: str
    article: str
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    status: Status
    quad: str
    score: float
    where: Spot | None
    sentence: Span
    trigger: str
    confidence: float
    engine: str
    mark: int
    rest: bytes

    @property
    def actors(self) -> tuple[Party, ...]:
        """Who does it."""
        return _unpacked(self.rest).actors

    @property
    def recipients(self) -> tuple[Party, ...]:
        """Whom it is done to."""
        return _unpacked(self.rest).recipients

    @property
    def when(self) -> When | None:
        """The time that the text gives it."""
        return _unpacked(self.rest).when


@functools.lru_cache(maxsize=_UNPACKED)
def _unpacked(rest: bytes) -> Rest:
    return msgspec.msgpack.decode(rest, type=Rest)


def told(event: Event, article: str) -> Told:
    """The event, held closely."""
    return Told(
        key=event.key,
        article=article,
        type=event.type,
        modes=event.modes,
        contexts=event.contexts,
        status=event.status,
        quad=event.quad,
        score=event.score,
        where=_spot(event.where) if event.where else None,
        sentence=event.sentence,
        trigger=event.trigger.text,
        confidence=event.confidence,
        engine=event.engine,
        mark=int.from_bytes(blake2b(msgspec.msgpack.encode(event), digest_size=8).digest(), "little"),
        rest=msgspec.msgpack.encode(Rest(event.actors, event.recipients, event.when)),
    )


def _spot(where: Place) -> Spot:
    return Spot(where.name, where.lat, where.lon, where.geonameid, where.country, where.feature)

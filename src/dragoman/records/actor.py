"""Actors and the mentions, places and times that a text holds."""

from typing import Literal

import msgspec

from dragoman.errors import BadRecord
from dragoman.records.article import Span
from dragoman.records.when import When

ActorKind = Literal["state", "organisation", "person", "group"]
How = Literal[
    "name",
    "abbreviation",
    "demonym",
    "capital",
    "seat",
    "role",
    "surname",
    "pronoun",
    "description",
    "learnt",
    "possessor",
    "setting",
    "open",
]


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """An office held: `of` is the actor id of the state or organisation; dates are partial ISO; `evidence` words or a source."""

    title: str
    of: str
    sectors: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    evidence: str = ""


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A state (ISO alpha-3 id), an organisation (its usual English abbreviation), a person or a group (a slug)."""

    id: str
    kind: ActorKind
    name: str
    names: dict[str, str] = {}
    country: str = ""
    sectors: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    learnt: bool = False


class Meant(msgspec.Struct, frozen=True, kw_only=True):
    """One of those that a mention of several stands for ('the two sides'), with its codes; `antecedent` is the mention that named it."""

    actor: str
    kind: ActorKind
    name: str = ""
    country: str = ""
    sectors: tuple[str, ...] = ()
    antecedent: str = ""


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """An actor named in the text. `actor` is '' where it stays open; `role` is the English role word found with it.

    `country` and `sector` are this mention's codes on the article's day (PLOVER), which may be more than the actor's own:
    'the Kazakh defence ministry' is actor KAZ, country KAZ, sectors GOV and MIL. What stands for several ('both ministers') has them in
    `meant`, and no actor of its own; `how` is 'open' where such words could not be resolved.
    """

    key: str
    span: Span
    actor: str
    kind: ActorKind
    how: How
    name: str = ""
    country: str = ""
    sectors: tuple[str, ...] = ()
    role: str = ""
    score: float = 1.0
    antecedent: str = ""
    meant: tuple[Meant, ...] = ()

    def __post_init__(self) -> None:
        if not 0.0 <= self.score <= 1.0:
            raise BadRecord(f"a score lies between 0 and 1: {self.score}")


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A toponym and the point it was resolved to (degrees, WGS84); `country` is ISO alpha-3, `feature` a GeoNames class such as P or A."""

    span: Span
    name: str
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    country: str = ""
    feature: str = ""
    province: str = ""
    score: float = 1.0

    def __post_init__(self) -> None:
        if self.lat is not None and not (-90 <= self.lat <= 90 and self.lon is not None and -180 <= self.lon <= 180):
            raise BadRecord(f"no such point: {self.lat}, {self.lon}")


class Timex(msgspec.Struct, frozen=True, kw_only=True):
    """A temporal expression: TIMEX3 type and value, and the When it stands for (None for durations and sets)."""

    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    when: When | None = None

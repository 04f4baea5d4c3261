"""Relations of the system: commitments, dyads and alignments."""

from typing import Literal

import msgspec

from dragoman.records.article import Span
from dragoman.records.when import When

CommitmentKind = Literal[
    "membership",
    "observer",
    "defence_pact",
    "treaty",
    "agreement",
    "mandate",
    "basing",
    "arms",
    "training",
    "exercise",
    "deployment",
    "joint_production",
    "consultation",
    "non_use",
    "plan",
]
CommitmentStatus = Literal["proposed", "announced", "signed", "ratified", "in_force", "suspended", "ended"]


Reached = CommitmentStatus | Literal["renewed"]


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """A step that a commitment took: what it reached, when (None where no report says), and the words of the first report.

    A step of the reference has no article and no words: the commitment's `source` stands for them.
    """

    status: Reached
    when: When | None = None
    article: str = ""
    span: Span | None = None


class Commitment(msgspec.Struct, frozen=True, kw_only=True):
    """What parties bound themselves to, with its words (`spans`, one article each in `articles`) or its public document (`source`).

    `status` is the furthest of its `steps`; `signed` is the day of the first step known, which `steps` names. `contested` says who
    doubts or denies it where nobody tells it unchallenged, or that troops are where they are without the consent of the state.
    `beside` are keys of commitments that are about one matter in another voice.
    """

    key: str
    kind: CommitmentKind
    parties: tuple[str, ...]
    name: str = ""
    terms: str = ""
    status: CommitmentStatus
    signed: When | None = None
    start: When | None = None
    end: When | None = None
    steps: tuple[Milestone, ...] = ()
    articles: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    events: tuple[str, ...] = ()
    source: str = ""
    match: Literal["confirmed", "new", "contradicted", "reference"] = "new"
    contested: str = ""
    beside: tuple[str, ...] = ()


class Dyad(msgspec.Struct, frozen=True, kw_only=True):
    """Two actors in one period (partial ISO date): sums of story scores, each story once, verbal and material apart.

    `low` and `high` are the bounds of a 90 % interval of the net score by resampling independent origins.
    """

    key: str
    left: str
    right: str
    period: str
    verbal_cooperation: float
    material_cooperation: float
    verbal_conflict: float
    material_conflict: float
    net: float
    low: float
    high: float
    stories: tuple[str, ...]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of an alignment: its name, value, weight, and the keys of stories and commitments it was made from."""

    name: str
    value: float
    weight: float
    keys: tuple[str, ...] = ()


class Alignment(msgspec.Struct, frozen=True, kw_only=True):
    """How an actor stands to a pole in a period, -1 (against) to +1 (with), its parts, and a 90 % interval."""

    key: str
    actor: str
    pole: str
    period: str
    score: float
    low: float
    high: float
    parts: tuple[Part, ...] = ()


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """A story or commitment, and what a score would lack had it stayed as it was in the period before."""

    key: str
    by: float


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """How an alignment changed from the period `since` to `period` (month, half-year, year).

    `low` and `high` bound the 90 % interval of the change, before and after from the same draws; `sure`: it leaves out nought.
    `moves` is what is new, came further or ended, the largest first; `rest` what fading and the bending of sums add to that.
    `alignment` is the key of the period's alignment, '' for a month, which has none.
    """

    key: str
    actor: str
    pole: str
    period: str
    since: str
    before: float
    score: float
    change: float
    low: float
    high: float
    sure: bool
    moves: tuple[Move, ...] = ()
    rest: float = 0.0
    alignment: str = ""

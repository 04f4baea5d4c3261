"""What one sentence says of one commitment, before sentences and articles are put together."""

import msgspec

from dragoman.records import Span, When
from dragoman.records.relation import CommitmentKind, CommitmentStatus, Reached
from dragoman.vocab.states import states

# The order in which a commitment comes to be; a later step says more than an earlier one.
LADDER: tuple[CommitmentStatus, ...] = ("proposed", "announced", "signed", "in_force", "ratified", "suspended", "ended")
# Steps that something already agreed may take: told alone, they belong to what was made before.
LATER = frozenset({"ratified", "in_force", "renewed", "suspended", "ended"})
# Kinds that reports of the same thing may disagree on: one paper's agreement is another's treaty or plan.
_FAMILIES: dict[str, str] = {
    "defence_pact": "document",
    "treaty": "document",
    "agreement": "document",
    "plan": "document",
    "consultation": "document",
    "non_use": "document",
    "arms": "supply",
    "joint_production": "supply",
}


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment as one sentence has it."""

    kind: CommitmentKind
    parties: tuple[str, ...]
    status: CommitmentStatus
    renewed: bool = False
    article: str
    span: Span
    signed: When | None = None
    start: When | None = None
    end: When | None = None
    terms: str = ""
    events: tuple[str, ...] = ()
    seen: When | None = None
    negated: bool = False
    sends: bool = False
    named: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """Kinds that may be the same thing share a family."""
        return _FAMILIES.get(self.kind, self.kind)

    @property
    def reached(self) -> Reached:
        """The step that the sentence tells of."""
        return "renewed" if self.renewed and self.status == "signed" else self.status

    @property
    def later(self) -> bool:
        """Whether the sentence tells what became of something that was made before."""
        return self.reached in LATER

    @property
    def day(self) -> When | None:
        """The day that tells it from other commitments of the same parties."""
        return self.signed or self.start or self.end


def kind_of(name: str) -> CommitmentKind:
    """A kind by its name in a vocabulary file. Raises msgspec.ValidationError for any other word."""
    kind: CommitmentKind = msgspec.convert(name, CommitmentKind)
    return kind


def family(kind: str) -> str:
    """The family of a kind; the kind itself when it has none."""
    return _FAMILIES.get(kind, kind)


def step(status: CommitmentStatus) -> int:
    """How far a status is on the ladder."""
    return LADDER.index(status)


def covers(wide: When, narrow: When) -> bool:
    """Whether one time lies within the other: 22 December 2021 within December 2021."""
    if wide.first is None or wide.last is None or narrow.first is None or narrow.last is None:
        return False
    return wide.first <= narrow.first and narrow.last <= wide.last


def order(parties: set[str] | frozenset[str]) -> tuple[str, ...]:
    """Parties in the one order that keys are made of: organisations first, then states."""
    return tuple(sorted(parties, key=lambda party: (party in states(), party)))

"""Reference commitments as records: instruments and memberships of the states concerned."""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from dragoman.records import Commitment, Milestone, When, make_key
from dragoman.records.relation import CommitmentKind, CommitmentStatus, Reached
from dragoman.relations.commitments.draft import LADDER, kind_of, order
from dragoman.relations.rolls import rows_of
from dragoman.vocab.commitments import Instrument, reference
from dragoman.vocab.organisations import Membership, organisations

UNINVITED = "without the consent of the state"
_RANKS: dict[str, CommitmentKind] = {"member": "membership", "observer": "observer"}


def known(occurring: Iterable[str]) -> Iterator[Commitment]:
    """Instruments all of whose first two parties occur, and memberships of states that occur in organisations that occur."""
    ids = frozenset(occurring)
    for row in reference().commitments:
        if len(ids & set(row.parties)) > 1:
            yield _instrument(row)
    for body in sorted(ids & set(organisations())):
        for member in rows_of(body):
            if member.state in ids and member.kind in _RANKS:
                yield _seat(body, member)


def _seat(body: str, member: Membership) -> Commitment:
    resting = next((row.start for row in rows_of(body) if (row.state, row.kind, row.end) == (member.state, "suspended", None)), None)
    resting = resting if member.kind == "member" and not member.end else None
    taken: tuple[tuple[Reached, str | None], ...] = (("in_force", member.start), ("suspended", resting))
    return Commitment(
        key=make_key("co", "reference", body, member.state, member.kind, member.start),
        kind=_RANKS[member.kind],
        parties=order({body, member.state}),
        status="ended" if member.end else "suspended" if resting else "in_force",
        start=partial(member.start),
        end=partial(member.end),
        steps=tuple(Milestone(status=status, when=partial(day)) for status, day in taken if day) if resting else (),
        source=f"reference organisations.yaml: {body}",
        match="reference",
    )


def _instrument(row: Instrument) -> Commitment:
    return Commitment(
        key=make_key("co", "reference", row.key),
        kind=kind_of(row.kind),
        parties=order(set(row.parties)),
        name=row.name,
        terms=row.terms,
        status=_status(row),
        signed=partial(row.signed),
        start=partial(row.in_force),
        end=partial(row.ended),
        steps=_steps(row),
        source=f"{row.key}: {row.source}",
        match="reference",
        contested="" if row.consent else UNINVITED,
    )


def as_known(commitments: Iterable[Commitment], until: date | None) -> tuple[Commitment, ...]:
    """The commitments without what the reference has of later than `until`: rows that began after it, and ends that were still to come."""
    kept = (one if one.match != "reference" or until is None else _as_of(one, until) for one in commitments)
    return tuple(one for one in kept if one is not None)


def _as_of(one: Commitment, until: date) -> Commitment | None:
    began = one.signed or one.start
    if began and began.first and began.first > until:
        return None
    taken = tuple(step for step in one.steps if step.when and step.when.first and step.when.first <= until)
    if one.end and one.end.first and one.end.first > until:
        return replace(one, end=None, status="in_force", steps=taken)
    if one.status == "suspended" and one.steps and not any(step.status == "suspended" for step in taken):
        return replace(one, status="in_force", steps=taken)
    return replace(one, steps=taken)


def _steps(row: Instrument) -> tuple[Milestone, ...]:
    dated: tuple[tuple[Reached, str | None], ...] = (("signed", row.signed), ("in_force", row.in_force), ("ended", row.ended))
    return tuple(Milestone(status=status, when=partial(day)) for status, day in dated if day)


def _status(row: Instrument) -> CommitmentStatus:
    if row.ended:
        return "ended"
    return next((status for status in LADDER if status == row.status), "announced" if row.status else "in_force")


def partial(text: str | None) -> When | None:
    """A partial ISO date of the reference as a When with its own precision."""
    if not text:
        return None
    return When(start=text, precision="day" if len(text) == 10 else "month" if len(text) == 7 else "year", value=text)

"""One matter in two voices: a body that may not send troops to its members, and a member of it that may not send them to another.

`The charter of the OTS gives no right to send troops to a member` and `Turkey had no legal authority to introduce troops into
Kazakhstan` are about one right that is missing. They stay two commitments, for each says it of its own holder, and each names the other.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from dragoman.records import Commitment, first_day
from dragoman.relations.commitments.draft import Draft
from dragoman.relations.rolls import rows_of
from dragoman.vocab.organisations import Membership, organisations
from dragoman.vocab.states import states

Told = tuple[Commitment, tuple[Draft, ...]]
# Two reports this far apart may be about two occasions. An undated one speaks neither for nor against.
_DAYS = 45


def with_matters(found: Sequence[Told]) -> list[Commitment]:
    """The commitments, those that are one matter with others with the keys of these in `beside`."""
    lacking = [told for told in found if told[0].kind == "mandate" and any(_denies(draft) for draft in told[1])]
    bodies = [told for told in lacking if told[0].parties[0] in organisations()]
    members = [told for told in lacking if told[0].parties[0] in states()]
    beside: dict[str, set[str]] = {}
    for body in bodies:
        for member in members:
            if _one_matter(body[1], member[1]):
                beside.setdefault(body[0].key, set()).add(member[0].key)
                beside.setdefault(member[0].key, set()).add(body[0].key)
    return [replace(one, beside=tuple(sorted(beside[one.key]))) if one.key in beside else one for one, _ in found]


def _denies(draft: Draft) -> bool:
    return draft.negated and draft.sends


def _one_matter(body: Iterable[Draft], member: Sequence[Draft]) -> bool:
    return any(_same(one, other) for one in body for other in member if _denies(one) and _denies(other))


def _same(body: Draft, member: Draft) -> bool:
    """The state belongs to the body, would send to another member of it, and the two are told within weeks."""
    belonging = _members(body.parties[0], next((seen.first for seen in (member.seen, body.seen) if seen and seen.first), None))
    return member.parties[0] in belonging and not belonging.isdisjoint(set(member.named) - {member.parties[0]}) and _near(body, member)


def _members(body: str, day: date | None) -> set[str]:
    return {row.state for row in rows_of(body) if row.kind == "member" and _holds(row, day)}


def _holds(row: Membership, day: date | None) -> bool:
    """Whether a membership held on the day; where no day is known, whether it has not ended."""
    if day is None:
        return row.end is None
    return (not row.start or first_day(row.start) <= day) and (not row.end or day < first_day(row.end))


def _near(left: Draft, right: Draft) -> bool:
    one, other = (draft.seen.first if draft.seen else None for draft in (left, right))
    return one is None or other is None or abs((one - other).days) <= _DAYS

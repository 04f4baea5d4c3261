"""The press against the reference: confirmed, new or contradicted, and why."""

import functools
from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from dragoman.records import Commitment, When, first_day, last_day
from dragoman.relations.commitments.draft import Draft, family
from dragoman.relations.commitments.known import UNINVITED
from dragoman.relations.rolls import rows_of
from dragoman.vocab.commitments import Instrument, reference
from dragoman.vocab.names import dated
from dragoman.vocab.organisations import Membership, organisations
from dragoman.vocab.states import states
from dragoman.vocab.terms import fold

# Words of an instrument's name that many instruments share; what is left tells it from others.
_COMMON = frozenset(
    (
        "agreement",
        "alliance",
        "allied",
        "base",
        "comprehensive",
        "convention",
        "cooperation",
        "declaration",
        "defence",
        "enhanced",
        "exercise",
        "framework",
        "joint",
        "lease",
        "memorandum",
        "military",
        "mutual",
        "order",
        "partnership",
        "plan",
        "programme",
        "protocol",
        "relations",
        "security",
        "state",
        "statement",
        "strategic",
        "treaty",
        "vision",
        "yearly",
    )
)

# Kinds that the press speaks of as standing, without a day.
_STANDING = frozenset({"training", "basing", "arms", "deployment"})


class Verdict(msgspec.Struct, frozen=True):
    """How a commitment stands to the reference, and the row and words that say so."""

    match: str
    name: str = ""
    source: str = ""
    contested: str = ""


def matched(commitment: Commitment, drafts: Sequence[Draft]) -> Commitment:
    """The commitment with its match; its source names the reference row, so that a contradiction can be weighed."""
    if commitment.kind in ("membership", "observer"):
        found = _membership(commitment, drafts)
    elif commitment.kind == "mandate":
        found = _mandate(commitment, drafts)
    else:
        found = _instrument(commitment, drafts)
    return replace(commitment, match=found.match, name=found.name or commitment.name, source=found.source, contested=found.contested)


def _membership(commitment: Commitment, drafts: Sequence[Draft]) -> Verdict:
    body, state = commitment.parties
    rows = [row for row in rows_of(body) if row.state == state and row.kind in ("member", "observer")]
    days = [draft.seen for draft in drafts if draft.seen and draft.seen.first]
    says = "; ".join(f"{row.kind} from {row.start or '?'}" + (f" to {row.end}" if row.end else "") for row in rows)
    source = f"reference: {state} in {body}: {says or 'neither member nor observer'}"
    if commitment.status == "ended":
        ended = [row for row in rows if row.end]
        return Verdict("confirmed" if any(_within(row.end, commitment.end) for row in ended) else "contradicted", source=source)
    if commitment.status != "in_force" and all(_after(row, days) for row in rows):
        return Verdict("confirmed" if rows else "new", source=source)
    kind = "member" if commitment.kind == "membership" else "observer"
    held = [row for row in rows if row.kind == kind and (not days or any(_holds(row, day) for day in days))]
    if held:
        return Verdict("confirmed", source=source)
    return Verdict("contradicted" if organisations()[body].members else "new", source=source)


def _holds(row: Membership, when: When) -> bool:
    if when.first is None or when.last is None:
        return True
    return (not row.start or first_day(row.start) <= when.last) and (not row.end or last_day(row.end) >= when.first)


def _after(row: Membership, days: Sequence[When]) -> bool:
    """Whether a membership began only after every report of it: they spoke of its making."""
    return bool(days) and all(day.last is not None and first_day(row.start or "0001") > day.last for day in days)


def _within(reference_day: str | None, said: When | None) -> bool:
    """Whether a reference date and a press date may be the same; a press date that is not given contradicts nothing."""
    if said is None or said.first is None or said.last is None or not reference_day:
        return True
    return first_day(reference_day) <= said.last and said.first <= last_day(reference_day)


def _mandate(commitment: Commitment, drafts: Sequence[Draft]) -> Verdict:
    """A right that is said to be lacking is confirmed where the charter has no such clause, and the reverse."""
    body = commitment.parties[0]
    kinds = ("deployment", "mutual_defence")
    clauses = [row for row in reference().articles if row.org == body and row.kind in kinds]
    if not clauses:
        return Verdict("new")
    granted = any(row.grants for row in clauses)
    lacking = any(draft.negated for draft in drafts)
    named = {draft.terms.rpartition("article ")[2] for draft in drafts}
    shown = min(
        (row for row in clauses if row.grants == granted), key=lambda row: (row.article not in named, kinds.index(row.kind), row.key)
    )
    return Verdict("contradicted" if granted == lacking else "confirmed", source=f"reference {shown.key}: {shown.text} ({shown.source})")


def _instrument(commitment: Commitment, drafts: Sequence[Draft]) -> Verdict:
    rows = [row for row in reference().commitments if _same_kind(row, commitment) and _same_parties(row, commitment)]
    words = {word for draft in drafts for word in _words(draft.span.text)}
    named = [row for row in rows if _distinct(row) & words]
    day = commitment.signed or commitment.start
    if named and day:
        agreeing = [row for row in named if _dated(row, day)]
        row = (agreeing or named)[0]
        return _verdict("confirmed" if agreeing or not row.signed else "contradicted", row)
    if day:
        found = [row for row in rows if _dated(row, day)] or _signed_together(commitment, day)
        if found:
            return _verdict("confirmed", min(found, key=lambda row: _closeness(row, day)))
        standing = [row for row in _standing(rows, commitment, drafts) if commitment.status == "in_force"]
        return _verdict("confirmed", standing[0]) if standing else Verdict("new")
    same = named or [row for row in rows if _fresh(row, drafts)] or _standing(rows, commitment, drafts)
    return _verdict("confirmed", same[0]) if same else Verdict("new")


def _standing(rows: Sequence[Instrument], commitment: Commitment, drafts: Sequence[Draft]) -> list[Instrument]:
    return [row for row in rows if row.kind == commitment.kind in _STANDING and _open(row, drafts)]


def _signed_together(commitment: Commitment, day: When) -> list[Instrument]:
    """Rows of any kind signed on the very day by these parties and others: a memorandum behind a joint centre."""
    if day.start is None or len(day.start) < 10:
        return []
    return [row for row in reference().commitments if row.signed == day.start and set(commitment.parties) <= set(row.parties)]


def _verdict(match: str, row: Instrument) -> Verdict:
    says = f"reference {row.key}, signed {row.signed or 'on a day not known'}: {row.terms} ({row.source})"
    return Verdict(match, row.name, says, "" if row.consent else UNINVITED)


def _same_kind(row: Instrument, commitment: Commitment) -> bool:
    return family(row.kind) == family(commitment.kind)


def _same_parties(row: Instrument, commitment: Commitment) -> bool:
    return set(commitment.parties) == set(row.parties) or (
        row.kind == "deployment" and len(commitment.parties) > 1 and set(commitment.parties) <= set(row.parties)
    )


def _dated(row: Instrument, day: When) -> bool:
    # A yearly instrument in force over years would agree with any day: only the days that the row names count.
    return any(_within(part, day) for part in row.dates if len(part) > 4 or day.start is None or len(day.start) == 4 or part == row.signed)


def _closeness(row: Instrument, day: When) -> tuple[int, int, str]:
    """The row whose finest date agrees best; a row that was signed then before one that only names the day."""
    agreeing = [part for part in row.dates if _within(part, day)]
    return (-max(len(part) for part in agreeing), 0 if row.signed in agreeing else 1, row.key)


def _distinct(row: Instrument) -> set[str]:
    """The names within an instrument's name: Shusha, Anka, Baikonur; not those of states."""
    capitals = {word for word in row.name.replace("-", " ").replace(",", " ").split() if word[:1].isupper() and len(word) > 3}
    return {fold(word) for word in capitals} - _COMMON - _state_words()


@functools.cache
def _state_words() -> frozenset[str]:
    groups = [state.words["en"] for state in states().values() if "en" in state.words]
    listed = [dated(name).name for group in groups for name in (*group.names, *group.people, *group.adjective)]
    return frozenset(fold(word) for name in listed for word in name.replace("-", " ").split())


def _words(text: str) -> set[str]:
    return set(fold(text).replace("-", " ").replace(",", " ").replace("’", " ").replace("'", " ").split())


def _fresh(row: Instrument, drafts: Iterable[Draft]) -> bool:
    """Whether the row was signed in the weeks before an undated report: `signed yesterday` is news."""
    seen = [draft.seen.last for draft in drafts if draft.seen and draft.seen.last]
    day = first_day(row.signed) if row.signed and len(row.signed) == 10 else None
    return bool(seen) and day is not None and all(0 <= (last - day).days <= 42 for last in seen)


def _open(row: Instrument, drafts: Iterable[Draft]) -> bool:
    """Whether the row held when the press spoke of it."""
    seen = [draft.seen.last for draft in drafts if draft.seen and draft.seen.last]
    began = row.in_force or row.signed
    if not began:
        return False
    return all(first_day(began) <= day and (not row.ended or last_day(row.ended) >= day) for day in seen)

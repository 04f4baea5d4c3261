"""The dated steps of a commitment, each with the words of the report that tells it first."""

from collections.abc import Iterator, Sequence
from datetime import date

from dragoman.records import Milestone, When
from dragoman.records.relation import CommitmentStatus, Reached
from dragoman.relations.commitments.draft import Draft, covers, step


def milestones(drafts: Sequence[Draft]) -> tuple[Milestone, ...]:
    """Each step once for each day that is told of it; a step without a day only where no report dates it."""
    told: dict[Reached, list[Draft]] = {}
    for draft in sorted(drafts, key=_place):
        told.setdefault(draft.reached, []).append(draft)
    found = (milestone for reached, group in told.items() for milestone in _steps(reached, group))
    return tuple(sorted(found, key=_order))


def _steps(reached: Reached, group: Sequence[Draft]) -> Iterator[Milestone]:
    days: list[tuple[When, Draft]] = []
    for draft in sorted(group, key=lambda one: -len(_start(taken(one)))):
        when = taken(draft)
        if when and not any(covers(when, other) for other, _ in days):
            days.append((when, draft))
    if not days:
        yield Milestone(status=reached, article=group[0].article, span=group[0].span)
    for when, draft in days:
        yield Milestone(status=reached, when=when, article=draft.article, span=draft.span)


def taken(draft: Draft) -> When | None:
    """The day of the step itself; of a proposal none is known."""
    if draft.status == "proposed":
        return None
    if draft.status == "ended":
        return draft.end or draft.signed
    return draft.start or draft.signed if draft.status == "in_force" else draft.signed or draft.start


def _start(when: When | None) -> str:
    return (when.start or "") if when else ""


def _place(draft: Draft) -> tuple[str, str, int]:
    return (_start(draft.seen) or "9999", draft.article, draft.span.start)


def _order(one: Milestone) -> tuple[date, int, str]:
    first = one.when.first if one.when else None
    rung: CommitmentStatus = "in_force" if one.status == "renewed" else one.status
    return (first or date.max if rung != "proposed" else date.min, step(rung), one.article)

"""Drafts of many sentences and articles put together: one commitment where parties, kind and day agree."""

from collections.abc import Iterable, Sequence

from dragoman.records import Commitment, When, make_key
from dragoman.records.relation import CommitmentKind
from dragoman.relations.commitments.draft import Draft, covers, order, step
from dragoman.relations.commitments.matching import matched
from dragoman.relations.commitments.milestones import milestones

# Kinds that last: the same parties have them once, whatever the day of the report.
# A report without a day is news of something this fresh.
_WEEKS = 6
_LASTING = frozenset({"membership", "observer", "mandate"})
# What is ratified or enters into force was signed at most about three years before; what is renewed or ends, at any time.
_RIPENS = 1100
_RIPENING = frozenset({"ratified", "in_force"})


def merge(drafts: Iterable[Draft]) -> list[tuple[Commitment, tuple[Draft, ...]]]:
    """Commitments with the drafts that they are made of, in the order of their keys."""
    groups: dict[tuple[str, ...], list[list[Draft]]] = {}
    exact: dict[tuple[str, ...], list[Draft]] = {}
    for draft in sorted(drafts, key=_finest):
        place = (draft.family, *draft.parties, str(draft.negated))
        # Most reports name the very day: only a coarser time is compared with each commitment of the parties.
        same = (*place, draft.kind if draft.day is None else "", str(draft.day))
        slot = groups.setdefault(place, [])
        home = exact.get(same) or next((group for group in slot if _same(group[0], draft)), None)
        if home is None:
            home = []
            slot.append(home)
        exact.setdefault(same, home)
        home.append(draft)
    found = [(_commitment(group), tuple(group)) for slot in groups.values() for group in _followed(_joined(slot))]
    return sorted(found, key=lambda pair: pair[0].key)


def _joined(slot: list[list[Draft]]) -> list[list[Draft]]:
    """Reports without a day join the only dated commitment of their kind made in the weeks before they were written."""
    dated = [group for group in slot if group[0].day]
    left: list[list[Draft]] = []
    for group in (group for group in slot if group[0].day is None):
        homeless: list[Draft] = []
        for draft in group:
            homes = [home for home in dated if home[0].kind == draft.kind and _soon(home[0], draft)]
            (homes[0] if len(homes) == 1 else homeless).append(draft)
        left += [homeless] if homeless else []
    return dated + left


def _followed(slot: list[list[Draft]]) -> list[list[Draft]]:
    """A later step (ratified, in force, renewed, ended) joins the one commitment that was made before it; of several none is guessed."""
    made = [group for group in slot if not all(draft.later for draft in group)]
    kept: list[list[Draft]] = [*made]
    for group in (group for group in slot if all(draft.later for draft in group)):
        homes = [home for home in made if _leads(home[0], group[0])]
        if len(homes) > 1:
            homes = [home for home in homes if home[0].kind == group[0].kind and _row(home) == _row(group) != ""]
        if len(homes) == 1:
            homes[0].extend(group)
        else:
            kept.append(group)
    return kept


def _leads(made: Draft, later: Draft) -> bool:
    first, then = (made.day.first if made.day else None), (later.day.first if later.day else None)
    if first is None or then is None or made.family in _LASTING:
        return False
    return 0 <= (then - first).days <= (_RIPENS if later.reached in _RIPENING else 36_500)


def _row(drafts: Sequence[Draft]) -> str:
    """The reference row that these drafts are about, or ''."""
    return matched(_commitment(drafts), drafts).source.partition(",")[0]


def _soon(dated: Draft, draft: Draft) -> bool:
    day, seen = (dated.day.first if dated.day else None), (draft.seen.last if draft.seen else None)
    return day is not None and seen is not None and -1 <= (seen - day).days <= _WEEKS * 7


def _finest(draft: Draft) -> tuple[object, ...]:
    """Finer dates first, so that a month joins its day and not the other way round."""
    day = draft.day.start if draft.day and draft.day.start else ""
    return (-len(day), day, draft.kind, draft.parties, draft.article, draft.span.start)


def _same(left: Draft, right: Draft) -> bool:
    if left.kind in _LASTING:
        return left.kind == right.kind
    if left.day is None or right.day is None or left.day.first is None or right.day.first is None:
        return left.day is right.day is None and left.kind == right.kind
    return covers(right.day, left.day) or covers(left.day, right.day)


def _commitment(drafts: Sequence[Draft]) -> Commitment:
    # A sentence may name the same thing twice; it is evidence once.
    told = {(draft.article, draft.span.start): draft for draft in drafts}
    ordered = [told[place] for place in sorted(told)]
    top = max(drafts, key=lambda draft: (step(draft.status), draft.article, draft.span.start))
    kind = _commonest([draft.kind for draft in ordered])
    first = drafts[0]
    making = [draft for draft in drafts if not draft.later] or drafts
    return Commitment(
        key=make_key("co", first.family, *first.parties, first.negated, first.day.start if first.day else ""),
        kind=kind,
        parties=order(set(first.parties)),
        terms=top.terms,
        status=top.status,
        signed=_finest_of(draft.signed for draft in making),
        start=_finest_of(draft.start for draft in drafts),
        end=_finest_of(draft.end for draft in drafts),
        steps=milestones(drafts) if first.kind != "mandate" else (),
        articles=tuple(draft.article for draft in ordered),
        spans=tuple(draft.span for draft in ordered),
        events=tuple(sorted({key for draft in drafts for key in draft.events})),
    )


def _commonest(kinds: Sequence[CommitmentKind]) -> CommitmentKind:
    return max(sorted(set(kinds)), key=kinds.count)


def _finest_of(times: Iterable[When | None]) -> When | None:
    """The time with the finest precision, the earliest of these."""
    known = [time for time in times if time is not None and time.start is not None]
    return min(known, key=lambda time: (-len(time.start or ""), time.start or ""), default=None)

"""Agreements, arms, training, bases, exercises and deployments, as sentences name them: by a document or by an act."""

import functools
from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from dragoman.records import Event, Party
from dragoman.records.relation import CommitmentKind, CommitmentStatus
from dragoman.relations.commitments import memberships
from dragoman.relations.commitments.dates import Dates, dates
from dragoman.relations.commitments.draft import LADDER, Draft, kind_of, order
from dragoman.relations.commitments.scene import Group, Hit, Scene, denied, groups
from dragoman.relations.rolls import rows_of
from dragoman.vocab.commitment_words import partnered, verb_last
from dragoman.vocab.cues import cues
from dragoman.vocab.organisations import organisations
from dragoman.vocab.states import states
from dragoman.vocab.terms import Terms

# How far a verb may be from the document that it signs, and a special noun (`on training`) from its document.
_VERB = 110
_SPECIAL = 48
# How far behind the words its parties may begin, when none stands before.
_BEHIND = 60
_PREFERRED: tuple[CommitmentKind, ...] = ("joint_production", "basing", "arms", "training", "exercise")
# What an act makes of a special noun: an order or delivery holds, a decision to produce is announced.
_ACTS: dict[str, CommitmentStatus] = {
    "arms": "signed",
    "training": "in_force",
    "exercise": "in_force",
    "joint_production": "announced",
    "deployment": "in_force",
}
_CODED = frozenset({"SUPPORT", "AGREE", "COOPERATE", "AID", "CONSULT", "MOBILIZE"})


class Anchor(msgspec.Struct, frozen=True):
    """The words that make a sentence name a commitment: from the first to the last of them."""

    start: int
    end: int
    kind: CommitmentKind
    status: CommitmentStatus
    renewed: bool = False


def agreements(scenes: Sequence[Scene]) -> Iterator[Draft]:
    """What the sentences of one article say was agreed; a partner may stand in the next sentence or the one before."""
    found = _widened([list(_drafts(scene)) or list(_carried(scenes, number)) for number, scene in enumerate(scenes)])
    for number, drafts in enumerate(found):
        for draft in drafts:
            if len(draft.parties) > 1 or (draft.kind == "exercise" and draft.parties[0] in organisations()):
                yield from _lent(draft, scenes[number], found[number - 1] if number else ())


def _widened(found: list[list[Draft]]) -> list[list[Draft]]:
    """One article that names three parties once and two of them elsewhere speaks of the same document."""
    whole = [draft for drafts in found for draft in drafts if len(draft.parties) > (1 if draft.kind == "exercise" else 2)]
    return [[_wide(draft, whole) for draft in drafts] for drafts in found]


def _wide(draft: Draft, whole: Sequence[Draft]) -> Draft:
    for other in whole:
        least = 0 if draft.kind == "exercise" else 1
        if least < len(draft.parties) < len(other.parties) and set(draft.parties) < set(other.parties) and _alike(draft, other):
            return replace(draft, parties=other.parties)
    return draft


def _alike(left: Draft, right: Draft) -> bool:
    return left.family == right.family and left.status == right.status and (left.day is None or right.day is None or left.day == right.day)


def _lent(draft: Draft, scene: Scene, before: Sequence[Draft]) -> Iterator[Draft]:
    """`A signed a pact on 22 December. That day its parliament ratified the document with B`: the first sentence lends its day.

    In return the second lends its partner, so that both stand as evidence of one commitment.
    """
    if draft.day is None or scene.of("same_day"):
        for other in before:
            if len(other.parties) == 1 and set(other.parties) <= set(draft.parties) and other.family == draft.family and other.signed:
                yield replace(other, parties=draft.parties)
                yield replace(draft, signed=other.signed)
                return
    yield draft


def _drafts(scene: Scene) -> Iterator[Draft]:
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for anchor in anchors(scene):
        events = _events(scene)
        if scene.negated(anchor.start, anchor.end) or denied(scene, anchor.end) or any(event.status == "negated" for event in events):
            continue
        parties = select(scene, anchor) or _coded(events)
        if parties and (anchor.kind, parties) not in seen:
            seen.add((anchor.kind, parties))
            yield _draft(scene, anchor, parties, events)


def _carried(scenes: Sequence[Scene], number: int) -> Iterator[Draft]:
    """`On 10 May A was in B. Signed were a partnership and ...`: a sentence that names nobody takes two states from the one before."""
    scene = scenes[number]
    if scene.names or number == 0 or scenes[number - 1].sentence.paragraph != scene.sentence.paragraph:
        return
    before = scenes[number - 1]
    parties = {name.party for name in before.names}
    if len(parties) != 2 or not parties <= set(states()):
        return
    for anchor in anchors(scene):
        if anchor.status in ("signed", "ratified") and not scene.negated(anchor.start, anchor.end):
            draft = _draft(scene, anchor, order(parties), _events(scene))
            yield draft if draft.day else replace(draft, signed=dates(before, 0, 0, draft.status).signed)


def _draft(scene: Scene, anchor: Anchor, parties: tuple[str, ...], events: Sequence[Event]) -> Draft:
    status = "proposed" if _open(scene, anchor, events) else anchor.status
    when = dates(scene, anchor.start, anchor.end, status) if status not in ("in_force",) else _held(scene, anchor)
    return Draft(
        kind=anchor.kind,
        parties=parties,
        status=status,
        article=scene.reading.article.key,
        span=scene.span(),
        renewed=anchor.renewed,
        signed=None if status == "ended" else when.signed,
        start=None if status == "ended" else when.start,
        end=when.signed if status == "ended" else None,
        terms=_terms(scene, anchor),
        events=tuple(event.key for event in events),
        seen=scene.reading.article.published,
    )


def _held(scene: Scene, anchor: Anchor) -> Dates:
    found = dates(scene, anchor.start, anchor.end, "in_force")
    return Dates(signed=None, start=found.signed or found.start)


def anchors(scene: Scene) -> Iterator[Anchor]:
    """Documents with what was done to them, then signatures without a document, then acts without one."""
    documents = [found for hit in scene.of("instrument") if (found := _document(scene, hit))]
    yield from documents
    if not documents:
        yield from _unnamed(scene)
        yield from _acted(scene)


def _document(scene: Scene, hit: Hit) -> Anchor | None:
    step = _close(hit, scene.of("step"), _VERB)
    between = _close(hit, scene.of("between"), _SPECIAL)
    if step is None and between is None:
        return None
    special = {one.kind for one in scene.of("special") if _gap(hit, one) <= _SPECIAL}
    kind = next((name for name in _PREFERRED if name in special), hit.kind)
    status = step.kind if step else "signed"
    ends = [hit, *([step] if step else [])]
    return Anchor(min(one.start for one in ends), max(one.end for one in ends), kind_of(kind), *_status(status))


def _unnamed(scene: Scene) -> Iterator[Anchor]:
    """`signed for military cooperation in 2022`: a scope takes the place of the document."""
    for scope in scene.of("scopes"):
        signed = [hit for hit in scene.of("step") if hit.kind in ("signed", "renewed", "ratified", "announced")]
        if step := _close(scope, signed, _VERB):
            yield Anchor(min(scope.start, step.start), max(scope.end, step.end), "agreement", *_status(step.kind))


def _acted(scene: Scene) -> Iterator[Anchor]:
    """An order, a delivery, a course, an exercise, troops sent: the act is the commitment."""
    for noun in (*scene.of("special"), *scene.of("forces")):
        kind = noun.kind or "deployment"
        act = _close(noun, [hit for hit in scene.of("act") if hit.kind == kind], _VERB)
        if act:
            yield Anchor(min(noun.start, act.start), max(noun.end, act.end), kind_of(kind), _ACTS[kind])


def _close(hit: Hit, others: Sequence[Hit], most: int) -> Hit | None:
    """The nearest of other hits; a plain step is preferred to a proposal at the same place."""
    near = [one for one in others if _gap(hit, one) <= most]
    return min(near, key=lambda one: (_gap(hit, one), one.start), default=None)


def _gap(left: Hit, right: Hit) -> int:
    return max(right.start - left.end, left.start - right.end, 0)


def _status(name: str) -> tuple[CommitmentStatus, bool]:
    """A status by its name in the vocabulary, and whether it is a renewal: that is signed anew."""
    return ("signed", True) if name == "renewed" else (next(status for status in LADDER if status == name), False)


def select(scene: Scene, anchor: Anchor) -> tuple[str, ...]:
    """The parties of an anchor: all there are when they are two, else the list before it and the list behind it.

    A body named only to describe a state is none; one party alone is given back alone, for a neighbour sentence to complete.
    """
    found = groups(scene, memberships.consumed(scene))
    everyone = {party for group in found for party in group.parties}
    if not _bound(scene, anchor, found):
        return ()
    if anchor.kind == "deployment":
        return _sent(scene, anchor, found)
    if anchor.kind == "exercise":
        everyone = _exercising(scene, everyone)
    if len(everyone) <= 2:
        return order(everyone)
    middle = (anchor.start + anchor.end) // 2
    before = [group for group in found if group.end <= middle]
    behind = [group for group in found if group.start > middle]
    return order(set(_chosen(scene, before, behind)))


def _bound(scene: Scene, anchor: Anchor, found: Sequence[Group]) -> bool:
    """Whether parties hang on the anchor: one before its last word, or a partner word before the first behind it."""
    if not found or found[0].start <= anchor.end + 2:
        return bool(found)
    words = set(scene.between(anchor.end, found[0].start))
    return found[0].start - anchor.end <= _BEHIND and bool(words & partnered(scene.sentence.language))


def _sent(scene: Scene, anchor: Anchor, found: Sequence[Group]) -> tuple[str, ...]:
    """Who sends is named in the words or before them, where to straight behind; Turkish and Kazakh name both before."""
    inside = [group for group in found if anchor.start <= group.start < anchor.end]
    before = [group for group in found if group.end <= anchor.start]
    behind = [group for group in found if group.start >= anchor.end]
    near = [group for group in behind if group.start - anchor.end <= _BEHIND and "," not in scene.text[anchor.end : group.start]]
    host = near[0] if near else None
    if host is None and not verb_last(scene.sentence.language):
        return ()
    senders = (inside or before[-1:]) if host else [*before, *inside][-2:]
    return order({party for group in (*senders, *([host] if host else [])) for party in group.parties})


def _exercising(scene: Scene, everyone: set[str]) -> set[str]:
    """A body exercises with its members, another state beside it is where, not who; states exercise when it is said to be joint."""
    bodies = everyone & set(organisations())
    inside = {row.state for body in bodies for row in rows_of(body)}
    if bodies:
        return bodies | (everyone & inside)
    listed = any(len(group.parties) > 1 for group in groups(scene))
    return everyone if listed or scene.of("joint") else set()


def _chosen(scene: Scene, before: Sequence[Group], behind: Sequence[Group]) -> tuple[str, ...]:
    for hit in scene.of("between"):
        for group in (*before, *behind):
            if len(group.parties) > 1 and (0 <= group.start - hit.end <= 6 or 0 <= hit.start - group.end <= 6):
                return group.parties
    left, right = (before[-1].parties if before else ()), (behind[0].parties if behind else ())
    if not right and len(left) == 1 and len(before) > 1:
        listed = [group.parties for group in before if len(group.parties) > 1]
        return max(listed, key=len) if listed else (*before[-2].parties, *left)
    if not left and len(right) == 1 and len(behind) > 1:
        return (*right, *behind[1].parties)
    return (*left, *right)


def _events(scene: Scene) -> list[Event]:
    span = scene.sentence
    return [event for event in scene.reading.events if span.start <= event.trigger.start < span.end and event.type in _CODED]


def _coded(events: Sequence[Event]) -> tuple[str, ...]:
    """Parties that the coder saw where mentions alone give none."""
    for event in events:
        found = {_behind(party) for party in (*event.actors, *event.recipients)} - {""}
        if len(found) > 1:
            return order(found)
    return ()


def _behind(party: Party) -> str:
    """An organisation stands under its own id, for its country is only a code such as IGO."""
    return party.id if party.id in organisations() else party.country or party.id


def _open(scene: Scene, anchor: Anchor, events: Sequence[Event]) -> bool:
    """Whether it is still to come: an event coded as future or hypothetical, or a cue of either just before."""
    at = [event for event in events if anchor.start <= event.trigger.start - scene.sentence.start < anchor.end]
    if at:
        return all(event.status in ("future", "hypothetical") for event in at)
    return any(0 <= anchor.start - hit.end <= 20 for hit in _coming(scene.sentence.language).all(scene.text))


@functools.cache
def _coming(language: str) -> Terms[str]:
    found = cues(language)
    return Terms((term, term) for term in (*found.future, *found.hypothetical)) if found else Terms(())


def _terms(scene: Scene, anchor: Anchor) -> str:
    """The words of the commitment with their clause, at most 160 letters."""
    end = next((at for at in range(anchor.end, min(len(scene.text), anchor.end + 60)) if scene.text[at] in ".;,()"), anchor.end + 60)
    return " ".join(scene.text[anchor.start : min(end, anchor.start + 160)].split())

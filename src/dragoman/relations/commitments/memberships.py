"""Who belongs to what, as sentences name it: members, observers, those who join and leave."""

from collections.abc import Iterator, Sequence

import msgspec

from dragoman.records import Timex, When
from dragoman.records.relation import CommitmentKind, CommitmentStatus
from dragoman.relations.commitments.draft import LADDER, Draft, order
from dragoman.relations.commitments.scene import Group, Hit, Named, Scene, groups
from dragoman.relations.rolls import rows_of
from dragoman.vocab.commitment_words import links
from dragoman.vocab.organisations import organisations
from dragoman.vocab.states import states

# `member of the Collective ...`, `CSTO's founding members`: how far a standing may be from the body.
_NEAR = 24
# `Kazakhstan, Russia's neighbour and ... , is a member`: beyond this a subject is another clause's.
_FAR = 90
# Sentences back in which the body of `was admitted as an observer` may stand.
_BACK = 8
_BODIES = frozenset({"alliance", "igo"})


class Rank(msgspec.Struct, frozen=True, kw_only=True):
    """The standing that a state is said to have, and since or until when."""

    kind: CommitmentKind = "membership"
    status: CommitmentStatus = "in_force"
    when: When | None = None


def memberships(scenes: Sequence[Scene]) -> Iterator[Draft]:
    """Memberships and observers that the sentences of one article name."""
    for number, scene in enumerate(scenes):
        bodies = _bodies(scene)
        yield from _standing(scene, bodies)
        yield from _including(scene, bodies)
        yield from _within(scene, bodies)
        yield from _moving(scene, bodies)
        yield from _observing(scene, bodies or _recent(scenes, number))
        yield from _acceding(scene, bodies)


def consumed(scene: Scene) -> list[Named]:
    """Those who only describe another: the body of `Turkey, a NATO country`, the leader of `Russia-led bloc`; no party here."""
    marks = scene.of("member", "belongs", "observer", "within", "led")
    bodies = [name for name in _bodies(scene) if any(_touching(scene, name, hit) for hit in marks)]
    return [*bodies, *(name for name in _leaders(scene) if name not in bodies)]


def _leaders(scene: Scene) -> list[Named]:
    marks = scene.of("led")
    return [name for name in scene.names if any(0 <= led.start - name.end <= 8 or 0 <= name.start - led.end <= 2 for led in marks)]


def _bodies(scene: Scene) -> list[Named]:
    return [name for name in scene.names if name.party in organisations() and organisations()[name.party].kind in _BODIES]


def _recent(scenes: Sequence[Scene], number: int) -> list[Named]:
    """Bodies named in the sentences before, the last first."""
    return [body for scene in reversed(scenes[max(0, number - _BACK) : number]) for body in reversed(_bodies(scene))]


def _touching(scene: Scene, body: Named, hit: Hit) -> bool:
    if body.start <= hit.start < body.end:
        return True
    left, right = (body.end, hit.start) if body.end <= hit.start else (hit.end, body.start)
    return 0 <= right - left <= _NEAR and set(scene.between(left, right)) <= links(scene.sentence.language)


def _standing(scene: Scene, bodies: Sequence[Named]) -> Iterator[Draft]:
    """`A is a member of O`, `A, an O country`, `O members A and B`, `A and B belong to O`."""
    for hit in scene.of("member", "belongs"):
        for body in bodies:
            if not _touching(scene, body, hit) or scene.negated(hit.start, hit.end):
                continue
            start, end = min(hit.start, body.start), max(hit.end, body.end)
            if group := _after(scene, end) or _before(scene, start, hit):
                yield from _drafts(scene, body.party, group, Rank())


def _states(scene: Scene) -> list[Group]:
    found = groups(scene, _bodies(scene))
    return [group for group in found if all(party in states() for party in group.parties)]


def _after(scene: Scene, end: int) -> Group | None:
    """The states named straight behind: `CSTO members Russia and Kyrgyzstan`, `членов организации: Армении ...`."""
    for group in _states(scene):
        if 0 <= group.start - end <= 3 and scene.text[end : group.start].strip() in ("", ":", "—"):
            return group
    return None


def _before(scene: Scene, start: int, hit: Hit) -> Group | None:
    """The states whose standing it is: nothing between but a copula, an article, a dash, or another as leader of the body."""
    allowed = links(scene.sentence.language)
    leaders = _leaders(scene)
    for group in reversed(_states(scene)):
        if group.end > start or any(group.start <= leader.start < group.end for leader in leaders):
            continue
        words = scene.between(group.end, start)
        skipped = {word for name in leaders for word in scene.between(name.start, name.end)}
        skipped |= {word for led in scene.of("led") for word in scene.between(led.start, led.end)}
        return group if start - group.end <= _FAR and set(words) <= allowed | skipped else None
    return None


def _including(scene: Scene, bodies: Sequence[Named]) -> Iterator[Draft]:
    """`O, which includes A, B and C`."""
    allowed = links(scene.sentence.language)
    for hit in scene.of("includes"):
        body = next((one for one in reversed(bodies) if one.end <= hit.start and set(scene.between(one.end, hit.start)) <= allowed), None)
        group = next((one for one in _states(scene) if 0 <= one.start - hit.end <= _NEAR), None)
        if body and group and set(scene.between(hit.end, group.start)) <= allowed:
            yield from _drafts(scene, body.party, group, Rank())


def _within(scene: Scene, bodies: Sequence[Named]) -> Iterator[Draft]:
    """`Kazakhstan (within the CSTO)`."""
    for hit in scene.of("within"):
        body = next((one for one in bodies if 0 <= one.start - hit.end <= 5), None)
        group = next((one for one in reversed(_states(scene)) if 0 < hit.start - one.end <= 3), None)
        if body and group and "(" in scene.text[group.end : hit.start]:
            last = Group(group.start, group.end, group.parties[-1:])
            yield from _drafts(scene, body.party, last, Rank())


def _moving(scene: Scene, bodies: Sequence[Named]) -> Iterator[Draft]:
    """`A left O in 2012`, `A joined O`."""
    for hit in scene.of("joins", "leaves"):
        for body in bodies:
            gap = max(body.start - hit.end, hit.start - body.end)
            group = next((one for one in reversed(_states(scene)) if one.end <= min(hit.start, body.start)), None)
            if 0 <= gap <= _NEAR and group and min(hit.start, body.start) - group.end <= _FAR and not scene.negated(hit.start, hit.end, 5):
                status: CommitmentStatus = "ended" if hit.role == "leaves" else "in_force"
                yield from _drafts(scene, body.party, group, Rank(status=status, when=_time(scene, hit)))


def _observing(scene: Scene, bodies: Sequence[Named]) -> Iterator[Draft]:
    """`Hungary and Turkmenistan as observer countries`, `Turkmenistan was admitted as an observer`."""
    for hit in scene.of("observer"):
        if not bodies or scene.negated(hit.start, hit.end):
            continue
        group = _before(scene, hit.start, hit) or _after(scene, hit.end)
        watched = next((one.party for one in bodies if group and _watched(one.party, group)), "")
        # Which of several bodies is meant is not guessed.
        body = watched or (bodies[0].party if bodies[0] in scene.names or len({one.party for one in bodies}) == 1 else "")
        if group and body:
            yield from _drafts(scene, body, group, Rank(kind="observer", when=_time(scene, hit)))


def _acceding(scene: Scene, bodies: Sequence[Named]) -> Iterator[Draft]:
    """`approved the accession of Sweden and Finland to NATO`: a membership that is not yet."""
    steps = [hit for hit in scene.of("step") if hit.kind != "renewed"]
    for hit in scene.of("accession"):
        body = next((one for one in bodies if -_NEAR <= one.start - hit.end <= _FAR and one.end - hit.start >= -_NEAR), None)
        group = next((one for one in _states(scene) if 0 <= one.start - hit.end <= _NEAR), None)
        if body and group and steps and not scene.negated(steps[0].start, steps[0].end):
            status = next(status for status in LADDER if status == steps[0].kind)
            yield from _drafts(scene, body.party, group, Rank(status=status, when=_time(scene, steps[0])))


def _watched(body: str, group: Group) -> bool:
    """Whether the reference knows one of these states as an observer: it settles which of several bodies is meant."""
    return any(row.state in group.parties and row.kind == "observer" for row in rows_of(body))


def _time(scene: Scene, hit: Hit) -> When | None:
    """The one time of the clause; of several none is chosen."""
    found = [time.when for time in scene.times if time.when is not None and time.when.start and _one_clause(scene, time, hit)]
    return found[0] if len(found) == 1 else None


def _one_clause(scene: Scene, time: Timex, hit: Hit) -> bool:
    at = time.span.start - scene.sentence.start
    return ";" not in scene.text[min(at, hit.start) : max(at, hit.end)]


def _drafts(scene: Scene, body: str, group: Group, rank: Rank) -> Iterator[Draft]:
    for state in group.parties:
        yield Draft(
            kind=rank.kind,
            parties=order({body, state}),
            status=rank.status,
            article=scene.reading.article.key,
            span=scene.span(),
            start=rank.when if rank.status != "ended" else None,
            end=rank.when if rank.status == "ended" else None,
            terms=scene.text[group.start : group.end],
            seen=scene.reading.article.published,
        )

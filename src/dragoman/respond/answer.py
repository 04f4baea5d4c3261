"""One line for each body and state that has a say."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import msgspec

from dragoman.respond.evidence import Evidence
from dragoman.respond.model import Ground, Line, Verdict
from dragoman.respond.reach import reach
from dragoman.respond.world import World, holds
from dragoman.vocab.commitments import Clause, Instrument
from dragoman.vocab.organisations import organisations
from dragoman.vocab.response import Need, response_rules
from dragoman.vocab.states import states

_DOCUMENTS = frozenset({"treaty", "defence_pact", "agreement"})


class Asked(msgspec.Struct, frozen=True):
    """Who asks for what, when, in which world, before which press."""

    state: str
    need: Need
    on: date
    world: World
    press: Evidence


def bodies(asked: Asked) -> Iterator[Line]:
    """A line for each body that has a clause on the need and to which the state belongs or stands near, or that the press names."""
    kinds = (*asked.need.must, *asked.need.may)
    near = {seat.body for seat in asked.world.seats if seat.state == asked.state}
    for body in sorted({one.org for one in asked.world.clauses if one.kind in kinds} & set(organisations())):
        law = [one for one in asked.world.law(body, asked.on) if one.kind in kinds]
        if law and (asked.press.names(body) or ((body in near or _everyone(body)) and _has_a_say(body, law))):
            yield _body(asked, body, law)


def _has_a_say(body: str, law: Sequence[Clause]) -> bool:
    """Alliances, and bodies that grant something or of which it is asked: not every club that says it has no army.

    Solidarity alone, of a body of nearly all states, is help of its own kind, such as against chemical weapons.
    """
    if _everyone(body) and all(one.kind == "solidarity" for one in law):
        return False
    return organisations()[body].kind == "alliance" or any(one.grants or one.kind == "deployment" for one in law)


def _everyone(body: str) -> bool:
    """Whether nearly every state belongs, to it or to the body of which it is an organ: such lists are kept in words."""
    found = organisations()[body]
    above = organisations().get(found.parent or "")
    return isinstance(found.members, str) or (above is not None and isinstance(above.members, str))


def _body(asked: Asked, body: str, law: Sequence[Clause]) -> Line:
    seat = asked.world.seat(asked.state, body, asked.on)
    inside = _everyone(body) or (seat is not None and seat.kind == "member")
    verdict = _verdict(asked.need, law, _everyone(body)) if inside else "may not"
    granting = [one for one in law if one.grants == (verdict != "may not" or not inside)]
    grounds = [_clause(one) for one in sorted(granting, key=lambda one: _place(asked.need, one))]
    if not inside:
        grounds.insert(0, _outside(asked, body, seat.kind if seat else ""))
    denied, given = asked.press.mandates(body, False), asked.press.mandates(body, True)
    denied = (*_suspended(asked, body), *denied)
    grounds += asked.press.offers().get(body, ())
    if verdict == "may not":
        return _line(asked, body, verdict, (*grounds, *denied), given)
    return _line(asked, body, verdict, (*grounds, *_precedents(asked, body), *asked.press.decisions(body), *given), denied)


def _verdict(need: Need, law: Iterable[Clause], everyone: bool) -> Verdict:
    """What the clauses come to. In a body of nearly all states the right of common defence obliges none of them."""
    granted = {one.kind for one in law if one.grants}
    if granted & set(need.must):
        return "may" if everyone else "must"
    return "may" if granted & set(need.may) else "may not"


def _place(need: Need, clause: Clause) -> tuple[int, str]:
    kinds = (*need.must, *need.may)
    return (kinds.index(clause.kind), clause.key)


def _clause(one: Clause) -> Ground:
    article = f"article {one.article}: " if one.article and one.grants else ""
    asked = f" On request of: {one.on_request_of.replace('_', ' ')}." if one.on_request_of else ""
    return Ground(kind="clause", text=f"{article}{one.text}{asked}", source=one.source, keys=(one.key,))


def _outside(asked: Asked, body: str, kind: str) -> Ground:
    name = states()[asked.state].name
    standing = f"{name} is {'an' if kind[:1] in 'aeiou' else 'a'} {kind} of {body}, no member" if kind else f"{name} is no member of {body}"
    return Ground(kind="standing", text=f"{standing} on {asked.on.isoformat()}", source=f"membership of {body}")


def _suspended(asked: Asked, body: str) -> Iterator[Ground]:
    for seat in asked.world.seats:
        if (seat.state, seat.body, seat.kind) == (asked.state, body, "suspended") and holds(seat.start, seat.end, asked.on):
            text = f"the membership of {states()[asked.state].name} in {body} has been suspended since {seat.start}"
            yield Ground(kind="standing", text=text, source=f"membership of {body}")


def _precedents(asked: Asked, actor: str) -> Iterator[Ground]:
    """Deployments by the actor: earlier ones, those under way, and the decision that followed within the days that count."""
    last = asked.on + timedelta(days=response_rules().after)
    for one in asked.world.instruments:
        if one.kind != "deployment" or actor not in one.parties or not (one.in_force or one.signed):
            continue
        if holds(one.in_force or one.signed, None, last):
            earlier = holds(one.in_force or one.signed, None, asked.on)
            text = f"{one.name}, {one.in_force or one.signed}: {one.terms}"
            yield Ground(kind="precedent" if earlier else "decision", text=text, source=one.source, keys=(one.key,))


def countries(asked: Asked) -> Iterator[Line]:
    """A line for each state that a pact with the asking state binds, that offers, or whose right to act the press disputes."""
    offers = asked.press.offers()
    held = asked.world.pacts(asked.state, asked.on)
    pacts = [one for one in held if one.troops in asked.need.pacts and one.kind not in ("basing", "deployment")]
    partners = {party for one in pacts for party in one.parties} | set(asked.press.packages())
    disputed = {state for state in states() if asked.press.mandates(state, False)}
    for state in sorted((partners | set(offers) | disputed) & set(states()) - {asked.state}):
        yield _country(asked, state, [one for one in pacts if state in one.parties], offers.get(state, ()))


def _country(asked: Asked, state: str, pacts: Sequence[Instrument], offers: tuple[Ground, ...]) -> Line:
    strongest = {asked.need.pacts[one.troops] for one in pacts} | ({"may"} if state in asked.press.packages() else set())
    bound = [one for one in pacts if one.troops == "on_request"]
    verdict: Verdict = "must" if "must" in strongest else "willing" if offers else "may" if strongest else "may not"
    pressed = asked.press.packages().get(state, ())
    pressed = (*pressed, *(_unknown(asked, state) if pressed and not pacts else ()))
    grounds = (*offers, *(_pact(one) for one in sorted(bound or pacts, key=lambda one: one.key)), *pressed)
    denied, given = asked.press.mandates(state, False), asked.press.mandates(state, True)
    if verdict == "may not":
        return _line(asked, state, verdict, denied, given)
    shared = [body for body in _common(asked, state) if verdict == "willing"]
    against = (*denied, *(one for body in shared for one in (*_lacking(asked, body), *asked.press.mandates(body, False))))
    return _line(asked, state, verdict, (*grounds, *asked.press.decisions(state), *given), against)


def _unknown(asked: Asked, state: str) -> Iterator[Ground]:
    """What the reference has between the two where the press alone speaks of a right: it bears it out in nothing."""
    held = sorted(
        (one for one in asked.world.pacts(asked.state, asked.on) if set(one.parties) == {state, asked.state}), key=lambda one: one.key
    )
    names = ", ".join(f"{one.name} ({one.signed or one.in_force})" for one in held if one.kind in _DOCUMENTS)
    text = "the press alone says so: no instrument of the reference foresees it"
    source = "reference commitments.yaml"
    yield Ground(
        kind="standing", text=f"{text}; between the two are {names}" if names else text, source=source, keys=tuple(one.key for one in held)
    )


def _pact(one: Instrument) -> Ground:
    further = " A further agreement is needed." if one.troops == "by_agreement" else ""
    text = f"{one.name}, signed {one.signed or 'on a day not known'}: {one.terms}{further}"
    return Ground(kind="pact", text=text, source=one.source, keys=(one.key,))


def _common(asked: Asked, state: str) -> list[str]:
    """Bodies of both states that give no right on this need: through them the offer has no mandate."""
    kinds = (*asked.need.must, *asked.need.may)
    ruled = {one.org for one in asked.world.clauses if one.kind in kinds}
    both = [body for body in sorted(ruled) if asked.press.names(body) and {state, asked.state} <= set(asked.world.members(body, asked.on))]
    return [body for body in both if not any(one.grants for one in asked.world.law(body, asked.on) if one.kind in kinds)]


def _lacking(asked: Asked, body: str) -> Iterator[Ground]:
    kinds = (*asked.need.must, *asked.need.may)
    yield from (_clause(one) for one in asked.world.law(body, asked.on) if one.kind in kinds and not one.grants)


def _line(asked: Asked, actor: str, verdict: Verdict, grounds: Iterable[Ground], contested: Iterable[Ground]) -> Line:
    if actor in states():
        return Line(
            actor=actor,
            name=states()[actor].name,
            verdict=verdict,
            grounds=tuple(grounds),
            contested=tuple(contested),
            reach=reach(asked.state, (actor,)),
        )
    able = asked.world.members(actor, asked.on) if verdict != "may not" else ()
    return Line(
        actor=actor,
        name=organisations()[actor].name,
        verdict=verdict,
        grounds=tuple(grounds),
        contested=tuple(contested),
        reach=reach(asked.state, able),
    )

"""The alliance system on a day as the reference has it, and what-if edits on a copy of it."""

from datetime import date

import msgspec
from msgspec.structs import replace

from dragoman.errors import DragomanError
from dragoman.records import first_day, last_day
from dragoman.vocab.commitments import Clause, ClauseKind, Instrument, Troops, reference
from dragoman.vocab.organisations import organisations
from dragoman.vocab.states import states

_HINT = (
    "write `KAZ leaves CSTO on 2021-06-01`, `KAZ joins NATO on 2021-06-01`, `OTS adopts deployment on 2021-06-01`,"
    " `OTS drops deployment` or `TUR and KAZ sign defence_pact on 2021-06-01`; without a day it holds from the beginning"
)
_CLAUSES: dict[str, ClauseKind] = {
    "mutual_defence": "mutual_defence",
    "consultation": "consultation",
    "deployment": "deployment",
    "solidarity": "solidarity",
    "mediation": "mediation",
}


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """A state's place in a body, between two days."""

    state: str
    body: str
    kind: str = "member"
    start: str = "0001"
    end: str = "9999"
    source: str = ""


class World(msgspec.Struct, frozen=True):
    """Seats, clauses and instruments of all times."""

    seats: tuple[Seat, ...]
    clauses: tuple[Clause, ...]
    instruments: tuple[Instrument, ...]

    def seat(self, state: str, body: str, day: date) -> Seat | None:
        """The state's place in the body on that day, membership before any other."""
        held = [seat for seat in self.seats if seat.state == state and seat.body == body and holds(seat.start, seat.end, day)]
        return min(held, key=lambda seat: (seat.kind != "member", seat.kind), default=None)

    def members(self, body: str, day: date) -> tuple[str, ...]:
        """Member states of a body on that day, sorted."""
        found = [one for one in self.seats if one.body == body and one.kind == "member"]
        return tuple(sorted({one.state for one in found if holds(one.start, one.end, day)}))

    def law(self, body: str, day: date) -> tuple[Clause, ...]:
        """A body's clauses on that day."""
        return tuple(one for one in self.clauses if one.org == body and holds(one.start, one.end, day))

    def pacts(self, state: str, day: date) -> tuple[Instrument, ...]:
        """Instruments between states that bind this one on that day."""
        return tuple(one for one in self.instruments if state in one.parties and _in_force(one, day))


def holds(start: str | None, end: str | None, day: date) -> bool:
    """Whether a day lies between two partial dates; an end is the last day, or the day on which it ceased when exact."""
    return first_day(start or "0001") <= day <= last_day(end or "9999")


def _in_force(one: Instrument, day: date) -> bool:
    began = one.in_force or one.signed
    return bool(began) and one.status not in ("proposed", "reported") and holds(began, one.ended, day)


def world() -> World:
    """The world as the reference has it."""
    seats = tuple(
        Seat(state=row.state, body=body, kind=row.kind, start=row.start or "0001", end=row.end or "9999", source=f"membership of {body}")
        for body, one in organisations().items()
        if isinstance(one.members, tuple)
        for row in one.members
    )
    return World(seats, reference().articles, reference().commitments)


def as_known(base: World, day: date) -> World:
    """A copy without what came after a day: what began later, and ends that were still to come."""
    return World(
        tuple(replace(one, end=_so_far(one.end, day) or "9999") for one in base.seats if first_day(one.start) <= day),
        tuple(replace(one, end=_so_far(one.end, day)) for one in base.clauses if first_day(one.start or "0001") <= day),
        tuple(replace(one, ended=_so_far(one.ended, day)) for one in base.instruments if _begun(one) <= day),
    )


def _so_far(end: str | None, day: date) -> str | None:
    return end if end and first_day(end) <= day else None


def _begun(one: Instrument) -> date:
    return first_day(min(part for part in (one.signed, one.in_force, "9999") if part) if one.signed or one.in_force else "0001")


def edited(base: World, edits: tuple[str, ...]) -> World:
    """A copy with the edits carried out in order. Raises DragomanError for one that cannot be understood."""
    for edit in edits:
        base = _edited(base, edit)
    return base


def _edited(base: World, edit: str) -> World:
    words = edit.replace(",", " ").split()
    day = "0001"
    if len(words) > 2 and words[-2] == "on":
        words, day = words[:-2], _day(words[-1], edit)
    match words:
        case [state, "leaves", body] if {state, body} <= _ids():
            return _left(base, state, body, day)
        case [state, "joins", body] if {state, body} <= _ids():
            return replace(base, seats=(*base.seats, Seat(state=state, body=body, start=day, source=f"what if: {edit}")))
        case [body, "adopts" | "drops" as verb, kind] if body in _ids() and kind in _CLAUSES:
            return _ruled(base, _clause(body, _CLAUSES[kind], verb == "adopts", day), edit)
        case [left, "and", right, "sign", kind] if {left, right} <= _ids():
            return replace(base, instruments=(*base.instruments, _pact(left, right, kind, day)))
        case _:
            raise DragomanError(f"the edit {edit!r} cannot be understood", _HINT)


def _ids() -> frozenset[str]:
    return frozenset(states()) | frozenset(organisations())


def _day(text: str, edit: str) -> str:
    try:
        first_day(text)
    except ValueError as error:
        raise DragomanError(f"the edit {edit!r} has no day that exists: {text}", _HINT) from error
    return text


def _left(base: World, state: str, body: str, day: str) -> World:
    """Every place in the body ends the day before."""
    last = first_day(day).toordinal() - 1
    end = date.fromordinal(max(last, 1)).isoformat()
    kept = [seat for seat in base.seats if (seat.state, seat.body) != (state, body)]
    ended = [replace(seat, end=min(seat.end, end)) for seat in base.seats if (seat.state, seat.body) == (state, body)]
    return replace(base, seats=tuple(kept + [seat for seat in ended if seat.start <= seat.end]))


def _clause(body: str, kind: ClauseKind, grants: bool, day: str) -> Clause:
    text = f"{kind.replace('_', ' ')} {'adopted' if grants else 'dropped'}"
    asked = {"mutual_defence": "attacked_member", "deployment": "host_state"}.get(kind, "any_member") if grants else None
    key = f"{body}-{kind}-whatif"
    return Clause(key=key, org=body, kind=kind, grants=grants, text=text, on_request_of=asked, start=day, source="what if")


def _ruled(base: World, clause: Clause, edit: str) -> World:
    """The new clause stands in place of those of its kind that hold or begin later."""
    old = [one for one in base.clauses if (one.org, one.kind) == (clause.org, clause.kind)]
    others = [one for one in base.clauses if one not in old]
    eve = date.fromordinal(max(first_day(clause.start or "0001").toordinal() - 1, 1)).isoformat()
    ended = [replace(one, end=min(one.end or "9999", eve)) for one in old if (one.start or "0001") <= eve]
    return replace(base, clauses=(*others, *ended, replace(clause, source=f"what if: {edit}")))


def _pact(left: str, right: str, kind: str, day: str) -> Instrument:
    name = f"{kind.replace('_', ' ')} of {left} and {right}"
    key = f"whatif-{left}-{right}-{kind}".lower()
    troops: Troops = "on_request" if kind == "defence_pact" else "by_agreement"
    return Instrument(key=key, kind=kind, parties=(left, right), name=name, signed=day, troops=troops, source="what if")

"""Mandates and response: when a state asks on a day, who must, may or may not answer, on what ground, and who says otherwise."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from dragoman.errors import DragomanError
from dragoman.respond.answer import Asked, bodies, countries
from dragoman.respond.evidence import Evidence
from dragoman.respond.model import ORDER, Ground, Line, Reach, Response, Verdict
from dragoman.respond.world import as_known, edited, world
from dragoman.store import View
from dragoman.vocab.organisations import organisations
from dragoman.vocab.response import response_rules
from dragoman.vocab.states import states

__all__ = ["Ground", "Line", "Reach", "Response", "Verdict", "respond"]


def respond(view: View, state: str, need: str, on: str | date, edits: Sequence[str] = ()) -> Response:
    """Who must, may, is willing or may not give `state` what it needs on a day, in order, each with grounds and sources.

    `edits` (`KAZ leaves CSTO on 2021-06-01`, `OTS adopts deployment`) are carried out on a copy of the system, and each line then
    says what it was without them. On a view as of a day of the press, the reference too knows nothing of later.

    Raises DragomanError for a state, need, day or edit that is not known.
    """
    rules = response_rules()
    if state not in states():
        raise DragomanError(f"no state {state!r}", "states are ISO 3166 codes such as KAZ")
    if need not in rules.needs:
        raise DragomanError(f"no need {need!r}", f"there are {', '.join(rules.needs)}")
    known = as_known(world(), view.known_by) if view.known_by else world()
    asked = Asked(state, rules.needs[need], _day(on), known, Evidence(view, state, rules.needs[need], _day(on)))
    before = _lines(asked)
    by = view.known_by.isoformat() if view.known_by else ""
    if not edits:
        return Response(state=state, need=need, on=_day(on).isoformat(), known_by=by, lines=before)
    after = _lines(Asked(asked.state, asked.need, asked.on, edited(asked.world, tuple(edits)), asked.press))
    was = {line.actor: line for line in before}
    now = {line.actor for line in after}
    return Response(
        state=state,
        need=need,
        on=_day(on).isoformat(),
        known_by=by,
        edits=tuple(edits),
        lines=tuple(replace(line, changed=_change(was.get(line.actor), line)) for line in after),
        lost=tuple(f"{line.name} {line.verdict}" for line in before if line.actor not in now),
    )


def _day(on: str | date) -> date:
    try:
        return on if isinstance(on, date) else date.fromisoformat(on)
    except ValueError as error:
        raise DragomanError(f"no such day: {on!r}", "write it as 2022-01-05") from error


def _change(before: Line | None, after: Line) -> str:
    if before is None:
        return "not listed"
    return before.verdict if before.verdict != after.verdict else ""


def _lines(asked: Asked) -> tuple[Line, ...]:
    return tuple(sorted((*bodies(asked), *countries(asked)), key=_order))


def _order(line: Line) -> tuple[object, ...]:
    """By verdict; bodies before states; those that can come by land or from nearby first."""
    nearest = (line.reach[0].far, line.reach[0].km) if line.reach else (True, 99_999)
    return (ORDER.index(line.verdict), line.actor not in organisations(), *nearest, line.actor)

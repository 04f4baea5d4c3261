"""Respond: who must, may, is willing or may not give a state what it needs on a day, as a form and its answer."""

from collections.abc import Iterable

import msgspec

from dragoman.desk import Desk, Name
from dragoman.errors import DragomanError
from dragoman.respond import Line, Response, respond
from dragoman.vocab.response import response_rules
from dragoman.vocab.states import states
from dragoman.web.asked import Asked
from dragoman.web.filters import Choice, leading
from dragoman.web.pages.system import last_day_told

_TABLES = {"ev": "events", "cl": "claims", "co": "commitments", "st": "stories", "art": "articles"}
_MOST_EDITS = 8


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked: `edits` are what-ifs, carried out on a copy of the system."""

    state: str
    need: str
    on: str
    edits: tuple[str, ...] = ()


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The form, and the answer once it was asked; `refused` says what cannot be understood."""

    title: str
    asking: Asking
    states: tuple[Choice, ...]
    needs: tuple[Choice, ...]
    answer: Response | None
    known: tuple[str, ...]
    names: dict[str, Name]
    refused: str = ""
    hint: str = ""


def make(desk: Desk, asked: Asked) -> Page:
    """The form alone until a state is given."""
    asking = _asking(desk, asked)
    answer, refused, hint = None, "", ""
    if asked.get("state"):
        try:
            answer = respond(desk.view, asking.state, asking.need, asking.on, asking.edits)
        except DragomanError as error:
            refused, hint = str(error), error.hint
    return Page(
        title="Who could respond",
        asking=asking,
        states=_states(),
        needs=_needs(),
        answer=answer,
        known=_known(desk, answer.lines if answer else ()),
        names=desk.names(id for line in (answer.lines if answer else ()) for id in (line.actor, *(one.state for one in line.reach))),
        refused=refused,
        hint=hint,
    )


def _asking(desk: Desk, asked: Asked) -> Asking:
    needs = tuple(response_rules().needs)
    told = next((name.id for name in leading(desk) if name.kind == "state"), "")
    edits = tuple(part.strip() for part in asked.get("edit").split(";") if part.strip())
    return Asking(
        state=asked.get("state") or told,
        need=asked.get("need") or needs[0],
        on=asked.get("on") or last_day_told(desk),
        edits=edits[:_MOST_EDITS],
    )


def _needs() -> tuple[Choice, ...]:
    return tuple(Choice(need, need.replace("_", " ")) for need in response_rules().needs)


def _states() -> tuple[Choice, ...]:
    found = (Choice(id, state.name) for id, state in states().items() if not state.end)
    return tuple(sorted(found, key=lambda choice: choice.label))


def _known(desk: Desk, lines: Iterable[Line]) -> tuple[str, ...]:
    """Those keys of the grounds that the store has: clauses and pacts of the reference have keys of their own."""
    keys = {key for line in lines for ground in (*line.grounds, *line.contested) for key in ground.keys}
    found: set[str] = set()
    for prefix, table in _TABLES.items():
        some = sorted(key for key in keys if key.startswith(prefix + "-"))
        if some:
            found |= {row["key"] for row in desk.rows(f"SELECT key FROM {table} WHERE key IN (SELECT unnest(?))", [some])}
    return tuple(sorted(found))

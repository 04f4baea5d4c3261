"""Commitments: what actors have bound themselves to, as a list and one by one."""

from typing import get_args

import msgspec

from dragoman.desk import LATEST_BOUND, Desk, Wanted
from dragoman.records.relation import CommitmentKind, CommitmentStatus
from dragoman.web.asked import Asked
from dragoman.web.filters import Choice, leading, partial
from dragoman.web.lines import commitment_lines, story_lines
from dragoman.web.shown import CommitmentLine, Pager, StoryLine

_SIZE = 50
KINDS: tuple[str, ...] = get_args(CommitmentKind)
STATUSES: tuple[str, ...] = get_args(CommitmentStatus)
MATCHES = ("confirmed", "new", "contradicted", "reference")


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """Which commitments are shown; `day` keeps those in force on it."""

    kind: str = ""
    status: str = ""
    match: str = ""
    actor: str = ""
    day: str = ""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Commitments that meet the filters."""

    title: str
    asking: Asking
    kinds: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    matches: tuple[Choice, ...]
    actors: tuple[Choice, ...]
    rows: tuple[CommitmentLine, ...]
    pager: Pager


class One(msgspec.Struct, frozen=True, kw_only=True):
    """The page of a commitment."""

    title: str
    line: CommitmentLine
    stories: tuple[StoryLine, ...]


def make(desk: Desk, asked: Asked) -> Page:
    """Commitments, latest first; those that the press speaks of before those of the reference alone."""
    asking = Asking(
        kind=asked.choice("kind", KINDS),
        status=asked.choice("status", STATUSES),
        match=asked.choice("match", MATCHES),
        actor=asked.get("actor"),
        day=partial(asked.get("day")),
    )
    where, values = _where(asking)
    pager = Pager(asked.number("page", 100_000), _SIZE, desk.count("commitments", where, values))
    found = desk.listed("commitments", Wanted(where, values, f"len(articles) = 0, {LATEST_BOUND}"), _SIZE, pager.offset)
    return Page(
        title="Commitments",
        asking=asking,
        kinds=_choices(KINDS),
        statuses=_choices(STATUSES),
        matches=_choices(MATCHES),
        actors=tuple(Choice(name.id, name.name) for name in leading(desk)),
        rows=commitment_lines(desk, found),
        pager=pager,
    )


def _where(asking: Asking) -> tuple[str, list[object]]:
    parts: list[str] = ["TRUE"]
    values: list[object] = []
    for column in ("kind", "status", "match"):
        if getattr(asking, column):
            parts.append(f"{column} = ?")
            values.append(getattr(asking, column))
    if asking.actor:
        parts.append("list_contains(parties, ?)")
        values.append(asking.actor)
    if asking.day:
        parts.append(HELD)
        values += [asking.day + "~", asking.day]
    return " AND ".join(parts), values


# In force on a day: begun by then, and not ended before it. '~' sorts after digits: a month or year counts to its end.
HELD = """coalesce(start.start, signed.start) <= ? AND ("end".start IS NULL OR coalesce("end"."end", "end".start) || '~' >= ?)"""


def make_one(desk: Desk, asked: Asked) -> One:
    """The commitment of the address, and the stories that it was read from."""
    found = desk.one("commitments", asked.name("key"))
    line = commitment_lines(desk, [found])[0]
    stories = desk.view.records("stories", "list_has_any(events, ?) ORDER BY key LIMIT 60", [list(found.events)]) if found.events else []
    parties = ", ".join(name.name for name in line.parties)
    return One(title=line.name or f"{line.kind.replace('_', ' ')}: {parties}", line=line, stories=story_lines(desk, stories))


def _choices(values: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(value, value.replace("_", " ")) for value in values)

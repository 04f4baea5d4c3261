"""Claims: who says what, by speaker and stance."""

from typing import get_args

import msgspec

from dragoman.desk import Desk, Wanted, behind
from dragoman.records.claim import ClaimKind, Stance
from dragoman.web.asked import Asked
from dragoman.web.filters import Choice, leading, partial
from dragoman.web.lines import claim_lines
from dragoman.web.pages.search import like
from dragoman.web.shown import ClaimLine, Pager

_SIZE = 40
STANCES: tuple[str, ...] = get_args(Stance)
KINDS: tuple[str, ...] = get_args(ClaimKind)


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims are shown; `speaker` is an actor's id or a part of the name as the text has it."""

    speaker: str = ""
    stance: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Claims that meet the filters."""

    title: str
    asking: Asking
    stances: tuple[tuple[str, int], ...]
    kinds: tuple[Choice, ...]
    speakers: tuple[Choice, ...]
    claims: tuple[ClaimLine, ...]
    pager: Pager


def make(desk: Desk, asked: Asked) -> Page:
    """Claims, latest first."""
    asking = Asking(
        speaker=asked.get("speaker"),
        stance=asked.choice("stance", STANCES),
        kind=asked.choice("kind", KINDS),
        since=partial(asked.get("from")),
        until=partial(asked.get("to")),
    )
    where, values = _where(desk, asking)
    pager = Pager(asked.number("page", 100_000), _SIZE, desk.count("claims", where, values))
    order = "said.start DESC NULLS LAST, article, content.start, key"
    found = desk.listed("claims", Wanted(where, values, order), _SIZE, pager.offset)
    return Page(
        title="Claims",
        asking=asking,
        stances=_stances(desk),
        kinds=tuple(Choice(kind, kind) for kind in KINDS),
        speakers=tuple(Choice(name.id, name.name) for name in leading(desk)),
        claims=claim_lines(desk, found),
        pager=pager,
    )


def _where(desk: Desk, asking: Asking) -> tuple[str, list[object]]:
    parts: list[str] = ["TRUE"]
    values: list[object] = []
    for column in ("stance", "kind"):
        if getattr(asking, column):
            parts.append(f"{column} = ?")
            values.append(getattr(asking, column))
    if asking.speaker:
        parts.append(r"(chain[-1].id IN (SELECT unnest(?)) OR chain[-1].name ILIKE ? ESCAPE '\')")
        values += [behind(desk, asking.speaker), like(asking.speaker)]
    if asking.since:
        parts.append("said.start || '~' >= ?")
        values.append(asking.since)
    if asking.until:
        parts.append("said.start <= ?")
        values.append(asking.until + "~")
    return " AND ".join(parts), values


def _stances(desk: Desk) -> tuple[tuple[str, int], ...]:
    rows = desk.rows("SELECT stance, count(*) AS n FROM claims GROUP BY ALL ORDER BY n DESC, stance")
    return tuple((row["stance"], row["n"]) for row in rows)

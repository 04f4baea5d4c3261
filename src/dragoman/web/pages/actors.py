"""Actors: everyone that occurs, by kind, those with most stories first."""

import msgspec

from dragoman.desk import Desk, Name
from dragoman.web.asked import Asked
from dragoman.web.shown import Pager

_SIZE = 100
KINDS = ("state", "organisation", "person", "group")


class Row(msgspec.Struct, frozen=True):
    """An actor with the number of its stories."""

    actor: Name
    country: Name | None
    stories: int


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The list of actors."""

    title: str
    kind: str
    kinds: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    pager: Pager


def make(desk: Desk, asked: Asked) -> Page:
    """Actors of one kind or all."""
    kind = asked.choice("kind", KINDS)
    where, values = ("kind = ?", [kind]) if kind else ("TRUE", [])
    pager = Pager(asked.number("page", 100_000), _SIZE, desk.count("actors", where, values))
    query = f"""
        WITH told AS (SELECT unnest(list_distinct(list_concat(actors, recipients))) AS id FROM stories),
             counted AS (SELECT id, count(*) AS stories FROM told GROUP BY id)
        SELECT a.id, a.country, coalesce(c.stories, 0) AS stories
        FROM actors a LEFT JOIN counted c USING (id) WHERE {where} ORDER BY stories DESC, a.name, a.id LIMIT ? OFFSET ?
    """
    rows = desk.rows(query, [*values, _SIZE, pager.offset])
    names = desk.names(id for row in rows for id in (row["id"], row["country"]))
    return Page(
        title="Actors",
        kind=kind,
        kinds=_kinds(desk),
        pager=pager,
        rows=tuple(Row(names[row["id"]], names.get(row["country"]), row["stories"]) for row in rows),
    )


def _kinds(desk: Desk) -> tuple[tuple[str, int], ...]:
    rows = desk.rows("SELECT kind, count(*) AS n FROM actors GROUP BY ALL ORDER BY ALL")
    return tuple((row["kind"], row["n"]) for row in rows)

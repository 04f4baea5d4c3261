"""Filters of stories that timeline, map and lists share: read from the query, turned into SQL with parameters."""

import re
from collections.abc import Iterable

import msgspec

from dragoman.charts import QUADS
from dragoman.desk import ORDERS, Desk, Name, behind, telling
from dragoman.vocab import codebook
from dragoman.web.asked import Asked

STATUSES = ("actual", "future", "hypothetical", "negated", "historical")
_PARTIAL = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
# The first actors of the choice offered; any other id can be written into the address.
_MOST_CHOICES = 150


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown: '' stands for all. `since` and `until` are partial ISO dates; a story of a month is shown if it may fall between."""

    type: str = ""
    quad: str = ""
    status: str = ""
    actor: str = ""
    since: str = ""
    until: str = ""
    order: str = "newest"

    def where(self, desk: Desk) -> tuple[str, list[object]]:
        """An SQL condition on stories, and its parameters."""
        parts: list[str] = ["TRUE"]
        values: list[object] = []
        for column in ("type", "quad", "status"):
            if getattr(self, column):
                parts.append(f"{column} = ?")
                values.append(getattr(self, column))
        if self.actor:
            told, ids = telling(behind(desk, self.actor))
            parts.append(told)
            values += ids
        # '~' sorts after '-' and digits: the month 2021-10 may reach beyond 2021-10-05.
        if self.since:
            parts.append("""coalesce("when"."end", "when".start) || '~' >= ?""")
            values.append(self.since)
        if self.until:
            parts.append('"when".start <= ?')
            values.append(self.until + "~")
        return " AND ".join(parts), values

    @property
    def says(self) -> str:
        """What is shown, in words."""
        chosen = [self.type, self.quad, self.status, self.actor, self.since and f"from {self.since}", self.until and f"to {self.until}"]
        return ", ".join(part for part in chosen if part) or "all"


def asked_filters(asked: Asked, order: str = "newest") -> Filters:
    """Filters of an address; values that are none are left out."""
    return Filters(
        type=_typed(asked.get("type")),
        quad=asked.choice("quad", QUADS),
        status=asked.choice("status", STATUSES),
        actor=asked.get("actor"),
        since=partial(asked.get("from")),
        until=partial(asked.get("to")),
        order=asked.choice("order", ORDERS, order),
    )


def _typed(text: str) -> str:
    """An event type: one of the codebook, or a name that a user may have given to one of their own."""
    return text if text in codebook().events or (text.isidentifier() and text.isupper()) else ""


def types(desk: Desk) -> tuple[str, ...]:
    """The types of the codebook and those of a user’s own that the store was read with, in alphabetical order."""
    if "types" not in desk.kept:
        told = {row["type"] for row in desk.rows("SELECT DISTINCT type FROM stories")}
        desk.kept["types"] = tuple(sorted(told | set(codebook().events)))
    found: tuple[str, ...] = desk.kept["types"]
    return found


def partial(text: str) -> str:
    """A partial ISO date, or ''."""
    return text if _PARTIAL.fullmatch(text) else ""


class Choice(msgspec.Struct, frozen=True):
    """One choice of a form's list."""

    value: str
    label: str


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What the filter form offers."""

    types: tuple[Choice, ...]
    quads: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    actors: tuple[Choice, ...]


def choices(desk: Desk, actor: str) -> Choices:
    """The choices of a store: every event type, the actors with most stories and the one that is chosen."""
    found = [Choice(name.id, name.name) for name in leading(desk)]
    if actor and actor not in {choice.value for choice in found}:
        found.append(Choice(actor, desk.names([actor])[actor].name))
    return Choices(
        types=_plain(types(desk)),
        quads=_plain(QUADS),
        statuses=_plain(STATUSES),
        actors=tuple(sorted(found, key=lambda choice: choice.label.casefold())),
    )


def leading(desk: Desk) -> tuple[Name, ...]:
    """The actors with most stories, kept for as long as the view is current."""
    if "leading" not in desk.kept:
        query = """
            SELECT a.id, count(*) AS stories
            FROM (SELECT unnest(list_distinct(list_concat(actors, recipients))) AS id FROM stories) s JOIN actors a ON a.id = s.id
            GROUP BY ALL ORDER BY stories DESC, a.id LIMIT ?
        """
        ids = [row["id"] for row in desk.rows(query, [_MOST_CHOICES])]
        names = desk.names(ids)
        desk.kept["leading"] = tuple(names[id] for id in ids)
    found: tuple[Name, ...] = desk.kept["leading"]
    return found


def _plain(values: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, value) for value in values)

"""Orders of lists, and who stands behind an actor in them."""

from collections.abc import Sequence

from dragoman.desk.lookups import Desk

ORDERS = {
    "support": "len(origins) DESC, len(articles) DESC, confidence DESC, key",
    "newest": '"when".start DESC NULLS LAST, len(origins) DESC, key',
    "oldest": '"when".start NULLS LAST, len(origins) DESC, key',
}
# Orders of claims and of commitments, latest first.
LATEST_SAID = "said.start DESC NULLS LAST, confidence DESC, key"
LATEST_BOUND = "coalesce(signed.start, start.start) DESC NULLS LAST, key"


# So many ids are asked for one by one, which is faster than lists against a list.
_FEW = 8


def telling(ids: Sequence[str]) -> tuple[str, list[object]]:
    """An SQL condition on stories that one of these ids acts in them or is acted on, and its parameters."""
    if len(ids) > _FEW:
        return "(list_has_any(actors, ?) OR list_has_any(recipients, ?))", [list(ids), list(ids)]
    each = " OR ".join("list_contains(actors, ?) OR list_contains(recipients, ?)" for _ in ids)
    return f"({each or 'FALSE'})", [id for id in ids for _ in range(2)]


def behind(desk: Desk, actor: str) -> list[str]:
    """The ids that stand for an actor in stories: itself, and for a state its persons, groups and breakaway regions."""
    query = """
        SELECT id FROM actors WHERE country = ? AND kind IN ('person', 'group') AND EXISTS (FROM actors WHERE id = ? AND kind = 'state')
        UNION SELECT id FROM actors WHERE id LIKE ? ORDER BY id
    """
    rows = desk.rows(query, [actor, actor, actor.replace("%", "").replace("_", "") + ":%"]) if actor else []
    return list(dict.fromkeys([actor, *(row["id"] for row in rows)]))

"""Orders of lists, and who stands behind an actor in them."""

from dragoman.desk.lookups import Desk

ORDERS = {
    "support": "len(origins) DESC, len(articles) DESC, confidence DESC, key",
    "newest": '"when".start DESC NULLS LAST, len(origins) DESC, key',
    "oldest": '"when".start NULLS LAST, len(origins) DESC, key',
}
# Orders of claims and of commitments, latest first.
LATEST_SAID = "said.start DESC NULLS LAST, confidence DESC, key"
LATEST_BOUND = "coalesce(signed.start, start.start) DESC NULLS LAST, key"


def behind(desk: Desk, actor: str) -> list[str]:
    """The ids that stand for an actor in stories: itself, and for a state its persons, groups and breakaway regions."""
    query = """
        SELECT id FROM actors WHERE country = ? AND kind IN ('person', 'group') AND EXISTS (FROM actors WHERE id = ? AND kind = 'state')
        UNION SELECT id FROM actors WHERE id LIKE ? ORDER BY id
    """
    rows = desk.rows(query, [actor, actor, actor.replace("%", "").replace("_", "") + ":%"]) if actor else []
    return list(dict.fromkeys([actor, *(row["id"] for row in rows)]))

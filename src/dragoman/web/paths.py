"""Addresses: where each record is shown."""

from urllib.parse import quote

_ROOM = {"st": "story", "art": "article", "co": "commitment"}
_KEYED = frozenset({"ev", "cl", "men", "dy", "al", "tp", "cp", "fail"})


def of_key(key: str) -> str:
    """The address of a record by its key; records without a page of their own lead on to the page that shows them."""
    prefix = key.partition("-")[0]
    if prefix in _ROOM:
        return f"/{_ROOM[prefix]}/{_quoted(key)}"
    return f"/record/{_quoted(key)}" if prefix in _KEYED else of_actor(key)


def of_actor(id: str) -> str:
    """The address of an actor."""
    return f"/actor/{_quoted(id)}"


def of_dyad(left: str, right: str) -> str:
    """The address of two actors, the same in either order."""
    first, second = sorted((left, right))
    return f"/dyad/{_quoted(first)}/{_quoted(second)}"


def at(article: str, key: str) -> str:
    """The address of an article with one record's words marked in it."""
    return f"/article/{_quoted(article)}?at={_quoted(key)}#{_quoted(key)}"


def _quoted(part: str) -> str:
    return quote(part, safe="")

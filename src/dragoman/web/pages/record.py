"""A record by its key: leads on to the page that shows it."""

from urllib.parse import quote

import msgspec

from dragoman.desk import Desk, Missing
from dragoman.web import paths
from dragoman.web.asked import Asked

_OWNED = {"ev": "events", "cl": "claims", "men": "mentions", "cp": "copies"}


class Moved(msgspec.Struct, frozen=True):
    """The address to go on to."""

    address: str


def make(desk: Desk, asked: Asked) -> Moved:
    """Where the record with the key of the address is shown. Raises Missing."""
    key = asked.name("key")
    prefix = key.partition("-")[0]
    if prefix in _OWNED:
        return Moved(_owned(desk, _OWNED[prefix], key))
    if prefix == "dy":
        row = desk.one("dyads", key)
        return Moved(paths.of_dyad(row.left, row.right))
    if prefix == "al":
        return Moved(f"{paths.of_actor(desk.one('alignments', key).actor)}#{quote(key)}")
    if prefix == "tp":
        return Moved(paths.of_actor(desk.one("turns", key).actor))
    if prefix == "fail":
        return Moved(f"/failures#{quote(desk.one('failures', key).key)}")
    if prefix in ("st", "art", "co"):
        return Moved(paths.of_key(key))
    if desk.names([key])[key].kind:
        return Moved(paths.of_actor(key))
    raise Missing(f"There is no record {key} here.", "Keys stand beside each line of the brief.")


def _owned(desk: Desk, table: str, key: str) -> str:
    rows = desk.rows(f"SELECT article FROM {table} WHERE key = ? LIMIT 1", [key])
    if not rows:
        raise Missing(f"There is no record {key} here.", "It may have been merged or read into another store.")
    # Mentions are no default highlight: turn them on for one.
    show = "show=mentions&" if table == "mentions" else ""
    return paths.at(rows[0]["article"], key).replace("?at=", f"?{show}at=")

"""From what the user names to a report: a key, an actor, two actors, or nothing for the whole store."""

import msgspec

from dragoman.errors import NotFound
from dragoman.records import Actor, Alignment, Claim, Dyad, Event, Story
from dragoman.report import on_actor, on_dyad, on_store, on_story
from dragoman.report.document import Report, readable
from dragoman.report.shelf import Bounds, Shelf
from dragoman.store import View

_HINT = "name a story's key, an actor's id such as KAZ, two of them as KAZ:TUR, or nothing for the whole store"


def compose(view: View, what: str, bounds: Bounds) -> Report:
    """The report on what is named. Raises NotFound when the store has no such thing."""
    shelf = Shelf(view, bounds)
    made = _composed(shelf, what)
    since = f", after {bounds.since}" if bounds.since else ""
    since += f", as the press knew it on {view.known_by}; what has no day is left out" if view.known_by else ""
    said = f"Made by Dragoman from view {view.number} of {view.path.name}: {made.made}{since}. At most {bounds.most} entries a part."
    parts = tuple(part for part in made.parts if not part.empty)
    return readable(msgspec.structs.replace(made, made=said, parts=parts, notes=shelf.notes))


def _composed(shelf: Shelf, what: str) -> Report:
    if not what:
        return on_store.compose(shelf)
    record = shelf.desk.view.get(what) or _older(shelf, what)
    if record is None and ":" in what:
        left, right = (_actor(shelf, part) for part in what.split(":", 1))
        return on_dyad.compose(shelf, left, right)
    if record is None:
        raise NotFound(f"there is no {what} to report on", _HINT)
    return _of_record(shelf, what, record)


def _of_record(shelf: Shelf, what: str, record: msgspec.Struct) -> Report:
    match record:
        case Actor():
            return on_actor.compose(shelf, record)
        case Dyad():
            return on_dyad.compose(shelf, _actor(shelf, record.left), _actor(shelf, record.right))
        case Alignment():
            return on_actor.compose(shelf, _actor(shelf, record.actor))
        case Story():
            return on_story.compose(shelf, record)
        case Event() | Claim():
            story = on_story.holding(shelf, record.key if isinstance(record, Event) else on_story.bearing(record))
            if story:
                return on_story.compose(shelf, story)
    raise NotFound(f"{what} belongs to no story, actor or pair", _HINT)


def _older(shelf: Shelf, key: str) -> Story | None:
    """The story that had this key before."""
    found = shelf.desk.view.records("stories", "list_contains(aliases, ?) ORDER BY key LIMIT 1", [key])
    return found[0] if found else None


def _actor(shelf: Shelf, id: str) -> Actor:
    found = shelf.desk.view.records("actors", "id = ? LIMIT 1", [id])
    if not found:
        raise NotFound(f"there is no actor {id}", _HINT)
    actor: Actor = found[0]
    return actor

"""From an actor to the state or organisation that it acts for in the system."""

from collections.abc import Iterable

from dragoman.records import Actor
from dragoman.vocab.organisations import organisations
from dragoman.vocab.states import states

# Bodies that are parties of their own; companies, agencies, papers and parties act for their state.
_OWN = frozenset({"alliance", "igo", "court", "armed_group"})
# Papers report, societies and churches speak for themselves: none binds a state.
_NOBODY = frozenset({"media", "ngo", "religious"})


class Parties:
    """Looks up whom an actor id stands for, with what was learnt of persons."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._country = {actor.id: actor.country for actor in actors if actor.kind in ("person", "group")}

    def of(self, id: str) -> str:
        """The state or organisation behind `id`; '' when it stands for none that is known."""
        bare = id.partition(":")[0]
        if bare in states():
            return bare
        if bare in organisations():
            return body(bare)
        country = self._country.get(id, "")
        return country if country in states() else ""

    def all(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Those behind several ids, each once, sorted."""
        return tuple(sorted({self.of(id) for id in ids} - {""}))


def body(id: str) -> str:
    """An organisation as a party: itself when it is international or armed, nobody when it is a paper, else its state."""
    found = organisations()[id]
    if found.kind in _NOBODY:
        return ""
    if found.kind in _OWN or not found.code:
        return id
    return found.code if found.code in states() else ""

"""States, breakaway regions and states that are gone, with what the press calls them."""

import functools
from typing import Any

import msgspec

from dragoman.vocab import files
from dragoman.vocab.names import Dated, named


class StateNames(msgspec.Struct, frozen=True, kw_only=True):
    """One language's words for a state."""

    names: tuple[str | Dated, ...] = ()
    people: tuple[str | Dated, ...] = ()
    adjective: tuple[str | Dated, ...] = ()
    capital: tuple[str | Dated, ...] = ()
    seats: tuple[str | Dated, ...] = ()
    abbreviations: tuple[str | Dated, ...] = ()


class Ambiguous(msgspec.Struct, frozen=True, kw_only=True):
    """A term that also means something else."""

    lang: str
    term: str
    note: str = ""


class State(msgspec.Struct, frozen=True, kw_only=True):
    """A state. `code` is what it codes to: itself, the nominal state of a breakaway region, or the successor of one that is gone."""

    id: str
    code: str
    region: str = ""
    iso2: str = ""
    sectors: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    neighbours: tuple[str, ...] = ()
    centre: tuple[float, ...] = ()
    cow: dict[str, str] = {}
    ambiguous: tuple[Ambiguous, ...] = ()
    words: dict[str, StateNames] = {}

    @property
    def name(self) -> str:
        """Its usual English name."""
        first = self.words["en"].names[0] if "en" in self.words and self.words["en"].names else self.id
        return first if isinstance(first, str) else first.name


@functools.cache
def states() -> dict[str, State]:
    """States, partially recognised entities and dissolved states by id. Raises BadVocabulary when the file is broken."""
    data = files.raw("states.yaml")
    found = {key: _state(key, entry, key, ()) for key, entry in data["states"].items()}
    for key, entry in (data.get("partial") or {}).items():
        found[key] = _state(key, entry, entry["of"], (entry.get("sector", "PRE"),))
    for key, entry in (data.get("dissolved") or {}).items():
        found[key] = _state(key, entry, entry.get("successor") or entry["successors"][0], ())
    return found


def _state(key: str, entry: dict[str, Any], code: str, sectors: tuple[str, ...]) -> State:
    return State(
        id=key,
        code=code,
        region=entry.get("region", ""),
        iso2=entry.get("iso2", ""),
        sectors=sectors,
        start=entry.get("from"),
        end=entry.get("to"),
        neighbours=tuple(entry.get("neighbours") or ()),
        centre=tuple(entry.get("centre") or ()),
        cow={name: str(value) for name, value in (entry.get("cow") or {}).items()},
        ambiguous=tuple(msgspec.convert(item, Ambiguous, strict=False) for item in entry.get("ambiguous") or ()),
        words=named(entry, StateNames, f"states.yaml, {key}"),
    )

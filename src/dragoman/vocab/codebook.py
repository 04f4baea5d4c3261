"""The PLOVER codebook: events, modes, contexts, sectors and statuses as typed data."""

import functools
from typing import Literal

import msgspec

from dragoman.vocab import files

Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]


class CloseCall(msgspec.Struct, frozen=True):
    """When this event is coded instead of another."""

    instead_of: str
    rule: str


class Mode(msgspec.Struct, frozen=True):
    """How an event is carried out; `score` on PLOVER's scale from -10 to +10."""

    score: float
    says: str = ""


class EventType(msgspec.Struct, frozen=True, kw_only=True):
    """One of the 16 event types."""

    quad: Quad
    score: float
    recipient: Literal["required", "optional"]
    says: str
    quad_alternative: Quad | dict[str, str] | None = None
    rules: tuple[str, ...] = ()
    close_calls: tuple[CloseCall, ...] = ()
    modes: dict[str, Mode] = {}
    examples: dict[str, tuple[str, ...]] = {}


class Context(msgspec.Struct, frozen=True):
    """What an event is about; `words` are cue stems by language (`*` stands for any ending)."""

    says: str
    words: dict[str, tuple[str, ...]] = {}


class Codebook(msgspec.Struct, frozen=True, kw_only=True):
    """The whole codebook."""

    events: dict[str, EventType]
    contexts: dict[str, Context]
    sectors: dict[str, str]
    nonstate_codes: dict[str, str]
    statuses: dict[str, str]
    checked: str = ""

    def score(self, event: str, modes: tuple[str, ...] = ()) -> float:
        """PLOVER's score of an event: that of its first mode when it has one, else the type's own."""
        kind = self.events[event]
        return kind.modes[modes[0]].score if modes and modes[0] in kind.modes else kind.score

    def quad(self, event: str, sanction: Quad = "material conflict") -> Quad:
        """The quad class. SANCTION's is contested in the sources, so the caller's Settings decide it."""
        return sanction if event == "SANCTION" else self.events[event].quad

    def event_names(self) -> tuple[str, ...]:
        """The event types in alphabetical order."""
        return tuple(sorted(self.events))

    def mode_names(self) -> tuple[str, ...]:
        """All modes as EVENT/mode, in order of event and codebook."""
        return tuple(f"{event}/{mode}" for event in self.event_names() for mode in self.events[event].modes)


@functools.cache
def codebook() -> Codebook:
    """The codebook that ships with Dragoman. Raises BadVocabulary when its file is broken."""
    return files.load("codebook.yaml", Codebook)

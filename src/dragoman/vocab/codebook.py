"""The PLOVER codebook: events, modes, contexts, sectors and statuses as typed data."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from dragoman.errors import BadVocabulary
from dragoman.vocab import files
from dragoman.vocab.tagged import untag

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


class NewEvent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event type of a user's own. `examples` and `contrary` (sentences that look like it and are not) are tagged, by language."""

    quad: Quad
    score: float
    says: str
    examples: dict[str, tuple[str, ...]]
    contrary: dict[str, tuple[str, ...]] = {}
    recipient: Literal["required", "optional"] = "optional"

    def kind(self) -> EventType:
        """As the codebook holds a type."""
        return EventType(quad=self.quad, score=self.score, recipient=self.recipient, says=self.says, examples=self.examples)


class NewMode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mode that a user adds to an event type, with tagged examples and contrary ones by language."""

    score: float
    says: str
    examples: dict[str, tuple[str, ...]]
    contrary: dict[str, tuple[str, ...]] = {}


class Extension(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A user's own event types, and modes as EVENT/mode: a file laid over the codebook."""

    events: dict[str, NewEvent] = {}
    modes: dict[str, NewMode] = {}


class Codebook(msgspec.Struct, frozen=True, kw_only=True):
    """The whole codebook."""

    events: dict[str, EventType]
    contexts: dict[str, Context]
    sectors: dict[str, str]
    nonstate_codes: dict[str, str]
    statuses: dict[str, str]
    added: Extension = Extension()
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


# With fewer examples than this a type is a list of sentences, not a kind of deed.
LEAST_EXAMPLES = 8


@functools.cache
def codebook(extension: Path | None = None) -> Codebook:
    """The codebook that ships with Dragoman, with the user's file laid over it. Raises BadVocabulary when a file is broken."""
    shipped = files.load("codebook.yaml", Codebook)
    return extended(shipped, files.load_path(extension, Extension)) if extension else shipped


def extended(book: Codebook, added: Extension) -> Codebook:
    """A codebook with a user's own types and modes. Raises BadVocabulary when one clashes, or has too few or ill-tagged examples."""
    events = dict(book.events)
    for name, kind in added.events.items():
        if name in events or not (name.isidentifier() and name.isupper()):
            raise BadVocabulary(f"{name} cannot be a new event type", "give it a name of its own in capital letters, such as SPY")
        _check(name, kind.examples, kind.contrary)
        events[name] = kind.kind()
    for name, new in added.modes.items():
        event, _, mode = name.partition("/")
        if event not in book.events or not mode or mode in book.events[event].modes:
            raise BadVocabulary(f"{name} cannot be a new mode", "write EVENT/mode with an event type of the codebook and a name of its own")
        _check(name, new.examples, new.contrary)
        modes = {**events[event].modes, mode: Mode(new.score, new.says)}
        events[event] = msgspec.structs.replace(events[event], modes=modes)
    return msgspec.structs.replace(book, events=events, added=added)


def _check(name: str, examples: Mapping[str, tuple[str, ...]], contrary: Mapping[str, tuple[str, ...]]) -> None:
    count = sum(map(len, examples.values()))
    if count < LEAST_EXAMPLES:
        raise BadVocabulary(f"{name} has {count} examples", f"write at least {LEAST_EXAMPLES}, in one language or several")
    for sentence in (sentence for found in (*examples.values(), *contrary.values()) for sentence in found):
        try:
            _, marks = untag(sentence)
        except ValueError as error:
            raise BadVocabulary(f"{name}: {error}: {sentence}") from error
        if not {mark.tag for mark in marks} & {"A", "R", "O"}:
            raise BadVocabulary(
                f"{name}: nobody is tagged: {sentence}", "put <A>...</A> round who acts, <R>...</R> round whom it is done to"
            )

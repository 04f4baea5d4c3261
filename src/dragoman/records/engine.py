"""What a stage asks of an engine, and what it gets: the reader model, lexicons and an LLM all answer the same question."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from dragoman.records.event import Status


class Question(msgspec.Struct, frozen=True):
    """A sentence and the actor phrases in it: (start, end) code-point offsets into `text`, sorted, not overlapping."""

    text: str
    language: str
    actors: tuple[tuple[int, int], ...]


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """One event that the engine sees: indices into the question's actors, and the offsets of the words that made it decide."""

    type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    status: Status = "actual"
    actors: tuple[int, ...]
    recipients: tuple[int, ...] = ()
    trigger: tuple[int, int]
    confidence: float


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """One attribution inside the sentence: lists of (start, end) for source, cue and content."""

    source: tuple[tuple[int, int], ...] = ()
    cue: tuple[tuple[int, int], ...] = ()
    content: tuple[tuple[int, int], ...] = ()
    score: float = 1.0


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the engine found in one sentence."""

    relations: tuple[Relation, ...] = ()
    marked: tuple[Marked, ...] = ()


class Engine(Protocol):
    """An engine names itself (with its version, for `Event.engine`) and answers questions; same input, same output."""

    @property
    def name(self) -> str:
        """Name and version, e.g. `lexicon-1`."""
        ...

    def read(self, questions: Sequence[Question]) -> list[Answer]:
        """One answer a question, in order. Raises EngineError when it cannot work at all."""
        ...

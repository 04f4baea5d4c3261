"""Claims: who says so, through whom, with what stance, about which events."""

from typing import Literal

import msgspec

from dragoman.records.article import Span
from dragoman.records.when import When

ClaimKind = Literal["quotation", "indirect", "report", "opinion", "mandate"]
Stance = Literal["asserts", "denies", "doubts", "confirms", "promises", "threatens", "predicts", "proposes", "asks"]
Modality = Literal["may", "must", "may_not", "can", "cannot", ""]


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One mouth in a chain, outermost first: an outlet, a newspaper, an official. `id` is an actor or outlet id or ''.

    `kind` tells a named person or body from an anonymous ('a senior official') or collective ('the media') source.
    """

    name: str
    id: str = ""
    kind: Literal["outlet", "named", "anonymous", "collective", "author"] = "named"
    span: Span | None = None
    cue: Span | None = None


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A statement laid in someone's mouth. The last link of `chain` is the speaker.

    `events` are keys of the events inside `content`; `bears_on` are keys of events elsewhere in the article that a denial or doubt
    is about. `holder`, `modality` and `what` are set for mandates: who may, must or may not do what. `statement` is equal for the
    same statement reported by others (same speaker, day and content).
    """

    key: str
    article: str
    kind: ClaimKind
    stance: Stance
    chain: tuple[Link, ...]
    content: Span
    cue: Span | None = None
    sentence: Span
    said: When | None = None
    events: tuple[str, ...] = ()
    bears_on: tuple[str, ...] = ()
    hedges: tuple[Span, ...] = ()
    holder: str = ""
    modality: Modality = ""
    what: str = ""
    statement: str = ""
    confidence: float = 1.0
    engine: str = "rules"

    @property
    def mandate(self) -> str:
        """What the holder may or must do, `may not: send troops`; '' where the claim is no mandate."""
        return f"{self.modality.replace('_', ' ')}: {self.what}" if self.modality else ""

    @property
    def speaker(self) -> Link:
        """The innermost mouth: who is said to have said it."""
        return self.chain[-1]


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Source, cue and content as an engine's token heads mark them in a sentence, for `claims` to weigh against its rules."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    score: float = 1.0
    engine: str = ""

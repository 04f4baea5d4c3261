"""The nouns: frozen, typed records that cross a room's wall. Wrong data is refused when the record is made."""

from dragoman.records.actor import Actor, ActorKind, How, Meant, Mention, Place, Role, Timex
from dragoman.records.article import (
    Article,
    Cut,
    Failure,
    Raw,
    Sentence,
    Span,
    cut_span,
    lean,
)
from dragoman.records.claim import Attribution, Claim, Link
from dragoman.records.engine import Answer, Engine, Marked, Question, Relation
from dragoman.records.event import Counts, Event, Party, Status, parties_of, party
from dragoman.records.failing import failed
from dragoman.records.keys import make_key
from dragoman.records.reading import Reading, in_order
from dragoman.records.relation import Alignment, Commitment, Dyad, Milestone, Move, Part, Turn
from dragoman.records.story import Copy, Grade, Story, Tension, Verdict
from dragoman.records.when import When, day, first_day, last_day
from dragoman.vocab.outlet import Outlet

__all__ = [
    "Actor",
    "ActorKind",
    "Alignment",
    "Answer",
    "Article",
    "Attribution",
    "Claim",
    "Commitment",
    "Copy",
    "Counts",
    "Cut",
    "Dyad",
    "Engine",
    "Event",
    "Failure",
    "Grade",
    "How",
    "Link",
    "Marked",
    "Meant",
    "Mention",
    "Milestone",
    "Move",
    "Outlet",
    "Part",
    "Party",
    "Place",
    "Question",
    "Raw",
    "Reading",
    "Relation",
    "Role",
    "Sentence",
    "Span",
    "Status",
    "Story",
    "Tension",
    "Timex",
    "Turn",
    "Verdict",
    "When",
    "cut_span",
    "day",
    "failed",
    "first_day",
    "in_order",
    "last_day",
    "lean",
    "make_key",
    "parties_of",
    "party",
]

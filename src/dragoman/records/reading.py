"""A Reading: one article with all that the stages have found in it so far. It is what flows from stage to stage."""

from collections.abc import Sequence

import msgspec

from dragoman.records.actor import Actor, Mention, Place, Timex
from dragoman.records.article import Article, Sentence
from dragoman.records.claim import Attribution, Claim
from dragoman.records.event import Event


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The article and, stage by stage, its sentences, mentions, places, times, events, attributions and claims.

    Everything is sorted by offset. `actors` are persons and groups learnt from this article alone.
    """

    article: Article
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Timex, ...] = ()
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()


def in_order(readings: Sequence[Reading]) -> Sequence[Reading]:
    """The readings in order of key; a sequence that is `ordered` already is not copied, for it may be on disk."""
    return readings if getattr(readings, "ordered", False) else sorted(readings, key=lambda reading: reading.article.key)

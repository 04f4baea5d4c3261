"""Commitments: from the press, with their words, matched against the reference; and the reference itself."""

from collections.abc import Iterator, Sequence

from dragoman.records import Commitment, Reading
from dragoman.relations.commitments.agreements import agreements
from dragoman.relations.commitments.draft import Draft
from dragoman.relations.commitments.known import known
from dragoman.relations.commitments.mandates import mandates
from dragoman.relations.commitments.matching import matched
from dragoman.relations.commitments.memberships import memberships
from dragoman.relations.commitments.merge import merge
from dragoman.relations.commitments.scene import scenes
from dragoman.relations.parties import Parties

__all__ = ["commitments"]


def commitments(readings: Sequence[Reading], parties: Parties) -> tuple[Commitment, ...]:
    """Everything that the readings say of commitments, and what the reference has of the parties that they name."""
    pressed = [matched(one, drafts) for one, drafts in merge(draft for reading in readings for draft in drafted(reading, parties))]
    named = {mention.actor for reading in readings for mention in reading.mentions}
    ids = {party for id in named if id for party in [parties.of(id)] if party} | {party for one in pressed for party in one.parties}
    return tuple(sorted((*pressed, *known(ids)), key=lambda one: one.key))


def drafted(reading: Reading, parties: Parties) -> Iterator[Draft]:
    """The drafts of one article."""
    laid = scenes(reading, parties)
    yield from memberships(laid)
    yield from agreements(laid)
    yield from mandates(reading, laid, parties)

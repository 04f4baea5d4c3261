"""Troops that came because they were asked: their coming is help, not a threat, and their going, as agreed, is no concession."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from dragoman.records import Commitment, Story, When
from dragoman.relations.parties import Parties
from dragoman.vocab import codebook

# The beginning or end of the deployment and the report of it lie at most this far apart.
_NEAR = timedelta(days=45)


def as_meant(stories: Sequence[Story], commitments: Sequence[Commitment], parties: Parties) -> list[Story]:
    """The stories as dyads and alignments count them.

    Invited troops that come have AID's quad and score (PLOVER: troops sent to help are AID); that they leave is for neither side.
    The stories themselves keep their code; only what is summed of them changes.
    """
    sent = [one for one in commitments if one.kind == "deployment" and one.match in ("reference", "confirmed") and not one.contested]
    return [_meant(story, sent, parties) if story.type in ("MOBILIZE", "RETREAT") else story for story in stories]


def _meant(story: Story, sent: Sequence[Commitment], parties: Parties) -> Story:
    if story.type == "RETREAT":
        return msgspec.structs.replace(story, score=0.0) if any(_left(story, one, parties) for one in sent) else story
    aid = codebook().events["AID"]
    came = any(_met(story, one, parties) and _close(story.when, _first(one.start or one.signed)) for one in sent)
    return msgspec.structs.replace(story, quad=aid.quad, score=aid.score) if came else story


def _met(story: Story, deployment: Commitment, parties: Parties) -> bool:
    among = set(deployment.parties)
    return bool(among & set(parties.all(story.actors)) and among & set(parties.all(story.recipients)))


def _left(story: Story, deployment: Commitment, parties: Parties) -> bool:
    """`The CSTO's withdrawal begins, the host's president said`: both may stand as actors; what came into force is over or about to be."""
    named = set(parties.all((*story.actors, *story.recipients)))
    return "withdraw" in story.modes and len(named & set(deployment.parties)) > 1 and _close(story.when, _last(deployment))


def _first(when: When | None) -> date | None:
    return when.first if when else None


def _last(deployment: Commitment) -> date | None:
    return deployment.end.last if deployment.end else None


def _close(told: When | None, day: date | None) -> bool:
    first = _first(told)
    return first is not None and day is not None and abs(first - day) <= _NEAR

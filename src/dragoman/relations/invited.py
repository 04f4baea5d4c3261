"""Troops that came because they were asked: a MOBILIZE towards a state that the sender has a deployment with is help, not a threat."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from dragoman.records import Commitment, Story, When
from dragoman.vocab import codebook

# The deployment and the report of it lie at most this far apart.
_NEAR = timedelta(days=45)


def as_meant(stories: Sequence[Story], commitments: Sequence[Commitment]) -> list[Story]:
    """The stories as dyads and alignments count them: invited troops with AID's quad and score (PLOVER: troops sent to help are AID).

    The stories themselves keep their code; only what is summed of them changes.
    """
    sent = [one for one in commitments if one.kind == "deployment" and one.match in ("reference", "confirmed") and not one.contested]
    aid = codebook().events["AID"]
    return [
        msgspec.structs.replace(story, quad=aid.quad, score=aid.score) if any(_told(story, one) for one in sent) else story
        for story in stories
    ]


def _told(story: Story, deployment: Commitment) -> bool:
    parties = set(deployment.parties)
    meets = parties & set(story.actors) and parties & set(story.recipients)
    return story.type == "MOBILIZE" and bool(meets) and _close(story.when, deployment.start or deployment.signed)


def _close(one: When | None, other: When | None) -> bool:
    if one is None or other is None or one.first is None or other.first is None:
        return False
    return abs(one.first - other.first) <= _NEAR

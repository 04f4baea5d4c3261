"""'We will help': the actor of a deed inside a quotation is whoever speaks, who often stands in another sentence."""

from collections.abc import Sequence

import msgspec

from dragoman.claims.desk import Desk
from dragoman.claims.lexicon import FIRST
from dragoman.claims.lines import Line
from dragoman.records import Claim, Event, Link, Mention, party

_WIDEST = 12


def with_speakers(desk: Desk, events: Sequence[Event], claims: Sequence[Claim]) -> tuple[Event, ...]:
    """The events, those without an actor that a quoted speaker tells of himself with the speaker as actor. Keys do not change."""
    spoken = {key: claim.speaker for claim in claims if claim.kind == "quotation" for key in claim.events}
    return tuple(_with_speaker(desk, event, spoken.get(event.key)) for event in events)


def _with_speaker(desk: Desk, event: Event, speaker: Link | None) -> Event:
    if event.actors or speaker is None or speaker.kind != "named" or not speaker.id:
        return event
    line, mention = desk.line_at(event.trigger.start), _mention(desk, speaker)
    if line is None or mention is None or not first_person(line, event):
        return event
    if any(speaker.id == one.id for one in event.recipients):
        return event
    return msgspec.structs.replace(event, actors=(party(mention),))


def first_person(line: Line, event: Event) -> bool:
    """Whether 'we' stands shortly before the deed, or the verb itself says so: 'göndereceğiz', 'көмектесеміз'."""
    begin, end = line.tokens(event.trigger.start, event.trigger.end)
    if any(line.has(at, FIRST) for at in range(max(0, begin - _WIDEST), end)):
        return True
    endings = line.lexicon.patterns.first_endings
    return bool(endings) and any(line.lows[at].endswith(endings) for at in range(begin, min(len(line), end + 1)))


def _mention(desk: Desk, speaker: Link) -> Mention | None:
    """The speaker's mention inside the words that name the source, else the first of all."""
    own = [mention for mention in desk.reading.mentions if mention.actor == speaker.id]
    span = speaker.span
    near = (mention for mention in own if span is not None and span.start <= mention.span.start < span.end)
    return next(near, own[0] if own else None)

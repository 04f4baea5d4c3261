"""Opinion told from report: events that somebody only judges or foretells are held possible, not done.

The signs, each a list of the language (vocab/data/claims): a predictive word that governs the trigger ('may push'); a judging word beside
it ('clearly outplaying') in the voice of the author, an outlet or an analyst; the same anywhere in the sentence of an opinion piece; a deed
of speech whose only doers are outlets or analysts ('experts accuse'); a metaphor of contest, submission or change for the deed itself ('is
losing ground', 'turned its back'); a word of habit or likeness beside it ('always', 'like a'); and any soft or unsure deed in the author's
own voice where the article calls itself an opinion. Deeds that are only words (claims/acts) are held possible too. What
has a day or numbers of its own stays a report.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from dragoman.claims.acts import SPEECH, by_name, words_only
from dragoman.claims.desk import Desk
from dragoman.claims.lexicon import CAP, JUDGE, OUTLET, PUNCT
from dragoman.claims.lines import Line
from dragoman.claims.marks import Mark
from dragoman.claims.pieces import opinion
from dragoman.records import Claim, Counts, Event, Link, Party
from dragoman.vocab.terms import Hit

_DONE = ("actual", "historical")
# What a judgement is most often put into; of other deeds those that the engine is sure of are facts that the author regrets or welcomes.
_SOFT = frozenset(["AGREE", "REJECT", "SUPPORT", "THREATEN"])
_SURE = 0.9
# What an analyst tells as a fact is one where the engine has little doubt of it: 'Uzbekistan signed a package of agreements'.
# By the usual words of such a deed it need not be as sure as by others.
_LIKELY, _LIKELY_BY_NAME = 0.75, 0.6
_REACH, _BEHIND, _NEAR = 7, 4, 12
_BEFORE_NAME, _AFTER_NAME = 4, 6
# Engines that find deeds which a sentence only names, by a noun.
_NAMED = "named-"
# Characters between a demonym and the name that it belongs to.
_ADJOINING = 3
# 'has turned | its back on Russia': the trigger may be a part of the metaphor or stand this near to it.
_PICTURED_BEFORE, _PICTURED_BEHIND = 3, 4
# An opinion piece: at least so many sentences of it judge, and so large a part of them.
_JUDGED, _PART = 3, 0.12


class Piece(msgspec.Struct, frozen=True):
    """What the article is: `judging` by its sentences, `labelled` by its furniture."""

    judging: bool
    labelled: bool


def weighed(desk: Desk, claims: Sequence[Claim]) -> tuple[Event, ...]:
    """The events of the article; those that are only opinion become hypothetical. Keys do not change."""
    if not desk.reading.events:
        return ()
    languages = tuple(sorted({line.lexicon.language for line in desk.scene.lines}))
    piece = Piece(opinion_piece(desk, claims), opinion(desk.reading.article, languages))
    mouths = {key: claim for claim in claims if claim.kind in ("quotation", "indirect") for key in claim.events}
    return tuple(_weighed(desk, event, mouths.get(event.key), piece) for event in desk.reading.events)


def opinion_piece(desk: Desk, claims: Sequence[Claim]) -> bool:
    """Whether so much of an article judges that it is a comment or an analysis."""
    own = len({claim.sentence.start for claim in claims if claim.kind == "opinion"})
    return own >= _JUDGED and own >= _PART * len(desk.scene.lines)


def _weighed(desk: Desk, event: Event, mouth: Claim | None, piece: Piece) -> Event:
    line = desk.line_at(event.trigger.start)
    # Who judges what a deed meant takes the deed as known: 'the introduction of troops marked the collapse of an idea'.
    if event.engine.startswith(_NAMED):
        return event
    if line is None or event.status not in _DONE or not _opinion(desk, line, event, mouth, piece):
        return event
    return msgspec.structs.replace(event, status="hypothetical")


def _opinion(desk: Desk, line: Line, event: Event, mouth: Claim | None, piece: Piece) -> bool:
    found = desk.marks_in(line.sentence.start, line.sentence.end)
    if any(_foretells(line, event, hit) for hit in found if hit.value.colour == "predictive") or _able(line, event):
        return True
    if words_only(desk, line, event, mouth):
        return True
    if event.type in SPEECH and event.actors and all(_party_judges(desk, line, party, event.actors) for party in event.actors):
        return True
    if _anchored(event):
        return False
    if mouth is not None and event.confidence < _needed(line, event) and _analyst(desk, mouth.speaker):
        return True
    armed = desk.armed(line)
    if not armed and any(_pictures(line, event, hit) for hit in found if hit.value.colour == "metaphor"):
        return True
    if mouth is not None and not judges(desk, mouth.speaker):
        return False
    if piece.labelled and _soft(event):
        return True
    colours = ("judgement",) if armed else ("judgement", "habit")
    return any(_beside(line, event, hit, piece.judging) for hit in found if hit.value.colour in colours)


def _needed(line: Line, event: Event) -> float:
    return _LIKELY_BY_NAME if by_name(line, event) else _LIKELY


def _soft(event: Event) -> bool:
    return event.type in _SOFT or event.confidence < _SURE


def _pictures(line: Line, event: Event, hit: Hit[Mark]) -> bool:
    """Whether a metaphor is what the deed is told by."""
    first, stop = line.tokens(hit.start, hit.end)
    begin, end = line.tokens(event.trigger.start, event.trigger.end)
    if first < end and begin < stop:
        return True
    if end <= first:
        return first - end < _PICTURED_BEHIND and not _cut(line, end, first)
    return begin - stop < _PICTURED_BEFORE and not _cut(line, stop, begin)


def _foretells(line: Line, event: Event, hit: Hit[Mark]) -> bool:
    """Whether a predictive word governs the trigger: 'may well push', in Turkish and Kazakh behind it: 'ығыстыруы мүмкін'."""
    first, stop = line.tokens(hit.start, hit.end)
    begin, end = line.tokens(event.trigger.start, event.trigger.end)
    if _month(line, first, stop):
        return False
    if first < end and begin < stop:
        return True
    if line.lexicon.patterns.order == "sov" and end <= first:
        return first - end < _BEHIND and not _cut(line, end, first)
    return 0 <= begin - stop < _REACH and not _cut(line, stop + (line.low(stop) == ","), begin)


def _month(line: Line, first: int, stop: int) -> bool:
    """'May 2022' is no 'may'."""
    return stop - first == 1 and first > 0 and line.has(first, CAP)


def _cut(line: Line, first: int, stop: int) -> bool:
    return any(line.has(at, PUNCT) for at in range(first, stop))


def _able(line: Line, event: Event) -> bool:
    """The possible mood of the Turkish verb: 'çıkarabilir'."""
    endings = line.lexicon.patterns.predictive_endings
    begin, end = line.tokens(event.trigger.start, event.trigger.end)
    return bool(endings) and any(line.lows[at].endswith(endings) for at in range(begin, min(len(line), end + 1)))


def _beside(line: Line, event: Event, hit: Hit[Mark], piece: bool) -> bool:
    """Whether a judging word colours the deed: it is part of the trigger, or stands near it and the deed is soft or not sure."""
    first, stop = line.tokens(hit.start, hit.end)
    begin, end = line.tokens(event.trigger.start, event.trigger.end)
    if first < end and begin < stop:
        return True
    near = max(begin - stop, first - end) < _NEAR and not any(line.lows[at] in ";:" for at in range(min(stop, end), max(first, begin)))
    return _soft(event) and (piece or near)


def _anchored(event: Event) -> bool:
    """Whether the sentence gives the deed a day of its own, or numbers."""
    return (event.when is not None and not event.when.approximate) or event.counts != Counts()


def judges(desk: Desk, speaker: Link) -> bool:
    """Whether a speaker only judges: the author, an outlet, an analyst; not an official."""
    return speaker.kind in ("author", "outlet") or _analyst(desk, speaker)


def _analyst(desk: Desk, speaker: Link) -> bool:
    if speaker.kind in ("author", "outlet"):
        return False
    if speaker.span is not None and _says_so(desk, speaker.span.start, speaker.span.end):
        return True
    return bool(speaker.id) and _known_judge(desk, speaker.id)


def _party_judges(desk: Desk, line: Line, party: Party, others: Sequence[Party]) -> bool:
    """Whether a doer only judges: an outlet, an analyst; 'Turkish' in 'Turkish Cumhuriyet' is no doer of its own."""
    if "MED" in party.sectors and party.kind == "organisation":
        return True
    if any(0 <= other.start - party.end <= _ADJOINING and "MED" in other.sectors for other in others):
        return True
    first, stop = line.tokens(party.start, party.end)
    if any(line.has(at, JUDGE | OUTLET) for at in range(first, stop)):
        return True
    return bool(party.id) and _known_judge(desk, party.id)


def _known_judge(desk: Desk, id: str) -> bool:
    """Whether the article introduces a person as an analyst, where it names him first."""
    named = next((one for one in desk.reading.mentions if one.actor == id and one.kind == "person"), None)
    return named is not None and _says_so(desk, named.span.start, named.span.end)


def _says_so(desk: Desk, start: int, end: int) -> bool:
    line = desk.line_at(start)
    if line is None:
        return False
    first, stop = line.tokens(start, end)
    return any(line.has(at, JUDGE) for at in _around(line, first, stop))


def _around(line: Line, first: int, stop: int) -> Iterator[int]:
    """The tokens of a name, those right before it, and its apposition."""
    yield from range(first, stop)
    for at in range(first - 1, max(-1, first - 1 - _BEFORE_NAME), -1):
        if line.has(at, PUNCT) and line.lows[at] != ",":
            break
        yield at
    if line.low(stop) == ",":
        for before, at in pairwise(range(stop, min(len(line), stop + 1 + _AFTER_NAME))):
            if line.has(at, PUNCT) and before > stop:
                break
            yield at

"""Deeds that are only words: what an engine takes for an act where a sentence tells speech, an aim, a belief or a word held at a distance.

`words_only` holds for such an event, whoever says it:

1. its trigger is no more than a verb of saying ('said', 'announced', 'пошутил') and the engine is not sure, or takes it for a threat;
2. its trigger stands in quotation marks too few for a quotation: 'various “consultations”';
3. an aim or a belief governs a soft deed ('our goal is to make', 'they are confident');
4. it stands in what somebody only believes, hopes or fears ('certain forces believed that');
5. it is a deed of hands in a quotation whose speaker is its only actor, though he does not say 'we': '“Not a step towards war,” X said'.
"""

from collections.abc import Sequence

from dragoman.claims.desk import Desk
from dragoman.claims.firsts import first_person
from dragoman.claims.lexicon import ADV, AUX, COMP, DET, OBJECT, PREP, PRON, PUNCT
from dragoman.claims.lines import Line
from dragoman.claims.marks import Mark
from dragoman.records import Claim, Event
from dragoman.vocab import cues
from dragoman.vocab.terms import Hit, fold

_FUNCTION = ADV | AUX | DET | OBJECT | PREP | PRON | PUNCT
# Deeds that are done by speaking.
SPEECH = frozenset(["ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"])
# What an aim or a belief makes of a sentence.
_AIMED = frozenset(["AGREE", "CONCEDE", "CONSULT", "COOPERATE", "SUPPORT"])
# 'Is confident' was coded AGREE with .90, and an engine seldom goes so high on a mere aim.
_SURE, _SURE_OF_AIM = 0.9, 0.95
_BEFORE, _BEHIND = 5, 4


def words_only(desk: Desk, line: Line, event: Event, mouth: Claim | None) -> bool:
    """Whether nothing was done but said, wished or held to be so."""
    if (event.type != "CONSULT" and _says_only(line, event)) or _hints_only(desk, line, event):
        return True
    if _distanced(desk, event):
        return True
    found = desk.marks_in(line.sentence.start, line.sentence.end)
    if event.type in _AIMED and event.confidence < _SURE_OF_AIM and _aimed(line, event, found):
        return True
    if mouth is None:
        return False
    return (event.confidence < _SURE_OF_AIM and _believed(desk, mouth)) or _of_others(line, event, mouth)


def _says_only(line: Line, event: Event) -> bool:
    """Whether the trigger is no more than 'said', 'reported', 'пошутил', and no part of a term for a deed of this type."""
    begin, end = line.tokens(event.trigger.start, event.trigger.end)
    patterns = line.lexicon.patterns
    words = [line.lows[at] for at in range(begin, end) if not line.has(at, _FUNCTION) or line.low(at) in patterns.saying]
    if not words or not all(_matches(word, patterns.saying) for word in words):
        return False
    if event.confidence >= _SURE and (event.type != "THREATEN" or _matches(words[0], patterns.announcing)):
        return False
    return not by_name(line, event)


def by_name(line: Line, event: Event) -> bool:
    """Whether the trigger holds words that are usual for a deed of this type."""
    start = event.sentence.start
    known = cues.triggers(line.lexicon.language).all(event.sentence.text)
    over = (hit for hit in known if start + hit.start < event.trigger.end and event.trigger.start < start + hit.end)
    return any(hit.value.event == event.type for hit in over)


def _hints_only(desk: Desk, line: Line, event: Event) -> bool:
    """'Signalled', 'believed', 'made clear' and nothing more is no threat where the engine is not sure: a threat is told by other words."""
    if event.type != "THREATEN" or event.confidence >= _SURE:
        return False
    row = desk.scene.row_at(event.trigger.start)
    begin, end = line.tokens(event.trigger.start, event.trigger.end)
    hits = desk.scene.hits[row] if row is not None else []
    return any(hit.first <= begin and end <= hit.stop and hit.cue.manner == "verb" and hit.cue.stance == "asserts" for hit in hits)


def _distanced(desk: Desk, event: Event) -> bool:
    quote = desk.scene.quote_at(event.trigger.start)
    return quote is not None and event.trigger.end <= quote.end and desk.scene.scare(quote)


def _aimed(line: Line, event: Event, found: Sequence[Hit[Mark]]) -> bool:
    begin, end = line.tokens(event.trigger.start, event.trigger.end)
    for hit in found:
        if hit.value.colour != "aim":
            continue
        first, stop = line.tokens(hit.start, hit.end)
        before, behind = begin - stop, first - end
        if (first < end and begin < stop) or (0 <= before < _BEFORE and not _cut(line, stop, begin)):
            return True
        if line.lexicon.patterns.order == "sov" and 0 <= behind < _BEHIND and not _cut(line, end, first):
            return True
    return False


def _cut(line: Line, first: int, stop: int) -> bool:
    """Whether a mark stands between; the comma before 'что' joins."""
    return any(line.has(at, PUNCT) and not (line.low(at) == "," and line.has(at + 1, COMP)) for at in range(first, stop))


def _believed(desk: Desk, mouth: Claim) -> bool:
    """Whether the cue only holds what it introduces to be so: 'believed', 'надеется'."""
    line = desk.line_at(mouth.cue.start) if mouth.cue is not None else None
    if line is None or mouth.cue is None or mouth.kind == "quotation":
        return False
    return _matches(fold(mouth.cue.text), line.lexicon.patterns.beliefs)


def _of_others(line: Line, event: Event, mouth: Claim) -> bool:
    """Whether a quoted speaker was taken for the actor of what he tells of others."""
    if mouth.kind != "quotation" or event.type in SPEECH or not event.actors or not mouth.speaker.id:
        return False
    return all(one.id == mouth.speaker.id for one in event.actors) and not first_person(line, event)


def _matches(word: str, terms: Sequence[str]) -> bool:
    """Whether a folded word is one of some terms, of which some end in `*`."""
    return any(word.startswith(term[:-1]) if term.endswith("*") else word == term for term in map(fold, terms))

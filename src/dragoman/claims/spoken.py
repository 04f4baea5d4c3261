"""What somebody says: from frames to statements with their chain of mouths and their stance."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from dragoman.claims import whole
from dragoman.claims.bearing import bears_on, holds
from dragoman.claims.desk import Desk, Draft
from dragoman.claims.find import find_in
from dragoman.claims.interviews import interview
from dragoman.claims.lexicon import CLAUSAL, NEGATION, PREP, Cue
from dragoman.claims.lines import QUOTES, Line
from dragoman.claims.links import author
from dragoman.claims.nouns import verblike
from dragoman.claims.performatives import performed
from dragoman.claims.scene import Frame, Range
from dragoman.claims.sources import may_speak
from dragoman.claims.stances import DENIED, stance
from dragoman.claims.statements import signature
from dragoman.records import Claim, Link
from dragoman.records.claim import ClaimKind, Stance

_POINTING = Cue("verb", "asserts")
_OPENING, _CLOSING = '“«"„', '”»"'
_EDGES = " \t\n\u00a0,;:—–-"
# Chains longer than this are no chains but a text that means to be one.
_LONGEST_CHAIN = 8
# 'Repeated that timetable': fewer words are no clause.
_LEAST_CLAUSE = 3


class Said(msgspec.Struct, frozen=True):
    """A frame that is a claim: who says it, and the stretches of text that are said, without their marks."""

    frame: Frame
    line: Line
    chain: tuple[Link, ...]
    stance: Stance
    stretches: tuple[Range, ...]


def spoken(desk: Desk, prefix: tuple[Link, ...]) -> list[Said]:
    """All that somebody says in an article, in order of the cues; `prefix` are the links that stand before every mouth."""
    kept: list[Said] = []
    frames = interview(desk, find_in(desk.scene, desk.reading.attributions))
    cited = [frame for frame in frames if frame.shape == "chain"]
    for frame in sorted([*frames, *_pointing(desk, prefix)], key=lambda frame: frame.cue):
        line = desk.rows[frame.line]
        if frame.shape == "chain" or not _speaks(desk, line, frame) or performed(desk, line, frame):
            continue
        given, link = _voice(desk, line, frame)
        if given is None or link is None:
            continue
        outer = next((one for one in kept[:-9:-1] if holds(one.frame.pieces, *frame.cue)), None) if frame.nested else None
        venue = None if outer else desk.mouths.venue(line, frame)
        before = outer.chain if outer else (*prefix, *((venue,) if venue else ()))
        chain = (*before, *((link,) if not before or before[-1].name != link.name else ()), *_cited(desk, line, cited, frame))
        stretches = [bare(desk.reading.article.text, line, *piece) for piece in frame.pieces]
        kept.append(Said(frame, line, chain[-_LONGEST_CHAIN:], given, tuple((a, b) for a, b in stretches if b > a)))
    return [one for one in kept if one.stretches]


def _voice(desk: Desk, line: Line, frame: Frame) -> tuple[Stance | None, Link | None]:
    given = stance(line, frame)
    if _nobody(line, frame):
        return (DENIED.get(given, "denies") or "denies") if given else None, author(desk.reading.article)
    if given == "asserts":
        given = _coloured(desk, line, frame)
    return given, desk.mouths.link(line, frame.source, frame.cue)


def _pointing(desk: Desk, prefix: tuple[Link, ...]) -> list[Frame]:
    """'This was stated by X': the sentence before is what X stated."""
    found = []
    for row in range(1, len(desk.scene.lines)):
        one = whole.pointing(desk.scene, row)
        if one is None or (prefix and prefix[-1].cue is not None and prefix[-1].cue.start == one[1][0]):
            continue
        before, line = desk.scene.lines[row - 1].sentence, desk.scene.lines[row]
        piece = (before.start, before.end)
        found.append(Frame(line=line.number, cue=one[1], source=one[0], pieces=(piece,), hit=_POINTING, shape="inverted", marked=True))
    return found


def _speaks(desk: Desk, line: Line, frame: Frame) -> bool:
    """Whether a frame is somebody's claim rather than an attitude, a thing that 'suggests', a bare 'it is said'."""
    if frame.hit.weak and not frame.direct and frame.hit.stance not in ("denies", "doubts") and not _refuting(desk, frame):
        return False
    if frame.source is None:
        return frame.shape != "heads" and frame.hit.manner == "verb" and line.lexicon.patterns.prodrop and desk.mouths.person is not None
    first, stop = line.tokens(*frame.source)
    if stop - first == 1 and line.has(first, CLAUSAL):
        return frame.direct or _said_by_body(desk, line, frame, first)
    if desk.reading.article.text[line.sentence.start : line.sentence.end].endswith("?") and not frame.direct:
        return False
    return frame.direct or frame.shape == "preposition" or desk.mouths.somebody(line, frame.source)


def _said_by_body(desk: Desk, line: Line, frame: Frame, at: int) -> bool:
    """'It recalled that A' where a ministry or a paper has spoken before; 'it was said that A' has nobody."""
    spoken_before = desk.mouths.outlet is not None or desk.mouths.body is not None
    return line.low(at) == "it" and frame.shape == "svo" and frame.marked and not frame.hit.weak and spoken_before


def _nobody(line: Line, frame: Frame) -> bool:
    """'No official has confirmed it': the article's own denial or doubt, nobody's statement."""
    if frame.source is None:
        return False
    first, stop = line.tokens(*frame.source)
    return any(line.has(at, NEGATION) for at in range(first, min(stop, first + 2)))


def _refuting(desk: Desk, frame: Frame) -> bool:
    return any(hit.value.colour == "refutation" for start, end in frame.pieces for hit in desk.marks_in(start, end))


def _coloured(desk: Desk, line: Line, frame: Frame) -> Stance:
    """What somebody asserts may be a denial: 'called them groundless', 'said no troops had been sent' where a report says they had."""
    if _refuting(desk, frame):
        return "denies"
    told = [event.status for _, event in desk.land.events if holds(frame.pieces, event.trigger.start, event.trigger.end)]
    wished = any(hit.value.colour == "opinion" for start, end in frame.pieces for hit in desk.marks_in(start, end))
    if told and set(told) == {"negated"} and not wished and bears_on(desk.land, frame.pieces, line.number, False):
        return "denies"
    if any(hit.value.colour == "doubt" for start, end in frame.pieces for hit in desk.marks_in(start, end)):
        return "doubts"
    return "asserts"


def _cited(desk: Desk, line: Line, frames: Sequence[Frame], frame: Frame) -> Iterator[Link]:
    """The deeper mouths: 'writes, citing its sources'."""
    for other in frames:
        mine = other.shape == "chain" and other.line == frame.line and not holds(frame.pieces, *other.cue)
        if mine and other.nested == frame.nested:
            first, stop = line.tokens(*other.pieces[0])
            if may_speak(line, (first, stop)):
                while stop - 1 > first and (line.has(stop - 1, PREP) or verblike(line, stop - 1)):
                    stop -= 1
                link = desk.mouths.link(line, (line.starts[first], line.ends[stop - 1]), other.cue)
                if link is not None:
                    yield link


def bare(text: str, line: Line, start: int, end: int) -> Range:
    """A stretch without the quotation marks, commas and conjunction around it."""
    conjunctions = line.lexicon.patterns.complementizers[:1]
    before = -1, -1
    while before != (start, end):
        before = start, end
        start, end = _without_marks(text, start, end)
        first, stop = line.tokens(start, end)
        if first + 1 < stop and line.lows[first] in conjunctions and not (stop - first < _LEAST_CLAUSE and line.lexicon.language == "en"):
            start = line.starts[first + 1]
    return start, end


def _without_marks(text: str, start: int, end: int) -> Range:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    opened, closed = text[start : start + 1] in QUOTES, text[end - 1 : end] in QUOTES
    inner = text[start + 1 : end - 1]
    if opened and closed:
        return start + 1, end - 1
    if opened and not any(mark in inner for mark in _CLOSING):
        return start + 1, end
    if closed and not any(mark in inner for mark in _OPENING):
        return start, end - 1
    return start, end


def claims(desk: Desk, said: Sequence[Said]) -> Iterator[Claim]:
    """The claims of all statements."""
    seen: Counter[str] = Counter()
    for one in said:
        signed = signature(desk.reading, desk.mouths.starts, one.chain[-1], one.stretches, one.line.lexicon.language)
        key = signed.key()
        if not signed.telling:
            # Two things said of the same states with no deed in them are told apart by their order, which translations keep.
            seen[key] += 1
            key = signed.key(seen[key])
        yield from _claims(desk, one, key)


def _claims(desk: Desk, one: Said, key: str) -> Iterator[Claim]:
    """A quotation in pieces gives one claim for each, anything else gives one."""
    kind: ClaimKind = "opinion" if one.chain[-1].kind == "author" else "quotation" if one.frame.direct else "indirect"
    whole = kind == "indirect" and len(one.stretches) > 1
    for stretches in [one.stretches] if whole else [(stretch,) for stretch in one.stretches]:
        draft = Draft(line=one.line, kind=kind, stance=one.stance, chain=one.chain, stretches=stretches, cue=one.frame.cue)
        yield msgspec.structs.replace(desk.claim(draft), statement=key, confidence=_confidence(one), engine=one.frame.engine)


def _confidence(one: Said) -> float:
    base = 0.95 if one.frame.direct else 0.9 if one.frame.marked else 0.8
    if one.frame.source is None or (one.chain[-1].id == "" and one.chain[-1].kind == "named"):
        base -= 0.1
    return round(base - (0.1 if one.frame.nested else 0.0), 2)

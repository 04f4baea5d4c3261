"""From frames and marks to claims: chains, stances, hedges, and the events that they hold or bear on."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from dragoman.claims import mandates, whole
from dragoman.claims.bearing import Ground, bears_on, ground
from dragoman.claims.find import find_in
from dragoman.claims.lexicon import CLAUSAL, Cue
from dragoman.claims.lines import QUOTES, Line
from dragoman.claims.links import Mouths, author, mouths
from dragoman.claims.marks import Mark, marked
from dragoman.claims.saying import said
from dragoman.claims.scene import Frame, Range, Scene, scene
from dragoman.claims.sources import may_speak
from dragoman.claims.stances import hedges, stance
from dragoman.claims.statements import statement
from dragoman.records import Claim, Link, Reading, cut_span, make_key
from dragoman.records.claim import ClaimKind, Modality, Stance
from dragoman.vocab import OutletRegistry
from dragoman.vocab.terms import Hit

_POINTING = Cue("verb", "asserts")
_EDGES = " \t\n\u00a0,;:—–-"


class Said(msgspec.Struct, frozen=True):
    """A frame that is a claim: who says it, and the stretches of text that are said, without their marks."""

    frame: Frame
    line: Line
    chain: tuple[Link, ...]
    stance: Stance
    stretches: tuple[Range, ...]


class Desk(msgspec.Struct, frozen=True):
    """One article on the desk: all that a claim is built from."""

    reading: Reading
    scene: Scene
    land: Ground
    rows: dict[int, Line]
    marks: list[Hit[Mark]]
    mark_starts: list[int]
    mouths: Mouths

    def marks_in(self, start: int, end: int) -> list[Hit[Mark]]:
        """The marks inside two offsets."""
        low = bisect_left(self.mark_starts, start)
        return [hit for hit in self.marks[low : bisect_left(self.mark_starts, end)] if hit.end <= end]


def claims_of(reading: Reading, outlets: OutletRegistry) -> tuple[Claim, ...]:
    """All claims of an article, sorted by content and key."""
    desk = _desk(reading, outlets)
    prefix, reports = _report(desk)
    spoken = list(_spoken(desk, prefix))
    found = list(reports)
    for one in spoken:
        found += _claims(desk, one)
    covered = [stretch for one in spoken for stretch in (*one.stretches, one.frame.cue)]
    found += _of_author(desk, covered, prefix)
    found += _mandates(desk, spoken, prefix)
    unique = {claim.key: claim for claim in found}
    return tuple(sorted(unique.values(), key=lambda claim: (claim.content.start, claim.content.end, claim.key)))


def _desk(reading: Reading, outlets: OutletRegistry) -> Desk:
    laid = scene(reading)
    hits: list[Hit[Mark]] = []
    text = reading.article.text
    for language in sorted({line.lexicon.language for line in laid.lines}):
        spans = [(line.sentence.start, line.sentence.end) for line in laid.lines if line.lexicon.language == language]
        hits += [hit for hit in marked(text, language) if _inside(hit.start, spans)]
    hits.sort(key=lambda hit: (hit.start, hit.end))
    rows = {line.number: line for line in laid.lines}
    return Desk(reading, laid, ground(reading), rows, hits, [hit.start for hit in hits], mouths(reading, laid, outlets))


def _inside(offset: int, spans: Sequence[Range]) -> bool:
    at = bisect_left(spans, (offset + 1, 0)) - 1
    return at >= 0 and spans[at][0] <= offset < spans[at][1]


# --- the whole text in one mouth


def _report(desk: Desk) -> tuple[tuple[Link, ...], list[Claim]]:
    """The links that stand before every other mouth of the article, and the claim that is its whole text."""
    found = whole.report(desk.scene)
    if found is None:
        return (), []
    row, source, cue = found
    line = desk.scene.lines[row]
    link = desk.mouths.link(line, source, cue)
    if link is None:
        return (), []
    article = desk.reading.article
    outer = (Link(name=article.outlet_name or article.outlet, id=article.outlet, kind="outlet"),) if article.outlet else ()
    chain = (*outer, link) if link.id != article.outlet or not link.id else (link,)
    content = desk.scene.lines[0].sentence.start, desk.scene.lines[-1].sentence.end
    return chain, [_claim(desk, line, "report", "asserts", chain, [content], cue)]


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


# --- somebody's words


def _spoken(desk: Desk, prefix: tuple[Link, ...]) -> Iterator[Said]:
    kept: list[Said] = []
    frames = find_in(desk.scene)
    for frame in sorted([*frames, *_pointing(desk, prefix)], key=lambda frame: frame.cue):
        line = desk.rows[frame.line]
        if frame.shape == "chain" or not _speaks(desk, line, frame):
            continue
        given = stance(line, frame)
        if given == "asserts":
            given = _coloured(desk, line, frame)
        link = desk.mouths.link(line, frame.source, frame.cue)
        if given is None or link is None:
            continue
        outer = next((one for one in reversed(kept) if _within(frame.cue, one.frame.pieces)), None) if frame.nested else None
        venue = desk.mouths.venue(line, frame)
        chain = outer.chain if outer else (*prefix, *((venue,) if venue else ()))
        chain = (*chain, *((link,) if not chain or chain[-1].name != link.name else ()), *_cited(desk, line, frames, frame))
        stretches = tuple(bare(desk.reading.article.text, line, *piece) for piece in frame.pieces)
        one = Said(frame, line, chain, given, tuple((a, b) for a, b in stretches if b > a))
        kept.append(one)
        if one.stretches:
            yield one


def _speaks(desk: Desk, line: Line, frame: Frame) -> bool:
    """Whether a frame is somebody's claim rather than an attitude, a thing that 'suggests', a bare 'it is said'."""
    if frame.hit.weak and not frame.direct and frame.hit.stance not in ("denies", "doubts") and not _refuting(desk, frame):
        return False
    if frame.source is None:
        return frame.hit.manner == "verb" and desk.mouths.person is not None
    first, stop = line.tokens(*frame.source)
    if stop - first == 1 and line.has(first, CLAUSAL):
        return frame.direct
    if desk.reading.article.text[line.sentence.start : line.sentence.end].endswith("?") and not frame.direct:
        return False
    return frame.direct or desk.mouths.somebody(line, frame.source)


def _refuting(desk: Desk, frame: Frame) -> bool:
    return any(hit.value.colour == "refutation" for start, end in frame.pieces for hit in desk.marks_in(start, end))


def _coloured(desk: Desk, line: Line, frame: Frame) -> Stance:
    """What somebody asserts may be a denial: 'called them groundless', 'said no troops had been sent' where a report says they had."""
    if _refuting(desk, frame):
        return "denies"
    negated = [event for _, event in desk.land.events if event.status == "negated" and _within((event.trigger.start, event.trigger.end), frame.pieces)]
    if negated and bears_on(desk.land, frame.pieces, line.number, False):
        return "denies"
    if any(hit.value.colour == "doubt" for start, end in frame.pieces for hit in desk.marks_in(start, end)):
        return "doubts"
    return "asserts"


def _within(cue: Range, pieces: Sequence[Range]) -> bool:
    return any(start <= cue[0] and cue[1] <= end for start, end in pieces)


def _cited(desk: Desk, line: Line, frames: Sequence[Frame], frame: Frame) -> Iterator[Link]:
    """The deeper mouths: 'writes, citing its sources'."""
    for other in frames:
        mine = other.shape == "chain" and other.line == frame.line and not _within(other.cue, frame.pieces)
        if mine and other.nested == frame.nested:
            first, stop = line.tokens(*other.pieces[0])
            if may_speak(line, (first, stop)):
                link = desk.mouths.link(line, other.pieces[0], other.cue)
                if link is not None:
                    yield link


def bare(text: str, line: Line, start: int, end: int) -> Range:
    """A stretch without the quotation marks, commas and conjunction around it."""
    while True:
        before = start, end
        while start < end and text[start] in _EDGES:
            start += 1
        while end > start and text[end - 1] in _EDGES:
            end -= 1
        opened, closed = text[start : start + 1] in QUOTES, text[end - 1 : end] in QUOTES
        inner = text[start + 1 : end - 1]
        if opened and closed:
            start, end = start + 1, end - 1
        elif opened and not any(mark in inner for mark in "”»\""):
            start += 1
        elif closed and not any(mark in inner for mark in "“«\"„"):
            end -= 1
        if before == (start, end):
            break
    first, stop = line.tokens(start, end)
    if first + 1 < stop and line.lows[first] in line.lexicon.patterns.complementizers[:1]:
        start = line.starts[first + 1]
    return start, end


def _claims(desk: Desk, one: Said) -> Iterator[Claim]:
    kind: ClaimKind = "quotation" if one.frame.direct else "indirect"
    key = statement(desk.reading, one.chain[-1], one.stretches, one.line.lexicon.language)
    whole = kind == "indirect" and len(one.stretches) > 1
    for stretches in [one.stretches] if whole else [[stretch] for stretch in one.stretches]:
        made = _claim(desk, one.line, kind, one.stance, one.chain, stretches, one.frame.cue)
        yield msgspec.structs.replace(made, statement=key, confidence=_confidence(one))


def _confidence(one: Said) -> float:
    base = 0.95 if one.frame.direct else 0.9 if one.frame.marked else 0.8
    if one.frame.source is None or one.chain[-1].id == "" and one.chain[-1].kind == "named":
        base -= 0.1
    return round(base - (0.1 if one.frame.nested else 0.0), 2)


# --- the author's own voice


def _of_author(desk: Desk, covered: list[Range], prefix: tuple[Link, ...]) -> Iterator[Claim]:
    """Judgements, doubts and refutations that no named mouth utters are the author's, or the quoted channel's."""
    voice = (*prefix, author(desk.reading.article)) if not prefix else prefix
    covered = sorted(covered)
    for line in desk.scene.lines:
        if line.sentence.part == "title":
            continue
        own = [hit for hit in desk.marks_in(line.sentence.start, line.sentence.end) if not _covered(hit.start, covered) and not _in_quote(desk, hit.start)]
        given = _colour(own)
        if given is not None:
            yield _claim(desk, line, "opinion", given, voice, [(line.sentence.start, line.sentence.end)], None)


def _covered(offset: int, covered: list[Range]) -> bool:
    return any(start <= offset < end for start, end in covered)


def _in_quote(desk: Desk, offset: int) -> bool:
    quote = desk.scene.quote_at(offset)
    return quote is not None and desk.scene.long(quote)


def _colour(own: Sequence[Hit[Mark]]) -> Stance | None:
    colours = [hit.value.colour for hit in own]
    if "refutation" in colours:
        return "denies"
    if "doubt" in colours:
        return "doubts"
    if "judgement" in colours or len({hit.term for hit in own if hit.value.colour == "opinion"}) > 1:
        return "predicts" if "future" in colours else "asserts"
    return None


# --- mandates


def _mandates(desk: Desk, spoken: Sequence[Said], prefix: tuple[Link, ...]) -> Iterator[Claim]:
    for line in desk.scene.lines:
        found = desk.marks_in(line.sentence.start, line.sentence.end)
        for one in mandates.mandates(desk.reading, line, found):
            outer = next((said for said in reversed(spoken) if _within((one.start, one.end), said.stretches)), None)
            chain = outer.chain if outer else prefix or (author(desk.reading.article),)
            content = (line.sentence.start, line.sentence.end)
            made = _claim(desk, line, "mandate", "asserts", chain, [content], None, one.modality)
            yield msgspec.structs.replace(made, holder=one.holder, what=" ".join(one.what.split()))


# --- one claim


def _claim(
    desk: Desk,
    line: Line,
    kind: ClaimKind,
    given: Stance,
    chain: tuple[Link, ...],
    stretches: Sequence[Range],
    cue: Range | None,
    modality: Modality = "",
) -> Claim:
    article = desk.reading.article
    start, end = stretches[0][0], stretches[-1][1]
    inside = desk.land.inside(stretches)
    about: tuple[str, ...] = ()
    if given in ("denies", "doubts"):
        row = line.number
        anaphoric = any(hit.value.colour == "anaphor" for hit in desk.marks_in(line.sentence.start, line.sentence.end))
        about = bears_on(desk.land, stretches, row, anaphoric)
    return Claim(
        key=make_key("cl", article.key, kind, start, end, chain[-1].id or chain[-1].name, modality),
        article=article.key,
        kind=kind,
        stance=given,
        chain=chain,
        content=cut_span(article.text, start, end),
        cue=cut_span(article.text, *cue) if cue else None,
        sentence=cut_span(article.text, line.sentence.start, line.sentence.end),
        said=said(desk.reading, desk.scene, line, (start, end)),
        events=inside,
        bears_on=about,
        hedges=hedges(desk.scene, desk.marks, (min(start, line.sentence.start), max(end, line.sentence.end))) if kind != "report" else (),
        modality=modality,
    )

"""Attribution in languages whose verb stands between speaker and content, or whose speaker follows the verb."""

from itertools import pairwise

import msgspec

from dragoman.claims import nouns, verbs
from dragoman.claims.contents import as_clause, boundary, contents
from dragoman.claims.lexicon import ADV, AS, AUX, BREAK, CAP, CONJ, DET, PEOPLE, PREP, PRON, PUNCT, QUOTE, REL, THIRD, VERB, Cue
from dragoman.claims.lines import Line
from dragoman.claims.scene import Frame, Hit, Range, Scene
from dragoman.claims.sources import may_speak, speaker, with_name
from dragoman.claims.view import DASHES, LONGEST_ADJUNCT, Source, View, frame

_LONGEST_PASSIVE = 10
# 'The claims by some officials that': how far from the beginning of a sentence a noun may be its subject.
_LONGEST_OPENING = 3
_OPENS = ADV | BREAK | DET | PREP | PRON


def frames(scene: Scene, row: int) -> list[Frame]:
    """The frames of one line, from left to right; those inside another's content are marked nested."""
    line, hits = scene.lines[row], scene.hits[row]
    found: list[Frame] = []
    if not hits:
        return found
    edges = _edges(scene, line)
    reach, previous = -1, None
    outer: list[Range] = []
    for number, hit in enumerate(hits):
        start = line.starts[hit.first]
        floor, stop = _between(edges, hit.first)
        view = View(scene, line, hits[number + 1 :], hits[:number], floor, _trimmed(line, floor, stop))
        one = _inserted(view, hit) if _quoted(scene, start) else _one(view, hit, previous)
        if one is None:
            continue
        inside = any(first <= start < last for first, last in outer) or (one.hit.weak and start < reach)
        one = msgspec.structs.replace(one, nested=inside and not _covers(one, start))
        if one.nested:
            one = _clipped(one, reach)
        if not one.nested and one.shape != "chain":
            found = [msgspec.structs.replace(earlier, nested=True) if _holds(one, earlier) else earlier for earlier in found]
            reach = max(reach, one.pieces[-1][1])
            outer += one.pieces
            previous = line.tokens(*one.source) if one.source else previous
        found.append(one)
    return found


def _quoted(scene: Scene, offset: int) -> bool:
    quote = scene.quote_at(offset)
    return quote is not None and scene.long(quote)


def _covers(one: Frame, start: int) -> bool:
    """Whether a later cue takes all before it for its content: 'they think it failed, he said'."""
    return not one.hit.weak and one.pieces[0][1] <= start


def _clipped(one: Frame, reach: int) -> Frame:
    """What is said inside another's content ends where that ends."""
    pieces = tuple((start, min(end, reach)) for start, end in one.pieces if start < reach)
    return msgspec.structs.replace(one, pieces=pieces or one.pieces)


def _holds(one: Frame, earlier: Frame) -> bool:
    return any(start <= earlier.cue[0] and earlier.cue[1] <= end for start, end in one.pieces)


def _edges(scene: Scene, line: Line) -> list[int]:
    """Where sentences that were left together end: after a full stop outside quotations, before a capital or a quotation."""
    found, flags = [0], line.flags
    for at in range(1, len(line) - 1):
        if not flags[at + 1] & (CAP | QUOTE):
            continue
        if flags[at] & PUNCT and line.lows[at] in (".", "!", "?", "''", "”", '"', "»"):
            ended = line.lows[at] in (".", "!", "?") or line.lows[at - 1] in (".", "!", "?")
            if ended and line.starts[at + 1] > line.ends[at] and scene.quote_at(line.ends[at]) is None:
                found.append(at + 1)
        elif line.has(at + 1, CAP) and line.has(at + 1, _OPENS) and "\n" in scene.text[line.ends[at] : line.starts[at + 1]]:
            found.append(at + 1)
    return [*found, len(line)]


def _between(edges: list[int], at: int) -> Range:
    for first, stop in pairwise(edges):
        if first <= at < stop:
            return first, stop
    return edges[0], edges[-1]


def _trimmed(line: Line, floor: int, stop: int) -> int:
    while stop > floor and line.lows[stop - 1] in (".", "!", "?", "…", "...", ";"):
        stop -= 1
    return stop


def _one(view: View, hit: Hit, previous: Range | None) -> Frame | None:
    """The frame of one cue, or None where the words do not attribute anything."""
    if hit.cue.manner == "preposition":
        return _preposition(view, hit)
    if hit.cue.manner == "noun":
        return _noun(view, hit)
    if hit.cue.manner == "impersonal":
        return _impersonal(view, hit)
    if hit.cue.manner == "pronominal":
        return _pronominal(view, hit)
    if hit.cue.manner == "chain":
        return _chain(view, hit, previous)
    found = _asked(view, hit) or _verb(view, hit, previous)
    if found is None and hit.other is not None and hit.other.manner == "noun":
        return _noun(view, msgspec.structs.replace(hit, cue=hit.other))
    return found


def _verb(view: View, hit: Hit, previous: Range | None) -> Frame | None:
    kind = verbs.kind(view.line, hit)
    if not kind:
        return None
    if kind == "passive":
        return _passive(view, hit)
    source = speaker(view, hit, previous, kind == "participle")
    if source is None or source.span is None:
        return _without_subject(view, hit) if kind == "finite" and view.lexicon.patterns.prodrop else None
    somebody = may_speak(view.line, source.span)
    if hit.cue.weak and not somebody:
        return None
    pieces = contents(view, hit, source)
    made = frame(view, hit, source, pieces) if pieces else _quoted_ahead(view, hit, source)
    free = view.lexicon.patterns.order == "free"
    told = source.shape == "inverted"
    return made if made and (somebody or told or not free or made.direct) else None


def _quoted_ahead(view: View, hit: Hit, source: Source) -> Frame | None:
    """'“Is it so?” Trump said.' where the sentence was cut behind the quotation."""
    line, text = view.line, view.scene.text
    first = min(hit.first, source.span[0]) if source.span else hit.first
    if first != view.floor:
        return None
    at = line.starts[first] - 1
    while at > 0 and text[at] == " ":
        at -= 1
    quote = view.scene.quote_at(at)
    if quote is None or quote.end != at + 1 or not view.scene.long(quote):
        return None
    made = frame(view, hit, source, [(hit.first, hit.stop)])
    return msgspec.structs.replace(made, pieces=((quote.start, quote.end),), direct=True, marked=True)


def _passive(view: View, hit: Hit) -> Frame | None:
    """'was called a traitor by critics': the speaker stands behind 'by'; 'is expected to fall' has none."""
    line = view.line
    that = line.low(hit.stop) == "that"
    reach = hit.stop if that else min(view.stop, hit.stop + _LONGEST_PASSIVE)
    by = next((k for k in range(hit.stop, reach) if line.lows[k] == "by"), 0)
    if by and any(nouns.verblike(line, k) for k in range(hit.stop, by)):
        by = 0
    span = nouns.right(line, by + 1, view.stop) if by else None
    speaks = span is not None and may_speak(line, span)
    if not speaks and line.low(hit.stop) not in ("to", "that") and not (hit.cue.weak and hit.stop < view.stop):
        return None
    subject = nouns.subject(line, view.floor, hit.stop)
    pieces = [subject] if subject else []
    stop = by if speaks else boundary(view, hit.stop, False)
    pieces += [(hit.stop, stop)] if stop > hit.stop else []
    return frame(view, hit, Source(span if speaks else None, "passive"), pieces) if pieces else None


def _impersonal(view: View, hit: Hit) -> Frame | None:
    """'The plan seems dead': nobody is said to think so."""
    subject = nouns.subject(view.line, view.floor, hit.first + 1) or nouns.left(view.line, hit.first - 1, view.floor)
    end = boundary(view, hit.stop, False) if hit.stop < view.stop else hit.stop
    if subject is None or end <= hit.stop:
        return None
    return frame(view, hit, Source(None, "passive"), [subject, (hit.stop, end)])


def _asked(view: View, hit: Hit) -> Frame | None:
    """'Asked about the deal, Smith said': who asked stays open."""
    line = view.line
    if line.low(hit.first) != "asked" or hit.first > view.floor + 1 or (hit.first > view.floor and line.low(view.floor) != "when"):
        return None
    end = next((at for at in range(hit.stop, view.stop) if line.lows[at] == ","), view.stop)
    return frame(view, hit, Source(None, "passive"), [(hit.stop, end)]) if end > hit.stop else None


def _without_subject(view: View, hit: Hit) -> Frame | None:
    """'Заявил, что A': the ending of the verb stands for the speaker."""
    if hit.cue.weak:
        return None
    source = Source(None, "svo")
    pieces = contents(view, hit, source)
    made = frame(view, hit, source, pieces) if pieces else None
    return made if made and made.marked else None


def _inserted(view: View, hit: Hit) -> Frame | None:
    """«A, — сказал X, — B»: the speaker and the cue stand inside the quotation marks."""
    line, at = view.line, hit.first - 1
    quote = view.quote_at(hit.first)
    if quote is None or hit.cue.manner != "verb" or hit.cue.weak or not view.mark(at, (",", *DASHES)):
        return None
    span = nouns.right(line, hit.stop, view.stop)
    if span is None or not may_speak(line, span) or not (span[1] >= view.stop or view.mark(span[1], (",", ".", *DASHES))):
        return None
    if not view.mark(at, DASHES) and line.lexicon.language == "en":
        return None
    before = at
    while before > view.floor and view.mark(before - 1, (",", *DASHES)):
        before -= 1
    first, stop = line.tokens(quote.start, quote.end)
    pieces = [(max(first, 0), before)] if before > max(first, 0) else []
    after = span[1]
    while after < stop and view.mark(after, (",", ".", *DASHES)):
        after += 1
    pieces += [(after, stop)] if after < stop - 1 else []
    if not pieces:
        return None
    made = frame(view, hit, Source(span, "inverted"), pieces)
    return msgspec.structs.replace(made, pieces=tuple((line.starts[a], line.ends[b - 1]) for a, b in pieces), direct=True)


def _preposition(view: View, hit: Hit) -> Frame | None:
    line = view.line
    span = _maker(view, with_name(view, nouns.right(line, hit.stop, view.stop)))
    if span is None or not _stands_for_view(view, hit, span):
        return None
    close = _behind_apposition(view, span[1])
    if line.has(hit.first, AS) and hit.stop - hit.first > 1:
        pieces = as_clause(view, hit.first, span[1])
        hit = msgspec.structs.replace(hit, first=hit.first + 1)
    elif hit.first <= view.floor + 2:
        pieces = [(close + 1, boundary(view, close + 1, True))] if close + 1 < view.stop else []
        if not pieces and line.lexicon.patterns.order == "free" and span[1] < view.stop:
            pieces = [(span[1], boundary(view, span[1], True))]
    else:
        pieces = _around(view, hit, close)
    return frame(view, hit, Source(span, "preposition"), pieces) if pieces else None


def _stands_for_view(view: View, hit: Hit, span: Range) -> bool:
    """'Pour l’historien, A' tells a view, 'cent euros pour les habitants' does not: such words must open the sentence."""
    if view.line.lows[hit.first] not in view.lexicon.patterns.fronted:
        return True
    return hit.first <= view.floor + 1 and may_speak(view.line, span) and view.line.low(span[1]) == ","


def _pronominal(view: View, hit: Hit) -> Frame | None:
    """'По его словам, A', 'in his view A': the speaker is the pronoun inside the cue."""
    line = view.line
    span = next(((at, at + 1) for at in range(hit.first, hit.stop) if line.has(at, THIRD)), None)
    if hit.first <= view.floor + 2:
        begin = hit.stop + 1 if line.low(hit.stop) == "," else hit.stop
        pieces = [(begin, boundary(view, begin, True))] if begin < view.stop else []
    else:
        pieces = _around(view, hit, hit.stop if line.low(hit.stop) == "," else view.stop)
        if len(pieces) == 1 and pieces[0][1] == hit.first and hit.stop < view.stop and not line.has(hit.stop, PUNCT):
            # 'n’offre selon lui rien de comparable': the clause goes on behind.
            pieces.append((hit.stop, boundary(view, hit.stop, True)))
    return frame(view, hit, Source(span, "preposition"), pieces) if pieces else None


def _maker(view: View, span: Range | None) -> Range | None:
    """'selon l’annonce faite mardi par le président': the president, not the announcement."""
    if span is None or may_speak(view.line, span):
        return span
    for at in range(span[1], min(view.stop, span[1] + _LONGEST_PASSIVE)):
        if view.line.lows[at] in ("by", "par"):
            return nouns.right(view.line, at + 1, view.stop) or span
        if view.mark(at, (",",)):
            break
    return span


def _behind_apposition(view: View, at: int) -> int:
    """The comma that ends the source: 'according to Smith, head of the office, A' goes on behind 'office'."""
    line = view.line
    commas = [k for k in range(at, view.stop) if line.lows[k] == ","]
    for first, second in pairwise(commas):
        if any(nouns.verblike(line, k) for k in range(first, second)) or second - first > LONGEST_ADJUNCT:
            return first
        if not line.has(first + 1, DET) and not any(line.has(k, PEOPLE) for k in range(first, second)):
            return first
        if any(nouns.verblike(line, k) for k in range(second, view.stop)):
            return second
    return commas[0] if commas else view.stop


def _around(view: View, hit: Hit, close: int) -> list[Range]:
    """'A, according to X' and 'A, according to X, A'."""
    line = view.line
    stop = hit.first
    while stop > view.floor and view.mark(stop - 1, (",", *DASHES)):
        stop -= 1
    if stop <= view.floor:
        return []
    commas = stop < hit.first
    if commas and line.has(stop - 1, CONJ) and close + 1 < view.stop:
        return [(close + 1, boundary(view, close + 1, True))]
    pieces = [(view.floor, stop)]
    if close + 1 < view.stop and commas and not any(nouns.verblike(line, k) for k in range(view.floor, stop)):
        pieces.append((close + 1, view.stop))
    return pieces


def _chain(view: View, hit: Hit, previous: Range | None) -> Frame | None:
    """', citing a source': the content is the deeper mouth, the source the one that cites it."""
    span = nouns.right(view.line, hit.stop, view.stop)
    if span is None:
        return None
    source = previous or nouns.subject(view.line, view.floor, hit.first)
    end = max(span[1], boundary(view, span[0], False)) if view.lexicon.patterns.order == "svo" else span[1]
    return frame(view, hit, Source(source, "chain"), [(span[0], end)])


def _noun(view: View, hit: Hit) -> Frame | None:
    """'his claim that', 'a statement by the ministry that', 'fears that'."""
    that = _that(view, hit.stop)
    if that is None:
        return _about(view, hit)
    end = _subject_end(view, hit, that, boundary(view, that, True))
    return frame(view, hit, Source(_owner(view, hit, that), "noun"), [(that, end)]) if end > that else None


def _subject_end(view: View, hit: Hit, that: int, end: int) -> int:
    """'Claims that Russia was involved are a blow': where the clause ends that belongs to a subject.

    It does at an auxiliary behind the clause's own verb that nothing joins to it; only a noun that opens its sentence is a subject.
    """
    line = view.line
    if hit.first - view.floor > _LONGEST_OPENING or any(nouns.verblike(line, k) for k in range(view.floor, hit.first)):
        return end
    verb = next((k for k in range(that + 1, end) if nouns.verblike(line, k)), end)
    for at in range(verb + 2, end):
        joined = line.has(at - 1, CONJ | REL | BREAK | PRON | PUNCT | ADV) and not line.has(at - 1, QUOTE)
        if line.has(at, AUX) and not line.has(at - 1, AUX | VERB) and not joined and not _opens_clause(line, verb + 1, at):
            return at
    return end


def _opens_clause(line: Line, first: int, at: int) -> bool:
    """Whether a word between two verbs opens a clause that the second may belong to."""
    return any(line.has(k, REL | BREAK | CONJ) or line.low(k) == "that" for k in range(first, at))


def _about(view: View, hit: Hit) -> Frame | None:
    """'his criticism of the deal', 'concerns about the deal': an attitude, with its owner or without."""
    line = view.line
    owner = _owner(view, hit, hit.stop)
    patterns = line.lexicon.patterns
    if line.low(hit.stop) not in patterns.about or (owner is None and line.lows[hit.first] not in patterns.telling_nouns):
        return None
    begin = hit.stop + 1
    end = boundary(view, begin, False) if begin < view.stop else begin
    weak = msgspec.structs.replace(hit, cue=Cue("noun", hit.cue.stance, True))
    return frame(view, weak, Source(owner, "noun"), [(begin, end)]) if end > begin else None


def _that(view: View, begin: int) -> int | None:
    line = view.line
    for at in range(begin, min(view.stop, begin + 9)):
        if line.low(at) == "that" and at + 1 < view.stop and not nouns.verblike(line, at + 1):
            return at
        if nouns.verblike(line, at) or line.has(at, PUNCT):
            return None
    return None


def _owner(view: View, hit: Hit, that: int) -> Range | None:
    line = view.line
    if line.low(hit.stop) in ("by", "from", "of", "among") and hit.stop + 1 < that:
        return nouns.right(line, hit.stop + 1, that)
    at = hit.first - 1
    while at >= view.floor and not line.has(at, PUNCT | PREP | VERB | AUX) and hit.first - at < 4:
        if line.low(at) in ("his", "her", "their", "our", "my", "its", "your"):
            return at, at + 1
        if line.low(at).endswith(("'s", "s'")):
            return nouns.left(line, at, view.floor)
        at -= 1
    return None

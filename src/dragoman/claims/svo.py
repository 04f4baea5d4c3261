"""Attribution in languages whose verb stands between speaker and content, or whose speaker follows the verb."""

from itertools import pairwise

import msgspec

from dragoman.claims import nouns
from dragoman.claims.lexicon import (
    ADDRESSED,
    ADDRESSEE,
    ADV,
    AS,
    AUX,
    BREAK,
    CAP,
    COMP,
    CONJ,
    DATE,
    DET,
    NUMBER,
    OBJECT,
    PARTICIPLE,
    PEOPLE,
    PLAIN,
    PREP,
    PRON,
    PUNCT,
    QUOTE,
    REL,
    SETTING,
    VERB,
)
from dragoman.claims.lines import Line
from dragoman.claims.scene import Frame, Hit, Range, Scene, Shape

_LONGEST_ADJUNCT = 16


class View(msgspec.Struct, frozen=True):
    """A line with its hits, and the tokens between which a frame may look."""

    scene: Scene
    line: Line
    hits: list[Hit]
    earlier: list[Hit]
    floor: int
    stop: int


class Source(msgspec.Struct, frozen=True):
    """Where the speaker stands (tokens), and in which shape of clause."""

    span: Range | None
    shape: Shape


def frames(scene: Scene, row: int) -> list[Frame]:
    """The frames of one line, from left to right; those inside another's content are marked nested."""
    line = scene.lines[row]
    found: list[Frame] = []
    edges = _edges(scene, line)
    reach = -1
    previous: Range | None = None
    for number, hit in enumerate(scene.hits[row]):
        start = line.starts[hit.first]
        quote = scene.quote_at(start)
        if quote is not None and scene.long(quote):
            continue
        inside = start < reach
        floor, stop = _between(edges, hit.first)
        view = View(scene, line, scene.hits[row][number + 1 :], scene.hits[row][:number], floor, _trimmed(line, floor, stop))
        frame = one(view, hit, previous)
        if frame is None:
            continue
        frame = msgspec.structs.replace(frame, nested=inside and not _covers(frame, reach, start))
        if not frame.nested:
            found = [msgspec.structs.replace(one, nested=True) if _holds(frame, one) else one for one in found]
        found.append(frame)
        if not frame.nested:
            reach = max(reach, frame.pieces[-1][1] if frame.pieces else -1)
            previous = line.tokens(*frame.source) if frame.source else previous
    return found


def _covers(frame: Frame, reach: int, start: int) -> bool:
    """Whether a later cue takes all before it for its content: 'they think it failed, he said'."""
    return not frame.hit.weak and frame.pieces[0][0] < start and frame.pieces[0][1] <= start


def _holds(frame: Frame, earlier: Frame) -> bool:
    return any(start <= earlier.cue[0] and earlier.cue[1] <= end for start, end in frame.pieces)


def _edges(scene: Scene, line: Line) -> list[int]:
    """Where sentences that were left together end: after a full stop outside quotations, before a capital or a quotation."""
    found = [0]
    for at in range(1, len(line) - 1):
        if line.lows[at] in (".", "!", "?", "''", "”", '"', "»") and line.has(at + 1, CAP | QUOTE) and line.starts[at + 1] > line.ends[at]:
            ended = line.lows[at] in (".", "!", "?") or line.lows[at - 1] in (".", "!", "?")
            if ended and scene.quote_at(line.ends[at]) is None:
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


def one(view: View, hit: Hit, previous: Range | None) -> Frame | None:
    """The frame of one cue, or None where the words do not attribute anything."""
    if hit.cue.manner == "preposition":
        return _preposition(view, hit)
    if hit.cue.manner == "noun":
        return _noun(view, hit)
    if hit.cue.manner == "chain":
        return _chain(view, hit, previous)
    found = _verb(view, hit, previous)
    if found is None and hit.other is not None and hit.other.manner == "noun":
        return _noun(view, msgspec.structs.replace(hit, cue=hit.other))
    return found


# --- verbs


def _verb(view: View, hit: Hit, previous: Range | None) -> Frame | None:
    line = view.line
    if not _is_verb(line, hit):
        return None
    source = _source(view, hit, previous)
    if source is None or source.span is None:
        return None
    pieces = _contents(view, hit, source)
    if not pieces:
        return None
    if hit.cue.weak and not _may_speak(line, source.span):
        return None
    return _frame(view, hit, source, pieces)


def _frame(view: View, hit: Hit, source: Source, pieces: list[Range]) -> Frame:
    line = view.line
    spans = tuple(_whole(view.scene, line.starts[a], line.ends[b - 1]) for a, b in pieces)
    return Frame(
        line=line.number,
        cue=(line.starts[hit.first], line.ends[hit.stop - 1]),
        source=(line.starts[source.span[0]], line.ends[source.span[1] - 1]) if source.span else None,
        pieces=spans,
        hit=hit.cue,
        shape=source.shape,
        direct=any(_direct(view.scene, *span) for span in spans),
    )


def _whole(scene: Scene, start: int, end: int) -> Range:
    """A piece with the whole of the quotations that it begins or ends in."""
    first, last = scene.quote_at(start), scene.quote_at(end - 1)
    return (first.start if first else start), (max(end, last.end) if last else end)


def _direct(scene: Scene, start: int, end: int) -> bool:
    quote = scene.quote_at(start) or scene.quote_at(end - 1)
    return quote is not None and quote.end - quote.start >= 0.6 * (end - start)


def _may_speak(line: Line, span: Range) -> bool:
    return any(line.flags[at] & (CAP | PEOPLE | PRON | REL) for at in range(*span))


def _is_verb(line: Line, hit: Hit) -> bool:
    first, low = hit.first, line.lows[hit.first]
    before = line.flags[first - 1] if first else PUNCT
    after = line.flags[hit.stop] if hit.stop < len(line) else PUNCT
    word = line.low(first - 1)
    if line.flags[first] & CAP and first and not before & (QUOTE | PUNCT) and not _headline(line):
        return False
    if (before & DET and not before & PRON) or (before & PREP and word != "to" and not low.endswith("ing")):
        return False
    if low.endswith("ing"):
        return line.low(hit.stop) != "of" and not word.endswith(("'s", "s'"))
    if line.flags[hit.stop - 1] & PLAIN and low.endswith(("d", "t", "e", "ew", "says", "tells", "thinks")):
        return line.low(hit.stop) != "by" and not (hit.cue.weak and word == "to")
    if low.endswith("ed"):
        return not (after & PREP and not hit.cue.stance == "asks" and line.low(hit.stop) in _PASSIVE and not before & (PRON | AUX))
    return _finite(line, hit, before, after)


_PASSIVE = frozenset(["by", "in", "on", "at", "as", "from", "during", "after", "before", "with"])


def _headline(line: Line) -> bool:
    words = [flags for flags in line.flags if not flags & (PUNCT | NUMBER)]
    return 2 * sum(1 for flags in words if flags & CAP) > len(words)


def _finite(line: Line, hit: Hit, before: int, after: int) -> bool:
    """Whether a form that may be a noun is a verb: not in 'reports are', 'claims of', 'a TV show'."""
    word = line.low(hit.first - 1)
    if after & (AUX | VERB) or line.low(hit.stop) in ("of", "by", "from") or word.endswith(("'s", "s'")):
        return False
    if hit.cue.weak and ((after & PUNCT and not after & QUOTE) or word == "to"):
        return False
    if not _agrees(line.low(hit.first), word, before):
        return False
    return bool(before & (PRON | AUX | ADV | CAP | PEOPLE | REL | QUOTE | PUNCT | CONJ)) or word == "to" or word.endswith("s")


def _agrees(low: str, word: str, before: int) -> bool:
    """Whether a present form fits the word before it: 'critics claim', 'he claims'; not 'protest organizer', 'officials reports'."""
    if before & (AUX | ADV | REL | PUNCT | CONJ) or word == "to":
        return True
    plural = (word.endswith("s") and not word.endswith("ss")) or word in ("i", "you", "we", "they", "people", "police", "many", "some", "most", "others")
    return plural != (low.endswith("s") and not low.endswith("ss"))


def _source(view: View, hit: Hit, previous: Range | None) -> Source | None:
    line, floor = view.line, view.floor
    at = hit.first - 1
    finite = False
    while at >= floor and line.has(at, AUX | ADV) and not line.has(at, PRON | PEOPLE | DET):
        finite = finite or line.has(at, AUX)
        at -= 1
    participle = line.low(hit.first).endswith("ing") and not finite
    if at >= floor and line.low(at) == "to":
        return _governed(view, at)
    if at >= floor and line.has(at, REL):
        return Source((at, at + 1), "svo")
    if participle:
        near = nouns.left(line, at, floor) if at >= floor and not line.has(at, PUNCT | CONJ | PREP) else None
        return Source(near or previous or nouns.subject(line, floor, hit.first) or _following(view, hit), "participle")
    if at >= floor and (nouns.nounlike(line, at) or line.low(at) == ")"):
        return Source(nouns.left(line, at, floor), "svo")
    if at < floor or line.has(at, PUNCT):
        return _beyond_mark(view, hit, at, previous)
    if line.has(at, CONJ | BREAK):
        return Source(previous or nouns.subject(line, floor, hit.first), "shared")
    return None


def _following(view: View, hit: Hit) -> Range | None:
    """'After saying so, the man left': the subject behind the comma."""
    line, at = view.line, hit.stop
    if hit.first > view.floor + 2:
        return None
    while at < view.stop and line.lows[at] != ",":
        at += 1
    return nouns.right(line, at + 1, view.stop) if at < view.stop else None


def _governed(view: View, to: int) -> Source | None:
    """'declined to say', 'went on to add': the subject of the verb before 'to'."""
    line, at = view.line, to - 1
    if line.has(at, AUX) or (line.has(at, ADV) and line.has(at - 1, AUX)):
        return None
    while at >= view.floor and to - at < 5 and (line.has(at, AUX | ADV | VERB) or nouns.verblike(line, at) or not nouns.nounlike(line, at) or at == to - 1):
        at -= 1
    found = nouns.left(line, at, view.floor) if at >= view.floor else None
    return Source(found, "svo") if found else None


def _beyond_mark(view: View, hit: Hit, at: int, previous: Range | None) -> Source | None:
    """The cue stands after a comma, a dash, a closing quotation mark or at the beginning."""
    line = view.line
    after_quote = at >= 0 and (line.has(at, QUOTE) or line.has(at - 1, QUOTE))
    behind = nouns.right(line, hit.stop, view.stop)
    if behind and (at >= 0 or view.floor == 0):
        closed = behind[1] >= view.stop or line.has(behind[1], PUNCT | REL | PREP | DATE | BREAK | CONJ | ADV)
        if closed and (after_quote or (at > 0 and not line.has(behind[1], AUX | VERB) and _may_speak(line, behind) and _ends(line, behind[1], view.stop))):
            return Source(behind, "inverted")
    if at >= 0 and line.low(at) in (",", "—", "–", "-", ")") and not after_quote:
        found = nouns.over_insertion(line, at, view.floor)
        if found:
            return Source(found, "svo")
        shared = previous or (nouns.subject(line, view.floor, at) if not line.has(hit.first, CAP) else None)
        return Source(shared, "shared") if shared else None
    return None


def _ends(line: Line, at: int, stop: int) -> bool:
    return at >= stop or line.has(at, PUNCT)


# --- contents


def _contents(view: View, hit: Hit, source: Source) -> list[Range]:
    line = view.line
    begin = hit.stop if source.shape != "inverted" else source.span[1] if source.span else hit.stop
    edge = hit.first if source.shape == "inverted" or not source.span else min(source.span[0], hit.first)
    comma = line.low(begin) == "," or begin >= view.stop
    before = None if source.shape in ("participle", "shared") else _before(view, edge, comma)
    if source.shape == "svo" and line.has(edge - 1, AS):
        return _as_clause(view, edge - 1, begin)
    if before and line.has(before[1] - 1, QUOTE):
        resumed = _resumed(view, before, begin)
        return [before, resumed] if resumed else [before]
    after = _after(view, hit, begin)
    if before and (comma or after is None or source.shape == "inverted"):
        resumed = _resumed(view, before, begin)
        return [before, resumed] if resumed else [before]
    return [after] if after else []


def _before(view: View, edge: int, comma: bool) -> Range | None:
    """What stands before the speaker and the cue, closed by a comma or a quotation mark."""
    line, at = view.line, edge - 1
    while at >= view.floor and line.has(at, ADV | AUX) and not line.has(at, PUNCT):
        at -= 1
    if at < view.floor or not (line.has(at, QUOTE) or line.lows[at] in (",", "?", "!", "—", "–", "-", "…", "...")):
        return None
    stop = at + 1 if line.has(at, QUOTE) or line.lows[at] in ("?", "!") else at
    if line.lows[at] == "," and line.has(at - 1, QUOTE):
        stop = at
    if stop <= view.floor:
        return None
    quoted = line.has(stop - 1, QUOTE)
    if quoted:
        return _quoted_before(view, stop), stop
    if comma and line.lows[at] == ",":
        return view.floor, stop
    if stop - view.floor >= 4 or any(nouns.verblike(line, k) for k in range(view.floor, stop)):
        return view.floor, stop
    return None


def _quoted_before(view: View, stop: int) -> int:
    """Where a statement begins that ends with a quotation: at the quotation where another cue stands before it."""
    line = view.line
    quote = view.scene.quote_at(line.starts[stop - 1])
    if quote is None:
        return view.floor
    first = max(view.floor, line.tokens(quote.start, quote.end)[0])
    return first if any(view.floor <= hit.first < first and not hit.cue.weak for hit in view.earlier) else view.floor


def _resumed(view: View, before: Range, begin: int) -> Range | None:
    """The rest of a statement that the speaker and the cue interrupt: '“A,” he said, “B.”'"""
    line, at = view.line, begin
    following = [hit.first for hit in view.hits if hit.first > begin and not hit.cue.weak]
    limit = min([view.stop, begin + _LONGEST_ADJUNCT, *following])
    while at < limit and not line.has(at, QUOTE) and not (line.has(at, PUNCT) and line.lows[at] != ","):
        at += 1
    if at < limit and line.has(at, QUOTE) and view.scene.quote_at(line.starts[at]):
        return at, view.stop + (view.stop < len(line) and line.has(view.stop, QUOTE))
    clause = any(nouns.verblike(line, k) for k in range(*before))
    if not clause and line.low(begin) == "," and begin + 1 < view.stop and not line.has(before[1] - 1, QUOTE):
        return begin + 1, _boundary(view, begin + 1, True)
    return None


def _as_clause(view: View, at: int, begin: int) -> list[Range]:
    """'As Smith said, A' and 'A, as Smith said'."""
    line = view.line
    limit = min(view.stop, begin + _LONGEST_ADJUNCT)
    while begin < limit and line.low(begin) != "," and not nouns.verblike(line, begin):
        begin += 1
    if at <= view.floor + 1:
        if line.low(begin) == "," and begin + 1 < view.stop:
            return [(begin + 1, _boundary(view, begin + 1, True))]
        return []
    if line.low(at - 1) == ",":
        rest = [(begin + 1, view.stop)] if line.low(begin) == "," and begin + 1 < view.stop else []
        return [(view.floor, at - 1), *rest]
    return []


def _after(view: View, hit: Hit, begin: int) -> Range | None:
    """What stands behind the cue: a clause, a quotation, an object."""
    line, stop = view.line, view.stop
    at = begin
    marker = _marker(view, begin)
    if marker is not None:
        at = marker
    else:
        while at < stop and line.has(at, ADV | DATE | NUMBER) and not line.has(at, DET):
            at += 1
        if line.has(hit.stop - 1, ADDRESSED) and at < stop:
            at = _past_addressee(line, at, stop)
        at = _past_setting(line, at, stop)
    if at >= stop and not (at < len(line) and line.has(at, QUOTE)):
        return None
    if line.low(at) in (":", "—", "–", "-"):
        at += 1
        return (at, len(line)) if at < len(line) else None
    if line.has(at, PUNCT) and not line.has(at, QUOTE):
        return None
    clause = line.has(at, COMP | QUOTE) or any(nouns.verblike(line, k) for k in range(at, stop))
    if not clause and not hit.cue.weak and line.has(at, PREP) and line.low(at) in ("in", "at", "on", "during", "from", "after", "to", "with", "by"):
        return None
    end = _boundary(view, at, not hit.cue.weak or line.has(at, COMP | QUOTE))
    return (at, end) if end > at else None


def _marker(view: View, begin: int) -> int | None:
    """The 'that', colon or opening quotation mark that the content begins with, behind an addressee, a day, a setting."""
    line = view.line
    following = [hit.first for hit in view.hits if hit.first > begin and not hit.cue.weak]
    for at in range(begin, min([view.stop, begin + _LONGEST_ADJUNCT, *following])):
        flags = line.flags[at]
        if flags & QUOTE:
            quote = view.scene.quote_at(line.starts[at])
            mine = quote is not None and quote.start == line.starts[at]
            return at if mine and (at == begin or line.low(at - 1) in (",", ":", "that") or view.scene.long(quote)) else None
        if line.lows[at] == ":":
            return at
        if flags & COMP and line.lows[at] not in ("how", "why", "what") and not line.has(at, PRON):
            return at
        if flags & COMP and at == begin:
            return at
        if nouns.verblike(line, at) or (flags & PUNCT and line.lows[at] != ",") or flags & REL:
            return None
    return None


def _past_addressee(line: Line, at: int, stop: int) -> int:
    if line.has(at, OBJECT | ADDRESSEE) or line.low(at) in ("her", "you", "it"):
        return at + 1
    if line.has(at, DET) or line.has(at, CAP):
        seen = at
        while seen < stop and line.has(seen, CAP | DET | ADDRESSEE | PEOPLE) and not line.has(seen, PRON):
            seen += 1
        return seen if seen < stop else at
    return at


def _past_setting(line: Line, at: int, stop: int) -> int:
    """Behind 'in a statement', 'at a news conference on Monday', when a clause still follows."""
    seen = at
    while seen < stop and line.has(seen, PREP) and line.low(seen) in ("in", "at", "on", "during", "via", "through"):
        end = seen + 1
        while end < stop and end - seen < 6 and not line.has(end, SETTING | DATE | PUNCT):
            end += 1
        if not line.has(end, SETTING | DATE):
            break
        seen = end + 1
        while seen < stop and line.has(seen, SETTING | DATE | NUMBER):
            seen += 1
    return seen if seen < stop and any(nouns.verblike(line, k) for k in range(seen, stop)) else at


def _boundary(view: View, at: int, clause: bool) -> int:
    """Where the content that begins at `at` ends: the end of the line, or where somebody else begins to speak."""
    line = view.line
    end = view.stop
    if line.has(at, QUOTE):
        quote = view.scene.quote_at(line.starts[at])
        if quote is not None:
            close = line.tokens(quote.start, quote.end)[1]
            if close >= view.stop - 1:
                return max(close, at + 1)
            at = max(close, at)
    if not clause:
        end = _object_end(line, at, end)
    for hit in view.hits:
        if at < hit.first < end and (not hit.cue.weak or line.low(hit.first).endswith("ing")):
            cut = _cut(view, hit, at)
            if cut:
                return cut
    while end > at + 1 and line.has(end - 1, PUNCT) and not line.has(end - 1, QUOTE) and line.lows[end - 1] not in (")", "%", "]"):
        end -= 1
    if end < len(line) and line.has(end, PUNCT) and end + 1 < len(line) and line.has(end + 1, QUOTE) and view.scene.quote_at(line.starts[end]):
        return end + 2
    return end


def _object_end(line: Line, at: int, end: int) -> int:
    for k in range(at + 1, end):
        if line.lows[k] in (",", ";", ":", "—", "–", "(") or (line.has(k, BREAK) and line.lows[k] not in ("that", "and", "or", "including", "how", "what", "where", "whether", "than")):
            return k
    return end


def _cut(view: View, hit: Hit, at: int) -> int:
    """The place before a later cue at which this content ends; 0 where that cue belongs to the content."""
    line = view.line
    k = hit.first - 1
    if view.scene.quote_at(line.starts[hit.first]):
        return 0
    if hit.cue.manner == "verb" and line.low(hit.first).endswith("ing") and line.low(k) == ",":
        return k
    if hit.cue.manner != "verb":
        return 0
    finite = line.has(hit.first, PLAIN) or line.low(hit.first).endswith("ed")
    while k > at and line.has(k, ADV) and not line.has(k, PRON):
        k -= 1
    if finite and line.has(k, CONJ):
        return k - 1 if line.low(k - 1) == "," else k
    if finite and line.low(k) == "," and line.has(hit.first, PLAIN):
        return k
    while k > at and line.has(k, AUX | ADV) and not line.has(k, PRON):
        k -= 1
    found = nouns.left(line, k, at) if k > at else None
    return _cut_before(view, hit, found[0] - 1, at) if found else 0


def _cut_before(view: View, hit: Hit, before: int, at: int) -> int:
    """The same for a later cue whose source begins behind `before`."""
    line = view.line
    if before <= at:
        return 0
    word = line.low(before)
    if word in ("and", "but", "while", "although", "though") and line.low(before - 1) == ",":
        return before - 1
    if word in (";", "but", "while", "although") or (word == "and" and line.has(hit.first, PLAIN)):
        return before
    if word == "," and line.has(hit.first, PLAIN) and line.low(hit.stop) != "," and hit.stop < view.stop:
        return before
    return 0


# --- prepositions and nouns


def _preposition(view: View, hit: Hit) -> Frame | None:
    line = view.line
    span = nouns.right(line, hit.stop, view.stop)
    if span is None:
        return None
    close = span[1]
    while close < view.stop and line.lows[close] != ",":
        close += 1
    if hit.first <= view.floor + 2:
        if close + 1 >= view.stop:
            return None
        pieces = [(close + 1, _boundary(view, close + 1, True))]
    else:
        stop = hit.first - 1 if line.low(hit.first - 1) == "," else hit.first
        if stop <= view.floor:
            return None
        pieces = [(view.floor, stop)]
        if close + 1 < view.stop and line.low(hit.first - 1) == "," and not any(nouns.verblike(line, k) for k in range(view.floor, stop)):
            pieces.append((close + 1, view.stop))
    return _frame(view, hit, Source(span, "preposition"), pieces)


def _chain(view: View, hit: Hit, previous: Range | None) -> Frame | None:
    """', citing a source': the content is the deeper mouth, the source the one that cites it."""
    span = nouns.right(view.line, hit.stop, view.stop)
    source = previous or nouns.subject(view.line, view.floor, hit.first)
    if span is None:
        return None
    return _frame(view, hit, Source(source, "chain"), [(span[0], max(span[1], _boundary(view, span[0], False)))])


def _noun(view: View, hit: Hit) -> Frame | None:
    """'his claim that', 'a statement by the ministry that', 'fears that'."""
    line = view.line
    that = _that(view, hit.stop)
    if that is None:
        return None
    span = _owner(view, hit, that)
    end = _boundary(view, that, True)
    return _frame(view, hit, Source(span, "noun"), [(that, end)]) if end > that else None


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

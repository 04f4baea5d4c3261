"""Attribution in Turkish and Kazakh: the speaker first, the cue last, what is said between them."""

import msgspec

from dragoman.claims import nouns
from dragoman.claims.lexicon import ADV, ANONYMOUS, CAP, COLLECTIVE, CONJ, DATE, DET, OUTLET, PEOPLE, PRON, PUNCT, QUOTE
from dragoman.claims.lines import Line
from dragoman.claims.scene import Frame, Hit, Range, Scene
from dragoman.claims.view import DASHES, Source, View, frame

_PLURAL = ("ler", "lar", "лер", "лар", "дер", "дар", "тер", "тар")
_LONGEST_NAME = 14
_LONGEST_LOWER = 3


class _Step(msgspec.Struct):
    """How far the line is read: where the next content may begin, and who is speaking."""

    begin: int
    speaker: Range | None = None
    attributed: bool = False


def frames(scene: Scene, row: int) -> list[Frame]:
    """The frames of one line, from left to right."""
    line, hits = scene.lines[row], scene.hits[row]
    stop = len(line)
    while stop > 0 and line.lows[stop - 1] in (".", "!", "?", "…", "..."):
        stop -= 1
    found: list[Frame] = []
    step = _Step(0)
    for number, hit in enumerate(hits):
        quote = scene.quote_at(line.starts[hit.first])
        if quote is not None and scene.long(quote):
            continue
        view = View(scene, line, hits[number + 1 :], hits[:number], step.begin, stop)
        one = _one(view, hit, step)
        if one is not None:
            reach = max((piece[1] for earlier in found for piece in earlier.pieces), default=0)
            found.append(msgspec.structs.replace(one, nested=one.cue[0] < reach))
    return found


def _one(view: View, hit: Hit, step: _Step) -> Frame | None:
    if hit.cue.manner in ("postposition", "preposition"):
        return _postposition(view, hit, step)
    if hit.cue.manner != "verb":
        return None
    kind = _kind(view, hit)
    if kind == "passive" and step.attributed and hit.stop >= view.stop:
        return None
    if kind == "participle":
        return _participle(view, hit, step)
    if kind:
        return _verb(view, hit, step, kind)
    return None


def _kind(view: View, hit: Hit) -> str:
    """finite, passive, converb, participle, or '' where the word is no verb."""
    patterns, low = view.lexicon.patterns, view.line.lows[hit.stop - 1]
    if low in patterns.not_verbs or low.endswith(patterns.noun_endings):
        return ""
    if low.endswith(patterns.participle_endings):
        return "participle"
    last = hit.stop >= view.stop or view.line.has(hit.stop, PUNCT | CONJ | ADV)
    if low.endswith(patterns.passive_endings) and last:
        return "passive"
    if low.endswith(patterns.verb_endings) and (last or nouns.nounlike(view.line, hit.stop)):
        return "finite"
    if low == "деп" and view.hits and not view.line.has(hit.first - 1, QUOTE | PUNCT):
        return ""
    return "converb" if low.endswith(patterns.converb_endings) and not _auxiliary_follows(view, hit) else ""


def _auxiliary_follows(view: View, hit: Hit) -> bool:
    """'деп мәлімдеді': another cue ends what this one begins."""
    return any(other.first - hit.stop < 3 and other.cue.manner == "verb" for other in view.hits)


# --- verbs


def _verb(view: View, hit: Hit, step: _Step, kind: str) -> Frame | None:
    line = view.line
    behind = _name_right(view, hit.stop) if kind == "finite" else None
    first, speaker = _across(view) or _opening(view, hit.first)
    if behind is not None:
        first, speaker = view.floor, behind
    while first < hit.first and line.has(first, ADV) and not line.has(first, CAP | QUOTE):
        first += 1
    stop = _stripped(view, hit.first, first)
    colon = _after_colon(view, hit)
    pieces = [colon] if colon else [(first, stop)] if stop > first else []
    if not pieces:
        return None
    known = speaker or (step.speaker if view.floor > 0 else None)
    if known is None and kind == "passive" and not _said(view, pieces[0]):
        return None
    step.begin = behind[1] if behind else hit.stop
    while line.has(step.begin, PUNCT | CONJ) and not line.has(step.begin, QUOTE):
        step.begin += 1
    step.speaker = known
    return frame(view, hit, Source(known, "inverted" if behind else "svo"), [_unquoted_edges(view, piece) for piece in pieces])


def _said(view: View, piece: Range) -> bool:
    return view.quote_at(piece[0]) is not None or view.quote_at(piece[1] - 1) is not None


def _unquoted_edges(view: View, piece: Range) -> Range:
    first, stop = piece
    while stop - 1 > first and view.mark(stop - 1, (",", *DASHES)):
        stop -= 1
    while first < stop - 1 and view.mark(first, (",", *DASHES)):
        first += 1
    return first, stop


def _after_colon(view: View, hit: Hit) -> Range | None:
    """'Akar şöyle dedi: “A”'."""
    line, at = view.line, hit.stop
    if line.low(at) == ":" and at + 1 < len(line):
        return at + 1, max(view.stop, at + 2)
    return None


def _stripped(view: View, stop: int, first: int) -> int:
    line, words = view.line, view.lexicon.patterns.stripped
    while stop > first and (line.lows[stop - 1] in words or line.has(stop - 1, ADV)) and not line.has(stop - 1, QUOTE):
        stop -= 1
    return stop


def _opening(view: View, end: int) -> tuple[int, Range | None]:
    """Where the content before a verb begins, and the speaker named before it."""
    line = view.line
    quote = next((k for k in range(view.floor, end) if line.has(k, QUOTE) and (q := view.quote_at(k)) is not None and view.scene.long(q)), end)
    for at in range(view.floor + 1, min(end, view.floor + 2 * _LONGEST_NAME)):
        if line.lows[at] == "," and at < quote:
            name = name_left(line, at - 1, view.floor)
            if name is not None:
                return at + 1, name
    name = name_from(line, view.floor, min(end, quote), view.scene.person_ends)
    if name is not None:
        return max(name[1], view.floor), name
    if quote < end:
        near = name_left(line, quote - 1, view.floor) or name_left(line, quote - 2, view.floor)
        return quote, near
    return view.floor, None


def _across(view: View) -> tuple[int, Range | None] | None:
    """Where the sentence begins inside a quotation that an earlier one opened: nobody in it is the speaker."""
    quote = view.quote_at(view.floor)
    if quote is None or not view.scene.long(quote) or quote.start >= view.line.starts[view.floor]:
        return None
    return view.floor, None


def _participle(view: View, hit: Hit, step: _Step) -> Frame | None:
    """'“A” diyen Akar', 'A olduğunu söyleyen Akar': the speaker stands behind the cue."""
    speaker = _name_right(view, hit.stop)
    first = view.floor
    stop = _stripped(view, hit.first, first)
    if speaker is None or stop <= first:
        return None
    line = view.line
    step.begin = speaker[1]
    while line.has(step.begin, PUNCT) and not line.has(step.begin, QUOTE):
        step.begin += 1
    step.speaker = speaker
    return frame(view, hit, Source(speaker, "inverted"), [_unquoted_edges(view, (first, stop))])


# --- postpositions


def _postposition(view: View, hit: Hit, step: _Step) -> Frame | None:
    """'X’in açıklamasına göre A', 'A, X-тің айтуынша, A'."""
    line = view.line
    speaker = name_left(line, hit.first - 1, view.floor, oblique=True)
    if speaker is None:
        return None
    begin = hit.stop
    while begin < view.stop and line.has(begin, PUNCT) and not line.has(begin, QUOTE):
        begin += 1
    pieces = [(begin, _end(view, begin))] if begin < view.stop else []
    before = speaker[0]
    while before > view.floor and view.mark(before - 1, (",", *DASHES)):
        before -= 1
    if before > view.floor and before < speaker[0]:
        pieces.insert(0, (view.floor, before))
    if not pieces:
        return None
    step.speaker, step.begin, step.attributed = speaker, begin, True
    return frame(view, hit, Source(speaker, "preposition"), pieces)


def _end(view: View, begin: int) -> int:
    """The end of the sentence without the passive cue that closes it: 'denildi', 'делінген'."""
    stop = view.stop
    for hit in view.hits:
        if hit.stop >= view.stop and hit.first > begin and hit.cue.manner == "verb" and _kind(view, hit) == "passive":
            stop = _stripped(view, hit.first, begin)
    return max(stop, begin + 1)


# --- names


def name_left(line: Line, last: int, floor: int, oblique: bool = False) -> Range | None:
    """The name or body whose last token is `last`: capitals, words for people, and what stands between them."""
    while last >= floor and line.has(last, ADV) and not line.has(last, PUNCT | CAP):
        last -= 1
    if last < floor or not _nameable(line, last, oblique):
        return None
    at, lower = last, 0
    while at > floor and last - at < _LONGEST_NAME:
        before = at - 1
        if _part(line, before):
            lower = 0
        elif line.lexicon.patterns.lower_titles and line.has(at, PEOPLE) and _plain(line, before) and lower < _LONGEST_LOWER:
            lower += 1
        else:
            break
        at -= 1
    while at < last and line.has(at, CONJ):
        at += 1
    return at, last + 1


def _nameable(line: Line, at: int, oblique: bool) -> bool:
    """Whether a phrase may end here: a capital without case ending, a pronoun, a word for people."""
    if line.has(at, PUNCT | DATE) or line.flags[at] & DET and not line.flags[at] & (PRON | CAP):
        return False
    if line.has(at, QUOTE):
        return False
    if line.has(at, PRON | PEOPLE | COLLECTIVE | ANONYMOUS | OUTLET):
        return True
    return line.has(at, CAP) and (oblique or "'" not in line.lows[at])


def _part(line: Line, at: int) -> bool:
    if line.has(at, PUNCT | DATE) or (line.has(at, ADV) and not line.has(at, CAP)):
        return False
    if line.has(at, CONJ):
        return line.has(at - 1, CAP | PEOPLE) and line.has(at + 1, CAP | PEOPLE)
    if line.has(at, CAP) and "'" in line.lows[at]:
        return line.lows[at].endswith(tuple(end.replace("’", "'") for end in line.lexicon.patterns.genitive_endings))
    return line.has(at, CAP | PEOPLE | DET | COLLECTIVE | ANONYMOUS | OUTLET)


def _plain(line: Line, at: int) -> bool:
    return not line.flags[at] & (PUNCT | DATE | ADV | CONJ | PRON)


def name_from(line: Line, first: int, stop: int, person_ends: frozenset[int] = frozenset()) -> Range | None:
    """The name that a clause begins with, where no comma closes it: 'Tokayev Putin’i aradığını söyledi'."""
    at = first
    while at < stop and line.has(at, ADV | DATE | CONJ) and not line.has(at, PRON):
        at += 1
    begin, last = at, -1
    while at < stop and at - begin < _LONGEST_NAME:
        if line.has(at, PRON) and at == begin:
            return at, at + 1
        if not _part(line, at) and not (last < 0 and line.lexicon.patterns.lower_titles and _title_ahead(line, at, stop)):
            break
        if _nameable(line, at, False) and not _bare_genitive(line, at):
            last = at
            if line.ends[at] in person_ends or (line.has(at, PEOPLE) and line.lows[at].endswith(_PLURAL)):
                break
        at += 1
    return (begin, last + 1) if last >= begin else None


def _bare_genitive(line: Line, at: int) -> bool:
    return line.lexicon.patterns.lower_titles and line.lows[at].endswith(line.lexicon.patterns.genitive_endings)


def _title_ahead(line: Line, at: int, stop: int) -> bool:
    return _plain(line, at) and any(line.has(k, PEOPLE) for k in range(at, min(stop, at + _LONGEST_LOWER)))


def _name_right(view: View, first: int) -> Range | None:
    line, at = view.line, first
    last = -1
    while at < view.stop and at - first < _LONGEST_NAME and _part(line, at):
        if _nameable(line, at, False):
            last = at
        at += 1
    return (first, last + 1) if last >= first else None

"""Attribution in Turkish and Kazakh: the speaker first, the cue last, what is said between them."""

import msgspec

from dragoman.claims import nouns
from dragoman.claims.lexicon import ADV, CAP, CONJ, DATE, PUNCT, QUOTE
from dragoman.claims.names import LONGEST_NAME, name_from, name_left, name_right, phrase
from dragoman.claims.scene import Frame, Hit, Range, Scene
from dragoman.claims.view import DASHES, Source, View, frame

# 'Akar ise ...', 'Тоқаев та ...': they stand between the speaker and what is said.
_PARTICLES = frozenset(["ise", "da", "de", "та", "те", "да", "де", "болса"])


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
        if one is not None and one.source is None:
            one = msgspec.structs.replace(one, source=_opener(scene, one))
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
    if low == "деп" and not (view.line.has(hit.first - 1, QUOTE) and _long(view, hit.first - 1)) and not _ends(view, hit):
        # '«Түркі мемлекеттері ұйымы» деп өзгерту': a name that something is called by.
        return ""
    return "converb" if low.endswith(patterns.converb_endings) and not _auxiliary_follows(view, hit) else ""


def _ends(view: View, hit: Hit) -> bool:
    """Whether a quotation stands before and nothing but the speaker behind: '«A», — деп Тоқаев'."""
    mark = view.line.has(hit.first - 1, QUOTE) or (view.line.has(hit.first - 1, PUNCT) and view.line.has(hit.first - 2, QUOTE | PUNCT))
    return mark and (hit.stop >= view.stop or view.line.has(hit.stop, CAP | PUNCT))


def _auxiliary_follows(view: View, hit: Hit) -> bool:
    """'деп мәлімдеді': another cue ends what this one begins."""
    return any(other.first - hit.stop < 3 and other.cue.manner == "verb" for other in view.hits)


# --- verbs


def _verb(view: View, hit: Hit, step: _Step, kind: str) -> Frame | None:
    line = view.line
    behind = name_right(line, hit.stop, view.stop) if kind == "finite" else None
    first, speaker = _across(view) or _opening(view, hit.first)
    if behind is not None:
        first, speaker = view.floor, behind
    while first < hit.first and line.lows[first] in _PARTICLES:
        first += 1
    stop = _stripped(view, hit.first, first)
    colon = _after_colon(view, hit)
    pieces = [colon] if colon else [(first, stop)] if stop > first else []
    if not pieces or (not colon and speaker is not None and _a_name(view, *pieces[0])):
        return None
    known = speaker or (step.speaker if view.floor > 0 else None)
    if known is None and kind == "passive" and not _said(view, pieces[0]):
        return None
    step.begin = behind[1] if behind else hit.stop
    while line.has(step.begin, PUNCT | CONJ) and not line.has(step.begin, QUOTE):
        step.begin += 1
    step.speaker = known
    return frame(view, hit, Source(known, "inverted" if behind else "svo"), [_unquoted_edges(view, piece) for piece in pieces])


def _a_name(view: View, first: int, stop: int) -> bool:
    """Whether what stands between speaker and cue is only more of his name: 'Ұйымның төрағасы, Нұрсұлтан Назарбаев та сөз сөйледі'."""
    line = view.line
    while stop > first and line.lows[stop - 1] in _PARTICLES:
        stop -= 1
    named = name_from(line, first, stop, view.scene.person_ends)
    return stop - first > 1 and named is not None and named == (first, stop) and line.ends[stop - 1] in view.scene.person_ends


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
    quote = next((k for k in range(view.floor, end) if line.has(k, QUOTE) and _long(view, k)), end)
    for at in range(view.floor + 1, min(end, view.floor + 2 * LONGEST_NAME)):
        if line.lows[at] == "," and at < quote:
            name = phrase(line, view.floor, at) or name_left(line, at - 1, view.floor)
            if name is not None:
                return at + 1, name
    name = name_from(line, view.floor, min(end, quote), view.scene.person_ends)
    if name is not None and line.has(name[1], CONJ) and any(low in line.lexicon.patterns.pairing for low in line.lows[name[1] : end]):
        # 'TUSAŞ ile devlet şirketi arasında imzalanan zaptı, ...': one of two, in a phrase that he is not the subject of.
        return view.floor, None
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


def _opener(scene: Scene, one: Frame) -> Range | None:
    """Who stands before a quotation that an earlier sentence opened: 'Kerem, “A. B” dedi'."""
    start = one.pieces[0][0]
    row = scene.row_at(start)
    if row is None or scene.lines[row].number >= one.line:
        return None
    line = scene.lines[row]
    at = line.tokens(start, start + 1)[0] - 1
    while at > 0 and line.lows[at] in (",", ":"):
        at -= 1
    span = name_left(line, at, 0) or name_from(line, 0, at + 1, scene.person_ends)
    return (line.starts[span[0]], line.ends[span[1] - 1]) if span else None


def _long(view: View, at: int) -> bool:
    quote = view.quote_at(at)
    return quote is not None and view.scene.long(quote)


def _participle(view: View, hit: Hit, step: _Step) -> Frame | None:
    """'“A” diyen Akar', 'A olduğunu söyleyen Akar': the speaker stands behind the cue."""
    line = view.line
    speaker = name_right(line, hit.stop, view.stop)
    first = view.floor
    stop = _stripped(view, hit.first, first)
    if speaker is None or stop <= first:
        return None
    endings = view.lexicon.patterns.object_endings
    if endings and not line.has(stop - 1, QUOTE) and not line.low(stop - 1).endswith(endings):
        return None
    step.begin = speaker[1]
    while line.has(step.begin, PUNCT) and not line.has(step.begin, QUOTE):
        step.begin += 1
    step.speaker = speaker
    return frame(view, hit, Source(speaker, "inverted"), [_unquoted_edges(view, (first, stop))])


# --- postpositions


def _postposition(view: View, hit: Hit, step: _Step) -> Frame | None:
    """'X’in açıklamasına göre A', 'A, X-тің айтуынша, A'."""
    line = view.line
    last = hit.first - 1
    speaker = name_left(line, last, view.floor, oblique=True)
    while speaker is None and last > view.floor and (line.has(last, DATE) or line.lows[last] in line.lexicon.patterns.between):
        # 'TUSAŞ’ın bugünkü açıklamasına göre'.
        last -= 1
        speaker = name_left(line, last, view.floor, oblique=True)
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

"""Who speaks: the noun phrase that a cue verb belongs to."""

from dragoman.claims import nouns
from dragoman.claims.lexicon import (
    ADDRESSED,
    ADDRESSEE,
    ADV,
    ANONYMOUS,
    AUX,
    BREAK,
    CAP,
    COLLECTIVE,
    CONJ,
    DATE,
    DET,
    NUMBER,
    OBJECT,
    OUTLET,
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
from dragoman.claims.scene import Hit, Range
from dragoman.claims.view import DASHES, Source, View

_LONGEST_NAME = 4
_LONGEST_RELATIVE = 9


def speaker(view: View, hit: Hit, previous: Range | None, participle: bool) -> Source | None:
    """The speaker of a cue verb; `previous` is who spoke before in the sentence. None where the verb has nobody to belong to."""
    line, floor = view.line, view.floor
    at, finite = _left_edge(view, hit)
    if at >= floor and line.lows[at] == "to" and line.lexicon.language == "en":
        return _governed(view, at)
    if at >= floor and line.has(at, REL):
        return Source((at, at + 1), "svo")
    titled = _quoted_name(view, at)
    if titled is not None:
        return Source(titled, "svo")
    if participle and not finite:
        return _of_participle(view, hit, at, previous)
    if line.lexicon.patterns.order == "free":
        free = _free(view, hit, at)
        if free is not None:
            return free
    if at >= floor and (nouns.nounlike(line, at) or line.low(at) == ")"):
        return Source(_located(view, _before_relative(view, nouns.left(line, at, floor))), "svo")
    if at < floor or line.has(at, PUNCT):
        return _beyond_mark(view, hit, at, previous)
    if line.has(at, CONJ | BREAK):
        return Source(previous or nouns.subject(line, floor, hit.first), "shared")
    return None


def _located(view: View, span: Range | None) -> Range | None:
    """'В министерстве энергетики | рост цен объяснили': behind a place only genitives and names belong to it."""
    line = view.line
    endings = line.lexicon.patterns.genitive_endings
    if span is None or not endings or span[0] <= view.floor or not line.has(span[0] - 1, PREP):
        return span
    stop = span[0] + 1
    while stop < span[1] and (line.has(stop, CAP) or line.lows[stop].endswith(endings)):
        stop += 1
    # Only where the place is somebody and the rest is nobody: 'В Москве генерал сообщил' has its general.
    cut = stop < span[1] and may_speak(line, (span[0], stop)) and not may_speak(line, (stop, span[1]))
    return (span[0], stop) if cut else span


def _quoted_name(view: View, at: int) -> Range | None:
    """'Газета «Коммерсантъ» сообщила': a name in quotation marks before the cue, with the word before it."""
    line, quote = view.line, view.quote_at(at)
    if quote is None or not line.has(at, QUOTE) or view.scene.long(quote) or not _names(view.scene.text[quote.inner : quote.outer]):
        return None
    first = line.tokens(quote.start, quote.end)[0]
    if first - 1 >= view.floor and nouns.nounlike(line, first - 1):
        found = nouns.left(line, first - 1, view.floor)
        return (found[0], at + 1) if found else None
    return (first, at + 1) if first == view.floor or line.has(first - 1, ADV | CONJ | BREAK) else None


def _names(words: str) -> bool:
    """Whether words in quotation marks may be a name: a capital first, no stop or comma last."""
    bare = words.strip()
    return bare[:1].isupper() and bare[-1] not in ".,!?;"


def with_name(view: View, span: Range | None) -> Range | None:
    """A phrase with the name in quotation marks behind it: 'телеграм-канал «Туранарь»'; or with the name behind a comma."""
    if span is None or not view.line.has(span[1], QUOTE):
        return _with_apposition(view, span) if span else None
    quote = view.quote_at(span[1])
    if quote is None or view.scene.long(quote) or quote.start != view.line.starts[span[1]]:
        return span
    if not _names(view.scene.text[quote.inner : quote.outer]):
        return span
    return span[0], view.line.tokens(quote.start, quote.end)[1]


def _with_apposition(view: View, span: Range) -> Range:
    """'said the minister, Hulusi Akar': the name behind the comma, where it closes the sentence or another comma follows."""
    line, first, stop = view.line, span[0], span[1]
    named = any(line.has(at, CAP) and line.has(at - 1, CAP) for at in range(first + 1, stop))
    if named or line.low(stop) != "," or not line.has(stop + 1, CAP):
        return span
    end = stop + 1
    while end < view.stop and line.has(end, CAP) and not line.has(end, PRON | DET):
        end += 1
    closed = end >= view.stop or view.mark(end, (",", ".", *DASHES))
    return (first, end) if closed and 1 < end - stop - 1 <= _LONGEST_NAME else span


def _before_relative(view: View, span: Range | None) -> Range | None:
    """'One of the men who sent the letter said': who sent it, not the letter."""
    line = view.line
    if span is None:
        return None
    for at in range(span[0] - 1, max(view.floor, span[0] - _LONGEST_RELATIVE), -1):
        if line.has(at, REL):
            verb = any(nouns.verblike(line, k) for k in range(at + 1, span[0]))
            return (nouns.left(line, at - 1, view.floor) if verb else None) or span
        if line.has(at, PUNCT | CONJ):
            break
    return span


def _left_edge(view: View, hit: Hit) -> tuple[int, bool]:
    """The token left of the cue behind auxiliaries and adverbs, and whether an auxiliary stood there."""
    line, at, finite = view.line, hit.first - 1, False
    passed = AUX | ADV | OBJECT if view.lexicon.patterns.order == "free" else AUX | ADV
    while at >= view.floor and line.has(at, passed) and not line.has(at, PRON | PEOPLE | PUNCT) and not nouns.article(line, at):
        finite = finite or line.has(at, AUX)
        at -= 1
    return _before_day(view, at), finite


def _before_day(view: View, at: int) -> int:
    """'A survey in March found', 'a poll last week showed': the token before the day."""
    line, day = view.line, at
    while day >= view.floor and line.has(day, DATE | NUMBER) and not line.has(day, PEOPLE):
        day -= 1
    if day == at or day < view.floor:
        return at
    if line.low(day) in ("in", "on", "since", "from", "of"):
        day -= 1
    return day if day >= view.floor and nouns.nounlike(line, day) and not line.has(day + 1, PUNCT) else at


def _of_participle(view: View, hit: Hit, at: int, previous: Range | None) -> Source:
    line = view.line
    near = nouns.left(line, at, view.floor) if at >= view.floor and not line.has(at, PUNCT | CONJ | PREP) else None
    if near is not None and line.has(near[1] - 1, SETTING) and nouns.subject(line, view.floor, near[0]):
        # 'issued a statement saying': who issued it.
        near = None
    return Source(near or previous or nouns.subject(line, view.floor, hit.first) or _following(view, hit), "participle")


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
    if nouns.nounlike(line, at) and not nouns.verblike(line, at):
        # 'held a briefing to say': who held it.
        found = nouns.subject(line, view.floor, to)
        return Source(found, "governed") if found else None
    while at >= view.floor and to - at < 5 and (at == to - 1 or _verbal(line, at)):
        at -= 1
    found = nouns.left(line, at, view.floor) if at >= view.floor else None
    return Source(found, "governed") if found else None


def _verbal(line: Line, at: int) -> bool:
    return line.has(at, AUX | ADV | VERB) or nouns.verblike(line, at) or not nouns.nounlike(line, at)


def _free(view: View, hit: Hit, at: int) -> Source | None:
    """Where word order is free: the phrase behind the cue, when that before it is no subject or is not there."""
    line = view.line
    after = behind(view, hit.stop) or _announced(view, hit, at)
    before = _over_settings(view, at)
    if before is not None and may_speak(line, before):
        return Source(before, "svo")
    if after:
        return Source(after, "inverted")
    return Source(before, "svo") if before else None


def _announced(view: View, hit: Hit, at: int) -> Range | None:
    """'A, précisent ses avocats.': behind a clause, a comma and the verb anybody may speak, if the sentence or a setting follows."""
    line = view.line
    if hit.cue.weak or at <= view.floor or not (view.mark(at, (",", *DASHES)) or line.has(at, QUOTE)):
        return None
    if not any(nouns.verblike(line, k) for k in range(view.floor, at)) and not line.has(at, QUOTE) and not line.has(at - 1, QUOTE):
        return None
    found = nouns.right(line, hit.stop, view.stop)
    if found is None or not (line.has(found[0], DET) or found[1] >= view.stop):
        return None
    return found if found[1] >= view.stop or line.has(found[1], PUNCT | PREP | DATE | REL) else None


def _over_settings(view: View, at: int) -> Range | None:
    """The phrase before a verb; a phrase behind a preposition is a setting, and what stands before it is looked at."""
    line = view.line
    for _ in range(3):
        if at < view.floor or not nouns.nounlike(line, at):
            return None
        found = nouns.left(line, at, view.floor)
        cited = next((hit for hit in view.earlier if hit.cue.manner == "chain" and found and hit.first <= found[0] < hit.stop), None)
        if cited is not None:
            at = view.back_over_adverbs(cited.first - 1)
            continue
        if found is None or found[0] <= view.floor or not line.has(found[0] - 1, PREP):
            return found
        at = view.back_over_adverbs(found[0] - 2)
    return None


def behind(view: View, begin: int) -> Range | None:
    """The subject behind a verb, over an addressee, an adverb, a day, a setting ('в интервью газете')."""
    line, at = view.line, begin
    while at < view.stop and line.has(at, ADV | OBJECT | ADDRESSEE | DATE):
        at += 1
    named = next((k for k in range(at + 1, min(at + 5, view.stop)) if line.has(k, SETTING | DATE)), 0) if line.has(at, PREP) else 0
    if named:
        at = named + 1
        while at < view.stop and line.has(at, SETTING | ADDRESSEE | DATE):
            at += 1
        if line.has(at, QUOTE):
            quote = view.quote_at(at)
            at = line.tokens(quote.start, quote.end)[1] if quote else at
    found = with_name(view, nouns.right(line, at, view.stop))
    if found is None or not may_speak(line, found):
        return None
    closed = found[1] >= view.stop or line.has(found[1], PUNCT | PREP | CONJ | ADV | DATE | REL)
    return found if closed else None


def _beyond_mark(view: View, hit: Hit, at: int, previous: Range | None) -> Source | None:
    """The cue stands after a comma, a dash, a closing quotation mark or at the beginning."""
    line = view.line
    after_quote = at >= 0 and (line.has(at, QUOTE) or line.has(at - 1, QUOTE))
    after = with_name(view, nouns.right(line, hit.stop, view.stop))
    if after and (at >= 0 or view.floor == 0) and _inverts(view, hit, after, at, after_quote):
        return Source(after, "inverted")
    if at < 0 or line.low(at) not in (",", ")", *DASHES):
        return None
    joined = line.low(hit.first - 1) in ("yet", "then") and hit.first - 1 > at
    found = None if joined else nouns.over_insertion(line, at, _after_quotation(view, at))
    if found:
        return Source(found, "svo")
    shared = previous or (nouns.subject(line, view.floor, at) if not line.has(hit.first, CAP) else None)
    return Source(shared, "shared") if shared and not after_quote else None


def _after_quotation(view: View, at: int) -> int:
    """The token behind the last quotation (not a mere name in marks) before a place."""
    for k in range(at - 1, view.floor - 1, -1):
        if view.line.has(k, QUOTE):
            quote = view.quote_at(k)
            if quote is not None and view.scene.long(quote):
                return k + 1
    return view.floor


def _inverts(view: View, hit: Hit, after: Range, at: int, after_quote: bool) -> bool:
    line, end = view.line, after[1]
    closed = end >= view.stop or line.has(end, PUNCT | REL | PREP | DATE | BREAK | CONJ | ADV)
    if not closed:
        return False
    if after_quote:
        return True
    if view.mark(end, (",",)) and line.has(hit.first, PLAIN) and not line.has(hit.first, ADDRESSED) and view.mark(at, (",",)):
        return may_speak(line, after)
    clause = any(nouns.verblike(line, k) for k in range(view.floor, max(at, view.floor)))
    told = line.lows[hit.first] in ("told", "tells", "tell")
    return clause and not told and may_speak(line, after) and (end >= view.stop or line.has(end, PUNCT))


def may_speak(line: Line, span: Range) -> bool:
    """Whether a noun phrase may be somebody: it has a capital, a pronoun, or a word for people."""
    return any(line.flags[at] & (CAP | PEOPLE | PRON | REL | COLLECTIVE | ANONYMOUS | OUTLET) for at in range(*span))

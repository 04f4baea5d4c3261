"""What is said: the pieces of text that a cue verb lays in a speaker's mouth."""

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
    NEGATION,
    NUMBER,
    OBJECT,
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
from dragoman.claims.view import DASHES, LONGEST_ADJUNCT, Source, View

_PLACES = frozenset(["in", "at", "on", "during", "from", "after", "before", "since", "to", "with", "by"])
_SETTINGS = frozenset(["in", "at", "on", "during", "via", "through", "dans", "lors", "à", "sur"])
_LONGEST_AS = 5
_LONGEST_LIST = 14
_JOINING = frozenset(["that", "and", "or", "including", "how", "what", "where", "whether", "than"])


def contents(view: View, hit: Hit, source: Source) -> list[Range]:
    """The pieces (token ranges) of what is said; empty where nothing is."""
    line = view.line
    inverted = source.shape == "inverted" and source.span is not None
    begin = source.span[1] if inverted and source.span else hit.stop
    edge = hit.first if inverted or not source.span else min(source.span[0], hit.first)
    closed = line.low(begin) in (",", *DASHES) or begin >= view.stop
    before = None if source.shape in ("participle", "shared") else _before(view, edge, closed)
    if source.shape == "governed" and before and not line.has(before[1] - 1, QUOTE):
        before = None
    at = view.back_over_adverbs(edge - 1)
    if line.has(view.floor, AS) and 0 < edge - view.floor <= _LONGEST_AS and line.lexicon.patterns.order == "free":
        at = view.floor
    if source.shape in ("svo", "inverted") and line.has(at, AS) and at >= view.floor:
        return as_clause(view, at, begin)
    if before and line.has(before[1] - 1, QUOTE):
        return _with_rest(view, before, begin)
    after = _after(view, hit, begin)
    if after and before and line.has(after[0], COMP) and line.low(after[0] - 1) == ",":
        return [after]
    if before and (closed or after is None or inverted):
        return _with_rest(view, before, begin)
    return [after] if after else []


def _with_rest(view: View, before: Range, begin: int) -> list[Range]:
    resumed = _resumed(view, before, begin)
    return [before, resumed] if resumed else [before]


def _before(view: View, edge: int, closed: bool) -> Range | None:
    """What stands before the speaker and the cue, closed by a comma, a dash or a quotation mark."""
    line, at = view.line, edge - 1
    while at >= view.floor and line.has(at, ADV | AUX) and not line.has(at, PUNCT):
        at -= 1
    marks = at
    while at >= view.floor and line.lows[at] in (",", *DASHES):
        at -= 1
    commas = marks > at
    if at < view.floor or not (commas or line.has(at, QUOTE) or line.lows[at] in ("?", "!", "…", "...")):
        return None
    stop = at + 1
    if line.has(at, QUOTE) and view.quote_at(at) is not None:
        return _quoted_before(view, stop), stop
    if stop <= view.floor or (closed and commas):
        return (view.floor, stop) if stop > view.floor else None
    if stop - view.floor >= 4 or any(nouns.verblike(line, k) for k in range(view.floor, stop)):
        return view.floor, stop
    return None


def _quoted_before(view: View, stop: int) -> int:
    """Where a statement begins that ends with a quotation: at the quotation where another cue stands before it."""
    quote = view.quote_at(stop - 1)
    if quote is None:
        return view.floor
    first = max(view.floor, view.line.tokens(quote.start, quote.end)[0])
    return first if any(view.floor <= hit.first < first and not hit.cue.weak for hit in view.earlier) else view.floor


def _resumed(view: View, before: Range, begin: int) -> Range | None:
    """The rest of a statement that the speaker and the cue interrupt: '“A,” he said, “B.”'"""
    line, at = view.line, begin
    following = [hit.first for hit in view.hits if hit.first > begin and not hit.cue.weak]
    limit = min([view.stop, begin + LONGEST_ADJUNCT, *following])
    while at < limit and not line.has(at, QUOTE) and not (line.has(at, PUNCT) and line.lows[at] not in (",", *DASHES)):
        at += 1
    quote = view.quote_at(at) if at < limit and line.has(at, QUOTE) else None
    if quote is not None and view.scene.long(quote):
        return at, view.stop + (view.stop < len(line) and line.has(view.stop, QUOTE))
    clause = any(nouns.verblike(line, k) for k in range(*before)) and line.lexicon.language == "en"
    if not clause and line.low(begin) in (",", *DASHES) and begin + 1 < view.stop and not line.has(before[1] - 1, QUOTE):
        first = begin + 1
        while first < view.stop and line.lows[first] in (",", *DASHES):
            first += 1
        return (first, boundary(view, first, True)) if first < view.stop else None
    return None


def as_clause(view: View, at: int, begin: int) -> list[Range]:
    """'As Smith said, A' and 'A, as Smith said'; `at` is the 'as', `begin` the token behind the clause's core."""
    line = view.line
    limit = min(view.stop, begin + LONGEST_ADJUNCT)
    while begin < limit and line.low(begin) != "," and not nouns.verblike(line, begin):
        begin += 1
    if at <= view.floor + 1:
        if line.low(begin) == "," and begin + 1 < view.stop:
            return [(begin + 1, boundary(view, begin + 1, True))]
        return []
    if line.low(at - 1) == ",":
        rest = [(begin + 1, view.stop)] if line.low(begin) == "," and begin + 1 < view.stop else []
        return [(view.floor, at - 1), *rest]
    return []


def _after(view: View, hit: Hit, begin: int) -> Range | None:
    """What stands behind the cue: a clause, a quotation, an object."""
    line, stop = view.line, view.stop
    at = _marker(view, begin)
    if at is None:
        if line.lexicon.patterns.order == "free":
            return _object(view, begin)
        at = _past_adjuncts(view, hit, begin)
    if at >= stop:
        return None
    if line.low(at) == ":" and any(hit.first == at + 1 and hit.cue.manner == "chain" for hit in view.hits):
        # 'Reported the opposite: citing officials, it said that': what stands before the colon.
        return (begin, at) if at > begin else None
    if line.low(at) in (":", *DASHES):
        return (at + 1, boundary(view, at + 1, True)) if at + 1 < stop else None
    if line.has(at, PUNCT) and not line.has(at, QUOTE):
        return None
    clause = line.has(at, COMP | QUOTE) or any(nouns.verblike(line, k) for k in range(at, stop))
    if not clause and not hit.cue.weak and line.low(at) in _PLACES and not _infinitive(line, at):
        return None
    end = boundary(view, at, line.has(at, COMP | QUOTE) or (not hit.cue.weak and _is_clause(line, at, stop)))
    return (at, end) if end > at else None


def _infinitive(line: Line, at: int) -> bool:
    """'promised to release', not 'wrote to Lynch'."""
    return line.low(at) == "to" and not line.has(at + 1, DET | CAP | PRON | OBJECT | ADDRESSEE | PEOPLE | NUMBER | PUNCT)


def _is_clause(line: Line, at: int, stop: int) -> bool:
    """Whether a verb comes before the first comma: 'said the plan was dead, and', not 'requested an internship, and'."""
    for k in range(at, stop):
        if nouns.verblike(line, k):
            return True
        if line.lows[k] in (",", ";"):
            return False
    return False


def _object(view: View, begin: int) -> Range | None:
    """Where no conjunction marks the content: 'заявил о готовности', 'подтвердил гибель военных'."""
    line, at = view.line, begin
    while at < view.stop and line.has(at, ADV | DATE | OBJECT | ADDRESSEE) and not line.has(at, NEGATION):
        at += 1
    if at >= view.stop or line.has(at, PUNCT | CONJ | BREAK):
        return None
    if line.has(at, PREP) and line.low(at) not in line.lexicon.patterns.about:
        return None
    end = boundary(view, at, False)
    return (at, end) if end > at else None


def _past_adjuncts(view: View, hit: Hit, begin: int) -> int:
    line, at = view.line, begin
    while at < view.stop and line.has(at, ADV | DATE | NUMBER) and not line.has(at, DET):
        if line.has(at, NUMBER) and not line.has(at - 1, DATE) and not line.has(at + 1, DATE):
            break
        at += 1
    if line.has(hit.stop - 1, ADDRESSED) and at < view.stop:
        at = _past_addressee(line, at, view.stop)
    return _past_setting(line, at, view.stop)


def _marker(view: View, begin: int) -> int | None:
    """The 'that', colon or opening quotation mark that the content begins with, behind an addressee, a day, a setting."""
    line = view.line
    english = line.lexicon.patterns.order == "svo"
    following = [hit.first for hit in view.hits if hit.first > begin and not hit.cue.weak and hit.cue.manner != "chain"]
    for at in range(begin, min([view.stop, begin + LONGEST_ADJUNCT, *following])):
        flags = line.flags[at]
        if flags & QUOTE:
            quote = view.quote_at(at)
            mine = quote is not None and quote.start == line.starts[at]
            introduced = at == begin or line.low(at - 1) in (",", ":", "that") or (quote is not None and view.scene.long(quote))
            if mine and introduced:
                return at
            if english or quote is None:
                return None
            continue
        if line.lows[at] == ":":
            return at
        if (
            flags & COMP
            and not _dates(line, at)
            and (at == begin or (line.lows[at] not in ("how", "why", "what") and not line.has(at, PRON)))
        ):
            return at
        if (english and nouns.verblike(line, at)) or (flags & PUNCT and line.lows[at] != ",") or flags & REL:
            return None
    return None


def _dates(line: Line, at: int) -> bool:
    """'On the same day that the state of emergency ended' introduces nothing that is said."""
    return line.low(at - 1) in line.lexicon.patterns.fixed_days and line.low(at - 2) in ("same", "the", "very")


def _past_addressee(line: Line, at: int, stop: int) -> int:
    if line.has(at, OBJECT | ADDRESSEE) or line.low(at) in ("her", "you", "it"):
        return at + 1
    if line.has(at, DET) or line.has(at, CAP):
        seen = at
        while seen < stop and line.has(seen, CAP | DET | ADDRESSEE | PEOPLE) and not line.has(seen, PRON):
            seen += 1
        return seen if seen < stop and not nouns.article(line, seen - 1) else at
    return at


def _past_setting(line: Line, at: int, stop: int) -> int:
    """Behind 'in a statement', 'at a news conference on Monday', when a clause still follows."""
    seen = at
    while seen < stop and line.has(seen, PREP) and line.low(seen) in _SETTINGS:
        end = seen + 1
        while end < stop and end - seen < 6 and not line.has(end, SETTING | DATE | PUNCT):
            end += 1
        if not line.has(end, SETTING | DATE):
            break
        seen = end + 1
        while seen < stop and line.has(seen, SETTING | DATE | NUMBER):
            seen += 1
    return seen if seen < stop and any(nouns.verblike(line, k) for k in range(seen, stop)) else at


def boundary(view: View, at: int, clause: bool) -> int:
    """Where the content that begins at `at` ends: the end of the sentence, or where somebody else begins to speak."""
    line, end = view.line, view.stop
    mark = at + 1 if line.has(at, COMP) and line.has(at + 1, QUOTE) else at
    if line.has(mark, QUOTE):
        quote = view.quote_at(mark)
        if quote is not None:
            close = line.tokens(quote.start, quote.end)[1]
            if close >= view.stop - 1 or (view.scene.long(quote) and (nouns.verblike(line, close) or line.has(close, VERB))):
                return max(close, at + 1)
            at = max(close, at)
    if not clause:
        end = _object_end(line, at, end)
    for hit in view.hits:
        follows = line.low(hit.first).endswith("ing") or line.has(hit.first - 1, CONJ) or line.low(hit.first - 1) in ("but", "yet")
        if at < hit.first < end and (not hit.cue.weak or follows):
            cut = _cut(view, hit, at)
            if cut:
                return cut
    while end > at + 1 and line.has(end - 1, PUNCT) and not line.has(end - 1, QUOTE) and line.lows[end - 1] not in (")", "%", "]"):
        end -= 1
    if end + 1 < len(line) and line.has(end, PUNCT) and line.has(end + 1, QUOTE) and view.quote_at(end):
        return end + 2
    return end


def _object_end(line: Line, at: int, end: int) -> int:
    for k in range(at + 1, end):
        stops = line.lows[k] in (",", ";", ":", "—", "–", "(") or (line.has(k, BREAK) and line.lows[k] not in _JOINING)
        stops = stops or _second_verb(line, k)
        if stops and not (line.lows[k] == "," and _list_goes_on(line, k, end)):
            return k
    return end


def _second_verb(line: Line, k: int) -> bool:
    """'Declined to confirm the toll and referred questions': the second verb is the speaker's, no part of the object."""
    finite = line.low(k + 1).endswith("ed") and len(line.low(k + 1)) > 4 and not line.has(k + 1, CAP)
    return line.lexicon.language == "en" and line.lows[k] in ("and", "but") and finite and not line.low(k - 1).endswith("ed")


def _list_goes_on(line: Line, comma: int, end: int) -> bool:
    """'China, Russia and Iran', 'plans, including a tax': the comma does not end the object."""
    if line.low(comma + 1) in ("including", "such", "like"):
        return True
    for k in range(comma + 1, min(end, comma + _LONGEST_LIST)):
        if line.has(k, CONJ):
            return k > comma + 1
        if line.has(k, BREAK | REL | PRON) or nouns.verblike(line, k) or line.low(k).endswith("ing"):
            return False
    return False


def _cut(view: View, hit: Hit, at: int) -> int:
    """The place before a later cue at which this content ends; 0 where that cue belongs to the content."""
    line, k = view.line, hit.first - 1
    if view.quote_at(hit.first) or hit.cue.manner != "verb":
        return 0
    if line.low(hit.first).endswith("ing") and line.low(k) == ",":
        return k
    finite = line.has(hit.first, PLAIN) or line.low(hit.first).endswith("ed")
    while k > at and line.has(k, ADV) and not line.has(k, PRON):
        k -= 1
    if finite and line.has(k, CONJ):
        return k - 1 if line.low(k - 1) == "," else k
    if line.low(k) == "," and line.has(hit.first, PLAIN):
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

"""Mandates and capabilities: who may, must or may not do what."""

from collections.abc import Iterator, Sequence

import msgspec

from dragoman.claims.lexicon import NEGATION, PREP, PUNCT, THIRD
from dragoman.claims.lines import Line
from dragoman.claims.marks import Mark
from dragoman.records import Mention, Reading
from dragoman.records.claim import Modality
from dragoman.vocab.terms import Hit

_MOST_WORDS = 10
_NEAR = 45
_HOLDERS = ("state", "organisation")


class Mandate(msgspec.Struct, frozen=True):
    """Who (actor id) may, must or may not do what (words of the text), and where the words stand."""

    holder: str
    modality: Modality
    what: str
    start: int
    end: int


def mandates(reading: Reading, line: Line, found: Sequence[Hit[Mark]]) -> Iterator[Mandate]:
    """The mandates of a sentence, given its marks; one at most for each place."""
    documents = [hit for hit in found if hit.value.colour == "document"]
    actions = [hit for hit in found if hit.value.colour == "action"]
    reach = -1
    if not any(hit.value.modality for hit in found):
        return
    known = [mention for mention in reading.mentions if _in(line, mention) and mention.actor and mention.kind in _HOLDERS]
    for hit in found:
        if hit.start < reach or not _holds(hit, documents, actions) or _unsaid(line, hit):
            continue
        what = _readable(line, _what(reading, line, hit, documents))
        holder = _holder(line, hit, documents, known) or (_before(reading, line) if _spoken_of(line, documents) else "")
        if what and holder:
            reach = hit.end
            yield Mandate(holder, hit.value.modality, what, hit.start, hit.end)


def _holds(hit: Hit[Mark], documents: list[Hit[Mark]], actions: list[Hit[Mark]]) -> bool:
    """A mandate phrase counts by itself, a verb of a document's with a document, a plain 'may' with a deed of force beside it."""
    if hit.value.colour == "mandate":
        return True
    if hit.value.colour == "document_term":
        return bool(documents)
    return hit.value.colour == "action_term" and any(-_NEAR < action.start - hit.end < _NEAR for action in actions)


def _unsaid(line: Line, hit: Hit[Mark]) -> bool:
    """Whether a bracket holds the phrase ('(banned in Russia)' is told of a name), or it is denied behind: 'міндетті емес'."""
    first, stop = line.tokens(hit.start, hit.end)
    opened = line.lows[:first].count("(") > line.lows[:first].count(")")
    return opened or (line.lexicon.patterns.order == "sov" and line.has(stop, NEGATION))


def _spoken_of(line: Line, documents: list[Hit[Mark]]) -> bool:
    """Whether the sentence may speak of the body named last before it: by its document, or by 'the organisation', 'it'."""
    words = line.lexicon.patterns
    return bool(documents) or any(
        low in words.bodies or (line.has(at, THIRD) and low not in words.plural_persons) for at, low in enumerate(line.lows)
    )


def _readable(line: Line, words: str) -> str:
    """The words of the deed without what only joins them to the phrase: 'to send troops', 'pour un déploiement'."""
    openers = line.lexicon.patterns.joints
    while words and (opener := next((one for one in openers if words.lower().replace("’", "'").startswith(one)), "")):
        words = words[len(opener) :].lstrip()
    return words


def _what(reading: Reading, line: Line, hit: Hit[Mark], documents: list[Hit[Mark]]) -> str:
    """The words of the deed: behind the phrase, in Turkish and Kazakh before it."""
    first, stop = line.tokens(hit.start, hit.end)
    if line.lexicon.patterns.order == "sov":
        begin = first
        while begin > 0 and first - begin < _MOST_WORDS and not _mark(line, begin - 1):
            begin -= 1
        begin = max([begin, *(line.tokens(one.start, one.end)[1] for one in documents if line.starts[begin] <= one.start < hit.start)])
        return _text(reading, line, begin, first) or _text(reading, line, first, stop)
    end = stop
    while end < len(line) and end - stop < _MOST_WORDS and not _mark(line, end):
        end += 1
    inner = next((at for at in range(stop, end) if _document(documents, line.starts[at])), 0)
    if inner and inner + 1 < end:
        stop = inner + 1
        end = min(len(line), stop + _MOST_WORDS)
        end = next((at for at in range(stop, end) if _mark(line, at)), end)
    if hit.value.modality == "can" and not line.has(stop - 1, PREP) and line.lexicon.patterns.order == "svo":
        # 'could field half a million soldiers': the phrase ends with the verb of the deed.
        stop -= 1
    words = _text(reading, line, stop, end)
    if " ".join(words.split()).casefold() in line.lexicon.patterns.do_so:
        return _named_before(reading, line, first) or words
    return words or _named_behind(reading, line, stop) or _text(reading, line, first, stop)


def _document(documents: list[Hit[Mark]], offset: int) -> bool:
    return any(hit.start <= offset < hit.end for hit in documents)


def _mark(line: Line, at: int) -> bool:
    return line.has(at, PUNCT) and line.lows[at] in (",", ";", ":", ".", "!", "?", "—", "–", "(", "…")


def _named_before(reading: Reading, line: Line, first: int) -> str:
    """The deed that 'to do so' stands for: the last infinitive before it, up to its comma."""
    for at in range(first - 2, 0, -1):
        if line.low(at) == "to":
            end = at + 1
            while end < first and not _mark(line, end):
                end += 1
            return _text(reading, line, at, end)
    return ""


def _named_behind(reading: Reading, line: Line, stop: int) -> str:
    """The deed behind an insertion: 'lacked the resources, and indeed the time, to pursue its projects'."""
    at = next((at for at in range(stop, len(line)) if line.lows[at] == "to" and line.lexicon.patterns.order == "svo"), len(line))
    end = next((k for k in range(at, len(line)) if _mark(line, k)), len(line))
    return _text(reading, line, at, end)


def _text(reading: Reading, line: Line, first: int, stop: int) -> str:
    return reading.article.text[line.starts[first] : line.ends[stop - 1]] if stop > first else ""


def _holder(line: Line, hit: Hit[Mark], documents: list[Hit[Mark]], known: list[Mention]) -> str:
    """The state or body of the sentence that holds the mandate; '' where the sentence names none before it."""
    first = known[0].actor if known else ""
    if hit.value.colour == "document_term":
        return _owner(known, documents) or first
    before = [mention.actor for mention in known if mention.span.end <= hit.start]
    at = line.tokens(hit.start, hit.end)[0]
    pointing = any(line.has(k, THIRD) for k in range(max(0, at - 3), at))
    if line.lexicon.patterns.order == "sov" or pointing:
        return before[0] if before else ""
    return before[-1] if before else first


def _owner(known: list[Mention], documents: list[Hit[Mark]]) -> str:
    """Whose document: 'OTG’s charter', 'устав ОДКБ', 'the charter of the OTS'."""
    for document in documents:
        for mention in known:
            if 0 <= document.start - mention.span.end <= 3 or 0 <= mention.span.start - document.end <= 16:
                return mention.actor
    return ""


def _before(reading: Reading, line: Line) -> str:
    """The body named last before the sentence: 'the charter', 'the organisation'."""
    found = ""
    for mention in reading.mentions:
        if mention.span.start >= line.sentence.start:
            break
        if mention.kind == "organisation" and mention.actor:
            found = mention.actor
    return found


def _in(line: Line, mention: Mention) -> bool:
    return line.sentence.start <= mention.span.start and mention.span.end <= line.sentence.end

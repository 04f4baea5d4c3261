"""How firmly: the stance of a cue in its sentence, and the words that hold what is said at a distance."""

import functools
from bisect import bisect_left

from dragoman.claims.lexicon import NEGATION
from dragoman.claims.lines import Line
from dragoman.claims.scene import Frame, Range, Scene
from dragoman.records import Article, Span, cut_span
from dragoman.records.claim import Stance
from dragoman.vocab.cues import cues
from dragoman.vocab.terms import Hit, Terms

# What a denied cue comes to: 'has not confirmed' doubts, 'does not deny' confirms. A statement that was not made is none.
_DENIED: dict[str, Stance | None] = {"confirms": "doubts", "denies": "confirms", "doubts": "asserts", "asserts": None, "predicts": "doubts"}
_WINDOW = 3


def stance(line: Line, frame: Frame) -> Stance | None:
    """The stance of a frame; None where the sentence says that the statement was not made."""
    given = frame.hit.stance
    return _DENIED.get(given, given) if _denied(line, frame) else given


def _denied(line: Line, frame: Frame) -> bool:
    if frame.hit.manner != "verb":
        return False
    first, stop = line.tokens(*frame.cue)
    low = frame.source[1] if frame.source and frame.source[1] <= frame.cue[0] else 0
    for at in range(max(0, first - _WINDOW), first):
        if line.has(at, NEGATION) and line.starts[at] >= low:
            return True
    # Turkish and Kazakh deny behind or inside the verb: 'айтқан жоқ', 'doğrulamadı'.
    return line.lexicon.patterns.order == "sov" and line.has(stop, NEGATION)


@functools.cache
def _hedging(language: str) -> Terms[str]:
    found = cues(language)
    rows = [(term, "hedge") for term in found.hedges] + [(term, "doubt") for term in found.doubt] if found else []
    return Terms(rows)


def hedge_hits(text: str, language: str) -> list[Hit[str]]:
    """Hedges and doubts of a text, without overlaps, in order."""
    return _hedging(language).longest(text)


def hedges(scene: Scene, article: Article, found: list[Hit[str]], stretch: Range) -> tuple[Span, ...]:
    """The hedges in a stretch, and words in quotation marks too few to be a quotation."""
    starts = [hit.start for hit in found]
    spans = []
    for hit in found[bisect_left(starts, stretch[0]) :]:
        if hit.end > stretch[1]:
            break
        spans.append((hit.start, hit.end))
    for quote in scene.quotes[bisect_left(scene.quote_starts, stretch[0]) :]:
        if quote.end > stretch[1]:
            break
        if scene.scare(quote):
            spans.append((quote.start, quote.end))
    return tuple(cut_span(article.text, start, end) for start, end in sorted(set(spans)))

"""How firmly: the stance of a cue in its sentence, and the words that hold what is said at a distance."""

from bisect import bisect_left
from collections.abc import Sequence

from dragoman.claims.lexicon import NEGATION
from dragoman.claims.lines import Line
from dragoman.claims.marks import Mark
from dragoman.claims.scene import Frame, Range, Scene
from dragoman.records import Span, cut_span
from dragoman.records.claim import Stance
from dragoman.vocab.terms import Hit

# What a denied cue comes to: 'has not confirmed' doubts, 'does not deny' confirms. A statement that was not made is none.
DENIED: dict[str, Stance | None] = {"confirms": "doubts", "denies": "confirms", "doubts": "asserts", "asserts": None, "predicts": "doubts"}
_WINDOW = 3


def stance(line: Line, frame: Frame) -> Stance | None:
    """The stance of a frame; None where the sentence says that the statement was not made."""
    given = frame.hit.stance
    return DENIED.get(given, given) if _denied(line, frame) else given


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


def hedges(scene: Scene, found: Sequence[Hit[Mark]], stretch: Range) -> tuple[Span, ...]:
    """The hedges and doubts in a stretch, and words in quotation marks too few to be a quotation; `found` in order."""
    inside = [hit for hit in found if stretch[0] <= hit.start and hit.end <= stretch[1]]
    spans = {(hit.start, hit.end) for hit in inside if hit.value.colour in ("hedge", "doubt")}
    for quote in scene.quotes[bisect_left(scene.quote_starts, stretch[0]) :]:
        if quote.end > stretch[1]:
            break
        if scene.scare(quote):
            spans.add((quote.start, quote.end))
    return tuple(cut_span(scene.text, start, end) for start, end in sorted(spans))

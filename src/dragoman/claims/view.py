"""What a frame may look at: a line, its hits, and the tokens of the sentence that the cue stands in."""

import msgspec

from dragoman.claims.lexicon import ADV, PUNCT, QUOTE, Lexicon
from dragoman.claims.lines import Line
from dragoman.claims.quotes import Quote
from dragoman.claims.scene import Frame, Hit, Range, Scene, Shape

LONGEST_ADJUNCT = 16
DASHES = ("—", "–", "-")


class View(msgspec.Struct, frozen=True):
    """A line with its hits before and behind the cue, and the tokens between which a frame may look."""

    scene: Scene
    line: Line
    hits: list[Hit]
    earlier: list[Hit]
    floor: int
    stop: int

    @property
    def lexicon(self) -> Lexicon:
        """The words of the line's language."""
        return self.line.lexicon

    def quote_at(self, at: int) -> Quote | None:
        """The quotation that holds a token."""
        return self.scene.quote_at(self.line.starts[at]) if 0 <= at < len(self.line) else None

    def mark(self, at: int, marks: tuple[str, ...]) -> bool:
        """Whether the token at a place is one of some marks."""
        return self.line.low(at) in marks

    def back_over_adverbs(self, at: int) -> int:
        """The nearest token to the left, from `at` on, that is no adverb."""
        while at >= self.floor and self.line.has(at, ADV) and not self.line.has(at, PUNCT):
            at -= 1
        return at


class Source(msgspec.Struct, frozen=True):
    """Where the speaker stands (tokens), and in which shape of clause."""

    span: Range | None
    shape: Shape


def frame(view: View, hit: Hit, source: Source, pieces: list[Range]) -> Frame:
    """A frame with offsets into the article; pieces take in the whole of the quotations that they begin or end in."""
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
        marked=_marked(line, pieces, hit.first),
    )


def _whole(scene: Scene, start: int, end: int) -> Range:
    first, last = scene.quote_at(start), scene.quote_at(end - 1)
    return (first.start if first else start), (max(end, last.end) if last else end)


def _direct(scene: Scene, start: int, end: int) -> bool:
    quote = scene.quote_at(start) or scene.quote_at(end - 1)
    return quote is not None and quote.end - quote.start >= 0.6 * (end - start)


def _marked(line: Line, pieces: list[Range], cue: int) -> bool:
    """Whether a quotation mark, a colon, a conjunction or a closing comma shows the content for what it is."""
    for first, stop in pieces:
        if line.has(first, QUOTE) or line.low(first) in line.lexicon.patterns.complementizers or line.low(first - 1) in (":", ","):
            return True
        if line.has(stop - 1, QUOTE) or (stop <= cue and line.low(stop) in (",", *DASHES)):
            return True
    return False

"""All frames of an article: who, by which cue, said what; with the quotations that go on where no cue stands."""

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from dragoman.claims import nouns, sov, svo
from dragoman.claims.heads import with_heads
from dragoman.claims.lexicon import Cue
from dragoman.claims.lines import Line
from dragoman.claims.quotes import Quote
from dragoman.claims.scene import Frame, Scene, scene
from dragoman.records import Attribution, Reading

_GRAPHIC = Cue("graphic", "asserts")


def find(reading: Reading) -> list[Frame]:
    """The frames of an article in order of their cues."""
    return find_in(scene(reading), reading.attributions)


def find_in(found: Scene, heads: Sequence[Attribution] = ()) -> list[Frame]:
    """The same for an article that is laid out already, with the attributions of an engine's heads."""
    frames = [frame for row in range(len(found.lines)) for frame in _of_line(found, row)]
    return with_heads(found, _with_leftovers(found, frames), heads)


def _of_line(found: Scene, row: int) -> list[Frame]:
    if found.lines[row].lexicon.patterns.order == "sov":
        return sov.frames(found, row)
    return svo.frames(found, row)


def _with_leftovers(found: Scene, frames: list[Frame]) -> list[Frame]:
    """Long quotations without a cue of their own go to whoever spoke just before, or to the subject before a colon."""
    frames = sorted(frames, key=lambda frame: frame.cue)
    cues = [frame.cue[0] for frame in frames]
    pieces = sorted(piece for frame in frames for piece in frame.pieces)
    reach, at = -1, 0
    extra: list[Frame] = []
    for quote in found.quotes:
        while at < len(pieces) and pieces[at][0] < quote.end:
            reach, at = max(reach, pieces[at][1]), at + 1
        row = found.row_at(quote.start) if reach <= quote.start and found.long(quote) else None
        if row is None:
            continue
        before = bisect_left(cues, quote.start)
        if found.lines[row].starts[0] == quote.start:
            _continue(found, frames, before, quote)
        else:
            extra += _after_colon(frames, before, found.lines[row], quote)
    return sorted([*frames, *extra], key=lambda frame: frame.cue)


def _continue(found: Scene, frames: list[Frame], before: int, quote: Quote) -> None:
    """“A,” he said. “B.”: B is added to what he said, when nothing stands between."""
    row = found.row_at(quote.start)
    while before > 0 and (frames[before - 1].nested or frames[before - 1].hit.weak):
        before -= 1
    if not before or not row:
        return
    frame, line = frames[before - 1], found.lines[row - 1]
    end = max(frame.cue[1], frame.pieces[-1][1])
    near = line.ends[-1] <= end or line.starts[0] <= frame.cue[0]
    announced = line.lows[-1] == ":" and frame.line == line.number
    if announced or (near and line.sentence.paragraph == found.lines[row].sentence.paragraph):
        frames[before - 1] = msgspec.structs.replace(frame, pieces=(*frame.pieces, (quote.start, quote.end)), direct=True)


def _after_colon(frames: list[Frame], before: int, line: Line, quote: Quote) -> list[Frame]:
    """'predicts the analyst: “A.”': A goes with what the analyst predicts; else 'X was blunt: “A.”' is X's."""
    at = line.tokens(quote.start, quote.end)[0] - 1
    if line.low(at) != ":":
        return []
    while before > 0 and frames[before - 1].line == line.number:
        before -= 1
        frame = frames[before]
        mine = not frame.nested and not frame.hit.weak and frame.source is not None
        if mine and frame.source and max(frame.source[1], frame.cue[1]) <= line.starts[at]:
            frames[before] = msgspec.structs.replace(frame, pieces=(*frame.pieces, (quote.start, quote.end)), direct=True)
            return []
    graphic = _graphic(line, quote, at)
    return [graphic] if graphic else []


def _graphic(line: Line, quote: Quote, at: int) -> Frame | None:
    """X was blunt: “A.”"""
    span = nouns.subject(line, 0, at) or nouns.left(line, at - 1, 0)
    if span is None:
        return None
    return Frame(
        line=line.number,
        cue=(line.starts[at], line.ends[at]),
        source=(line.starts[span[0]], line.ends[span[1] - 1]),
        pieces=((quote.start, quote.end),),
        hit=_GRAPHIC,
        shape="graphic",
        direct=True,
    )

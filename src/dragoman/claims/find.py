"""All frames of an article: who, by which cue, said what; with the quotations that go on where no cue stands."""

import msgspec

from dragoman.claims import nouns, sov, svo
from dragoman.claims.lexicon import Cue
from dragoman.claims.lines import Line
from dragoman.claims.quotes import Quote
from dragoman.claims.scene import Frame, Scene, scene
from dragoman.records import Reading

_GRAPHIC = Cue("graphic", "asserts")


def find(reading: Reading) -> list[Frame]:
    """The frames of an article in order of their cues."""
    return find_in(scene(reading))


def find_in(found: Scene) -> list[Frame]:
    """The same for an article that is laid out already."""
    frames = [frame for row in range(len(found.lines)) for frame in _of_line(found, row)]
    return _with_leftovers(found, frames)


def _of_line(found: Scene, row: int) -> list[Frame]:
    rules = sov if found.lines[row].lexicon.patterns.order == "sov" else svo
    return rules.frames(found, row)


def _with_leftovers(found: Scene, frames: list[Frame]) -> list[Frame]:
    """Long quotations without a cue of their own go to whoever spoke just before, or to the subject before a colon."""
    taken = sorted(piece for frame in frames for piece in frame.pieces)
    for quote in found.quotes:
        if not found.long(quote) or any(start < quote.end and quote.start < end for start, end in taken):
            continue
        row = _row(found, quote.start)
        if row is None:
            continue
        line = found.lines[row]
        if line.starts[0] == quote.start:
            _continue(found, frames, row, quote)
        else:
            _after_colon(found, frames, line, quote)
    return sorted(frames, key=lambda frame: frame.cue)


def _row(found: Scene, offset: int) -> int | None:
    for row, line in enumerate(found.lines):
        if line.starts[0] <= offset < line.ends[-1]:
            return row
    return None


def _continue(found: Scene, frames: list[Frame], row: int, quote: Quote) -> None:
    """“A,” he said. “B.”: B is added to what he said, when nothing stands between."""
    paragraph = found.lines[row].sentence.paragraph
    before = [place for place, frame in enumerate(frames) if frame.cue[0] < quote.start and not frame.nested and not frame.hit.weak]
    if not before or row == 0:
        return
    last = max(before, key=lambda place: frames[place].cue)
    frame = frames[last]
    end = max(frame.cue[1], frame.pieces[-1][1])
    near = found.lines[row - 1].ends[-1] <= end or found.lines[row - 1].starts[0] <= frame.cue[0]
    if near and found.lines[row - 1].sentence.paragraph == paragraph:
        frames[last] = msgspec.structs.replace(frame, pieces=(*frame.pieces, (quote.start, quote.end)), direct=True)


def _after_colon(found: Scene, frames: list[Frame], line: Line, quote: Quote) -> None:
    """'predicts the analyst: “A.”': A goes with what the analyst predicts; else 'X was blunt: “A.”' is X's."""
    at = line.tokens(quote.start, quote.end)[0] - 1
    if line.low(at) != ":":
        return
    for place, frame in enumerate(frames):
        near = frame.line == line.number and not frame.nested and not frame.hit.weak
        if near and frame.source is not None and max(frame.source[1], frame.cue[1]) <= line.starts[at]:
            frames[place] = msgspec.structs.replace(frame, pieces=(*frame.pieces, (quote.start, quote.end)), direct=True)
            return
    graphic = _graphic(line, quote, at)
    if graphic:
        frames.append(graphic)


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

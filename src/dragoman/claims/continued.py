"""Quotations that go on: over sentences and paragraphs, behind an inserted speaker, and those without a cue of their own."""

from bisect import bisect_left

import msgspec

from dragoman.claims import nouns
from dragoman.claims.lexicon import CAP, PEOPLE, QUOTE, Cue
from dragoman.claims.lines import Line
from dragoman.claims.quotes import Quote
from dragoman.claims.scene import Frame, Scene
from dragoman.claims.view import DASHES

_GRAPHIC = Cue("graphic", "asserts")
# A sentence that is nothing but a quotation is no name, however few words it has.
_LEAST_WHOLE = 3
_LONGEST_LABEL = 6


def with_leftovers(found: Scene, frames: list[Frame]) -> list[Frame]:
    """Long quotations without a cue of their own go to whoever spoke just before, or to the subject before a colon."""
    frames = _resumed(found, sorted(frames, key=lambda frame: frame.cue))
    cues = [frame.cue[0] for frame in frames]
    pieces = sorted(piece for frame in frames for piece in frame.pieces)
    reach, at = -1, 0
    extra: list[Frame] = []
    for quote in found.quotes:
        while at < len(pieces) and pieces[at][0] < quote.end:
            reach, at = max(reach, pieces[at][1]), at + 1
        row = found.row_at(quote.start) if reach <= quote.start else None
        if row is None or not (found.long(quote) or _whole(found, found.lines[row], quote)):
            continue
        before = bisect_left(cues, quote.start)
        if found.lines[row].starts[0] == quote.start:
            _continue(found, frames, before, quote)
        else:
            extra += _after_colon(found, frames, before, found.lines[row], quote)
    extra += _labelled(found, frames)
    return sorted([*frames, *extra], key=lambda frame: frame.cue)


def _labelled(found: Scene, frames: list[Frame]) -> list[Frame]:
    """'Akar: ready to help if Kazakhstan asks': a person's name and a colon open the sentence."""
    taken = {frame.line for frame in frames if not frame.hit.weak}
    made = []
    for line in found.lines:
        colon = next((at for at in range(1, min(len(line) - 2, _LONGEST_LABEL)) if line.lows[at] == ":"), 0)
        if not colon or line.number in taken or line.ends[colon - 1] not in found.label_ends:
            continue
        if all(line.has(at, CAP | PEOPLE) for at in range(colon)):
            made.append(
                Frame(
                    line=line.number,
                    cue=(line.starts[colon], line.ends[colon]),
                    source=(line.starts[0], line.ends[colon - 1]),
                    pieces=((line.starts[colon + 1], line.ends[-1]),),
                    hit=_GRAPHIC,
                    shape="graphic",
                    marked=True,
                )
            )
    return made


def _whole(found: Scene, line: Line, quote: Quote) -> bool:
    """Whether a sentence is a quotation and nothing else."""
    all_of_it = line.starts[0] == quote.start and line.ends[-1] <= quote.end + 1
    return all_of_it and len(found.text[quote.inner : quote.outer].split(maxsplit=_LEAST_WHOLE)) >= _LEAST_WHOLE


def _resumed(found: Scene, frames: list[Frame]) -> list[Frame]:
    """'«A, — сказал X. — B»', '— A, — сказал X. — B': the next sentence begins with a dash and belongs to what X said."""
    rows = {line.number: row for row, line in enumerate(found.lines)}
    return [_resume(found, frame, rows[frame.line] + 1) if frame.shape == "inverted" else frame for frame in frames]


def _resume(found: Scene, frame: Frame, row: int) -> Frame:
    line, spoken = found.lines[row - 1], bool(frame.source)
    opened = line.lows[0] in DASHES and len(line) > 1 and frame.pieces[0][0] <= line.starts[1]
    quote = found.quote_at(frame.pieces[0][0])
    if quote is not None and quote.end <= line.ends[-1]:
        quote = None
    if frame.nested or not spoken or not (opened or quote):
        return frame
    if opened:
        frame = msgspec.structs.replace(frame, direct=True, marked=True)
    if row >= len(found.lines) or found.lines[row].lows[0] not in DASHES or len(found.lines[row]) < 2:
        return frame
    following = found.lines[row]
    if following.sentence.paragraph != line.sentence.paragraph or not _behind(frame, line):
        return frame
    end = quote.end if quote else following.ends[-1]
    return msgspec.structs.replace(frame, pieces=(*frame.pieces, (following.starts[1], end)), direct=True)


def _behind(frame: Frame, line: Line) -> bool:
    """Whether the sentence ends with the speaker: nothing but a stop behind him."""
    last = max(frame.cue[1], frame.source[1] if frame.source else 0)
    return line.tokens(last, last + 1)[0] >= len(line) - 1


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
    apart = found.lines[row].sentence.paragraph - line.sentence.paragraph
    # In a paragraph of its own only somebody's quoted words go on, and only where the paragraph is nothing else.
    goes_on = apart == 0 or (apart == 1 and frame.direct and _alone(found, row, quote))
    if announced or (near and goes_on):
        frames[before - 1] = msgspec.structs.replace(frame, pieces=(*frame.pieces, (quote.start, quote.end)), direct=True)


def _alone(found: Scene, row: int, quote: Quote) -> bool:
    """Whether a quotation is all of its paragraph."""
    last = row
    while last + 1 < len(found.lines) and found.lines[last + 1].starts[0] < quote.end:
        last += 1
    same = last + 1 < len(found.lines) and found.lines[last + 1].sentence.paragraph == found.lines[last].sentence.paragraph
    return not same and found.lines[last].ends[-1] <= quote.end + 1


def _after_colon(found: Scene, frames: list[Frame], before: int, line: Line, quote: Quote) -> list[Frame]:
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
    again = _again(found, frames[before - 1] if before else None, line, quote)
    graphic = again or _graphic(line, quote, at)
    return [graphic] if graphic else []


def _again(found: Scene, last: Frame | None, line: Line, quote: Quote) -> Frame | None:
    """'Et d’ajouter : « A »', 'De conclure : « A »': who spoke in the sentence before speaks on."""
    row = found.row_at(quote.start)
    if last is None or last.source is None or row is None or line.lexicon.language != "fr" or found.lines[row - 1].number != last.line:
        return None
    at = line.tokens(quote.start, quote.end)[0] - 2
    if at < 1 or line.lows[at - 1] not in ("d'", "de") or at > _LEAST_WHOLE or line.has(0, QUOTE):
        return None
    hit = Cue("verb", "asserts")
    cue, piece = (line.starts[at], line.ends[at]), (quote.start, quote.end)
    return Frame(line=line.number, cue=cue, source=last.source, pieces=(piece,), hit=hit, shape="shared", direct=True, marked=True)


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

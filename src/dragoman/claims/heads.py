"""What an engine's token heads add: attributions where the rules are silent; in Turkish and Kazakh, speakers that the rules saw in part.

Measured in docs/model-card.md: where both speak the heads' spans are mostly worse than those of the rules (completed speakers cost
two points in Russian), and a veto of theirs costs more than it gains, so neither is used.
"""

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from dragoman.claims.lexicon import ADV, CAP, CONJ, DET, PREP, PRON, PUNCT, QUOTE, Cue
from dragoman.claims.lines import Line
from dragoman.claims.scene import Frame, Range, Scene
from dragoman.records import Attribution, Span

_LEAST_CONTENT = 2
_LONGEST_SOURCE = 16
# Tokens between two pieces of one content that an engine passed over.
_GAP = 2
_SPOKEN = Cue("verb", "asserts")


def with_heads(found: Scene, frames: Sequence[Frame], given: Sequence[Attribution]) -> list[Frame]:
    """The frames of the rules, their speakers completed, and those that the heads alone see; in order of their cues."""
    seen = [made for one in given if (made := _frame(found, one)) is not None]
    if not seen:
        return list(frames)
    last = {line.number for line in found.lines if line.lexicon.patterns.order == "sov"}
    wider = [_completed(found, frame, seen) if frame.line in last else frame for frame in frames]
    return sorted([*wider, *(one for one in seen if not _known(one, frames))], key=lambda frame: frame.cue)


def _frame(found: Scene, given: Attribution) -> Frame | None:
    """An attribution of the heads as a frame on whole tokens; None where a part is missing or too small."""
    if not given.cue or not given.content:
        return None
    row = bisect_right(found.lines, given.cue[0].start, key=lambda line: line.starts[0]) - 1
    if row < 0:
        return None
    line = found.lines[row]
    cue = _tokens(line, given.cue[0])
    sources = [span for one in given.source if (span := _tokens(line, one)) is not None]
    given_pieces = [span for one in given.content if (span := _tokens(line, one)) is not None]
    pieces = _joined(given_pieces, [*sources, *((cue,) if cue else ())])
    source = min(sources, key=lambda span: _distance(span, cue), default=None) if cue else None
    if cue is None or not pieces or max(stop - first for first, stop in pieces) < _LEAST_CONTENT:
        return None
    pointing = " ".join(line.lows[slice(*cue)]) in line.lexicon.patterns.anaphors
    if pointing or all(line.has(at, ADV | CONJ | DET | PREP | PRON) for at in range(*cue)):
        # 'Об этом': what points back is no cue.
        return None
    source = _whole_name(found, line, source) if source and line.lexicon.patterns.order != "sov" else source
    if source and any(first <= source[0] and source[1] <= stop for first, stop in pieces):
        # 'Как сообщалось ранее, глава министерства прибыл': who stands in what is told does not tell it.
        return None
    return Frame(
        line=line.number,
        cue=_offsets(line, cue),
        source=_offsets(line, source) if source else None,
        pieces=tuple(_offsets(line, piece) for piece in pieces),
        hit=_cue(line, _offsets(line, cue), found.text),
        shape="heads",
        direct=any(found.quote_at(line.starts[first]) is not None for first, _ in pieces),
        engine=given.engine,
    )


def _tokens(line: Line, span: Span) -> Range | None:
    """The tokens of a stretch, without the marks at its edges other than quotation marks."""
    first, stop = line.tokens(span.start, span.end)
    while first < stop and line.has(first, PUNCT) and not line.has(first, QUOTE):
        first += 1
    while stop > first and line.has(stop - 1, PUNCT) and not line.has(stop - 1, QUOTE):
        stop -= 1
    return (first, stop) if stop > first else None


def _whole_name(found: Scene, line: Line, span: Range) -> Range:
    """A name with the rest of its capitals: 'State' of 'State Department'."""
    first, stop = span

    def goes_on(at: int) -> bool:
        return line.has(at, CAP) and line.has(at + 1, CAP) and not line.has(at, PRON | DET) and not line.has(at + 1, PRON | DET)

    while stop < len(line) and line.ends[stop - 1] not in found.person_ends and goes_on(stop - 1):
        stop += 1
    while first > 1 and goes_on(first - 1):
        first -= 1
    return first, stop


def _joined(pieces: list[Range], others: list[Range]) -> list[Range]:
    """Pieces with those a word or two apart made one where no speaker or cue stands between, without single words beside a longer piece."""
    found: list[Range] = []
    for first, stop in sorted(pieces):
        apart = found and any(found[-1][1] <= other[0] and other[1] <= first for other in others)
        if found and not apart and first - found[-1][1] <= _GAP:
            found[-1] = found[-1][0], max(found[-1][1], stop)
        else:
            found.append((first, stop))
    longer = [piece for piece in found if piece[1] - piece[0] >= _LEAST_CONTENT]
    return longer or found


def _distance(span: Range, cue: Range) -> int:
    return max(span[0] - cue[1], cue[0] - span[1])


def _offsets(line: Line, span: Range) -> Range:
    return line.starts[span[0]], line.ends[span[1] - 1]


def _cue(line: Line, span: Range, text: str) -> Cue:
    """What the cue stands for where the language's list has it; else somebody simply says it."""
    hits = line.lexicon.cues.longest(text[slice(*span)])
    return next((hit.value for hit in hits if hit.value.manner == "verb" and not hit.value.weak), _SPOKEN)


def _known(one: Frame, frames: Sequence[Frame]) -> bool:
    """Whether the rules have said something of the same words."""
    mine = [one.cue, *one.pieces]
    return any(_touch(span, own) for frame in frames for own in (frame.cue, *frame.pieces) for span in mine)


def _touch(left: Range, right: Range) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def _completed(found: Scene, frame: Frame, seen: Sequence[Frame]) -> Frame:
    """The frame with the heads' speaker where the rules found none or a part of it: 'Камбоджа' of 'Камбоджа әскері'."""
    same = next((one for one in seen if _touch(one.cue, frame.cue) and one.source is not None), None)
    if same is None or same.source is None or frame.shape == "chain":
        return frame
    start, end = same.source
    if frame.source is not None and not (start <= frame.source[0] and frame.source[1] <= end):
        return frame
    if found.text.count(" ", start, end) >= _LONGEST_SOURCE or any(start <= first and last <= end for first, last in frame.pieces):
        return frame
    pieces = tuple((end if first < end < last else first, last) for first, last in frame.pieces)
    return msgspec.structs.replace(frame, source=same.source, pieces=tuple(_trimmed(found.text, *piece) for piece in pieces))


def _trimmed(text: str, start: int, end: int) -> Range:
    while start < end - 1 and text[start] in " ,;\n\t":
        start += 1
    return start, end

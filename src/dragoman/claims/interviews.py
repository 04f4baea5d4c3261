"""Interviews: a question, then an answer that belongs to the person who is asked, though no cue names him.

Known by their form: labels ('Q:', 'В.:', 'Soru:'), questions behind a dash or in bold, or lines that are nothing but a question. The
interviewee is the person named last before the first question in the title or the opening; without one nobody answers.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from dragoman.claims.desk import Desk
from dragoman.claims.lexicon import FIRST, Cue, Patterns
from dragoman.claims.lines import Line
from dragoman.claims.scene import Frame, Range

_ANSWER = Cue("graphic", "asserts")
_LABEL = re.compile(r"[*_\s]{0,20}([^\W\d_]{1,14})[*_]{0,2}\s{0,4}[.:]{1,2}[*_]{0,2}\s{0,20}")
_DASH = re.compile(r"\s{0,20}[—–-]\s{0,20}")
_BOLD = re.compile(r"\s{0,20}(?:\*\*|__|<b>)")
_MARKS = '*_<b>/ \t\n\u00a0»”"'
# So many questions with a label, a dash or in bold make an interview; of bare ones more, since an essay may ask one or two.
_LEAST_MARKED, _LEAST_BARE = 2, 3
# A column asks a question in a line of its own too: in an interview the questions are a good part of the paragraphs.
_LEAST_PART = 0.2


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph's offsets, its first line, where its words begin behind a label, and what it is: question, answer or neither."""

    start: int
    end: int
    line: Line
    words: int
    asks: bool = False
    answers: bool = False
    marked: bool = False


def interview(desk: Desk, frames: Sequence[Frame]) -> list[Frame]:
    """The frames of an article and, where it is an interview, one for each answer; those inside an answer are nested in it."""
    answers = list(_answers(desk))
    if not answers:
        return list(frames)
    spans = [piece for one in answers for piece in one.pieces]
    others = [one for one in frames if not _own_words(desk, one, spans)]
    kept = [msgspec.structs.replace(one, nested=one.nested or _inside(one.cue, spans)) for one in others]
    return sorted([*answers, *kept], key=lambda frame: frame.cue)


def _inside(cue: Range, spans: Sequence[Range]) -> bool:
    return any(start <= cue[0] and cue[1] <= end for start, end in spans)


def _own_words(desk: Desk, frame: Frame, spans: Sequence[Range]) -> bool:
    """'I think that' in an answer, and what no cue introduces in it, say nothing that the answer does not."""
    if not _inside(frame.cue, spans):
        return False
    line = desk.rows[frame.line]
    source = line.tokens(*frame.source) if frame.source else (0, 0)
    return frame.source is None or any(line.has(at, FIRST) for at in range(*source))


def _answers(desk: Desk) -> Iterator[Frame]:
    if "?" not in desk.scene.text:
        return
    found = list(_paragraphs(desk))
    if not _is_interview(found):
        return
    opening = next(one.start for one in found if one.asks)
    source = _interviewee(desk, opening)
    if source is None:
        return
    asked = False
    for number, one in enumerate(found):
        if one.asks:
            asked = True
        elif asked and one.words < one.end and not _closes(found, number):
            cue = (one.start, one.words) if one.words > one.start else _question_mark(desk, found[number - 1], one)
            yield _answer(one, source, cue)


def _answer(one: Paragraph, source: Range, cue: Range) -> Frame:
    piece = (one.words, one.end)
    return Frame(line=one.line.number, cue=cue, source=source, pieces=(piece,), hit=_ANSWER, shape="graphic", direct=True, marked=True)


def _closes(found: Sequence[Paragraph], number: int) -> bool:
    """Whether a paragraph only closes the interview: behind labelled answers it has none, and nothing is asked after it."""
    labelled = any(one.answers for one in found)
    own = any(one.answers for one in found[number:])
    return labelled and not own and not found[number - 1].asks


def _question_mark(desk: Desk, before: Paragraph, one: Paragraph) -> Range:
    at = desk.scene.text.rfind("?", before.start, before.end)
    return (at, at + 1) if at >= 0 else (one.start, one.start + 1)


def _is_interview(found: Sequence[Paragraph]) -> bool:
    pairs = [one for one, after in pairwise(found) if one.asks and not after.asks]
    marked = sum(1 for one in pairs if one.marked)
    enough = marked >= _LEAST_MARKED or len(pairs) >= _LEAST_BARE
    return enough and len(pairs) >= _LEAST_PART * len(found)


def _paragraphs(desk: Desk) -> Iterator[Paragraph]:
    """The paragraphs without the title, which asks nobody."""
    lines = [line for line in desk.scene.lines if line.sentence.part != "title"]
    first = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or lines[at].sentence.paragraph != lines[first].sentence.paragraph:
            yield _paragraph(desk.scene.text, lines[first], lines[first].sentence.start, lines[at - 1].sentence.end)
            first = at


def _paragraph(text: str, line: Line, start: int, end: int) -> Paragraph:
    label = _LABEL.match(text, start, end)
    words = label.group(1).lower() if label else ""
    patterns = line.lexicon.patterns
    if label and _labels(patterns, words):
        asks = words in patterns.asking
        return Paragraph(start, end, line, label.end(), asks=asks, answers=not asks, marked=True)
    dash = _DASH.match(text, start, end)
    asks = text[start:end].rstrip(_MARKS).endswith("?")
    begin = dash.end() if dash else start
    return Paragraph(start, end, line, begin, asks=asks, marked=asks and bool(dash or _BOLD.match(text, start, end)))


def _labels(patterns: Patterns, word: str) -> bool:
    return word in patterns.asking or word in patterns.answering


def _interviewee(desk: Desk, before: int) -> Range | None:
    """Who is asked: the person in the sentence that speaks of an interview, else the last named before the first question."""
    named = [one for one in desk.reading.mentions if one.kind == "person" and one.actor and one.how != "pronoun" and one.span.end <= before]
    if not named:
        return None
    for line in desk.scene.lines:
        start, end = line.sentence.start, line.sentence.end
        if start >= before:
            break
        if any(hit.value.colour == "interview" for hit in desk.marks_in(start, end)):
            near = [one for one in named if start <= one.span.start < end]
            if near:
                return near[0].span.start, near[0].span.end
    return named[-1].span.start, named[-1].span.end

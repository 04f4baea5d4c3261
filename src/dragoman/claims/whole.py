"""Articles that lay their whole text in one mouth: 'Об этом пишет телеграм-канал X'."""

import functools

from dragoman.claims import nouns, sources
from dragoman.claims.lexicon import OUTLET, lexicon
from dragoman.claims.lines import Line
from dragoman.claims.names import name_from
from dragoman.claims.scene import Hit, Range, Scene
from dragoman.claims.view import View

_FIRST = 3


def report(scene: Scene) -> tuple[int, Range, Range] | None:
    """Row, source and cue (offsets) of the sentence in the headline, the lead or the last paragraph that names the whole text's mouth."""
    if not scene.lines:
        return None
    last = scene.lines[-1].sentence.paragraph
    for row, line in enumerate(scene.lines):
        early = line.sentence.part != "body" or line.sentence.paragraph <= 1
        if not early and line.sentence.paragraph != last:
            continue
        found = pointing(scene, row)
        if found is not None and _outlet(line, found[0]):
            return row, *found
    return None


def pointing(scene: Scene, row: int) -> tuple[Range, Range] | None:
    """Source and cue (offsets) of a sentence that points back: 'This was stated by X', 'Об этом сообщил X', 'Bunu X açıkladı'."""
    line = scene.lines[row]
    length = _points_back(line)
    if not length:
        return None
    for hit in scene.hits[row]:
        if hit.cue.manner != "verb" or hit.cue.weak:
            continue
        span = _source(scene, line, hit, length)
        if span is not None:
            return (line.starts[span[0]], line.ends[span[1] - 1]), (line.starts[hit.first], line.ends[hit.stop - 1])
    return None


def _points_back(line: Line) -> int:
    """How many tokens 'this', 'об этом', 'bunu' at the beginning take; 0 where the sentence does not point back."""
    if line.low(0) not in _openers(line.lexicon.language):
        return 0
    for length in range(1, min(_FIRST, len(line)) + 1):
        if " ".join(line.lows[:length]) in line.lexicon.patterns.anaphors:
            return length
    return 0


@functools.cache
def _openers(language: str) -> frozenset[str]:
    """The first words of a language's anaphors: nearly no sentence begins with one."""
    words = lexicon(language)
    return frozenset(term.split()[0] for term in words.patterns.anaphors) if words else frozenset()


def _source(scene: Scene, line: Line, hit: Hit, length: int) -> Range | None:
    if line.lexicon.patterns.order == "sov":
        return name_from(line, length, hit.first)
    by = hit.stop + 1 if line.low(hit.stop) in ("by", "par") else hit.stop
    if line.lexicon.language == "en" and by == hit.stop:
        return None
    view = View(scene, line, [], [], 0, len(line))
    return sources.with_name(view, nouns.right(line, by, len(line))) or sources.behind(view, by) or _before(line, hit, length)


def _before(line: Line, hit: Hit, length: int) -> Range | None:
    """'Об этом президент заявил в пятницу': the speaker between what points back and the cue."""
    span = nouns.left(line, hit.first - 1, length) if line.lexicon.patterns.order == "free" and hit.first > length else None
    return span if span is not None and sources.may_speak(line, span) else None


def _outlet(line: Line, source: Range) -> bool:
    first, stop = line.tokens(*source)
    return any(line.has(at, OUTLET) for at in range(first, stop))

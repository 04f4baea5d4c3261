"""What is done by being said: 'declared a state of emergency', 'recognised the republics' are acts, and nobody's statement."""

from dragoman.claims.desk import Desk
from dragoman.claims.lexicon import QUOTE
from dragoman.claims.lines import Line
from dragoman.claims.scene import Frame
from dragoman.vocab.terms import fold

# 'Announced the introduction of a partial mobilisation': the decree stands this near to the beginning (in Turkish and Kazakh the end).
_NEAR = 5


def performed(desk: Desk, line: Line, frame: Frame) -> bool:
    """Whether a frame lays no words in a mouth but tells a deed: its content is a decree, or an object of a verb that acts."""
    if frame.hit.manner != "verb" or frame.direct or frame.hit.stance not in ("asserts", "confirms") or len(frame.pieces) != 1:
        return False
    first, stop = line.tokens(*frame.pieces[0])
    if stop <= first or line.has(first, QUOTE):
        return False
    words = line.lexicon.patterns
    last = words.order == "sov"
    clause = line.lows[stop - 1].endswith(words.clause_ends) if last and words.clause_ends else line.low(first) in words.complementizers
    if clause:
        return False
    return _performing(desk, line, frame) or _decree(desk, line, (first, stop), last)


def _performing(desk: Desk, line: Line, frame: Frame) -> bool:
    word = fold(desk.scene.text[slice(*frame.cue)])
    return any(word.startswith(term[:-1]) if term.endswith("*") else word == term for term in map(fold, line.lexicon.patterns.performing))


def _decree(desk: Desk, line: Line, piece: tuple[int, int], last: bool) -> bool:
    """Whether the content is hardly more than what is decreed; 'that the state of emergency had ended' is not."""
    first, stop = piece
    for hit in desk.marks_in(line.starts[first], line.ends[stop - 1]):
        if hit.value.colour != "decree":
            continue
        begin, end = line.tokens(hit.start, hit.end)
        if (last and stop - end < _NEAR) or (not last and begin - first < _NEAR):
            return True
    return False

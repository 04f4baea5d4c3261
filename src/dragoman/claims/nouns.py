"""Small noun phrases beside a cue: who is meant by 'X said' where no mention tells."""

from collections.abc import Iterator

from dragoman.claims.lexicon import (
    ADV,
    AUX,
    BREAK,
    CAP,
    COLLECTIVE,
    COMP,
    CONJ,
    DATE,
    DET,
    INNER,
    OBJECT,
    OUTLET,
    PEOPLE,
    PLAIN,
    PREP,
    PRON,
    PUNCT,
    REL,
    THIRD,
    VERB,
)
from dragoman.claims.lines import Line

Range = tuple[int, int]
_NOT_NOUN = PUNCT | PREP | CONJ | BREAK | AUX | REL | OBJECT
_LONGEST = 30


def nounlike(line: Line, at: int) -> bool:
    """Whether the token may be the last word of a noun phrase."""
    if not 0 <= at < len(line):
        return False
    flags = line.flags[at]
    if flags & PRON:
        return True
    if flags & CAP and not flags & (PUNCT | DATE):
        return not flags & (PREP | CONJ | BREAK | AUX | DET) or (at > 0 and line.low(at).isupper())
    return not flags & (_NOT_NOUN | DET | VERB | DATE) and not (flags & ADV and not flags & PEOPLE)


def article(line: Line, at: int) -> bool:
    """Whether the token is a determiner and nothing else."""
    return line.has(at, DET) and not line.has(at, PRON | AUX | ADV)


def verblike(line: Line, at: int) -> bool:
    """Whether the token is surely part of a verb: an auxiliary, a common verb, a lower-case word in -ed."""
    flags = line.flags[at]
    if flags & (AUX | VERB):
        return True
    endings = line.lexicon.patterns.clause_endings
    if endings:
        return not flags & (CAP | PEOPLE | PUNCT | ADV) and len(line.lows[at]) > 4 and line.lows[at].endswith(endings)
    return not flags & CAP and line.lexicon.language == "en" and line.lows[at].endswith("ed") and len(line.lows[at]) > 4


def left(line: Line, last: int, floor: int) -> Range | None:
    """The noun phrase whose last token is `last`, reaching back no farther than `floor`."""
    last = _before_bracket(line, last, floor)
    postposed = line.lexicon.patterns.order == "free" and article(line, last)
    if postposed and last > floor and nounlike(line, last - 1):
        return last - 1, last + 1
    if last < floor or not nounlike(line, last):
        return None
    if line.has(last, THIRD) or (line.has(last, PRON) and not line.has(last, DET | CAP) and not line.has(last - 1, DET)):
        return last, last + 1
    at = last
    while at > floor and last - at < _LONGEST:
        step = _step_left(line, at, floor)
        if not step:
            break
        at -= step
    while at < last and line.has(at, ADV | CONJ | PREP) and not line.has(at, DET | PEOPLE | CAP):
        at += 1
    return at, last + 1


def _before_bracket(line: Line, last: int, floor: int) -> int:
    """'Smith (R-Ohio) said': the token before the bracket that closes at `last`."""
    if line.low(last) != ")":
        return last
    at = last - 1
    while at > floor and last - at < 12 and line.lows[at] != "(":
        at -= 1
    return at - 1


def _step_left(line: Line, at: int, floor: int) -> int:
    """How many tokens to take in to the left of `at`: 0 where the phrase begins at `at`."""
    before = at - 1
    flags = line.flags[before]
    closed = line.has(at, DET) and not line.has(at, CAP)
    if flags & PUNCT:
        return 0
    if flags & DET and not (flags & INNER and line.has(before - 1, PEOPLE) and before > floor):
        return 0 if flags & COMP and _conjunction(line, at, before) else 1
    if flags & INNER:
        carried = before - 1 >= floor and nounlike(line, before - 1) and (not line.has(before - 1, PRON) or line.has(before - 1, DET))
        return 2 if carried else 0
    if flags & CONJ:
        joined = before - 1 >= floor and nounlike(line, before - 1) and _peer(line, at) and _peer(line, before - 1)
        return 2 if joined else 0
    if closed or flags & (PREP | BREAK | AUX | REL | COMP | VERB | OBJECT) or (flags & DATE and not flags & CAP):
        return 0
    if flags & DATE or flags & PRON or (flags & ADV and not flags & CAP):
        return 0
    if not flags & CAP and verblike(line, before) and before - 1 >= floor and nounlike(line, before - 1):
        return 0
    return 1


def _conjunction(line: Line, at: int, before: int) -> bool:
    """Whether 'that' before a phrase begins a clause: 'said that the White House', not 'that man'."""
    return line.has(at, DET | CAP) or verblike(line, before - 1) or line.has(before - 1, PLAIN)


def _peer(line: Line, at: int) -> bool:
    return line.has(at, CAP | PEOPLE | DET | PRON | COLLECTIVE | OUTLET)


def right(line: Line, first: int, stop: int) -> Range | None:
    """The noun phrase that begins at `first`, reaching no farther than `stop`."""
    at = first
    while at < stop and line.has(at, ADV) and not line.has(at, CAP | DET):
        at += 1
    first = at
    if line.has(at, PRON) and not line.has(at, DET):
        return at, at + 1
    seen = False
    while at < stop and at - first < _LONGEST:
        flags = line.flags[at]
        opens = flags & DET and (not seen or line.has(at - 1, INNER | DET | CONJ))
        joins = flags & (INNER | CONJ) and seen and at + 1 < stop and (nounlike(line, at + 1) or line.has(at + 1, DET))
        if opens or joins:
            at += 1
        elif nounlike(line, at) and not (seen and verblike(line, at)):
            seen, at = True, at + 1
        else:
            break
    return (first, at) if seen else None


def over_insertion(line: Line, comma: int, floor: int) -> Range | None:
    """The noun phrase before an insertion that ends with the comma at `comma`, with its appositions: 'Smith, 45, of Ohio, said'."""
    first, last = -1, -1
    for begin, stop in _segments(line, comma, floor):
        found = _segment(line, begin, stop)
        if found is None and first >= 0 and begin <= floor:
            break
        if found is None:
            # What was found so far stood inside an insertion: 'Smith, speaking in Ames, Iowa, said'.
            first, last = -1, -1
            continue
        first, last = found[0], max(last, found[1])
        if not _fills(line, found, begin):
            break
    return (first, last) if first >= 0 else None


def _segments(line: Line, comma: int, floor: int) -> Iterator[Range]:
    """The stretches between commas before a comma, from right to left, without brackets."""
    stop, bracket = comma, False
    for at in range(comma - 1, floor - 2, -1):
        if at >= floor and (bracket or line.lows[at] == ")"):
            bracket = line.lows[at] != "("
            stop = at
        elif at < floor or (line.flags[at] & PUNCT and line.lows[at] in ",—–-("):
            if stop > at + 1:
                yield at + 1, stop
            stop = at
        elif line.flags[at] & PUNCT and line.lows[at] in ".;:?!" and line.low(at + 1) != ",":
            return


def _fills(line: Line, found: Range, first: int) -> bool:
    while first < found[0] and line.has(first, ADV | CONJ | BREAK | PUNCT):
        first += 1
    return first == found[0]


def _segment(line: Line, first: int, stop: int) -> Range | None:
    """The noun phrase that a stretch between commas is or ends with, unless it is an adverbial or a clause."""
    if line.has(first, PREP) and line.has(first + 1, REL):
        # ', to which both belong,': a clause, however it ends.
        return None
    while first < stop and line.has(first, CONJ | PUNCT | BREAK) and not line.has(first, PEOPLE | REL):
        if line.low(first) in line.lexicon.patterns.times:
            return None
        first += 1
    gerunds = line.lexicon.patterns.gerund_endings
    if first >= stop or line.has(first, REL | OBJECT) or any(line.low(at).endswith(gerunds) for at in (first, stop - 1) if gerunds):
        return None
    if verblike(line, first) and not line.has(first, CAP):
        return None
    if line.has(first, CAP | DET | PEOPLE) and not line.has(first, PREP) and not any(verblike(line, at) for at in range(first, stop)):
        return (first, stop) if nounlike(line, stop - 1) else left(line, stop - 1, first)
    found = left(line, stop - 1, first)
    if found is None or (found[0] > first and line.has(found[0] - 1, PREP)):
        return None
    adverbial = line.has(first, PREP | ADV) and not line.has(first, PEOPLE)
    return None if adverbial and found[0] == first else found


def subject(line: Line, floor: int, stop: int) -> Range | None:
    """The subject of the first clause between two tokens: the noun phrase before its first verb."""
    for at in range(floor + 1, stop):
        if verblike(line, at) and nounlike(line, at - 1):
            return left(line, at - 1, floor)
        if verblike(line, at) and line.low(at - 1) == ",":
            found = over_insertion(line, at - 1, floor)
            if found:
                return found
    return None

"""Finding temporal expressions: words become edges over tokens, patterns join edges, the longest reading wins.

An expression lies within a stretch of words that can be parts of one. Most stretches ('in the', 'a') come back all the time and make
none; which ones is remembered.
"""

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from dragoman.mentions.times import numbers
from dragoman.mentions.times.lexicon import OUTSIDE, TELLING, Lexicon, Value
from dragoman.mentions.times.patterns import Patterns, Result, Step
from dragoman.mentions.times.senses import KINDS, SLOTS, Sense
from dragoman.mentions.times.tokens import MONEY, Tokens, digits, fold

# One slot's filling: category, value, the token after it.
Edge = tuple[str, Value | Sense, int]
Captures = tuple[tuple[str, Value | Sense], ...]
_LONGEST_PHRASE = 8
_ROUNDS = 3
_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_DATE_PARTS = frozenset(("day", "month", "year", "weekday", "season"))
# Stretches that are remembered, and the most letters of one.
_REMEMBERED, _SHORT = 20_000, 60
_OUTSIDE, _TELLING = bytes([OUTSIDE]), bytes([TELLING])


class Match(msgspec.Struct, frozen=True):
    """An expression found: first token, the token after the last, its reading, whether its words are weak evidence."""

    start: int
    end: int
    sense: Sense
    rank: int
    weak: bool = False


class Lattice:
    """Edges by first token for one text."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.edges: dict[int, list[Edge]] = {}

    def at(self, place: int) -> list[Edge]:
        """Edges that begin at a token."""
        found = self.edges.get(place)
        if found is None:
            lows = self.tokens.lows
            known = place < len(lows) and self.lexicon.knows[lows[place]]
            found = self.edges[place] = list(self._words(place)) if known else []
        return found

    def _words(self, place: int) -> Iterator[Edge]:
        tokens, words = self.tokens, self.lexicon.numbers
        low = tokens.lows[place]
        yield from self._phrases(place)
        numeral = digits(low)
        if numeral:
            yield from _digits(low, place)
        elif low not in words:
            return
        year = numbers.year(tokens.lows, place, words)
        if year:
            yield ("year", *year)
        found = numbers.read(tokens, place, words, self.lexicon.joiners)
        if found:
            yield ("num", *found)
            if not numeral and found[0] <= 24 and found[0] == int(found[0]):
                yield ("h", int(found[0]), found[1])
            if not numeral and 1900 <= found[0] <= 2100:
                yield ("year", int(found[0]), found[1])

    def _phrases(self, first: int) -> Iterator[Edge]:
        """Categories of words, the longest phrases too."""
        lows = self.tokens.lows
        reached = [(node, first + 1) for node in self.lexicon.nodes[lows[first]]]
        while reached:
            node, place = reached.pop()
            for category, value in node.ends:
                if category not in self.lexicon.cased or self.tokens.capital(first):
                    yield (category, value, place)
            if node.steps and place < len(lows) and place - first < _LONGEST_PHRASE:
                forms = self.lexicon.forms[lows[place]]
                reached += [(node.steps[form], place + 1) for form in forms if form in node.steps]


def _digits(low: str, place: int) -> Iterator[Edge]:
    value = int(low[:9])
    size = len(low)
    if size <= 2:
        if 1 <= value <= 31:
            yield ("day", value, place + 1)
        if 1 <= value <= 12:
            yield ("mm", value, place + 1)
        if value <= 24:
            yield ("h", value, place + 1)
    if size == 2:
        if value <= 59:
            yield ("min", value, place + 1)
        yield ("yy", value, place + 1)
    if size == 4 and _FIRST_YEAR <= value <= _LAST_YEAR:
        yield ("year", value, place + 1)


def find(tokens: Tokens, lexicon: Lexicon) -> list[Match]:
    """The expressions of a text, left to right, without overlaps."""
    found: list[Match] = []
    for stretch in _stretches(tokens.lows, lexicon):
        written = tokens.written(stretch.start, stretch.stop)
        if len(written) > _SHORT or _promising(lexicon, written):
            found += _within(Lattice(tokens, lexicon), stretch)
    return found


def _stretches(lows: Sequence[str], lexicon: Lexicon) -> Iterator[range]:
    """The longest stretches of words that can be parts of an expression, if one that tells of a time is among them."""
    kinds = bytes(map(lexicon.kinds.__getitem__, lows))
    if _TELLING not in kinds:
        return
    start = 0
    for stretch in kinds.split(_OUTSIDE):
        if _TELLING in stretch:
            yield range(start, start + len(stretch))
        start += len(stretch) + 1


@functools.lru_cache(_REMEMBERED)
def _promising(lexicon: Lexicon, written: str) -> bool:
    """Whether a stretch has any expression, wherever it stands."""
    tokens = Tokens(written, fold(written))
    return bool(_simple(Lattice(tokens, lexicon), range(len(tokens.lows)))[1])


def _within(lattice: Lattice, stretch: range) -> list[Match]:
    """The expressions in a stretch of a text."""
    starts, found = _simple(lattice, stretch)
    patterns = lattice.lexicon.compound
    # What a compound pattern builds on has been found by now, or there is nothing to build.
    for _ in range(_ROUNDS if found else 0):
        _publish(lattice, [match for match in found.values() if not (match.weak and _unsure(match, lattice))])
        places = [start for start in starts if _begins(lattice, patterns, start)]
        grown = [match for start in places for match in _matches(lattice, patterns, start)]
        if not _keep(found, grown):
            break
    return list(_chosen(found.values(), lattice))


def _simple(lattice: Lattice, stretch: range) -> tuple[list[int], dict[tuple[int, str], Match]]:
    """The tokens at which an expression may begin, and the best simple ones by first token and kind."""
    found: dict[tuple[int, str], Match] = {}
    starts = _starts(lattice, stretch)
    for start in starts:
        _keep(found, _matches(lattice, lattice.lexicon.simple, start))
    return starts, found


def _starts(lattice: Lattice, stretch: range) -> list[int]:
    """Tokens that an expression may begin at: a word of time, or a small word such as `the` with one close behind."""
    lexicon, lows = lattice.lexicon, lattice.tokens.lows
    sure = [place for place in stretch if lexicon.knows[lows[place]] and (lexicon.bare(lows, place) or lattice.at(place))]
    starts = set(sure)
    for place in sure:
        near = range(max(stretch.start, place - lexicon.lead), place)
        starts.update(before for before in near if lexicon.opens[lows[before]])
    return sorted(starts)


def _begins(lattice: Lattice, patterns: Patterns, place: int) -> bool:
    """Whether a pattern may begin at a token: most do not, and need not be walked."""
    if lattice.tokens.lows[place] in patterns.firsts:
        return True
    return any(edge[0] in patterns.first_slots for edge in lattice.at(place))


def _keep(found: dict[tuple[int, str], Match], matches: Iterable[Match]) -> bool:
    changed = False
    for match in matches:
        key = (match.start, match.sense.kind)
        known = found.get(key)
        if known is None or (match.end, -match.rank) > (known.end, -known.rank):
            found[key] = match
            changed = True
    return changed


def _publish(lattice: Lattice, sure: Iterable[Match]) -> None:
    """Let compound patterns build on what was found; a word such as `may`, or a bare number, only where it is sure."""
    for match in sure:
        edges = lattice.at(match.start)
        edge: Edge = (match.sense.kind, match.sense, match.end)
        if edge not in edges:
            edges.append(edge)


def _matches(lattice: Lattice, patterns: Patterns, start: int) -> list[Match]:
    stack: list[tuple[Step, int, Captures]] = [(patterns.root, start, ())]
    tokens, lows = lattice.tokens, lattice.tokens.lows
    found: list[Match] = []
    while stack:
        step, place, captures = stack.pop()
        for result in step.results:
            sense = build(result, captures)
            if sense is not None:
                found.append(Match(start, place, sense, result.rank, _weak(lattice, start, place)))
        if place >= len(lows):
            continue
        # A word that is glued to the one before it may be read as one that is not.
        for words, slots in step.ways if tokens.glued(place) else step.apart:
            following = words.get(lows[place])
            if following is not None:
                stack.append((following, place + 1, captures))
            for name, value, end in lattice.at(place) if slots else ():
                following = slots.get(name)
                if following is not None:
                    stack.append((following, end, (*captures, (name, value))))
    return found


def _weak(lattice: Lattice, start: int, end: int) -> bool:
    low = lattice.tokens.lows[start]
    return end - start == 1 and (low in lattice.lexicon.weak or digits(low))


def _chosen(found: Iterable[Match], lattice: Lattice) -> Iterator[Match]:
    at = 0
    for match in sorted(found, key=lambda match: (match.start, -match.end, match.rank)):
        if match.start >= at and not (match.weak and _unsure(match, lattice)) and not _part_of_number(match, lattice.tokens):
            if match.sense.op != "ignore":
                yield match
            at = match.end


def _unsure(match: Match, lattice: Lattice) -> bool:
    """A word such as `may`, or a bare number, wants a word such as `in` before it; a bare year only a quiet neighbourhood."""
    tokens, lexicon = lattice.tokens, lattice.lexicon
    before = tokens.lows[match.start - 1] if match.start else ""
    if before in lexicon.before:
        return False
    if not tokens.digits(match.start):
        return True
    if before in lexicon.not_after or before in MONEY:
        return True
    after = tokens.lows[match.end] if match.end < len(tokens.lows) else ""
    return after in lexicon.not_before or after in MONEY or after == "%"


def _part_of_number(match: Match, tokens: Tokens) -> bool:
    first, last, lows = match.start, match.end, tokens.lows
    if first > 1 and tokens.digits(first) and tokens.glued(first) and _goes_on(tokens, first - 1):
        return True
    if last + 1 < len(lows) and tokens.digits(last - 1):
        return lows[last] in ".,:/" and tokens.digits(last + 1) and tokens.glued(last) and tokens.glued(last + 1)
    return False


def _goes_on(tokens: Tokens, sign: int) -> bool:
    """Whether a sign joins the number behind it to one before it, or to a sum of money."""
    low = tokens.lows[sign]
    return low in MONEY or (low in ".,:/" and tokens.digits(sign - 1) and tokens.glued(sign))


def build(result: Result, captures: Captures) -> Sense | None:
    """The reading of a pattern's captures, or None when they cannot be true (30 February is left to `placing`)."""
    slots: dict[str, list[Value | Sense]] = {}
    for name, value in captures:
        slots.setdefault(SLOTS.get(name, name), []).append(_century(value) if name == "yy" else value)
    bases = [value for name in ("date", "time", "duration", "set") for value in slots.pop(name, ())]
    fields: dict[str, Any] = {name: values[0] for name, values in slots.items() if name in Sense.__struct_fields__}
    fields.update(result.given)
    if result.op == "range":
        return _range(slots, bases, fields)
    kind = bases[0].kind if bases and isinstance(bases[0], Sense) and result.op == "modify" else KINDS[result.op]
    fields.setdefault("kind", kind)
    if result.op in ("clock", "part") and bases and not _is_day(bases[0]):
        return None
    if bases:
        fields["base"] = bases[0]
        fields["until"] = bases[1] if len(bases) > 1 else None
    return Sense(op=result.op, **fields)


def _is_day(value: Value | Sense) -> bool:
    """Whether a reading is of one day, so that a time of day may be added to it."""
    if not isinstance(value, Sense):
        return False
    if value.op == "modify" and value.base is not None:
        return _is_day(value.base)
    return value.op in ("today", "eve", "holiday", "part") or value.day is not None or value.weekday is not None or value.unit == "D"


def _century(value: Value | Sense) -> int:
    """Two digits of a year: the press means 1930 to 2029."""
    assert isinstance(value, int)
    return value + (1900 if value >= 30 else 2000)


def _range(slots: dict[str, list[Value | Sense]], bases: list[Value | Sense], fields: dict[str, Any]) -> Sense | None:
    if len(bases) == 2:
        return Sense(op="range", base=_sense(bases[0]), until=_sense(bases[1]))
    ends = []
    for place in (0, -1):
        picked: dict[str, Any] = {name: values[place] for name, values in slots.items() if name in _DATE_PARTS}
        ends.append(Sense(op="date", **picked))
    return Sense(op="range", base=ends[0], until=ends[1])


def _sense(value: Value | Sense) -> Sense | None:
    return value if isinstance(value, Sense) else None

"""Patterns over tokens as data, compiled into one trie. Every pattern is finite, so matching is linear in the text.

A pattern is a line such as `<weekday>? ,? <month> <day> ,? <year>`:
`<name>` a slot (a category of words, or a number, day, year ...), `of|in` one of several words, a `?` behind = may be missing,
a `~` before = glued to the token before it. The key above it names the operation and fixed arguments: `ago sign=-1`.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from dragoman.mentions.times.senses import FIELDS, KINDS

Argument = int | float | str


class Result(msgspec.Struct, frozen=True):
    """What the end of a pattern makes: an operation with fixed arguments; `rank` is its place in the file."""

    op: str
    given: tuple[tuple[str, Argument], ...]
    rank: int


class Step:
    """A node of the trie. `apart` has the steps by word and by slot that any token may take, `ways` also those of a glued one."""

    __slots__ = ("apart", "results", "ways")

    def __init__(self) -> None:
        loose: Way = ({}, {})
        self.apart: tuple[Way, ...] = (loose,)
        self.ways: tuple[Way, ...] = (loose, ({}, {}))
        self.results: list[Result] = []


Way = tuple[dict[str, Step], dict[str, Step]]


class Patterns:
    """Compiled patterns; `firsts` are the plain words with which one may begin, `bare` those of patterns without slots with the words
    that may come second ('' where none need), `lead` the most words before a slot, `words` all plain words. `guards` are words and
    slots of which every match has one: no text without any of them need be looked at, so they are the rarest that a pattern has."""

    def __init__(self, source: Mapping[str, Sequence[str]]) -> None:
        self.root = Step()
        self.bare: dict[str, set[str]] = {}
        self.guards: set[str] = set()
        self.words: set[str] = set()
        self.lead = 0
        rank = 0
        for heading, lines in source.items():
            op, given = _heading(heading)
            for line in lines:
                rank += 1
                for elements in _expanded(line.split()):
                    self._add(elements, Result(op, given, rank))
        self.firsts = frozenset(word for words, _ in self.root.ways for word in words)
        self.first_slots = frozenset(slot for _, slots in self.root.ways for slot in slots)

    def _add(self, elements: Sequence[str], result: Result) -> None:
        slots = [place for place, element in enumerate(elements) if "<" in element]
        self.lead = max(self.lead, *slots[:1], 0)
        self.guards.update(min(reversed(elements), key=_cost).removeprefix("~").split("|"))
        if not slots:
            second = elements[1].removeprefix("~").split("|") if len(elements) > 1 else [""]
            for word in elements[0].split("|"):
                self.bare.setdefault(word, set()).update(second)
        steps = [self.root]
        for element in elements:
            glued, bare = element.startswith("~"), element.removeprefix("~")
            following: list[Step] = []
            for step in steps:
                words, named = step.ways[glued]
                if bare.startswith("<"):
                    following.append(named.setdefault(bare[1:-1], Step()))
                else:
                    following += [words.setdefault(word, Step()) for word in bare.split("|")]
                    self.words.update(bare.split("|"))
            steps = following
        for step in steps:
            step.results.append(result)


# Slots that numbers fill.
COUNTED = frozenset(("<num>", "<day>", "<h>", "<mm>", "<min>", "<yy>"))
_FEW_LETTERS = 3


def _cost(element: str) -> tuple[int, int]:
    """How common an element is, roughly: slots before longer words, a colon, numbers, short words and other signs."""
    bare = element.removeprefix("~")
    if bare.startswith("<"):
        return (3 if bare in COUNTED else 0), 0
    shortest = min(map(len, bare.split("|")))
    if not any(map(str.isalpha, bare)):
        return (2 if bare == ":" else 5), -shortest
    return (4 if shortest <= _FEW_LETTERS else 1), -shortest


def _heading(text: str) -> tuple[str, tuple[tuple[str, Argument], ...]]:
    op, *pairs = text.split()
    given = tuple((name, _number(value)) for name, _, value in (pair.partition("=") for pair in pairs))
    wrong = [name for name, _ in given if name not in FIELDS]
    if op not in KINDS or wrong:
        raise ValueError(f"no such operation or argument: {text!r}")
    return op, given


def _number(text: str) -> Argument:
    if text.lstrip("-").isdecimal():
        return int(text)
    return float(text) if text.replace(".", "", 1).isdecimal() else text


def _expanded(elements: Sequence[str]) -> Iterator[list[str]]:
    """All ways to read the optional elements. A line with n of them gives 2**n; files keep n small."""
    found: list[list[str]] = [[]]
    for element in elements:
        if element.endswith("?") and len(element) > 1:
            found = [way + tail for way in found for tail in ([], [element[:-1]])]
        else:
            found = [[*way, element] for way in found]
    # A comma belongs to an expression only between its words.
    yield from (way for way in found if way and "," not in (way[0], way[-1]))

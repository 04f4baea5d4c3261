"""A language's temporal words and patterns, compiled from its data file into tries."""

import functools
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dragoman.errors import BadVocabulary
from dragoman.mentions.times.patterns import COUNTED, Patterns
from dragoman.mentions.times.tokens import Tokens, fold
from dragoman.vocab import files
from dragoman.vocab.remembered import Remembered

Value = int | float | str
# A year has four digits, or words of which one is no smaller than this: 'fifteen ninety-six'.
_YEAR_DIGITS, _CENTURY = 4, 15
# What a word can be: no part of an expression, a part, or one of those of which every expression has one.
OUTSIDE, INSIDE, TELLING = 0, 1, 2
# Signs inside numbers: '1,500', '2 1/2', 'ninety-six'.
_SIGNS = frozenset(",./-")


class Data(msgspec.Struct, frozen=True, kw_only=True):
    """A file of vocab/data/times as written: see the head of `en.yaml` for what each field means."""

    language: str
    checked: str
    words: dict[str, dict[Value, tuple[str, ...]]]
    numbers: dict[float, tuple[str, ...]]
    patterns: dict[str, tuple[str, ...]]
    compound: dict[str, tuple[str, ...]] = {}
    joiners: tuple[str, ...] = ()
    cased: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    future: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    day_first: bool = True


class Node:
    """A step of a trie of phrases: the words that may follow, and what ends here."""

    __slots__ = ("ends", "steps")

    def __init__(self) -> None:
        self.steps: dict[str, Node] = {}
        self.ends: list[tuple[str, Value]] = []


class Lexicon:
    """What the matcher needs of one language."""

    def __init__(self, data: Data, endings: Iterable[str] = ()) -> None:
        self.language = data.language
        self.numbers = {word: value for value, words in data.numbers.items() for word in words}
        self.joiners = frozenset(data.joiners)
        self.cased = frozenset(data.cased)
        self.weak = frozenset(data.weak)
        self.before = frozenset(data.before)
        self.future = frozenset(data.future)
        self.past = frozenset(data.past)
        self.ahead = frozenset(data.ahead)
        self.not_after = frozenset(data.not_after)
        self.not_before = frozenset(data.not_before)
        self.day_first = data.day_first
        self.root = Node()
        self._stems: set[str] = set()
        self._keys: set[str] = set()
        self._rarest: dict[str, set[str]] = {}
        self._endings = frozenset(ending.replace("’", "'") for ending in endings)
        for category, value, phrase in _entries(data):
            self._add(category, value, phrase)
        try:
            self.simple, self.compound = Patterns(data.patterns), Patterns(data.compound)
        except ValueError as error:
            raise BadVocabulary(f"vocabulary file times/{data.language}.yaml: {error}") from error
        # How many plain words may stand before the first word of time in an expression.
        self.lead = max(self.simple.lead, self.compound.lead)
        self._shortest = min((len(stem) for stem in self._stems), default=99)
        guards = self.simple.guards
        self._guards = frozenset(word for guard in guards for word in self._rarest.get(guard[1:-1], (guard,)))
        self._counted = not guards.isdisjoint(("<num>", "<h>")), not guards.isdisjoint(COUNTED), "<year>" in guards
        self._words = frozenset(self.numbers).union(self.simple.words, self.compound.words, self.joiners, _SIGNS)
        self.kinds = Remembered(self._kind)
        self.opens = Remembered(self._opens)
        self.knows = Remembered(self._knows)
        self.nodes = Remembered(self._nodes)
        self.forms = Remembered(self._forms)

    def _kind(self, word: str) -> int:
        if not word.isdecimal() and word not in self._words and self._keys.isdisjoint(self.forms[word]):
            return OUTSIDE
        return TELLING if self._tells(word) else INSIDE

    def _tells(self, word: str) -> bool:
        words, digits, years = self._counted
        if word.isdecimal():
            return digits or (years and len(word) == _YEAR_DIGITS)
        if word in self.numbers:
            return words or (years and self.numbers[word] >= _CENTURY) or word in self._guards
        return any(form in self._guards for form in self.forms[word])

    def counts(self, word: str) -> bool:
        """Whether a word is a number, or a phrase of time may begin with it."""
        return word in self.numbers or word.isdecimal() or bool(self.nodes[word])

    def bare(self, lows: Sequence[str], place: int) -> bool:
        """Whether a word and the next may begin a pattern of plain words."""
        second = self.simple.bare.get(lows[place])
        return second is not None and ("" in second or (place + 1 < len(lows) and lows[place + 1] in second))

    def _add(self, category: str, value: Value, phrase: str) -> None:
        node = self.root
        keys = []
        for word in phrase.split():
            written = word.rstrip("|")
            *lows, last = Tokens(written, fold(written)).lows
            if word.endswith("|"):
                self._stems.add(last)
                last += "|"
            for key in (*lows, last):
                node = node.steps.setdefault(key, Node())
                keys.append(key)
        node.ends.append((category, value))
        self._keys.update(keys)
        self._rarest.setdefault(category, set()).add(max(keys, key=len))

    def _forms(self, word: str) -> tuple[str, ...]:
        """The keys under which a word may stand in the trie: itself, and stems whose endings it carries."""
        found = [word]
        for size in range(self._shortest, len(word) + 1):
            if word[:size] in self._stems and (size == len(word) or word[size:] in self._endings):
                found.append(word[:size] + "|")
        return tuple(found)

    def _nodes(self, word: str) -> tuple[Node, ...]:
        """The steps of the trie that the first word of a phrase may take."""
        return tuple(self.root.steps[form] for form in self.forms[word] if form in self.root.steps)

    def _opens(self, word: str) -> bool:
        """Whether any phrase, number or pattern of the language may begin with this word."""
        return word in self.simple.firsts or self.knows[word]

    def _knows(self, word: str) -> bool:
        """Whether a phrase, a number or a pattern of plain words may begin with this word."""
        return word in self.simple.bare or self.counts(word)


def _entries(data: Data) -> Iterator[tuple[str, Value, str]]:
    for category, values in data.words.items():
        for value, phrases in values.items():
            yield from ((category, value, phrase) for phrase in phrases)


@functools.cache
def lexicon(language: str) -> Lexicon | None:
    """The temporal lexicon of a language, or None where there is no file for it."""
    name = f"times/{language}.yaml"
    if not files.exists(name):
        return None
    noun = files.raw("languages.yaml")["languages"].get(language, {}).get("endings", {})
    return Lexicon(files.load(name, Data), [*noun.get("noun", ()), *noun.get("adjective", ())])

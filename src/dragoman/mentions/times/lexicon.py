"""A language's temporal words and patterns, compiled from its data file into tries."""

import functools
from collections.abc import Iterable, Iterator

import msgspec

from dragoman.errors import BadVocabulary
from dragoman.mentions.times.patterns import Patterns
from dragoman.mentions.times.tokens import cut
from dragoman.vocab import files

Value = int | float | str


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
        self.opens = functools.lru_cache(maxsize=20_000)(self._opens)
        self.knows = functools.lru_cache(maxsize=20_000)(self._knows)
        self.nodes = functools.lru_cache(maxsize=20_000)(self._nodes)
        self.forms = functools.lru_cache(maxsize=20_000)(self._forms)

    def _add(self, category: str, value: Value, phrase: str) -> None:
        node = self.root
        for word in phrase.split():
            for token in cut(word.rstrip("|")):
                key = token.low
                if word.endswith("|") and token.end == len(word) - 1:
                    key += "|"
                    self._stems.add(token.low)
                node = node.steps.setdefault(key, Node())
        node.ends.append((category, value))

    def _forms(self, word: str) -> tuple[str, ...]:
        """The keys under which a word may stand in the trie: itself, and stems whose endings it carries."""
        found = [word]
        for size in range(self._shortest, len(word) + 1):
            if word[:size] in self._stems and (size == len(word) or word[size:] in self._endings):
                found.append(word[:size] + "|")
        return tuple(found)

    def _nodes(self, word: str) -> tuple[Node, ...]:
        """The steps of the trie that the first word of a phrase may take."""
        return tuple(self.root.steps[form] for form in self.forms(word) if form in self.root.steps)

    def _opens(self, word: str) -> bool:
        """Whether any phrase, number or pattern of the language may begin with this word."""
        return word in self.simple.firsts or self._knows(word)

    def _knows(self, word: str) -> bool:
        """Whether a phrase, a number or a pattern of plain words may begin with this word."""
        return word in self.simple.bare or word in self.numbers or word.isdecimal() or bool(self._nodes(word))


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

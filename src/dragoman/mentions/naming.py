"""Names by their shape: persons, bodies and places that no list has, told apart by what they look like and what stands beside them.

The classic named entities PER, ORG, GPE and LOC; the Finder asks it which unknown runs of capitals are persons.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from dragoman.mentions.elements import Element
from dragoman.mentions.grammar import Rules
from dragoman.mentions.latin import inflected
from dragoman.mentions.phrases import Phrase
from dragoman.mentions.runs import Run
from dragoman.mentions.tokens import Tokens
from dragoman.records import Place
from dragoman.vocab.names import given

Group = Literal["PER", "ORG", "GPE", "LOC"]
_PUBLIC = frozenset({"COP", "LEG"})
_QUOTES = "«“„\""
_INITIAL = 1
_REACH = 3
_STEM = 3


class Named(msgspec.Struct, frozen=True, order=True):
    """A named entity: offsets into the text, and its group."""

    start: int
    end: int
    group: Group


class Shapes:
    """Tells what runs of capitalised words are, in one language."""

    def __init__(self, tokens: Tokens, rules: Rules) -> None:
        self._tokens = tokens
        self._rules = rules

    def person(self, run: Run) -> bool:
        """Whether a run looks like a person's name."""
        numbers = range(run.first, run.last)
        if self._adjectival(run) or self._numeral(run):
            return False
        if self._quoted(run.first) or self._latin(numbers) or self._follows(run.first, self._rules.body_nouns):
            return self._given(run.first) and len(numbers) > 1
        if self._initials(numbers) or any(self._ends(number, self._rules.patronymic_endings) for number in numbers[1:]):
            return True
        if self._given(run.first):
            return True
        return len(numbers) > 1 and self._ends(run.last - 1, self._rules.surname_endings)

    def body(self, run: Run) -> bool:
        """Whether a run looks like the name of a body: an abbreviation, a foreign word, or words in quotes behind a noun for a body."""
        raw = self._tokens.raw(run.first)
        if self._numeral(run):
            return False
        if run.last - run.first == 1 and len(raw) > 1 and raw.isupper():
            return True
        return self._latin(range(run.first, run.last)) or self._follows(run.first, self._rules.body_nouns)

    def compound(self, run: Run) -> Named | None:
        """A name of an adjective and a common noun: 'Ульяновская область', 'Государственный совет', 'Воробьёвы горы'."""
        tokens, rules = self._tokens, self._rules
        if not rules.adjective_endings or not tokens.words[run.last - 1].endswith(rules.adjective_endings):
            return self._behind_noun(run)
        for number in range(run.last, min(run.last + _REACH, run.line.last)):
            if not tokens.joined(number - 1) or tokens.capital(number):
                return None
            group = self._kind_of_noun(tokens.words[number])
            if group:
                return _span(tokens, run.first, number + 1, group)
            if not tokens.words[number].endswith(rules.adjective_endings):
                return None
        return None

    def _kind_of_noun(self, word: str) -> Group | None:
        if word in self._rules.place_nouns:
            return "LOC"
        if self._rules.region_nouns and word.startswith(self._rules.region_nouns):
            return "GPE"
        return "ORG" if self._rules.body_nouns and word.startswith(self._rules.body_nouns) else None

    def _behind_noun(self, run: Run) -> Named | None:
        """'штат Калифорния', 'площадь Тяньаньмынь', 'компания «Алтек»'."""
        number = run.first - 1
        if number < run.line.first or len(self._tokens.between(number)) > len(" «"):
            return None
        group = self._kind_of_noun(self._tokens.words[number])
        if group == "LOC":
            return _span(self._tokens, number, run.last, group)
        return _span(self._tokens, run.first, run.last, group) if group else None

    def split(self, run: Run) -> Run:
        """A run without what stands before a first name in it: 'WFC Артур Перепёлкин', 'Дизайнер Артемий Лебедев'."""
        for number in range(run.first + 1, run.last - 1):
            if self._given(number) and not self._given(run.first) and not self._initials(range(run.first, number)):
                return msgspec.structs.replace(run, first=number)
        return run

    def _adjectival(self, run: Run) -> bool:
        """'Ульяновской области': an adjective with a noun behind it is part of a longer name."""
        tokens, rules = self._tokens, self._rules
        if run.last >= run.line.last or not tokens.joined(run.last - 1) or tokens.capital(run.last) or not rules.adjective_endings:
            return False
        word = tokens.words[run.last]
        return run.last - run.first == 1 and tokens.words[run.first].endswith(rules.adjective_endings) and not (
            rules.has("speech", word) or rules.has("stops", word)
        )

    def _numeral(self, run: Run) -> bool:
        return run.last - run.first == 1 and set(self._tokens.raw(run.first)) <= set("IVXLC")

    def _quoted(self, number: int) -> bool:
        start = self._tokens.starts[number]
        return start > 0 and self._tokens.text[start - 1] in _QUOTES

    def _latin(self, numbers: Iterable[int]) -> bool:
        return self._rules.language not in ("en", "fr", "tr") and all(self._tokens.words[number].isascii() for number in numbers)

    def _follows(self, number: int, stems: tuple[str, ...]) -> bool:
        return bool(stems) and number > 0 and len(self._tokens.between(number - 1)) <= len(" «") and self._tokens.words[number - 1].startswith(stems)

    def _initials(self, numbers: Sequence[int]) -> bool:
        short = [number for number in numbers if self._tokens.ends[number] - self._tokens.starts[number] == _INITIAL]
        return 0 < len(short) < len(numbers)

    def _given(self, number: int) -> bool:
        word = self._tokens.words[number]
        return any(form in given() for form in self._forms(word))

    def _ends(self, number: int, endings: tuple[str, ...]) -> bool:
        word = self._tokens.words[number]
        return bool(endings) and any(form.endswith(endings) for form in self._forms(word) if len(form) > _STEM)

    def _forms(self, word: str) -> Iterator[str]:
        """A word and what it may be in its dictionary form."""
        yield word
        for ending in self._rules.case_endings:
            if word.endswith(ending) and len(word) - len(ending) >= _STEM - 1:
                stem = word[: -len(ending)]
                yield from (stem, stem + "а", stem + "я", stem + "й", stem + "ь", stem + "ий")


def named(tokens: Tokens, rules: Rules, phrases: Sequence[Phrase], runs: Sequence[Run], places: Sequence[Place]) -> list[Named]:
    """The named entities of one text, sorted, those inside others included."""
    located = {place.span.start: place for place in places}
    found = {*_of_phrases(tokens, rules, phrases), *_of_runs(tokens, Shapes(tokens, rules), runs, located)}
    taken = {(one.start, one.end) for one in found}
    found |= {_place(place) for place in places if (place.span.start, place.span.end) not in taken and not _inside(place, found)}
    return sorted(found)


def _place(place: Place) -> Named:
    return Named(place.span.start, place.span.end, "GPE" if place.feature in ("P", "A") else "LOC")


def _inside(place: Place, found: Iterable[Named]) -> bool:
    return len(place.span.text) <= _STEM - 1 or any(one.start <= place.span.start and place.span.end <= one.end for one in found)


def _of_phrases(tokens: Tokens, rules: Rules, phrases: Sequence[Phrase]) -> Iterator[Named]:
    for phrase in phrases:
        for element in (*phrase.owners, *phrase.places, *((phrase.single,) if phrase.single else ())):
            group = _group(element)
            if group:
                yield _span(tokens, element.first, element.last, group)
        if phrase.name is not None:
            yield _span(tokens, *phrase.name, "PER")
        yield from _bodies(tokens, rules, phrase)


def _group(element: Element) -> Group | None:
    if element.person:
        return "PER"
    if "O" in element.kinds:
        return "ORG"
    return "GPE" if not element.kinds.isdisjoint("NBC") or "A" in element.kinds else None


def _adjectives_before(tokens: Tokens, rules: Rules, phrase: Phrase, first: int) -> int:
    """The first word of a body's name with the capitalised adjectives before it: 'Пресненский суд'."""
    at = first
    while at - 1 >= phrase.line.first and rules.adjective_endings and tokens.joined(at - 1) and (
        tokens.words[at - 1].endswith(rules.adjective_endings)
    ):
        at -= 1
        if tokens.capital(at):
            return at
    return first


def _bodies(tokens: Tokens, rules: Rules, phrase: Phrase) -> Iterator[Named]:
    bodies = [head for head in phrase.heads if "D" in head.kinds]
    if not bodies:
        return
    first = _adjectives_before(tokens, rules, phrase, bodies[0].first)
    if first == bodies[0].first and not _particular(tokens, phrase, bodies):
        return
    before = [owner.first for owner in phrase.owners if owner.last <= first and "A" in owner.kinds]
    last = max(part.last for part in (*bodies, *(owner for owner in phrase.owners if owner.first > first)))
    yield _span(tokens, min([first, *before]), last, "ORG")


def _particular(tokens: Tokens, phrase: Phrase, bodies: Sequence[Element]) -> bool:
    """Whether bodies are named rather than spoken of in general ('a bank', 'journals')."""
    if any(tokens.capital(number) for body in bodies for number in range(body.first, body.last)):
        return True
    sectors = {sector for body in bodies for sector in body.hits[0].entry.sectors}
    owned = any(not owner.kinds.isdisjoint("NBO") for owner in phrase.owners)
    return owned or not sectors.isdisjoint(_PUBLIC)


def _of_runs(tokens: Tokens, shapes: Shapes, runs: Sequence[Run], located: dict[int, Place]) -> Iterator[Named]:
    runs = [shapes.split(run) for run in runs]
    persons = [run for run in runs if run.role is not None or shapes.person(run)]
    words = {tokens.words[number] for run in persons for number in range(run.first, run.last) if len(tokens.words[number]) > _STEM}
    known = {id(run) for run in persons if shapes.compound(run) is None}
    for run in runs:
        start = tokens.starts[run.first]
        if id(run) in known or (run.last - run.first == 1 and _again(tokens.words[run.first], words)):
            yield _span(tokens, run.first, run.last, "PER")
        elif compound := shapes.compound(run):
            yield compound
        elif start in located:
            continue
        elif shapes.body(run):
            yield _span(tokens, run.first, run.last, "ORG")
        elif run.told or run.last - run.first > 1:
            yield _span(tokens, run.first, run.last, "PER")


def _again(word: str, words: set[str]) -> bool:
    return word in words or any(inflected(word, other) for other in words)


def _span(tokens: Tokens, first: int, last: int, group: Group) -> Named:
    return Named(tokens.starts[first], tokens.ends[last - 1], group)

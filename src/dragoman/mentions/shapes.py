"""Names by their shape: persons, bodies and places that no list has, told apart by what they look like and what stands beside them."""

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from dragoman.mentions.grammar import Rules
from dragoman.mentions.runs import Run
from dragoman.mentions.spelling import Spelling
from dragoman.mentions.tokens import Tokens
from dragoman.vocab.names import given

Group = Literal["PER", "ORG", "GPE", "LOC"]
_QUOTES, _CLOSING = '«“„"', tuple('»”"“')
# A word in capitals of so few letters is an abbreviation.
_ABBREVIATION = 5
_BEFORE_NAME = " \u00a0" + _QUOTES
_INITIAL = 1
_REACH = 3
_STEM = 3
_ROOT = 5  # letters that a word keeps in its forms
_TITLE = 6  # words in a name between quotation marks


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
        self._spelling = Spelling(tokens, rules)

    def read(self, run: Run) -> Run:
        """A run cut to the name in it, and marked when that looks like a person's."""
        cut = self.split(run)
        return msgspec.structs.replace(cut, person=self.person(cut), begin=run.first if cut.first > run.first else -1)

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

    def full(self, run: Run) -> bool:
        """Whether a run is a first name with more behind it."""
        return run.last - run.first > 1 and self._given(run.first) and not self._adjectival(run)

    def body(self, run: Run) -> bool:
        """Whether a run looks like the name of a body: an abbreviation, a foreign word, or words in quotes behind a noun for a body."""
        raw = self._tokens.raw(run.first)
        if self._numeral(run) or self._rules.has("abbreviations", self._tokens.words[run.last - 1]):
            return False
        if run.last - run.first == 1 and len(raw) > 1 and raw.isupper():
            return True
        follows = self._follows(run.first, self._rules.body_nouns)
        # Foreign words in quotation marks are more often a work or a ware.
        return follows or (self._latin(range(run.first, run.last)) and not (raw.isascii() and self._quoted(run.first)))

    def body_name(self, run: Run) -> bool:
        """Whether a run begins as only a body's name does: 'Минфин', 'Центробанк', 'Банк Развития'."""
        word, rules = self._tokens.words[run.first], self._rules
        if rules.body_names and word.startswith(rules.body_names):
            return True
        if self._quoted(run.first) or self.full(run):
            return False
        return any(word.startswith(noun) and len(word) - len(noun) <= _STEM for noun in rules.body_nouns)

    def foreign(self, run: Run) -> bool:
        """Whether a run is one word in capitals or, among Cyrillic, in Latin letters: no surname is written so."""
        raw = self._tokens.raw(run.first)
        return run.last - run.first == 1 and len(raw) > 1 and not self._numeral(run) and (raw.isupper() or self._latin((run.first,)))

    def between_quotes(self) -> Iterator[Named]:
        """All that stands in quotation marks behind a noun for a body or a legal form: 'компания «Рога и копыта»', 'ООО «Весна»'."""
        tokens = self._tokens
        for first in range(1, len(tokens.words)):
            if tokens.capitals[first] and self._quoted(first) and self._names_body(first - 1):
                last = next((number for number in range(first, min(first + _TITLE, len(tokens.words))) if _closes(tokens, number)), -1)
                if last >= 0:
                    yield span_of(tokens, first, last + 1, "ORG")

    def _names_body(self, number: int) -> bool:
        word = self._tokens.words[number]
        if self._tokens.between(number).strip(_BEFORE_NAME):
            return False
        return self._rules.has("legal_forms", word) or bool(self._rules.body_nouns and word.startswith(self._rules.body_nouns))

    def titled(self, run: Run) -> bool:
        """Whether a run is all that stands in quotes, with no noun for a work before it."""
        return quoted(self._tokens, run.first, run.last) and not self._follows(run.first, self._rules.work_nouns)

    def employer(self, run: Run) -> Iterator[Named]:
        """The body in capitals or foreign letters that was cut from before a name: 'WFC Артур Перепёлкин'."""
        tokens, numbers = self._tokens, range(run.begin, run.first) if run.begin >= 0 else range(0)
        if not numbers or any(self._rules.has("abbreviations", tokens.words[number]) for number in numbers):
            return
        foreign = self._latin(numbers) or all(tokens.raw(number).isupper() for number in numbers)
        if foreign and tokens.ends[numbers[-1]] - tokens.starts[numbers[0]] > _INITIAL:
            yield span_of(tokens, run.begin, run.first, "ORG")

    def abbreviation(self, run: Run) -> bool:
        """Whether a run is one short word in capitals, which no surname is."""
        raw = self._tokens.raw(run.first)
        return run.last - run.first == 1 and 1 < len(raw) <= _ABBREVIATION and raw.isupper()

    def acts(self, run: Run) -> bool:
        """Whether a verb follows one word in the middle of a sentence: 'вчера Кузяк приехал'."""
        tokens, number = self._tokens, run.last
        if run.first == run.line.first or number >= run.line.last or tokens.raw(run.first).isascii():
            return False
        return (
            tokens.joined(number - 1) and not tokens.capital(number) and tokens.words[number].endswith(self._rules.verb_endings or ("\0",))
        )

    def nameless(self, run: Run) -> bool:
        """Whether a run that no first name vouches for stands behind an opening quotation mark: the name of a work or a body."""
        return self._quoted(run.first)

    def toponym(self, run: Run) -> bool:
        """Whether one unknown word stands behind a preposition of place: 'в Кузякино'."""
        if run.last - run.first > 1 or run.first == run.line.first or self._adjectival(run) or self._numeral(run):
            return False
        raw, before = self._tokens.raw(run.first), run.first - 1
        if raw.isupper() or raw.isascii() or self._tokens.between(before).strip():
            return False
        return (self._tokens.words[before],) in self._rules.inside.get(self._tokens.words[before], ())

    def surname(self, run: Run) -> bool:
        """Whether one word in the middle of a sentence looks like a family name."""
        if run.last - run.first > 1 or run.first == run.line.first or self._adjectival(run) or self._numeral(run):
            return False
        raw = self._tokens.raw(run.first)
        opens = self._tokens.between(run.first - 1).strip()
        if raw.isupper() or raw.isascii() or opens not in ("", ",", "("):
            return False
        return self._ends(run.first, self._rules.surname_endings) or self._given(run.first)

    def only_name(self, run: Run) -> bool:
        """Whether one unknown word in the middle of a sentence stands in the text with a capital alone, as no common noun does."""
        tokens = self._tokens
        if run.last - run.first > 1 or run.first == run.line.first or not tokens.joined(run.first - 1) or self._adjectival(run):
            return False
        raw, word = tokens.raw(run.first), tokens.words[run.first]
        if raw.isupper() or raw.isascii() or len(word) <= _STEM or self._ends_adjective(word) or tokens.capital(run.first - 1):
            return False
        root = word[:_ROOT]
        often = sum(1 for other, capital in zip(tokens.words, tokens.capitals, strict=True) if capital and other.startswith(root))
        return often > 1 and not any(other.startswith(root) for other in self._small)

    def _ends_adjective(self, word: str) -> bool:
        return bool(self._rules.adjective_endings) and word.endswith(self._rules.adjective_endings)

    @functools.cached_property
    def _small(self) -> frozenset[str]:
        """The words of the text that are written small."""
        return frozenset(word for word, capital in zip(self._tokens.words, self._tokens.capitals, strict=True) if not capital)

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
                return span_of(tokens, run.first, number + 1, group)
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
            return span_of(self._tokens, number, run.last, group)
        return span_of(self._tokens, run.first, run.last, group) if group else None

    def split(self, run: Run) -> Run:
        """A run without what stands before a first name in it: 'WFC Артур Перепёлкин', 'Дизайнер Артемий Лебедев'."""
        while run.last - run.first > 1 and self._rules.has("titles", self._tokens.words[run.first]):
            run = msgspec.structs.replace(run, first=run.first + 1)
        opening = run.first == run.line.first and not self._given(run.first)
        if opening and run.last - run.first > 2 and self._tokens.words[run.first].endswith(self._rules.adjective_endings or ("\0",)):
            return msgspec.structs.replace(run, first=run.first + 1)
        for number in range(run.first + 1, run.last - (0 if opening else 1)):
            if self._given(number) and not self._given(run.first) and not self._initials(range(run.first, number)):
                return msgspec.structs.replace(run, first=number)
        return run

    def _adjectival(self, run: Run) -> bool:
        """'Ульяновской области': an adjective with a noun behind it is part of a longer name."""
        return run.last - run.first == 1 and run.last < run.line.last and self._spelling.before_noun(run.first)

    def _numeral(self, run: Run) -> bool:
        return run.last - run.first == 1 and set(self._tokens.raw(run.first)) <= set("IVXLC")

    def _quoted(self, number: int) -> bool:
        start = self._tokens.starts[number]
        return start > 0 and self._tokens.text[start - 1] in _QUOTES

    def _latin(self, numbers: Iterable[int]) -> bool:
        return self._rules.cyrillic and all(self._tokens.words[number].isascii() for number in numbers)

    def _follows(self, number: int, stems: tuple[str, ...]) -> bool:
        if not stems or not number or self._tokens.between(number - 1).strip(_BEFORE_NAME):
            return False
        return self._tokens.words[number - 1].startswith(stems)

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


def _closes(tokens: Tokens, number: int) -> bool:
    end = tokens.ends[number]
    return tokens.text[end : end + 1] in _CLOSING


def quoted(tokens: Tokens, first: int, last: int) -> bool:
    """Whether words `first` to `last` (behind the last) are all that stands in quotation marks."""
    start, end = tokens.starts[first], tokens.ends[last - 1]
    return start > 0 and tokens.text[start - 1] in _QUOTES and tokens.text[end : end + 1] in _CLOSING


def span_of(tokens: Tokens, first: int, last: int, group: Group) -> Named:
    """Words `first` to `last` (behind the last) as a named entity."""
    return Named(tokens.starts[first], tokens.ends[last - 1], group)

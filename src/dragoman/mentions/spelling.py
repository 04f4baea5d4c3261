"""How a name is written: capitals, initials, titles, particles. Where it begins, where it ends, and what cannot be one."""

from dragoman.mentions.elements import Element
from dragoman.mentions.grammar import Rules
from dragoman.mentions.tokens import Tokens
from dragoman.vocab.names import given

_LONGEST_NAME = 5
_LONGEST_TITLE = 4
_AFTER_INITIAL = (".", ". ", ".\u00a0")


class Spelling:
    """Reads names in one text."""

    def __init__(self, tokens: Tokens, rules: Rules) -> None:
        self._tokens = tokens
        self._rules = rules

    def start(self, number: int) -> int:
        """Where a name behind a role starts, with titles and abbreviations passed over: 'лидер КЗЖ Джоэл Саймон'; -1 when none can."""
        while number < len(self._tokens.words) and self._titled(number):
            number += 1
        if number >= len(self._tokens.words) or not self._reads_on(number - 1):
            return -1
        if self._letters(number) and self._tokens.joined(number) and self._tokens.capital(number + 1) and not self._letters(number + 1):
            return number + 1
        return number

    def end(self, start: int, taken: dict[int, Element]) -> int:
        """The word behind the name that starts at `start`: capitalised words that mean nothing else, with particles between.

        `taken` are the elements by first word; a name goes on over listed persons, and over a role word inside it.
        """
        number, end = start, start
        while number < len(self._tokens.words) and number - start < _LONGEST_NAME and (number == start or self._reads_on(number - 1)):
            element = taken.get(number)
            if element is not None and not element.person and not _doubtful(element, number, start):
                break
            word = self._tokens.words[number]
            if self._tokens.capital(number) and (self.initial(number) or not self.no_name(number)):
                end = number + 1
            elif not (end and self._rules.has("particles", word)):
                break
            number += 1
        return end

    def plausible(self, start: int, end: int) -> bool:
        """Whether words behind a role can be a name: one word in capitals, in another script or an adjective before a noun cannot."""
        if end - start > 1:
            return True
        word = self._tokens.words[start]
        if self._letters(start) or (word.isascii() and self._rules.cyrillic):
            return False
        return not self.before_noun(start)

    def before_noun(self, number: int) -> bool:
        """Whether a word looks like an adjective with a noun behind it: 'Ульяновской области'."""
        tokens, rules = self._tokens, self._rules
        if not rules.adjective_endings or not tokens.words[number].endswith(rules.adjective_endings) or not tokens.joined(number):
            return False
        word = tokens.words[number + 1]
        return not tokens.capital(number + 1) and not rules.has("stops", word) and not rules.has("speech", word)

    def no_name(self, number: int) -> bool:
        """Whether a word with a capital is known to be no name; 'Jan' before another capital is not January."""
        word = self._tokens.words[number]
        if not self._rules.has("not_names", word):
            return False
        return word not in given() or not self._tokens.joined(number) or not self._tokens.capital(number + 1)

    def initial(self, number: int) -> bool:
        """Whether a word is an initial before a name: 'V. Putin', 'В.Лукашенко'."""
        tokens = self._tokens
        if tokens.ends[number] - tokens.starts[number] != 1 or number + 1 >= len(tokens.words) or not tokens.capital(number):
            return False
        return tokens.between(number) in _AFTER_INITIAL and tokens.capital(number + 1)

    def _letters(self, number: int) -> bool:
        raw = self._tokens.raw(number)
        return len(raw) > 1 and raw.isupper()

    def _titled(self, number: int) -> bool:
        return self._rules.has("titles", self._tokens.words[number]) and self._tokens.capital(number) and self._reads_on(number - 1)

    def _reads_on(self, number: int) -> bool:
        """Whether a word and the next may be of one name: 'V. Putin', 'Gen. Milley'."""
        tokens = self._tokens
        if number + 1 >= len(tokens.words) or tokens.joined(number):
            return number + 1 < len(tokens.words)
        between, length = tokens.between(number), tokens.ends[number] - tokens.starts[number]
        return between in _AFTER_INITIAL and (length == 1 or (length <= _LONGEST_TITLE and between == ". "))


def _doubtful(element: Element, number: int, start: int) -> bool:
    """Whether a role or group word with a capital may be part of a name ('King', 'Judge'): only behind a first name."""
    return number > start and element.kinds <= {"R", "G"} and element.last == number + 1

"""Elements: what the lexicon found at one place of a text, with the case its ending shows."""

from collections.abc import Iterable

import msgspec

from dragoman.mentions.grammar import Rules
from dragoman.mentions.lexicon import Hit, widest
from dragoman.mentions.tokens import Line, Tokens
from dragoman.vocab.names import given

HEADS = frozenset("RDG")
OWNERS = frozenset("NAPCSBO")
_STATE_WORDS = frozenset("NCPO")


class Element(msgspec.Struct, frozen=True):
    """One or more readings of the same words. `after` is the word behind its case suffix; `case` is genitive, locative, dative,
    attributive or ''; `inner` an adjective that stands inside it: 'ministère kazakh de la défense'."""

    first: int
    last: int
    after: int
    hits: tuple[Hit, ...]
    kinds: frozenset[str]
    case: str = ""
    inner: "Element | None" = None

    @property
    def head(self) -> bool:
        """Whether it can be the head of an actor phrase: a role, a body or a group."""
        return not self.kinds.isdisjoint(HEADS)

    @property
    def owner(self) -> bool:
        """Whether it names a state or an organisation."""
        return not self.kinds.isdisjoint(OWNERS)

    @property
    def person(self) -> bool:
        """Whether it names a person of the list."""
        return "E" in self.kinds or "F" in self.kinds

    @property
    def adjective(self) -> bool:
        """Whether it can stand before or behind a noun as an adjective of nationality."""
        return "A" in self.kinds or "P" in self.kinds


def elements(tokens: Tokens, hits: Iterable[Hit], rules: Rules) -> list[Element]:
    """The widest hits as elements, in order."""
    listed = list(hits)
    adjectives = {hit.first: hit for hit in listed if hit.entry.kind == "A"} if rules.adjective_after else {}
    found = [_element(tokens, group, rules, adjectives) for group in widest(listed)]
    taken = {number for element in found for number in range(element.first, element.last)}
    return [element for element in found if not _part_of_name(tokens, rules, element, taken)]


def _part_of_name(tokens: Tokens, rules: Rules, element: Element, taken: set[int]) -> bool:
    """Whether a word belongs to a longer name: a surname behind a first name that the list does not have with it ('Arman Jaksylykov'),
    or a doubtful state or capital before a surname ('Victoria Panfilova')."""
    if element.kinds == {"F"}:
        return _named_by(tokens, rules, element.first - 1, taken) or _goes_on(tokens, rules, element.last, taken)
    if element.kinds == {"O"} and not element.hits[0].entry.surface and _longer(tokens, rules, element.first - 1, taken):
        return True
    if element.head and element.last == element.first + 1 and (_mistaken(tokens, element) or _verb(tokens, rules, element, taken)):
        return True
    if element.kinds <= _STATE_WORDS and (_behind_given(tokens, element.first - 1) or _hyphened(tokens, element.last, taken)):
        return True
    if _joint(tokens, element.first - 1) == "-" and rules.has("hyphen_before", tokens.words[element.first - 1]):
        return True
    doubtful = all(hit.entry.ambiguous and hit.entry.kind in "NCAP" for hit in element.hits)
    return (
        doubtful
        and element.last < len(tokens.words)
        and tokens.between(element.last - 1) == " "
        and (element.last not in taken and tokens.capital(element.last) and not rules.has("not_names", tokens.words[element.last]))
    )


def _joint(tokens: Tokens, number: int) -> str:
    return tokens.between(number) if number >= 0 else ""


def _behind_given(tokens: Tokens, number: int) -> bool:
    """'Дмитрий Ливанов' is no state."""
    return number >= 0 and tokens.capital(number) and tokens.between(number) == " " and tokens.words[number] in given()


def _goes_on(tokens: Tokens, rules: Rules, number: int, taken: set[int]) -> bool:
    """'Марин Ле Пен', 'Ван Чжэнь': a surname that another word of a name follows is no surname here."""
    return (
        number < len(tokens.words)
        and tokens.between(number - 1) == " "
        and tokens.capital(number)
        and number not in taken
        and not (rules.has("not_names", tokens.words[number]))
    )


def _longer(tokens: Tokens, rules: Rules, number: int, taken: set[int]) -> bool:
    """'Collective Security Council' is not the Security Council."""
    return (
        number > 0
        and number not in taken
        and tokens.between(number) == " "
        and tokens.capital(number)
        and (
            tokens.joined(number - 1)
            and not rules.has("not_names", tokens.words[number])
            and not rules.has("fillers", tokens.words[number])
        )
    )


def _mistaken(tokens: Tokens, element: Element) -> bool:
    """'Мэри Кобб' is no mayor."""
    number = element.last
    return (
        tokens.capital(element.first)
        and tokens.words[element.first] in given()
        and number < len(tokens.words)
        and (tokens.between(number - 1) == " " and tokens.capital(number))
    )


def _verb(tokens: Tokens, rules: Rules, element: Element, taken: set[int]) -> bool:
    """'Il juge la situation grave', 'La presse juge': a word behind a pronoun or an auxiliary, or one of speech behind an actor."""
    number = element.first - 1
    if number < 0 or tokens.capital(element.first) or not tokens.joined(number):
        return False
    spoken = number in taken and bool(rules.sets["verb_before"]) and rules.has("speech", tokens.words[element.first])
    return spoken or rules.has("verb_before", tokens.words[number])


def _hyphened(tokens: Tokens, number: int, taken: set[int]) -> bool:
    """'Сан-Франциско' is not Sanaa."""
    return number < len(tokens.words) and tokens.between(number - 1) == "-" and tokens.capital(number) and number not in taken


def _named_by(tokens: Tokens, rules: Rules, number: int, taken: set[int]) -> bool:
    if number < 0 or number in taken or not tokens.capital(number):
        return False
    word = tokens.words[number]
    if len(word) == 1:
        return tokens.between(number)[:1] == "."
    return tokens.between(number) in (" ", "-") and not any(rules.has(name, word) for name in ("not_names", "titles", "fillers"))


def by_line(found: list[Element], lines: Iterable[Line]) -> Iterable[tuple[Line, list[Element]]]:
    """The elements of each sentence; those outside any sentence (navigation, copyright) fall away."""
    place = 0
    for line in lines:
        while place < len(found) and found[place].first < line.first:
            place += 1
        start = place
        while place < len(found) and found[place].last <= line.last:
            place += 1
        yield line, found[start:place]


def _element(tokens: Tokens, group: tuple[Hit, ...], rules: Rules, adjectives: dict[int, Hit]) -> Element:
    first, last = group[0].first, group[0].last
    suffix = _suffix(tokens, last, rules)
    ending = tokens.words[last] if suffix else group[0].ending
    kinds = frozenset(hit.entry.kind for hit in group)
    # An organisation's own name ('CIA') is no bare role word, whatever the role lists say of it.
    if "O" in kinds:
        # 'Security Council' is a body, of the United Nations or of a state: its owner, or else the article, tells.
        organs = all(hit.entry.organ for hit in group if hit.entry.kind == "O")
        kinds = kinds - {"O"} if organs and "D" in kinds else kinds - HEADS
    # One word is a state before it is a paper or firm of that name: Türkiye.
    kinds = kinds - {"O"} if "N" in kinds and last - first == 1 else kinds
    inner = adjectives.get(group[0].skipped)
    within = Element(inner.first, inner.last, inner.last, (inner,), frozenset("A")) if inner else None
    return Element(first, last, last + suffix, group, kinds, _case(ending, rules), within)


def _suffix(tokens: Tokens, last: int, rules: Rules) -> int:
    """1 where the next word is a case suffix behind an apostrophe: Türkiye’nin."""
    if not rules.proper or last >= len(tokens.words):
        return 0
    return int(tokens.between(last - 1) in ("’", "'") and tokens.words[last] in rules.proper)


def _case(ending: str, rules: Rules) -> str:
    if not ending:
        return ""
    for name in ("genitive", "attributive", "locative", "dative"):
        if rules.has(name, ending):
            return name
    return "other" if rules.proper or rules.sets["genitive"] else ""

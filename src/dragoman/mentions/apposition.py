"""Who is named only to say whose another is: 'President Erdogan’s chief adviser, Ihsan Sener' acts, the president does not."""

from collections.abc import Sequence

import msgspec

from dragoman.mentions.found import Found
from dragoman.mentions.grammar import Rules
from dragoman.mentions.phrases import Phrase
from dragoman.mentions.tokens import Tokens

# Words between the possessor and the name.
_MOST_BETWEEN = 6


class Appositions:
    """Tells possessors from actors in one text."""

    def __init__(self, tokens: Tokens, rules: Rules, phrases: Sequence[Phrase]) -> None:
        self._tokens = tokens
        self._rules = rules
        self._roles = {head.first for phrase in phrases for head in phrase.heads if "R" in head.kinds}

    def marked(self, found: Sequence[Found]) -> list[Found]:
        """The mentions, in order; those that only say whose the person behind them is are marked as possessors."""
        following = [*found[1:], None][: len(found)]
        return [
            msgspec.structs.replace(one, how="possessor") if other is not None and self._owns(one, other) else one
            for one, other in zip(found, following, strict=False)
        ]

    def _owns(self, one: Found, other: Found) -> bool:
        if one.kind not in ("person", "state", "organisation") or other.kind != "person" or other.first - one.last > _MOST_BETWEEN:
            return False
        return self._before(one, other) or self._between(one, other)

    def _before(self, one: Found, other: Found) -> bool:
        """'Erdoğan’s adviser, N N', 'Erdoğan’ın danışmanı N N': a mark of possession, then a role."""
        start = self._after_mark(one)
        if start < 0 or not self._one_phrase(start - 1, other.first):
            return False
        # In some languages the role is part of the mention of who holds it.
        return self._role(range(start, other.first + 1))

    def _after_mark(self, one: Found) -> int:
        """The word behind the mark of possession after a mention, or -1."""
        tokens, rules, last = self._tokens, self._rules, one.last
        if last < len(tokens.words) and tokens.between(last - 1) in ("’", "'"):
            marked = rules.has("possessive", tokens.words[last]) or rules.has("genitive", tokens.words[last])
            return last + 1 if marked else -1
        word = tokens.words[last - 1]
        inflected = rules.noun_before and any(word.endswith(ending) for ending in rules.sets["genitive"])
        return last if inflected else -1

    def _between(self, one: Found, other: Found) -> bool:
        """'le conseiller d’Erdogan, N N', 'the adviser to Erdogan, N N': a role, a small word, the possessor, and a comma."""
        if one.last != other.first or self._tokens.between(one.last - 1) != ", ":
            return False
        return any(self._linked(one.first, phrase) for phrases in self._rules.aide_links.values() for phrase in phrases)

    def _linked(self, first: int, link: tuple[str, ...]) -> bool:
        start = first - len(link)
        if start < 1 or self._tokens.words[start:first] != link or not self._one_phrase(start - 1, first):
            return False
        return self._role(range(max(0, start - _ROLE_WORDS), start))

    def _role(self, numbers: range) -> bool:
        return any(number in self._roles or self._rules.has("aides", self._tokens.words[number]) for number in numbers)

    def _one_phrase(self, first: int, last: int) -> bool:
        """Whether no more than one comma parts the words from one to another."""
        signs = [self._tokens.between(number) for number in range(max(0, first), last)]
        return sum(sign == ", " for sign in signs) <= 1 and all(sign in _SIGNS for sign in signs)


_ROLE_WORDS = 2
_SIGNS = frozenset((" ", ", ", "-", "’", "'", "\u00a0"))

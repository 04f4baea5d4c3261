"""The parser: puts the elements of a sentence together into actor phrases by the rules of its language."""

from collections.abc import Mapping

from dragoman.mentions.elements import Element
from dragoman.mentions.grammar import Phrases, Rules
from dragoman.mentions.phrases import Phrase
from dragoman.mentions.spelling import Spelling
from dragoman.mentions.tokens import Line, Tokens

# A phrase of more links than this is a list or a mistake.
_MOST_PARTS = 5
_MOST_FILLERS = 2
_AHEAD = 4  # elements behind a role that may lie in the name
_ARMED = frozenset({"MIL", "PRM"})


class _Parts:
    """What has been collected of one phrase so far. `at` is the next word, `next` the next element."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.heads: list[Element] = []
        self.owners: list[Element] = []
        self.places: list[Element] = []
        self.spot = -1
        self.at = self.next = 0


class Parser:
    """Puts the elements of a sentence together by the rules of its language. `spots` are known places: first word to the one behind."""

    def __init__(self, tokens: Tokens, rules: Rules, spots: Mapping[int, int]) -> None:
        self._tokens = tokens
        self._rules = rules
        self._spelling = Spelling(tokens, rules)
        self._spots = spots
        self._spot_ends = {last: first for first, last in spots.items()}

    def parse(self, line: Line, found: list[Element]) -> list[Phrase]:
        """The phrases of a sentence, in order, without overlaps. Every element is in one of them."""
        phrases, place = [], 0
        while place < len(found):
            phrase, place = self._phrase(line, found, place)
            phrases.append(phrase)
        return phrases

    def _phrase(self, line: Line, found: list[Element], place: int) -> tuple[Phrase, int]:
        head = self._head_behind(found, place)
        if head < 0 and self._owns_person(found, place):
            owner, person = found[place], found[place + 1]
            name = (person.first, person.last)
            return Phrase(line=line, first=owner.first, last=person.last, owners=(owner,), person=person, name=name), place + 2
        if head < 0:
            one = found[place]
            first, former = self._widened(line, one.first) if one.person or one.kinds == {"P"} else (one.first, False)
            return Phrase(line=line, first=first, last=one.last, single=one, former=former), place + 1
        parts = _Parts(found[place].first)
        parts.owners = found[place:head]
        parts.heads = [found[head]]
        parts.at, parts.next = found[head].after, head + 1
        inner = found[head].inner
        if inner is not None:
            parts.owners.append(inner)
        while len(parts.heads) + len(parts.owners) < _MOST_PARTS and self._grow(found, parts):
            pass
        self._locate(found, parts)
        return self._finished(line, found, parts)

    def _finished(self, line: Line, found: list[Element], parts: _Parts) -> tuple[Phrase, int]:
        person = name = None
        if any("R" in head.kinds or "G" in head.kinds for head in parts.heads) and not parts.places and parts.spot < 0:
            person, name = self._named(found, parts)
        last = name[1] if name else _end_of(parts)
        if self._spotted(parts, last):
            parts.spot = parts.first = self._spot_ends[parts.first]
        if len(parts.heads) > 1 and self._rules.has("weak_heads", self._tokens.words[parts.heads[0].first]):
            parts.heads = parts.heads[1:]
        first, former = self._widened(line, parts.first)
        following = parts.next
        while following < len(found) and found[following].first < last:
            following += 1
        phrase = Phrase(
            line=line,
            first=first,
            last=last,
            heads=tuple(parts.heads),
            owners=tuple(parts.owners),
            places=tuple(parts.places),
            spot=parts.spot,
            person=person,
            name=name,
            former=former,
        )
        return phrase, following

    def _owns_person(self, found: list[Element], place: int) -> bool:
        """'Russia’s Vladimir Putin'."""
        owner = found[place]
        if place + 1 >= len(found) or not owner.owner or owner.last >= len(self._tokens.words) or not self._possessive(owner.last):
            return False
        return found[place + 1].person and found[place + 1].first == owner.last + 1 and self._tokens.joined(owner.last)

    # Owners before the head.

    def _head_behind(self, found: list[Element], place: int) -> int:
        """The number of the head that the element at `place` is or leads to, or -1."""
        at = place
        while at < len(found) and at - place < _MOST_PARTS:
            if found[at].head and (at == place or not found[at].owner or not self._leads(found, at)):
                return at
            if not self._leads(found, at):
                return -1
            at += 1
        return -1

    def _leads(self, found: list[Element], at: int) -> bool:
        return at + 1 < len(found) and found[at].owner and self._reaches(found[at], found[at + 1])

    def _reaches(self, owner: Element, other: Element) -> bool:
        """Whether an owner belongs to what follows it, with nothing but fillers in between."""
        rules, tokens = self._rules, self._tokens
        at, owned = owner.after, owner.adjective
        if owner.last < len(tokens.words) and self._possessive(owner.last):
            at, owned = owner.last + 1, True
        elif owner.case:
            owned = owned or owner.case in ("genitive", "attributive")
            if owner.case not in ("genitive", "attributive"):
                return False
        # A name that is also its adjective ('Rusya') stands bare like others.
        elif (not owned and not rules.noun_before) or ((not owned or "N" in owner.kinds) and not self._compound(other)):
            return False
        return self._filled(at, other.first, 1 if owned else 0)

    def _compound(self, head: Element) -> bool:
        """Whether a bare name before a word can be its owner. Where owners take a case, it owns the head right behind it, if that bears a
        mark of belonging: in 'БҰҰ Эфиопия үкіметін' the UN is another, and in 'Минск тұтқындарды' Minsk."""
        if not self._rules.sets["genitive"]:
            return True
        return head.head and not self._tokens.words[head.last - 1].endswith(self._rules.unowned or ("\0",))

    def _possessive(self, number: int) -> bool:
        return self._tokens.between(number - 1) in ("’", "'") and self._rules.has("possessive", self._tokens.words[number])

    def _filled(self, start: int, stop: int, unknown: int) -> bool:
        """Whether only fillers, and at most `unknown` other adjectives, stand from `start` to `stop`."""
        if stop < start or stop - start > _MOST_FILLERS or not self._run(start - 1, stop):
            return False
        for number in range(start, stop):
            if not self._rules.has("fillers", self._tokens.words[number]):
                unknown -= 1
                if unknown < 0 or not self._adjective(number, stop):
                    return False
        return True

    def _adjective(self, number: int, head: int) -> bool:
        word = self._tokens.words[number]
        # 'Turkish Presidential Spokesperson': a capital before a capital.
        if self._tokens.capital(number) and not self._tokens.capital(head):
            return False
        if self._rules.has("stops", word) or word.isdigit():
            return False
        return not self._rules.adjective_endings or word.endswith(self._rules.adjective_endings)

    def _run(self, first: int, last: int) -> bool:
        """Whether the words `first` to `last` are parted by blanks, hyphens and apostrophes alone."""
        return all(self._tokens.joined(number) or self._plural_owner(number) for number in range(first, last))

    def _plural_owner(self, number: int) -> bool:
        return (
            number + 1 < len(self._tokens.words) and self._tokens.between(number) in ("’ ", "' ") and bool(self._rules.sets["possessive"])
        )

    # What follows the head.

    def _grow(self, found: list[Element], parts: _Parts) -> bool:
        """Take one more part behind the head; False when there is none."""
        if parts.next >= len(found):
            return False
        other = found[parts.next]
        if other.first == parts.at and self._run(parts.at - 1, parts.at):
            return self._take_adjacent(found, parts, other)
        link = self._link(self._rules.links, parts.at)
        if not link or not self._filled(parts.at + link, other.first, 1):
            return False
        return self._take_linked(found, parts, other)

    def _take_adjacent(self, found: list[Element], parts: _Parts, other: Element) -> bool:
        if other.head and not (other.owner and self._leads(found, parts.next)):
            return self._one_noun(parts.heads[-1], other) and self._take(parts, other, parts.heads)
        if self._rules.adjective_after and "A" in other.kinds:
            return self._take(parts, other, parts.owners)
        if not self._rules.bare_after or not other.owner:
            return False
        return self._take_owner(found, parts, other)

    def _one_noun(self, head: Element, other: Element) -> bool:
        """Whether two heads side by side are one actor. Where owned nouns bear a mark, a subject and the object behind it are not: 'polis
        başkanı' is one, 'polis göstericilere' and 'сот министрді' are two."""
        rules = self._rules
        if not rules.belonging:
            return True
        if self._tokens.words[head.last - 1].endswith(rules.unowned):
            return False
        ending = other.hits[0].ending
        stripped = next((ending[len(plural) :] for plural in rules.plural if ending.startswith(plural)), ending)
        return head.kinds <= {"G"} or not stripped or stripped in rules.belonging

    def _take_linked(self, found: list[Element], parts: _Parts, other: Element) -> bool:
        if other.head and not (other.owner and self._leads(found, parts.next)):
            return self._take(parts, other, parts.heads)
        return bool(other.owner) and self._take_owner(found, parts, other)

    def _take_owner(self, found: list[Element], parts: _Parts, other: Element) -> bool:
        head = self._head_behind(found, parts.next)
        if head > parts.next:
            parts.owners += found[parts.next : head]
            parts.next = head
            return self._take(parts, found[head], parts.heads)
        if other.kinds <= {"A"} or (self._rules.bare_after and other.hits[0].plain):
            return False
        return self._take(parts, other, parts.owners)

    def _take(self, parts: _Parts, other: Element, into: list[Element]) -> bool:
        into.append(other)
        parts.at, parts.next = other.after, parts.next + 1
        return True

    def _link(self, phrases: Phrases, at: int) -> int:
        """How many words of a linking phrase stand at a place, 0 when none."""
        words = self._tokens.words
        if at >= len(words):
            return 0
        for phrase in phrases.get(words[at], ()):
            if words[at : at + len(phrase)] == phrase and self._run(at - 1, at + len(phrase) - 1):
                return len(phrase)
        return 0

    def _locate(self, found: list[Element], parts: _Parts) -> None:
        """Where a group or body is: 'protesters in Almaty'."""
        word = self._tokens.words[parts.heads[-1].last - 1]
        several = bool(self._rules.plural_nouns) and word.endswith(self._rules.plural_nouns)
        if not several and not any("G" in head.kinds or "D" in head.kinds for head in parts.heads):
            return
        if _armed(parts.heads):
            return
        link = self._link(self._rules.inside, parts.at)
        target = parts.at + link
        if not link or not self._run(parts.at, target):
            return
        other = found[parts.next] if parts.next < len(found) else None
        if other is not None and other.first == target and not other.kinds.isdisjoint("NCB") and not self._leads(found, parts.next):
            self._take(parts, other, parts.places)
        elif target in self._spots and (other is None or other.first > target):
            parts.spot, parts.at = target, self._spots[target]

    def _spotted(self, parts: _Parts, last: int) -> bool:
        """Whether a town stands right before a head that no other owner claims: 'Almaty police'."""
        return (
            self._rules.noun_before
            and not parts.owners
            and not parts.places
            and parts.spot < 0
            and last > parts.first
            and parts.first in self._spot_ends
            and self._tokens.joined(parts.first - 1)
        )

    # The name behind a role.

    def _named(self, found: list[Element], parts: _Parts) -> tuple[Element | None, tuple[int, int] | None]:
        start = self._spelling.start(parts.at)
        if start < 0:
            return None, None
        other = next((one for one in found[parts.next : parts.next + 1] if one.first == start), None)
        if other is not None and other.person:
            return other, (other.first, other.last)
        end = self._spelling.end(start, {one.first: one for one in found[parts.next : parts.next + _AHEAD]})
        return None, (start, end) if end > start and self._spelling.plausible(start, end) else None

    # What stands before the phrase and belongs to it.

    def _widened(self, line: Line, first: int) -> tuple[int, bool]:
        """The phrase's first word with fillers, 'former' and the article before it, and whether 'former' was among them."""
        former, at = False, first
        while at - 1 >= line.first and first - at < 3 and self._tokens.joined(at - 1):
            word = self._tokens.words[at - 1]
            if self._rules.has("former", word):
                former = True
            elif word in self._rules.articles:
                return at - 1, former
            elif not self._rules.has("fillers", word) or self._rules.has("stops", word):
                break
            at -= 1
        return at, former


def _armed(heads: list[Element]) -> bool:
    """Soldiers in a country need not be that country's."""
    return any(not _ARMED.isdisjoint(hit.entry.sectors) for head in heads for hit in head.hits)


def _end_of(parts: _Parts) -> int:
    if parts.spot >= 0:
        return parts.at
    return max(part.last for part in (*parts.heads, *parts.owners, *parts.places))

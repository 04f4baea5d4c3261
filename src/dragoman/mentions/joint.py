"""Who was named together, and words that stand for them: 'the two sides', 'both ministers', 'the two countries'."""

import itertools
from collections.abc import Callable, Iterator, Sequence

import msgspec

from dragoman.mentions.found import Found
from dragoman.mentions.grammar import Rules
from dragoman.mentions.possession import OFFICIAL
from dragoman.mentions.tokens import Line, Tokens
from dragoman.mentions.world import World

_SCORE, _OPEN = 0.6, 0.3
# A state's name as a place, or its adjective alone, names no party.
_PARTY = 0.5
_BACK = 4
_FEWEST = 2
_ANY = 0  # 'they': however many were named together


class Joint(msgspec.Struct, frozen=True):
    """Words that stand for several: `count` of them, of a kind: `state`, `side`, `person`; `sectors` and `role` where the words are of
    an office or a body ('both ministers'); `bare` where no number is said ('the parties'), which may mean none of those named."""

    first: int
    last: int
    kind: str
    count: int
    sectors: tuple[str, ...] = ()
    role: str = ""
    bare: bool = False


class Joints:
    """Finds such words in one text, and whom they mean."""

    def __init__(self, tokens: Tokens, rules: Rules, world: World) -> None:
        self._tokens = tokens
        self._rules = rules
        self._world = world

    # The words.

    def phrases(self, line: Line, openings: Sequence[int]) -> Iterator[Joint]:
        """The words of a sentence that stand for several; `openings` are those at which one may begin."""
        until = line.first
        for first in openings:
            if first >= until and (joint := self._phrase(line, first)) is not None:
                until = joint.last
                yield joint

    def opens(self, word: str) -> bool:
        """Whether words for several may begin with a word."""
        return word in self._rules.several or word in self._rules.sides

    def _phrase(self, line: Line, first: int) -> Joint | None:
        words = self._tokens.words
        for phrase, count in self._rules.several.get(words[first], ()):
            at = first + len(phrase)
            if words[first:at] == phrase and self._run(first, at, line):
                noun = next((number for number in (at, at + 1) if self._noun(number, at, line)), -1)
                if noun >= 0 and not self._aside(line, first, noun + 1):
                    return Joint(first, noun + 1, self._rules.joint[words[noun]], count)
        for phrase in self._rules.sides.get(words[first], ()):
            last = first + len(phrase)
            if last <= line.last and words[first:last] == phrase and self._begins(line, first):
                return Joint(first, last, "side", _FEWEST, bare=True)
        return None

    def _noun(self, number: int, at: int, line: Line) -> bool:
        """Whether a noun for several stands at a place, behind an adjective at most."""
        if number >= line.last or self._tokens.words[number] not in self._rules.joint or not self._run(at - 1, number, line):
            return False
        return number == at or not self._rules.has("stops", self._tokens.words[at])

    def _run(self, first: int, last: int, line: Line) -> bool:
        return last < line.last and all(self._tokens.joined(number) for number in range(first, last))

    def _aside(self, line: Line, first: int, last: int) -> bool:
        """'on both sides' says where, not who; in 'iki ülke ilişkileri' the relations are meant."""
        before = first - 1
        if last < line.last and self._rules.compounds and self._tokens.words[last].startswith(self._rules.compounds):
            return True
        return before >= line.first and self._tokens.joined(before) and self._rules.has("aside", self._tokens.words[before])

    def _begins(self, line: Line, first: int) -> bool:
        """A bare 'стороны' is a noun like others, save where its clause begins with it."""
        if self._rules.articles or first == line.first or not self._tokens.joined(first - 1):
            return True
        return self._rules.has("conjunctions", self._tokens.words[first - 1])

    def office(self, one: Found, line: Line) -> Joint | None:
        """An open mention of offices or bodies with a number before it: 'both prime ministers', 'iki savunma bakanı'."""
        if one.kind != "group" or one.actor or one.country or not one.role:
            return None
        words = self._tokens.words
        for first in range(max(line.first, one.first - _FEWEST), one.last):
            for phrase, count in self._rules.several.get(words[first], ()):
                last = first + len(phrase)
                if words[first:last] == phrase and one.first <= last < one.last and self._run(first, last, line):
                    kind = "person" if one.how == "role" else "state"
                    return Joint(min(first, one.first), one.last, kind, count, one.sectors, one.role)
        return None

    # Whom they mean.

    def meant(self, joint: Joint, told: Sequence[Sequence[Found]]) -> Found | None:
        """The mention of those last named together before the words; an open one where a number of them is said. `told`: of the sentences
        up to here."""
        named = [[one for one in line if one.last <= joint.first] for line in told[-_BACK - 1 :]]
        group = self._last(joint.count, named, _KINDS[joint.kind](self))
        if not group and joint.kind == "person":
            group = self._last(joint.count, named, self._state)
        return self._standing(joint, group) if group or not joint.bare else None

    def together(self, line: Sequence[Found]) -> tuple[Found, ...]:
        """The only ones that a sentence joins by a conjunction, where it names no group besides; else nobody."""
        groups = list(self._joined(line, _ANY, self._side))
        beside = any(one.kind == "group" and not one.meant for one in line)
        return groups[0] if len(groups) == 1 and not beside else ()

    def owned(self, found: Sequence[Found]) -> list[Found]:
        """The mentions, in order, and those of open offices and bodies that several own: 'the two countries’ presidents'."""
        return [*found, *(both for one, other in itertools.pairwise(found) if (both := self._owned(one, other)) is not None)]

    def _owned(self, one: Found, other: Found) -> Found | None:
        office, several = (one, other) if other.meant else (other, one)
        nobody = office.kind != "group" or office.actor or office.country or not office.role or not OFFICIAL.intersection(office.sectors)
        if nobody or not several.meant or any(member.kind != "state" for member in several.meant):
            return None
        if not self._belongs(one, other, office is one):
            return None
        joint = Joint(one.first, other.last, "state", len(several.meant), office.sectors, office.role)
        return self._standing(joint, several.meant)

    def _belongs(self, one: Found, other: Found, behind: bool) -> bool:
        """Whether nothing but what marks an owner stands between an office and its owners."""
        rules, words = self._rules, self._tokens.words[one.last : other.first]
        if not all(self._tokens.joined(number) or self._tokens.between(number) == "’ " for number in range(one.last - 1, other.first - 1)):
            return False
        if behind:
            # French 'des deux pays': the link is in the words themselves.
            first = self._tokens.words[other.first]
            return words in rules.links.get(words[0], ()) if words else rules.bare_after or (first,) in rules.links.get(first, ())
        return all(rules.has("possessive", word) for word in words) and (rules.noun_before or bool(words))

    def of_all(self, first: int, last: int, group: Sequence[Found]) -> Found:
        """A mention by the words `first` to `last` of a group."""
        return self._standing(Joint(first, last, "side", _ANY), group)

    def _standing(self, joint: Joint, group: Sequence[Found]) -> Found:
        countries = {one.country for one in group}
        members = [
            msgspec.structs.replace(one, sectors=joint.sectors, role=joint.role) if joint.sectors and one.kind == "state" else one
            for one in group
        ]
        return Found(
            first=joint.first,
            last=joint.last,
            actor="",
            kind="group",
            how="description" if group else "open",
            country=countries.pop() if len(countries) == 1 else "",
            score=_SCORE if group else _OPEN,
            antecedent=group[-1].first if group else -1,
            meant=tuple(members),
        )

    def _last(self, count: int, told: Sequence[Sequence[Found]], kind: "Kind") -> tuple[Found, ...]:
        """Those of a kind that were last named together, or nobody where that is not sure."""
        passed: set[str] = set()
        for line in reversed(told):
            groups = list(self._joined(line, count, kind))
            alone = self._distinct(line, kind)
            keys = {_id(one) for one in alone}
            # 'Russia told Türkiye and Iran that Armenia ...': neither the subject nor nearly all that is named.
            if groups and len(keys) > len(groups[0]) + 1 and (not alone or _id(alone[0]) != _id(groups[0][0])):
                return ()
            if groups:
                same = {tuple(sorted(map(_id, group))) for group in groups}
                return groups[-1] if len(same) == 1 else ()
            if len(keys) >= (count or _FEWEST):
                return alone if len(keys) == (count or _FEWEST) and passed <= keys else ()
            passed |= keys
        return ()

    def _joined(self, line: Sequence[Found], count: int, kind: "Kind") -> Iterator[tuple[Found, ...]]:
        """The groups of a sentence that a conjunction joins: 'A and B', 'A, B and C', and those meant by words that stand for several."""
        place = 0
        while place < len(line):
            last, link = place, ""
            while link != "and" and last + 1 < len(line) and (link := self._link(line[last], line[last + 1])):
                last += 1
            if link == "and" or (last == place and line[place].meant):
                group = self._distinct(_lifted(line[place : last + 1]), kind)
                if len(group) == count or (not count and len(group) >= _FEWEST):
                    yield group
            place = last + 1

    def _distinct(self, chain: Sequence[Found], kind: "Kind") -> tuple[Found, ...]:
        """Those of a kind, each once."""
        found = (one for part in chain for member in _members(part) if (one := kind(member)) is not None)
        return tuple({_id(one): one for one in found}.values())

    def _link(self, one: Found, other: Found) -> str:
        """What joins two mentions: 'and', a comma, or nothing that would."""
        between = [self._tokens.words[number] for number in range(one.last, other.first)]
        marks = self._tokens.text[self._tokens.ends[one.last - 1] : self._tokens.starts[other.first]].strip()
        if not between:
            return marks if marks == "," else ""
        left = [word for word in between if word not in self._rules.articles and (word,) not in self._rules.links.get(word, ())]
        left = [word for word in left if word not in self._rules.proper]
        return "and" if len(left) == 1 and self._rules.has("conjunctions", left[0]) and "," not in marks.strip(", ") else ""

    # Kinds of those meant: each gives the mention as one of them, or None where it is none.

    def _state(self, one: Found) -> Found | None:
        # A state that is only a place is still one of two countries: 'protests in Iran and Iraq'.
        if (
            one.kind == "organisation"
            or not (self._takes_part(one) or (one.how == "name" and one.kind == "state"))
            or not self._world.has_state(one.country)
        ):
            return None
        state = self._world.state(one.country)
        return msgspec.structs.replace(
            one, actor=state.id, kind="state", name=state.name, country=state.country, sectors=state.sectors, role=""
        )

    def _side(self, one: Found) -> Found | None:
        """A state for those who act for it, with their sectors; else the mention as it is."""
        if not self._takes_part(one):
            return None
        if self._world.has_state(one.country) and not (one.sectors and OFFICIAL.isdisjoint(one.sectors)):
            state = self._world.state(one.country)
            return msgspec.structs.replace(one, actor=state.id, kind="state", name=state.name)
        return one

    def _person(self, one: Found) -> Found | None:
        return one if self._takes_part(one) and (one.kind == "person" or one.how == "role") else None

    def _takes_part(self, one: Found) -> bool:
        if not (one.actor or one.country or one.role) or one.how in ("open", "possessor") or "MED" in one.sectors:
            return False
        return one.score > _PARTY or one.kind != "state"


Kind = Callable[[Found], Found | None]
_KINDS: dict[str, Callable[[Joints], Kind]] = {"state": lambda j: j._state, "side": lambda j: j._side, "person": lambda j: j._person}


def _lifted(chain: Sequence[Found]) -> Sequence[Found]:
    """'Russian and Turkish ministers': the adjective is a minister too."""
    last = next((one for one in reversed(chain) if one.role), None)
    if last is None:
        return chain
    return [
        msgspec.structs.replace(one, score=last.score, how=last.how, role=last.role, sectors=last.sectors) if one.how == "demonym" else one
        for one in chain
    ]


def _members(one: Found) -> tuple[Found, ...]:
    return one.meant or (one,)


def _id(one: Found) -> str:
    return one.actor or one.key

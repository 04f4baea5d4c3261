"""Words that stand for an actor named before, where it can only be one; all others are left open."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from dragoman.mentions.found import Found
from dragoman.mentions.grammar import Rules
from dragoman.mentions.joint import Joint, Joints
from dragoman.mentions.possession import OFFICIAL
from dragoman.mentions.tokens import Line, Tokens
from dragoman.mentions.world import World

_SCORE = 0.6
_PAST = 2  # sentences: this one and the last
_ALLIANCES = frozenset({"alliance", "igo"})


class Reference(msgspec.Struct, frozen=True):
    """Words that refer back, and what kind of actor they can mean."""

    first: int
    last: int
    kind: str
    line: int


class Chains:
    """Resolves references among the mentions of one text. `found` is in order, `of_line` gives each mention's sentence."""

    def __init__(self, tokens: Tokens, rules: Rules, world: World) -> None:
        self._tokens = tokens
        self._rules = rules
        self._world = world
        self._joints = Joints(tokens, rules, world)
        # The words at which a reference may begin, to one actor and to several.
        self._openings = [number for number, word in enumerate(tokens.words) if word in rules.anaphora]
        self._several = [number for number, word in enumerate(tokens.words) if self._joints.opens(word)]

    def resolve(self, lines: Sequence[Line], found: list[Found]) -> list[Found]:
        """The mentions with references bound: open descriptions get their actor, pronouns become mentions."""
        found = sorted(found, key=lambda one: (one.first, -one.last))
        bound: list[Found] = []
        told: list[list[Found]] = []
        for number, (line, own) in enumerate(_by_line(lines, found)):
            told.append([])
            joints = list(self._joint(line, own))
            # 'iki ülkenin' is not also 'ülkenin'.
            single = (
                one for one in self._references(number, line, own) if not any(a.first < one.last and one.first < a.last for a in joints)
            )
            both: list[Found | Reference | Joint] = [*own, *single, *joints]
            for item in sorted(both, key=lambda one: (one.first, -one.last)):
                one = self._read(item, bound, told, lines)
                if one is not None:
                    bound.append(one)
                    told[-1].append(one)
            told[-1] = apart(self._joints.owned(told[-1]))
        return apart([one for line in told for one in line])

    def _read(
        self, item: "Found | Reference | Joint", before: Sequence[Found], told: Sequence[Sequence[Found]], lines: Sequence[Line]
    ) -> Found | None:
        if isinstance(item, Joint):
            return self._joints.meant(item, told)
        if isinstance(item, Reference):
            return self._bound(item, before, told, lines)
        since = lines[max(len(told) - 2, 0)].first
        return self._inherited(item, before, since)

    def _joint(self, line: Line, own: Sequence[Found]) -> Iterator[Joint]:
        """The words of a sentence that stand for several, and its offices with a number before them."""
        openings = self._several[bisect_left(self._several, line.first) : bisect_left(self._several, line.last)]
        if openings:
            named = {place for one in own if one.actor or one.country for place in range(one.first, one.last)}
            yield from (joint for joint in self._joints.phrases(line, openings) if named.isdisjoint(range(joint.first, joint.last)))
            yield from (joint for one in own if (joint := self._joints.office(one, line)) is not None)

    def _references(self, number: int, line: Line, own: Sequence[Found]) -> Iterator[Reference]:
        openings = self._openings[bisect_left(self._openings, line.first) : bisect_left(self._openings, line.last)]
        named = {place for one in own if one.actor or one.country for place in range(one.first, one.last)} if openings else set()
        words, until = self._tokens.words, 0
        for first in openings:
            if first < until:
                continue
            for phrase, kind in self._rules.anaphora[words[first]]:
                last = first + len(phrase)
                if last <= line.last and words[first:last] == phrase and named.isdisjoint(range(first, last)):
                    if kind == "it" and not self._acts(line, last):
                        break
                    until = last
                    yield Reference(first, last, kind, number)
                    break

    def _acts(self, line: Line, number: int) -> bool:
        """Whether an 'it' before a word opens the sentence and is not the empty one of 'it is said', 'it will take'."""
        following = self._tokens.words[number : number + _PAST]
        empty = any(following[: len(phrase)] == phrase for phrase in self._rules.expletive.get(following[0], ())) if following else True
        return number == line.first + 1 and not empty

    def _bound(self, reference: Reference, before: Sequence[Found], told: Sequence[Sequence[Found]], lines: Sequence[Line]) -> Found | None:
        start = lines[max(reference.line - 1, 0)].first
        near = [one for one in before if one.first >= start and one.last <= reference.first]
        fitting = [one for one in near if self._fits(one, reference.kind)]
        actors = {one.actor or one.key for one in fitting}
        if reference.kind in ("alliance",) and not actors:
            fitting = [one for one in before if self._fits(one, reference.kind)]
            actors = {one.actor for one in fitting}
        if len(actors) != 1:
            return self._all(reference, told) if reference.kind == "they" and not actors else None
        last = fitting[-1]
        return msgspec.structs.replace(
            last,
            first=reference.first,
            last=reference.last,
            score=_SCORE,
            antecedent=last.first,
            role=last.role,
            how="pronoun" if reference.last - reference.first == 1 and reference.kind in ("he", "she", "it", "they") else "description",
        )

    def _all(self, reference: Reference, told: Sequence[Sequence[Found]]) -> Found | None:
        """'They' right behind a sentence whose subjects are joined: 'Russia and Türkiye held talks. They agreed ...'."""
        group = self._joints.together(told[-2]) if len(told) >= _PAST and not told[-1] else ()
        if not group:
            return None
        return msgspec.structs.replace(self._joints.of_all(reference.first, reference.last, group), how="pronoun")

    def _fits(self, one: Found, kind: str) -> bool:
        if kind == "state":
            return one.kind == "state" and one.how in ("name", "capital", "abbreviation", "description") and not one.role
        if kind == "alliance":
            return one.kind == "organisation" and self._world.organisation_kind(one.actor) in _ALLIANCES and not one.role
        if kind in ("he", "she"):
            return one.kind == "person"
        if kind == "it":
            return one.kind in ("state", "organisation") and one.score > _SCORE
        return kind == "they" and (one.kind == "group" and one.score > _SCORE)

    def _of_pronoun(self, one: Found, kind: str, near: Sequence[Found]) -> Found:
        """'its troops', 'his adviser': the one owner of the kind in this sentence and the last."""
        owners = [other for other in near if other.country and self._fits(other, kind)]
        if len({(other.actor, other.country) for other in owners}) != 1 or not self._world.has(owners[0].country or owners[0].actor):
            return one
        coded = self._world.owner(owners[0].actor if owners[0].kind == "organisation" else owners[0].country)
        owned = msgspec.structs.replace(one, country=coded.country, score=_SCORE, antecedent=owners[-1].first)
        if OFFICIAL.isdisjoint(one.sectors) and coded.kind == "state":
            return owned
        return msgspec.structs.replace(owned, actor=coded.id, kind=coded.kind, name=coded.name)

    def _inherited(self, one: Found, before: Sequence[Found], start: int) -> Found:
        """'the ministry', 'the police': the one of its kind that was named before lends its state."""
        if one.country or one.actor or not one.role or one.kind != "group":
            return one
        kind = self._rules.possessors.get(self._tokens.words[max(one.first - 1, 0)])
        if kind:
            return self._of_pronoun(one, kind, [other for other in before if other.first >= start])
        if not one.definite:
            return one
        same = [other for other in before if other.country and (other.role == one.role or other.role.endswith(" " + one.role))]
        if len({(other.actor, other.country) for other in same}) != 1:
            return one
        last = same[-1]
        return msgspec.structs.replace(
            one,
            actor=last.actor,
            country=last.country,
            name=last.name,
            kind=last.kind,
            sectors=last.sectors,
            antecedent=last.first,
            score=_SCORE,
        )


def apart(found: Sequence[Found]) -> list[Found]:
    """The mentions without overlaps, in order: resolved ones before open ones, the longer before the shorter."""
    taken: set[int] = set()
    kept = []
    for one in sorted(found, key=lambda one: (not (one.actor or one.country or one.meant), one.first - one.last, one.first)):
        if taken.isdisjoint(range(one.first, one.last)):
            taken.update(range(one.first, one.last))
            kept.append(one)
    return sorted(kept, key=lambda one: one.first)


def _by_line(lines: Sequence[Line], found: Sequence[Found]) -> Iterator[tuple[Line, list[Found]]]:
    """Each sentence with its mentions; both are in order."""
    place = 0
    for line in lines:
        own = []
        while place < len(found) and found[place].first < line.last:
            own.append(found[place])
            place += 1
        yield line, own

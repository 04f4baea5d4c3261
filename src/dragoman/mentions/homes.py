"""Whose the police, the protesters or the parliament are when nobody says so: those of the country that the sentence is set in.

Where the sentence names no place, of the country that the article is set in.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from dragoman.mentions.world import World
from dragoman.records import Mention, Place, Reading

# Those who act where they live. Governments and soldiers are met abroad as well: theirs is the country only where no other state is named.
_AT_HOME = frozenset({"COP", "CVL", "OPP", "PTY", "EDU", "LAB", "MED", "CRM", "AGR", "BUS", "ELI", "JRN", "REL", "SOC"})
_FORCES = frozenset({"MIL", "REB", "SPY", "UAF", "PRM"})
_ABROAD = frozenset({"GOV", "LEG", "JUD", "PRE"}) | _FORCES
_SENTENCE, _LAND, _BESIDE, _ARTICLE = 0.5, 0.48, 0.45, 0.4
# Of an article's places so many must lie in one country, and there must be so many.
_SHARE, _FEWEST = 0.75, 2


def homed(reading: Reading, mentions: Sequence[Mention], places: Sequence[Place], world: World) -> tuple[Mention, ...]:
    """The mentions; groups and office holders without a state get the one of their setting (`how` is 'setting', the score low)."""
    if not any(_open(mention) for mention in mentions):
        return tuple(mentions)
    scene = _Scene(reading, mentions, places, world)
    return _told_on(scene.homed(mention) if _open(mention) else mention for mention in mentions)


def _told_on(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions; what stands for several has the countries that those got."""
    homes = {mention.key: mention for mention in mentions}
    return tuple(_caught_up(mention, homes) if mention.meant else mention for mention in homes.values())


def _caught_up(mention: Mention, homes: Mapping[str, Mention]) -> Mention:
    meant = tuple(
        one if one.country or one.antecedent not in homes else msgspec.structs.replace(one, country=homes[one.antecedent].country)
        for one in mention.meant
    )
    return msgspec.structs.replace(mention, meant=meant)


def _open(mention: Mention) -> bool:
    return mention.kind == "group" and not (mention.actor or mention.country) and bool(mention.role or mention.sectors)


class _Scene:
    """Where an article and its sentences are set."""

    def __init__(self, reading: Reading, mentions: Sequence[Mention], places: Sequence[Place], world: World) -> None:
        self._starts = [sentence.start for sentence in reading.sentences]
        self._world = world
        acting = {mention.span.start for mention in mentions}
        self._places: dict[int, list[str]] = {}
        self._named: dict[int, list[Mention]] = {}
        for place in places:
            # A state that is named, or a capital that acts, is a party more often than the place.
            whole = place.feature == "A" and not place.province
            if place.country and place.lat is not None and not whole and place.span.start not in acting:
                self._places.setdefault(self._number(place.span.start), []).append(place.country)
        counted = Counter(country for found in self._places.values() for country in found)
        for mention in mentions:
            if world.has_state(mention.country):
                self._named.setdefault(self._number(mention.span.start), []).append(mention)
        self._brief = counted.total() < _FEWEST
        self._whole = self._of_article(counted)

    def _number(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def homed(self, mention: Mention) -> Mention:
        """The mention with the country of its sentence's towns, of the people or bodies named beside it, or of the article's places."""
        number = self._number(mention.span.start)
        here, beside = set(self._places.get(number, ())), self._named.get(number, [])
        others = {other.country for other in beside}
        if len(here) == 1:
            return self._given(mention, here.pop(), others, _SENTENCE)
        lands = {other.country for other in beside if _whole_place(other) and other.span.start < mention.span.start}
        if not here and len(lands) == 1 and lands == others:
            return self._given(mention, lands.pop(), others, _LAND)
        if len(others) == 1 and not here and self._shared(mention, beside):
            return _set(mention, others.pop(), _BESIDE)
        return mention if here else self._given(mention, self._whole, others, _ARTICLE)

    def _given(self, mention: Mention, country: str, others: set[str], score: float) -> Mention:
        sectors, foreign = set(mention.sectors), bool(others - {country})
        if sectors & _ABROAD:
            # 'The forces' of an article on troops sent abroad are not its country's, nor those in 'sends forces to Mali'.
            carried = score != _SENTENCE and bool(sectors & (_FORCES - {"REB"}))
            may = not foreign and not carried and country == (self._whole or (country if self._brief else ""))
        else:
            # Nothing in the sentence tells that it is set in the article's country: another state in it may be the owner.
            may = bool(sectors & _AT_HOME) and not (score == _ARTICLE and foreign)
        return _set(mention, country, score) if may and self._world.has_state(country) else mention

    def _shared(self, mention: Mention, beside: Sequence[Mention]) -> bool:
        """'South Korean prosecutors questioned the former president': people and bodies of one state beside those of none are of one
        country, but for forces. Beside the state itself, which also deals with others' governments, only those who act at home are."""
        sectors = set(mention.sectors)
        if all(other.kind == "state" and not other.role for other in beside):
            return bool(sectors & _AT_HOME)
        # Rebels rise against the government they are named with.
        return bool(sectors & (_AT_HOME | _ABROAD - _FORCES | {"REB"}))

    def _of_article(self, places: Counter[str]) -> str:
        if not places:
            return ""
        country, times = places.most_common(1)[0]
        return country if times >= _FEWEST and times >= _SHARE * places.total() else ""


def _whole_place(mention: Mention) -> bool:
    """Whether a state is named as where something is: 'Au Guatemala, …', 'Филиппинде'."""
    return mention.kind == "state" and mention.how == "name" and not mention.role and mention.score <= _SENTENCE


def _set(mention: Mention, country: str, score: float) -> Mention:
    return msgspec.structs.replace(mention, country=country, how="setting", score=min(mention.score, score))

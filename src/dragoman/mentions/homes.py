"""Whose the police, the protesters or the parliament are when nobody says so: those of the country that the sentence is set in.

Where the sentence names no place, of the country that the article is set in.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

import msgspec

from dragoman.mentions.world import World
from dragoman.records import Mention, Place, Reading

# Those who act where they live. Governments and soldiers are met abroad as well: theirs is the country only where no other state is named.
_AT_HOME = frozenset({"COP", "CVL", "OPP", "PTY", "EDU", "LAB", "HLH", "CRM"})
_FORCES = frozenset({"MIL", "REB", "SPY", "UAF", "PRM"})
_ABROAD = frozenset({"GOV", "LEG", "JUD", "PRE"}) | _FORCES
_SENTENCE, _ARTICLE = 0.5, 0.4
# Of an article's places so many must lie in one country, and there must be so many.
_SHARE, _FEWEST = 0.75, 2


def homed(reading: Reading, mentions: Sequence[Mention], places: Sequence[Place], world: World) -> tuple[Mention, ...]:
    """The mentions; groups and office holders without a state get the one of their setting (`how` is 'setting', the score low)."""
    if not any(_open(mention) for mention in mentions):
        return tuple(mentions)
    scene = _Scene(reading, mentions, places, world)
    return tuple(scene.homed(mention) if _open(mention) else mention for mention in mentions)


def _open(mention: Mention) -> bool:
    return mention.kind == "group" and not (mention.actor or mention.country) and bool(mention.role or mention.sectors)


class _Scene:
    """Where an article and its sentences are set."""

    def __init__(self, reading: Reading, mentions: Sequence[Mention], places: Sequence[Place], world: World) -> None:
        self._starts = [sentence.start for sentence in reading.sentences]
        self._world = world
        acting = {mention.span.start for mention in mentions}
        self._places: dict[int, list[str]] = {}
        self._named: dict[int, set[str]] = {}
        for place in places:
            # A state that is named, or a capital that acts, is a party more often than the place.
            whole = place.feature == "A" and not place.province
            if place.country and place.lat is not None and not whole and place.span.start not in acting:
                self._places.setdefault(self._number(place.span.start), []).append(place.country)
        for mention in mentions:
            if mention.country:
                self._named.setdefault(self._number(mention.span.start), set()).add(mention.country)
        counted = Counter(country for found in self._places.values() for country in found)
        self._brief = counted.total() < _FEWEST
        self._whole = self._of_article(counted)

    def _number(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def homed(self, mention: Mention) -> Mention:
        number = self._number(mention.span.start)
        here, named = set(self._places.get(number, ())), self._named.get(number, set())
        country, score = (next(iter(here)), _SENTENCE) if len(here) == 1 else ("" if here else self._whole, _ARTICLE)
        if not country or not self._world.has_state(country) or not self._may(mention, country, named):
            return mention
        return msgspec.structs.replace(mention, country=country, how="setting", score=min(mention.score, score))

    def _may(self, mention: Mention, country: str, named: set[str]) -> bool:
        others = {name for name in named if name != country and self._world.has_state(name)}
        carried = country not in self._places.get(self._number(mention.span.start), ())
        if not _ABROAD.isdisjoint(mention.sectors):
            # 'The forces' of an article on troops sent abroad are not its country's.
            foreign = others or (carried and not _FORCES.isdisjoint(mention.sectors))
            return not foreign and country == (self._whole or (country if self._brief else ""))
        # Nothing in the sentence tells that it is set in the article's country: another state in it may be the owner.
        return not _AT_HOME.isdisjoint(mention.sectors) and not (carried and others)

    def _of_article(self, places: Counter[str]) -> str:
        if not places:
            return ""
        country, times = places.most_common(1)[0]
        return country if times >= _FEWEST and times >= _SHARE * places.total() else ""

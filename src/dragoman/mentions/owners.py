"""Whose a role, body or group is: the state or organisation that a phrase names beside it."""

from collections import Counter
from datetime import date

import msgspec

from dragoman.mentions.lexicon import Hit
from dragoman.mentions.metonyms import valid
from dragoman.mentions.people import Roster
from dragoman.mentions.phrases import Phrase
from dragoman.mentions.tokens import Tokens
from dragoman.mentions.world import Coded, World

# A text of so few words is a phrase given without an article (a search, a query): nothing else could vouch for a doubtful name.
_BARE = 4
# Of several readings of one word: names before abbreviations, organisations, adjectives, capitals, seats, peoples.
_ORDER = "NBOACSP"


class Setting(msgspec.Struct, frozen=True):
    """What all of an article's phrases are read against. `support` counts undoubted names of states and organisations; `spots` has
    the country of a place by its offset; `local` abbreviations and names that the article itself explains; `claimed` organs of
    organisations whose name the article gives to a state's own body ('Kazakhstan's Security Council')."""

    world: World
    roster: Roster
    day: date | None
    support: Counter[str]
    spots: dict[int, str]
    local: dict[str, str]
    claimed: frozenset[str] = frozenset()


class Owners:
    """Reads the owners in the phrases of one text."""

    def __init__(self, tokens: Tokens, setting: Setting) -> None:
        self._tokens = tokens
        self._setting = setting

    def of(self, phrase: Phrase) -> Coded | None:
        """The state or organisation that a phrase's heads belong to, or None."""
        setting = self._setting
        for element in phrase.owners:
            hit = self.best([hit for hit in element.hits if hit.entry.kind in element.kinds and hit.entry.kind in _ORDER])
            if hit.entry.kind == "O":
                if self.trusted(hit):
                    return setting.world.organisation(hit.entry.id, setting.day)
            elif hit.entry.kind != "C" or valid(hit.entry.start, hit.entry.end, setting.day):
                return setting.world.state(hit.entry.id)
        return self._seat(phrase) or self.organ(phrase)

    def _seat(self, phrase: Phrase) -> Coded | None:
        """The state whose seat of power is itself a head: 'the Kremlin', 'a White House spokesperson'."""
        seats = (hit.entry.id for head in phrase.heads for hit in head.hits if hit.entry.kind == "S")
        return next((self._setting.world.state(key) for key in seats), None)

    def organ(self, phrase: Phrase) -> Coded | None:
        """The organisation that an unowned body is in this article: 'members of the Security Council'."""
        for head in phrase.heads:
            for hit in head.hits:
                if hit.entry.organ and hit.entry.id not in self._setting.claimed and self.trusted(hit):
                    return self._setting.world.organisation(hit.entry.id, self._setting.day)
        return None

    def where(self, phrase: Phrase) -> str:
        """The country of the place that a group is in, or ''."""
        for element in phrase.places:
            hit = self.best([hit for hit in element.hits if hit.entry.kind in "NBC"])
            return self._setting.world.state(hit.entry.id).country
        return self._setting.spots.get(self._tokens.starts[phrase.spot], "") if phrase.spot >= 0 else ""

    def best(self, hits: list[Hit]) -> Hit:
        """The reading that the article supports most."""
        support = self._setting.support
        return min(hits, key=lambda hit: (-support[hit.entry.id], hit.entry.ambiguous, _ORDER.find(hit.entry.kind), hit.entry.id))

    def trusted(self, hit: Hit) -> bool:
        """Whether an organisation's name may be taken for it: it is plain, or the article vouches for it.

        Doubtful are names marked so, and short names of organs ('Security Council').
        """
        world = self._setting.world
        if not (hit.entry.ambiguous or hit.entry.organ) or len(self._tokens.words) <= _BARE:
            return True
        return world.vouched(hit.entry.id, self._setting.support)

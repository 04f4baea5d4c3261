"""The key of a statement: equal for one statement of one speaker in several articles and languages."""

import re
from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from dragoman.claims.scene import Range
from dragoman.records import Link, Reading, make_key
from dragoman.vocab import cues as _cues

_NUMBER = re.compile(r"\d{1,3}(?:[  .,]\d{3})+|\d+")
_WORD = re.compile(r"\w+")
# What a statement is about where it speaks of several deeds: a readiness before the help that it is for, a request last,
# because 'if they ask' stands first in one language and last in another.
_DEEDS = (
    "AGREE", "THREATEN", "REJECT", "ACCUSE", "RETREAT", "MOBILIZE", "ASSAULT", "COERCE", "SANCTION", "AID", "COOPERATE", "CONCEDE",
    "CONSULT", "SUPPORT", "PROTEST", "REQUEST",
)  # fmt: skip
_RANK = {event: place for place, event in enumerate(_DEEDS)}
_LEAST_NUMBER = 100
_YEARS = range(1900, 2101)


class Signature(msgspec.Struct, frozen=True):
    """What survives translation: speaker, the states and bodies spoken of, the chief deed spoken of, numbers.

    `words` stand in where those say nothing. The day is no part: many reports do not tell it. One statement is the rows
    with one key whose `said` lie within two days of each other or are not known.
    """

    who: str
    actors: tuple[str, ...]
    deed: str
    numbers: tuple[str, ...]
    words: str

    @property
    def telling(self) -> bool:
        """Whether the signature says what is stated and not only of whom."""
        return bool(self.deed or self.numbers or self.words)

    def key(self, order: int = 1) -> str:
        """The statement's key; `order` tells statements apart that the signature does not."""
        return make_key("st", self.who, *self.actors, "|", self.deed, "|", *self.numbers, "|", self.words, order)


def signature(reading: Reading, starts: Sequence[int], speaker: Link, stretches: Sequence[Range], language: str) -> Signature:
    """The signature of what a speaker says in some stretches; `starts` are the offsets of the reading's mentions."""
    own, others = _own(reading, speaker), _actors(reading, starts, stretches)
    deed, numbers = _deed(reading, stretches, language), _numbers(reading, stretches)
    words = "" if deed or numbers or others - own else _words(reading, stretches)
    return Signature(speaker.id or speaker.name.casefold(), tuple(sorted(own | others)), deed, tuple(numbers), words)


def _own(reading: Reading, speaker: Link) -> set[str]:
    """The speaker's country, from the first mention that tells it."""
    return {next((one.country for one in reading.mentions if one.actor == speaker.id and one.country), "")} - {""} if speaker.id else set()


def _actors(reading: Reading, starts: Sequence[int], stretches: Sequence[Range]) -> set[str]:
    """The countries and bodies named in what is said."""
    found = set()
    for start, end in stretches:
        for mention in reading.mentions[bisect_left(starts, start) : bisect_left(starts, end)]:
            if mention.actor and mention.span.end <= end:
                found.add(mention.country if mention.kind in ("person", "state") and mention.country else mention.actor)
    return found


def _deed(reading: Reading, stretches: Sequence[Range], language: str) -> str:
    text = reading.article.text
    found = {hit.value.event for start, end in stretches for hit in _cues.triggers(language).longest(text[start:end])}
    return min(found, key=_RANK.__getitem__, default="")


def _words(reading: Reading, stretches: Sequence[Range]) -> str:
    return " ".join(word for start, end in stretches for word in _WORD.findall(reading.article.text[start:end].casefold()))


def _numbers(reading: Reading, stretches: Sequence[Range]) -> list[str]:
    found = set()
    for start, end in stretches:
        for match in _NUMBER.finditer(reading.article.text, start, end):
            value = int(re.sub(r"\D", "", match.group())[:15])
            if value >= _LEAST_NUMBER and value not in _YEARS:
                found.add(str(value))
    return sorted(found)

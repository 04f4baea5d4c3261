"""The key of a statement: equal for one statement of one speaker in several articles and languages."""

import re
from collections.abc import Sequence

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


def statement(reading: Reading, speaker: Link, stretches: Sequence[Range], language: str) -> str:
    """Speaker, the states and bodies spoken of (the speaker's own country among them), the chief deed spoken of, numbers.

    These survive translation; where they say nothing the words stand in. The day does not stand in the key, since many
    reports do not tell it: one statement is rows with one key whose `said` lie within two days or are not known.
    """
    who = speaker.id or speaker.name.casefold()
    own, others = _actors(reading, speaker, stretches)
    deed, numbers = _deed(reading, stretches, language), _numbers(reading, stretches)
    words = "" if deed or numbers or others - own else _words(reading, stretches)
    return make_key("st", who, *sorted(own | others), "|", deed, "|", *numbers, "|", words)


def _actors(reading: Reading, speaker: Link, stretches: Sequence[Range]) -> tuple[set[str], set[str]]:
    """The speaker's country, and the actors named in what is said."""
    own, others = set(), set()
    for mention in reading.mentions:
        if mention.actor == speaker.id and mention.country:
            own.add(mention.country)
        elif mention.actor and any(start <= mention.span.start and mention.span.end <= end for start, end in stretches):
            others.add(mention.country if mention.kind in ("person", "state") and mention.country else mention.actor)
    return own, others


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

"""Which events a denial or a doubt is about, anywhere in the article."""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from dragoman.claims.scene import Range
from dragoman.records import Counts, Event, Reading, Sentence

# A denial that says 'these reports' looks back this many sentences, and always at the headline and the lead.
_LOOKS_BACK = 2
_HEAD = 2


class Ground(msgspec.Struct, frozen=True):
    """The article's events and the actors of each sentence, by sentence number."""

    events: tuple[tuple[int, Event], ...]
    actors: tuple[frozenset[str], ...]
    sentences: tuple[Sentence, ...]

    def row(self, offset: int) -> int:
        """The number of the sentence that holds an offset, or of the last before it."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].start <= offset:
                low = middle + 1
            else:
                high = middle
        return max(low - 1, 0)

    def inside(self, stretches: Sequence[Range]) -> tuple[str, ...]:
        """Keys of the events whose trigger lies in one of some stretches."""
        return tuple(event.key for _, event in self.events if holds(stretches, event.trigger.start, event.trigger.end))

    def counted(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Of some events those that a doubt of 'that number' can be about: with dead, injured or arrested, or else with a figure."""
        found = [event for _, event in self.events if event.key in keys]
        told = [event.key for event in found if event.counts != Counts()]
        return tuple(told or (event.key for event in found if any(letter.isdigit() for letter in event.sentence.text)))


def holds(stretches: Sequence[Range], start: int, end: int) -> bool:
    """Whether two offsets lie in one of some stretches."""
    return any(first <= start and end <= last for first, last in stretches)


def ground(reading: Reading) -> Ground:
    """Lay out the events and actors of an article by sentence."""
    sentences = reading.sentences
    bounds = [sentence.start for sentence in sentences] + [len(reading.article.text) + 1]
    actors: list[frozenset[str]] = []
    at = 0
    for _, stop in pairwise(bounds):
        found: set[str] = set()
        while at < len(reading.mentions) and reading.mentions[at].span.start < stop:
            mention = reading.mentions[at]
            found.update(id for id in (mention.actor, mention.country) if id)
            at += 1
        actors.append(frozenset(found))
    empty = Ground((), tuple(actors), sentences)
    rows = tuple((empty.row(event.trigger.start), event) for event in reading.events)
    return Ground(rows, tuple(actors), sentences)


def bears_on(land: Ground, stretches: Sequence[Range], row: int, anaphoric: bool) -> tuple[str, ...]:
    """Keys of the events that a denial or doubt in sentence `row` is about, those inside its own words left out.

    Events of the same type with a shared actor, wherever they stand; where the denial points back ('these reports',
    'the presented data'), also those of the headline, the lead and the sentences just before that share an actor.
    """
    own = set(land.inside(stretches))
    types = {event.type for _, event in land.events if event.key in own}
    about = land.actors[row] if row < len(land.actors) else frozenset()
    found = []
    for place, event in land.events:
        if event.key in own or place == row:
            continue
        shared = _ids(event) & about
        back = anaphoric and (_heads(land.sentences[place]) or 0 < row - place <= _LOOKS_BACK)
        if (event.type in types and shared) or (not types and not anaphoric and len(shared) > 1) or (back and _near(land, place, about)):
            found.append(event.key)
    return tuple(found)


def _heads(sentence: Sentence) -> bool:
    """Whether a sentence stands at the head of the article: headline, lead, and the paragraph that tells the lead out."""
    return sentence.part != "body" or sentence.paragraph <= _HEAD


def _near(land: Ground, place: int, about: frozenset[str]) -> bool:
    return not about or bool(land.actors[place] & about)


def _ids(event: Event) -> set[str]:
    parties = (*event.actors, *event.recipients)
    return {id for party in parties for id in (party.id, party.country) if id}

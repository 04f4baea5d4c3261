"""The Coder: sentences with actors in, PLOVER events out."""

from collections.abc import Iterator, Sequence

import msgspec

from dragoman.events import counts, hosts, named, setting
from dragoman.events.bystanders import parties
from dragoman.events.mishaps import is_mishap
from dragoman.records import (
    Answer,
    Article,
    Attribution,
    Engine,
    Event,
    Mention,
    Party,
    Question,
    Reading,
    Relation,
    Sentence,
    Span,
    cut_span,
    make_key,
    parties_of,
)
from dragoman.vocab import Codebook
from dragoman.vocab.codebook import Quad

# More actors than this in one sentence is a list, not a deed: beyond it the pairs say nothing and cost time squared.
MOST_ACTORS = 10
MOST_CHARACTERS = 1200


# Deeds whose unowned 'troops' are what is sent or promised, not those who get it.
_WITH_TROOPS = frozenset({"MOBILIZE", "AID", "AGREE", "COOPERATE", "RETREAT", "REQUEST", "THREATEN"})
# What an engine may call it when forces are sent.
_SENDING = frozenset({"MOBILIZE", "AID", "COOPERATE"})


class Candidate(msgspec.Struct, frozen=True):
    """A sentence worth asking about, and its actor mentions in order."""

    reading: int
    sentence: Sentence
    text: str
    mentions: tuple[Mention, ...]

    def question(self) -> Question:
        """The sentence as an engine is asked."""
        start = self.sentence.start
        actors = tuple((mention.span.start - start, mention.span.end - start) for mention in self.mentions)
        return Question(self.text, self.sentence.language, actors)


class Coder:
    """Codes events with one engine. `least` is the confidence below which an answer is left out."""

    def __init__(self, engine: Engine, codebook: Codebook, least: float = 0.0, sanction_quad: Quad = "material conflict") -> None:
        self._engine = engine
        self._codebook = codebook
        self._least = least
        self._sanction_quad = sanction_quad

    def code(self, readings: Sequence[Reading]) -> list[Reading]:
        """The readings with their events and the engine's attributions."""
        asked = [candidate for number, reading in enumerate(readings) for candidate in candidates(number, reading)]
        answers = self._engine.read([candidate.question() for candidate in asked])
        events: list[list[Event]] = [[] for _ in readings]
        attributions: list[list[Attribution]] = [[] for _ in readings]
        for candidate, answer in zip(asked, answers, strict=True):
            reading = readings[candidate.reading]
            events[candidate.reading] += self._events(reading, candidate, answer)
            attributions[candidate.reading] += _attributions(reading.article, candidate, answer, self._engine.name)
        return [
            msgspec.structs.replace(reading, events=tuple(found), attributions=tuple(marked))
            for reading, found, marked in zip(readings, events, attributions, strict=True)
        ]

    def _events(self, reading: Reading, candidate: Candidate, answer: Answer) -> Iterator[Event]:
        found: dict[str, Event] = {}
        for relation in answer.relations:
            event = self._event(reading, candidate, relation)
            if event is not None and not is_mishap(event.type, event.actors, candidate.text, candidate.sentence.language):
                found.setdefault(event.key, event)
        yield from found.values()
        yield from self._named(reading, candidate, tuple(found.values()))

    def _named(self, reading: Reading, candidate: Candidate, told: Sequence[Event]) -> Iterator[Event]:
        """Deployments that the sentence names by a noun, save those that the engine told itself."""
        for relation in named.named(candidate.question(), candidate.mentions):
            event = self._event(reading, candidate, relation)
            if event is not None and not any(_same_deed(event, other) for other in told):
                # A deed that is named as known was not done on the day of the report, unless its sentence says so.
                when = None if event.when and event.when.approximate and not event.when.text else event.when
                yield msgspec.structs.replace(event, when=when, engine=named.NAME)

    def _event(self, reading: Reading, candidate: Candidate, relation: Relation) -> Event | None:
        kind = self._codebook.events[relation.type]
        actors = _parties(candidate, relation.actors)
        several = frozenset(mention.span.start for mention in candidate.mentions if mention.meant)
        recipients = _met(relation.type, _others(actors, _parties(candidate, relation.recipients), several))
        text, start = reading.article.text, candidate.sentence.start
        trigger = whole_words(text, start + relation.trigger[0], start + relation.trigger[1])
        if ("visit" in relation.modes or relation.type == "AID") and not recipients:
            recipients = hosts.host(reading, candidate.sentence, trigger, actors)
        # Partners of a joint act stand on both sides: each is the other's recipient.
        alone = kind.recipient == "required" and not recipients and len(actors) < 2
        if relation.confidence < self._least or not actors + recipients or alone:
            return None
        names = [party.id or party.text for party in (*actors, *recipients)]
        return Event(
            key=make_key("ev", reading.article.key, relation.type, trigger.start, trigger.end, *names),
            article=reading.article.key,
            type=relation.type,
            modes=relation.modes,
            contexts=relation.contexts,
            status=relation.status,
            quad=self._codebook.quad(relation.type, self._sanction_quad),
            score=self._codebook.score(relation.type, relation.modes),
            actors=actors,
            recipients=recipients,
            when=setting.when(reading, candidate.sentence, trigger, relation.status),
            where=setting.where(reading, candidate.sentence, trigger),
            sentence=cut_span(text, candidate.sentence.start, candidate.sentence.end),
            trigger=trigger,
            counts=counts.find(candidate.text, candidate.sentence.language),
            confidence=round(relation.confidence, 4),
            engine=self._engine.name,
        )


def candidates(number: int, reading: Reading) -> Iterator[Candidate]:
    """Sentences that name an actor and may state a deed; questions and overlong lines are passed over."""
    text = reading.article.text
    for sentence in reading.sentences:
        words = text[sentence.start : sentence.end]
        if words.rstrip("”»\"' ").endswith("?") or len(words) > MOST_CHARACTERS:
            continue
        inside = [m for m in reading.mentions if sentence.start <= m.span.start and m.span.end <= sentence.end]
        found = parties(text, sentence.language, inside)
        if found:
            yield Candidate(number, sentence, words, tuple(found[:MOST_ACTORS]))


def _parties(candidate: Candidate, numbers: tuple[int, ...]) -> tuple[Party, ...]:
    """The parties by number; who is named beside a mention of several that holds them too ('both sides') stands once."""
    mentions = [candidate.mentions[number] for number in sorted(set(numbers))]
    alone = {mention.actor for mention in mentions if mention.actor}
    return tuple(one for mention in mentions for one in parties_of(mention) if not (mention.meant and one.id in alone))


def whole_words(text: str, start: int, end: int) -> Span:
    """A stretch widened to whole words: an engine's pieces may end inside one ('сұра' of 'сұрады') or begin with a blank."""
    while start < end - 1 and text[start].isspace():
        start += 1
    while start and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return cut_span(text, start, end)


def _same_deed(named: Event, told: Event) -> bool:
    """Whether an engine told the deed that the sentence also names: by the same word, or as forces sent by the same actor."""
    if named.trigger.start < told.trigger.end and told.trigger.start < named.trigger.end:
        return True
    return told.type in _SENDING and {party.id for party in named.actors} <= {party.id for party in told.actors}


def _others(actors: tuple[Party, ...], recipients: tuple[Party, ...], several: frozenset[int]) -> tuple[Party, ...]:
    # 'Turkey's minister said that Turkey ...': nobody is the recipient of their own deed.
    acting = {one.id for one in actors if one.id}
    others = tuple(one for one in recipients if one.id not in acting)
    # 'The president visited X; the two countries ...': of several in one word, those of the actor's own state.
    homes = {one.country for one in actors if one.country}
    return tuple(one for one in others if one.start not in several or one.country not in homes)


def _met(type: str, recipients: tuple[Party, ...]) -> tuple[Party, ...]:
    """The recipients without the troops themselves: in 'to introduce troops into Kazakhstan' nobody does anything to the troops."""
    if type not in _WITH_TROOPS:
        return recipients
    return tuple(one for one in recipients if one.id or one.country or one.kind != "group" or "MIL" not in one.sectors)


def _attributions(article: Article, candidate: Candidate, answer: Answer, engine: str) -> Iterator[Attribution]:
    start = candidate.sentence.start

    def spans(found: tuple[tuple[int, int], ...]) -> tuple[Span, ...]:
        return tuple(cut_span(article.text, start + a, start + b) for a, b in found if b > a)

    for marked in answer.marked:
        yield Attribution(
            source=spans(marked.source), cue=spans(marked.cue), content=spans(marked.content), score=marked.score, engine=engine
        )

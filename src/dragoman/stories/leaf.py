"""Leaves: all that stories are made of from one article, worked out by itself, so that it can be kept from run to run."""

import bisect
from collections.abc import Iterator, Sequence

import msgspec

from dragoman.kept import Kept, prints
from dragoman.records import Article, Claim, Event, Mention, Reading, Sentence, in_order, lean
from dragoman.stories.report import Report, handle, is_known, is_state, participant, period, slug, tally
from dragoman.stories.shared import Shared
from dragoman.stories.told import told
from dragoman.stories.words import Words, numbers, stem, stems

Stems = tuple[str, ...]


class Leaf(msgspec.Struct, frozen=True, array_like=True):
    """An article's reports, without the numbers of their words, which differ from collection to collection.

    `sentences` are the stems of the sentences that hold the reports, in order of their first; `places` tell for each report which is its
    own; `names` are what else each report's sentence names. `claims` are packed, each with the events that it holds and bears on;
    `foretold` are those that an outlook is made of; `speakers` all whose state a side is told by; `homes` the states of actors.
    """

    article: Article
    reports: tuple[Report, ...]
    sentences: tuple[Stems, ...]
    places: tuple[int, ...]
    names: tuple[Stems, ...]
    claims: tuple[tuple[bytes, tuple[str, ...], tuple[str, ...]], ...]
    foretold: tuple[Claim, ...]
    speakers: tuple[str, ...]
    homes: tuple[tuple[str, str], ...]


def leaves(readings: Sequence[Reading], least: float, kept: Kept) -> Iterator[tuple[bytes, Leaf]]:
    """A leaf for each reading and the reading's print, in order of key; events of less than the least confidence make no report."""
    ordered = in_order(readings)
    with kept.memo("leaves", Leaf) as memo:
        for number, print in enumerate(prints(ordered)):
            known = memo.get(print)
            yield print, memo.put(print, Page(ordered[number]).leaf(least)) if known is None else known


def bound(leaf: Leaf, words: Words, shared: Shared) -> Iterator[Report]:
    """The reports of a leaf in a collection whose words are counted."""
    read: dict[int, tuple[int, ...]] = {}
    for report, place, names in zip(leaf.reports, leaf.places, leaf.names, strict=True):
        if place not in read:
            read[place] = words.sentence(leaf.sentences[place])
        yield shared.report(report, read[place], words.count(names))


class Page:
    """One reading, turned into a leaf."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._claims: dict[str, list[Claim]] = {}
        for claim in reading.claims:
            for key in claim.events:
                self._claims.setdefault(key, []).append(claim)
        self._stated = [claim for claim in reading.claims if claim.statement]
        published = reading.article.published
        self._published = published.first.toordinal() if published and published.first else None
        self._day = published.start or "9999" if published else "9999"
        self._sentences = {sentence.start: sentence for sentence in reading.sentences}
        self._starts = [mention.span.start for mention in reading.mentions]
        self._beside: dict[int, set[str]] = {}
        for event in reading.events:
            self._beside.setdefault(event.sentence.start, set()).add(event.type)

    def leaf(self, least: float) -> Leaf:
        """The leaf, with reports of the events that are sure enough."""
        events = [event for event in self._reading.events if event.confidence >= least]
        texts = {event.sentence.start: event.sentence.text for event in events}
        order = {start: number for number, start in enumerate(texts)}
        telling = [claim for claim in self._reading.claims if claim.events or claim.bears_on]
        homes = {
            mention.actor: mention.country for mention in reversed(self._reading.mentions) if mention.actor and is_state(mention.country)
        }
        return Leaf(
            article=lean(self._reading.article),
            reports=tuple(map(self._report, events)),
            sentences=tuple(tuple(sorted(stems(text))) for text in texts.values()),
            places=tuple(order[event.sentence.start] for event in events),
            names=tuple(self._names(event) for event in events),
            claims=tuple((msgspec.msgpack.encode(claim), claim.events, claim.bears_on) for claim in telling),
            foretold=tuple(filter(_foretells, self._reading.claims)),
            speakers=tuple(sorted({claim.speaker.id for claim in telling} - {""})),
            homes=tuple(homes.items()),
        )

    def _report(self, event: Event) -> Report:
        sentence = self._sentences.get(event.sentence.start)
        claims = (*self._claims.get(event.key, ()), *self._quoting(event))
        parties = (*event.actors, *event.recipients)
        doers, receivers = frozenset(map(handle, event.actors)), frozenset(map(handle, event.recipients))
        return Report(
            event=told(event, self._reading.article.key),
            order=(self._day, self._reading.article.key, event.key),
            language=sentence.language if sentence else self._reading.article.language,
            published=self._published,
            period=period(event),
            doers=doers,
            receivers=receivers,
            everyone=frozenset(doers | receivers),
            known=frozenset(handle(party) for party in parties if is_known(party)),
            persons=frozenset(participant(party) for party in event.actors if party.kind == "person" and party.id),
            sectors=frozenset(sector for party in parties for sector in party.sectors),
            trigger=stem(event.trigger.text),
            part=sentence.part if sentence else "body",
            position=self._position(sentence),
            speakers=frozenset(name for claim in claims if (name := mouth(claim))),
            statements=frozenset(claim.statement for claim in claims if claim.statement),
            tally=tally(event),
            beside=frozenset(self._beside[event.sentence.start]),
        )

    def _quoting(self, event: Event) -> list[Claim]:
        """Statements that hold all parties of an event: what is told of them is told in that mouth, whichever word outside it decided.

        'The unexpected statement by Akar that Ankara is ready to help Kazakhstan': the offer to Kazakhstan is Akar's.
        """
        parties = (*event.actors, *event.recipients)
        first, last = min(party.start for party in parties), max(party.end for party in parties)
        sentence = event.sentence
        inside = [claim for claim in self._stated if claim.sentence.start < sentence.end and sentence.start < claim.sentence.end]
        return [claim for claim in inside if claim.content.start <= first and last <= claim.content.end and event.key not in claim.events]

    def _position(self, sentence: Sentence | None) -> float:
        return sentence.number / max(1, len(self._reading.sentences)) if sentence else 0.0

    def _names(self, event: Event) -> Stems:
        named = {"@" + mention.actor for mention in self._mentions(event) if mention.actor}
        parties = {"@" + party.id for party in (*event.actors, *event.recipients)}
        return tuple(sorted((named - parties) | numbers(event.sentence.text)))

    def _mentions(self, event: Event) -> Sequence[Mention]:
        low = bisect.bisect_left(self._starts, event.sentence.start)
        return self._reading.mentions[low : bisect.bisect_left(self._starts, event.sentence.end)]


def _foretells(claim: Claim) -> bool:
    """Whether an outlook may be made of a claim: it predicts, or doubts or denies without an event of which it speaks."""
    return claim.stance == "predicts" or (claim.stance in ("doubts", "denies") and not claim.events)


def mouth(claim: Claim) -> str:
    """Who is said to have said it: an actor or outlet id, else a slug of the name; '' when the source is unnamed."""
    speaker = claim.speaker
    if speaker.kind not in ("named", "outlet"):
        return ""
    return speaker.id or slug(speaker.name)

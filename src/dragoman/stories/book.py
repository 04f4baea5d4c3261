"""The Book: every report of a collection, and what is looked up about it while stories are made."""

import bisect
import sys
from collections.abc import Iterable, Sequence

from dragoman.records import Article, Claim, Copy, Event, Mention, Outlet, Reading, Sentence, Span, in_order, lean
from dragoman.stories.filed import Filed
from dragoman.stories.kin import Kin
from dragoman.stories.report import Report, handle, is_known, is_state, participant, period, slug, tally
from dragoman.stories.told import Shared, told
from dragoman.stories.words import Words, numbers, stem, stems


class Book:
    """Reports in order of publication, with articles, claims, copies, outlets and the rarity of words."""

    def __init__(self, readings: Sequence[Reading], copies: Iterable[Copy], outlets: Iterable[Outlet], least: float) -> None:
        self.kin = Kin(copies)
        self.outlets = {outlet.id: outlet for outlet in outlets}
        self.articles: dict[str, Article] = {}
        self.claims, self.bearing = Filed(), Filed()
        self.homes: dict[str, str] = {}
        self.reports: list[Report] = []
        self.foretold: list[Claim] = []
        self._words = words = Words()
        shared = Shared()
        for reading in in_order(readings):
            self.articles[reading.article.key] = lean(reading.article)
            self._note(reading)
            self.reports += Page(reading, words, shared).reports(least)
        self.reports.sort(key=lambda report: report.order)
        self.rarity = words.rarity()
        self.seen = words.seen()

    def stems(self) -> list[str]:
        """By word number: the stem."""
        return self._words.stems()

    def rarity_of(self, stem: str) -> float:
        """How rare a stem is, in bits; one that is in no sentence of a report is as rare as can be."""
        number = self._words.number(stem)
        return self.rarity[number] if number is not None else max(self.rarity, default=0.0)

    def _note(self, reading: Reading) -> None:
        for claim in reading.claims:
            if claim.stance == "predicts" or (claim.stance in ("doubts", "denies") and not claim.events):
                self.foretold.append(claim)
            _file(self.claims, claim, claim.events)
            _file(self.bearing, claim, claim.bears_on)
        for mention in reading.mentions:
            if mention.actor and is_state(mention.country):
                self.homes.setdefault(mention.actor, mention.country)


def _file(filed: Filed, claim: Claim, events: Sequence[str]) -> None:
    number = filed.file(claim) if events else 0
    for key in events:
        filed.under(key, number)


class Page:
    """One reading, turned into reports."""

    def __init__(self, reading: Reading, words: Words, shared: Shared) -> None:
        self._reading = reading
        self._shared = shared
        self._claims: dict[str, list[Claim]] = {}
        for claim in reading.claims:
            for key in claim.events:
                self._claims.setdefault(key, []).append(claim)
        self._spans: dict[int, Span] = {}
        self._words = words
        self._stated = [claim for claim in reading.claims if claim.statement]
        published = reading.article.published
        self._published = published.first.toordinal() if published and published.first else None
        self._day = published.start or "9999" if published else "9999"
        self._sentences = {sentence.start: sentence for sentence in reading.sentences}
        self._starts = [mention.span.start for mention in reading.mentions]
        self._read: dict[int, tuple[int, ...]] = {}
        self._beside: dict[int, set[str]] = {}
        for event in reading.events:
            self._beside.setdefault(event.sentence.start, set()).add(event.type)

    def reports(self, least: float) -> list[Report]:
        """The reports of the events that are sure enough."""
        return [self._report(event) for event in self._reading.events if event.confidence >= least]

    def _report(self, event: Event) -> Report:
        sentence = self._sentences.get(event.sentence.start)
        claims = (*self._claims.get(event.key, ()), *self._quoting(event))
        parties = (*event.actors, *event.recipients)
        doers, receivers = self._set(map(handle, event.actors)), self._set(map(handle, event.recipients))
        return Report(
            event=told(event, self._reading.article.key, self._spans.setdefault(event.sentence.start, event.sentence), self._shared),
            order=(self._day, self._reading.article.key, event.key),
            language=sys.intern(sentence.language if sentence else self._reading.article.language),
            published=self._published,
            period=period(event),
            doers=doers,
            receivers=receivers,
            everyone=self._set(doers | receivers),
            known=self._set(handle(party) for party in parties if is_known(party)),
            persons=self._set(participant(party) for party in event.actors if party.kind == "person" and party.id),
            sectors=self._set(sector for party in parties for sector in party.sectors),
            words=self._tokens(event),
            names=self._names(event),
            trigger=sys.intern(stem(event.trigger.text)),
            part=sentence.part if sentence else "body",
            position=self._position(sentence),
            speakers=self._set(name for claim in claims if (name := mouth(claim))),
            statements=self._set(claim.statement for claim in claims if claim.statement),
            tally=tally(event),
            beside=self._set(self._beside[event.sentence.start]),
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

    def _set(self, names: Iterable[str]) -> frozenset[str]:
        """One object for equal sets: most reports are about few parties."""
        return self._shared.one(frozenset(names))

    def _position(self, sentence: Sentence | None) -> float:
        return sentence.number / max(1, len(self._reading.sentences)) if sentence else 0.0

    def _tokens(self, event: Event) -> tuple[int, ...]:
        found = self._read.get(event.sentence.start)
        if found is None:
            found = self._words.sentence(stems(event.sentence.text))
            self._read[event.sentence.start] = found
        return found

    def _names(self, event: Event) -> tuple[int, ...]:
        named = {"@" + mention.actor for mention in self._mentions(event) if mention.actor}
        parties = {"@" + party.id for party in (*event.actors, *event.recipients)}
        return self._words.count((named - parties) | numbers(event.sentence.text))

    def _mentions(self, event: Event) -> Sequence[Mention]:
        low = bisect.bisect_left(self._starts, event.sentence.start)
        return self._reading.mentions[low : bisect.bisect_left(self._starts, event.sentence.end)]


def mouth(claim: Claim) -> str:
    """Who is said to have said it: an actor or outlet id, else a slug of the name; '' when the source is unnamed."""
    speaker = claim.speaker
    if speaker.kind not in ("named", "outlet"):
        return ""
    return speaker.id or slug(speaker.name)

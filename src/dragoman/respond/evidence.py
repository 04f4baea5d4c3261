"""What the store says on the question: offers, decisions, and who gives or denies a mandate."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import msgspec

from dragoman.records import Claim, Commitment, Event, Party, Span, When
from dragoman.respond.model import Ground
from dragoman.store import View
from dragoman.vocab.organisations import organisations
from dragoman.vocab.response import Need, response_rules

_MOST_WORDS = 220
# Keys shown for one offer or decision; all are in the store.
_MOST_KEYS = 6
# Voices shown for one mandate; the commitment’s key leads to all of its sentences.
_MOST_VOICES = 12
_PACTS = frozenset({"defence_pact", "treaty", "agreement"})
# `Only B could: it signed a package` stands within this many letters behind `A's charter gives no right`.
_BREATH = 400
_ABOUT = "len(articles) > 0 AND (kind = 'mandate' OR list_contains(parties, ?)) ORDER BY key"
# An event that its own article does not date counts by the article, and where that has no day by another report of the statement.
_OFFERING = """type IN (SELECT unnest(?)) AND status NOT IN ('negated', 'historical')
AND len(list_filter(recipients, lambda party: party.id = ? OR party.country = ?)) > 0
AND coalesce(left(coalesce("when".start, (SELECT published.start FROM articles WHERE articles.key = events.article)) || '-01-01', 10)
    BETWEEN ? AND ?, TRUE) ORDER BY key"""
_OF = "article IN (SELECT unnest(?))"
_HEADS = """
SELECT articles.key, published,
       coalesce(nullif(outlets.name, ''), nullif(outlet_name, ''), nullif(origin, ''), 'unknown outlet') AS outlet
FROM articles LEFT JOIN outlets ON outlets.id = articles.outlet WHERE articles.key IN (SELECT unnest(?))"""


class Head(msgspec.Struct, frozen=True):
    """Who published an article, and when."""

    outlet: str
    published: When | None


def _head(row: dict[str, Any]) -> Head:
    day = row["published"]
    given = {name: value for name, value in day.items() if value is not None} if day else None
    return Head(row["outlet"], msgspec.convert(given, When) if given else None)


class Evidence:
    """The press of a store, opened once for one state, need and day."""

    def __init__(self, view: View, state: str, need: Need, on: date) -> None:
        rules = response_rules()
        self._state, self._need, self._on = state, need, on
        self._window = (on - timedelta(days=rules.before), on + timedelta(days=rules.after))
        self._commitments: list[Commitment] = view.records("commitments", _ABOUT, [state])
        self._events: list[Event] = view.records(
            "events", _OFFERING, [list(need.offers), state, state, *(str(day) for day in self._window)]
        )
        self._claims: list[Claim] = self._claimed(view)
        self._by_event = _index((key, claim) for claim in self._claims for key in claim.events)
        self._by_statement = _index((claim.statement, claim) for claim in self._claims if claim.statement)
        self._by_article = _index((claim.article, claim) for claim in self._claims)
        told = {*(event.article for event in self._events), *(claim.article for claim in self._claims)}
        told |= {article for one in self._commitments for article in one.articles}
        # Texts stay where they are: only who published, and when, is asked.
        self._heads = {row["key"]: _head(row) for row in view.sql(_HEADS, [sorted(told)]).rows()}
        people = view.sql("SELECT id, country FROM actors WHERE kind IN ('state', 'person')").rows()
        self._countries: dict[str, str] = {row["id"]: row["country"] for row in people}
        self._offered = self._offers()
        self._packed = self._packages()

    def _claimed(self, view: View) -> list[Claim]:
        """The claims that hold the offers or stand at the words of the commitments, and other reports of the offers’ statements."""
        offering = {event.key for event in self._events}
        holding = [
            one for one in view.records("claims", _OF, [sorted({event.article for event in self._events})]) if offering & set(one.events)
        ]
        undated = {event.key for event in self._events if event.when is None}
        statements = sorted({claim.statement for claim in holding if claim.statement and undated & set(claim.events)})
        same = view.records("claims", "statement IN (SELECT unnest(?))", [statements]) if statements else []
        near = view.records("claims", _OF, [sorted({article for one in self._commitments for article in one.articles})])
        return sorted({claim.key: claim for claim in (*holding, *same, *near)}.values(), key=lambda one: one.key)

    def offers(self) -> dict[str, tuple[Ground, ...]]:
        """By state or body: who says that it is ready, in the days around, with the words; a speaker once, however often reported."""
        return self._offered

    def names(self, actor: str) -> bool:
        """Whether the press says of this actor that it offers, or that it may or may not act."""
        return actor in self._offered or any(one.kind == "mandate" and one.parties == (actor,) for one in self._commitments)

    def _offers(self) -> dict[str, tuple[Ground, ...]]:
        found: dict[tuple[str, str], list[tuple[Event, Claim | None]]] = {}
        for event in self._events:
            if self._near(event):
                claim = self._holding(event)
                speaker = claim.speaker.name if claim and claim.speaker.kind in ("named", "collective") else ""
                for helper in self._helpers(event, claim):
                    own = claim is not None and self._voice(claim.speaker.id) in (helper, "")
                    found.setdefault((helper, speaker if own else ""), []).append((event, claim))
        grounds: dict[str, list[Ground]] = {}
        for (helper, speaker), told in sorted(found.items()):
            if not speaker and any(who == helper and by for who, by in found):
                continue
            grounds.setdefault(helper, []).append(self._offer(speaker, told))
        return {helper: tuple(sorted(listed, key=lambda one: (not one.by, -len(one.keys), one.by))) for helper, listed in grounds.items()}

    def _helpers(self, event: Event, claim: Claim | None) -> tuple[str, ...]:
        """Who offers: the one for whom the speaker speaks, unless the act is another's; the asking state is the recipient.

        A minister who says `Ankara is ready` binds his state; a state that says `the OTS is ready` does not offer itself.
        """
        if self._state not in _parties(event.recipients):
            return ()
        voice, doers = self._voice(claim.speaker.id) if claim else "", _parties(event.actors) - {self._state}
        own = voice and (voice in doers or not doers & set(organisations()))
        return tuple(sorted({voice} - {self._state} if own else doers))

    def _voice(self, id: str) -> str:
        known = organisations().get(id)
        return id if known and known.kind in ("alliance", "igo") else self._countries.get(id, "")

    def _offer(self, speaker: str, told: list[tuple[Event, Claim | None]]) -> Ground:
        event = max((event for event, _ in told), key=lambda one: (one.confidence, one.key))
        keys = [one.key for pair in told for one in pair if one is not None]
        return Ground(kind="offer", by=speaker, text=short(event.sentence), source=self.where(event.article), keys=_few(keys))

    def decisions(self, actor: str) -> tuple[Ground, ...]:
        """Deployments to the state by this actor that the press reports in the days around."""
        found = [one for one in self._commitments if one.kind == "deployment" and {actor, self._state} <= set(one.parties)]
        return tuple(
            Ground(kind="decision", text=short(span), source=self.where(article), keys=(one.key,))
            for one in sorted(found, key=lambda one: one.key)
            if self._soon(one)
            for article, span in [_plainest(one)]
        )

    def packages(self) -> dict[str, tuple[Ground, ...]]:
        """States whose agreements with the asking state the press holds against another's lack of a mandate, in the same breath."""
        return self._packed

    def _packages(self) -> dict[str, tuple[Ground, ...]]:
        lacking = [(article, span.start) for one in self._commitments if one.kind == "mandate" for article, span in _told(one)]
        found: dict[str, tuple[Ground, ...]] = {}
        for one in sorted(self._commitments, key=lambda one: one.key):
            others = [party for party in one.parties if party != self._state]
            if one.kind in _PACTS and self._state in one.parties and len(others) == 1:
                near = [(key, span) for key, span in _told(one) for other, at in lacking if key == other and 0 < span.start - at < _BREATH]
                found[others[0]] = (*found.get(others[0], ()), *(self._said(one, key, span) for key, span in near[:1]))
        return {state: grounds for state, grounds in found.items() if grounds}

    def mandates(self, actor: str, given: bool) -> tuple[Ground, ...]:
        """Who says in the press that this actor may (or, `given` False, may not) act, each voice once, with the words."""
        found: dict[str, Ground] = {}
        for one in sorted(self._commitments, key=lambda one: one.key):
            if one.kind == "mandate" and one.parties == (actor,) and one.terms.startswith("may not") != given:
                for article, span in _told(one):
                    ground = self._said(one, article, span)
                    found.setdefault(ground.by, ground)
        return tuple(found.values())[:_MOST_VOICES]

    def _said(self, one: Commitment, article: str, span: Span) -> Ground:
        told = [claim for claim in self._by_article.get(article, ()) if _covers(claim, span)]
        # The claim of the very sentence first, then the quotation that runs over it.
        holding = sorted(told, key=lambda claim: (not claim.modality, claim.sentence.start != span.start, claim.key))
        by = holding[0].speaker.name if holding else self._heads[article].outlet
        keys = (one.key, *([holding[0].key] if holding else []))
        return Ground(kind="claim", by=by, text=short(span), source=self.where(article), keys=keys)

    def where(self, key: str) -> str:
        """Outlet and day of an article."""
        head = self._heads[key]
        return f"{head.outlet}, {head.published or 'undated'}"

    def _holding(self, event: Event) -> Claim | None:
        return next(iter(self._by_event.get(event.key, ())), None)

    def _near(self, event: Event) -> bool:
        when = event.when or self._heads[event.article].published or self._told_elsewhere(event)
        return when is not None and when.first is not None and self._window[0] <= when.first <= self._window[1]

    def _told_elsewhere(self, event: Event) -> When | None:
        """The day of another report of the same statement, for an event that its own article does not date."""
        claim = self._holding(event)
        same = self._by_statement.get(claim.statement, []) if claim else []
        dated = [self._heads[one.article].published for one in same]
        return min((when for when in dated if when is not None), key=str, default=None)

    def _soon(self, one: Commitment) -> bool:
        when = one.signed or one.start
        days = [when] if when else [self._heads[key].published for key in one.articles]
        return any(day is not None and day.first is not None and self._window[0] <= day.first <= self._window[1] for day in days)


def _index(pairs: Iterable[tuple[str, Claim]]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for key, claim in pairs:
        found.setdefault(key, []).append(claim)
    return found


def _covers(claim: Claim, span: Span) -> bool:
    return claim.sentence.start == span.start or claim.content.start <= span.start < claim.content.end


def _told(one: Commitment) -> list[tuple[str, Span]]:
    return list(zip(one.articles, one.spans, strict=True))


def _plainest(one: Commitment) -> tuple[str, Span]:
    """The report whose step is the furthest with a day; else the shortest words, which say least beside it."""
    told = [(step.article, step.span) for step in one.steps if step.when and step.span and step.article]
    return told[-1] if told else min(_told(one), key=lambda pair: (len(pair[1].text), pair[0], pair[1].start))


def _parties(parties: Iterable[Party]) -> set[str]:
    """States, and organisations by their own id (their code is only IGO)."""
    return {party.id if party.kind == "organisation" and party.id else party.country or party.id for party in parties} - {""}


def _few(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))[:_MOST_KEYS]


def short(span: Span) -> str:
    """The words on one line, cut at a word."""
    flat = " ".join(span.text.split())
    return flat if len(flat) <= _MOST_WORDS else flat[:_MOST_WORDS].rsplit(" ", 1)[0] + " …"

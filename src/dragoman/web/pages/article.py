"""Article: the text as published, with what was found in it as highlights that can be switched."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter
from typing import TypeVar

import msgspec

from dragoman.desk import Desk, Layer, Name, Piece, Source
from dragoman.records import Article, Claim, Copy, Event, Mention, Party, Place, Timex
from dragoman.web.asked import Asked
from dragoman.web.highlights import KINDS, LAYERS, Found, paragraphs
from dragoman.web.lines import claim_line, reason
from dragoman.web.shown import ClaimLine

_DEFAULT = ("events", "claims")
Note = TypeVar("Note")


class EventNote(msgspec.Struct, frozen=True, kw_only=True):
    """An event as it is noted beside its sentence."""

    key: str
    type: str
    modes: tuple[str, ...]
    quad: str
    status: str
    actors: tuple[Name, ...]
    recipients: tuple[Name, ...]
    when: str
    where: str
    trigger: str
    confidence: float
    engine: str
    story: str


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph as published, with the notes on what begins in it; `cut` says why it is not the article, '' if it is."""

    pieces: tuple[Piece, ...]
    cut: str = ""
    events: tuple[EventNote, ...] = ()
    claims: tuple[ClaimLine, ...] = ()


class MentionLine(msgspec.Struct, frozen=True, kw_only=True):
    """An actor and the words that name it."""

    actor: Name
    times: int
    words: tuple[str, ...]
    how: tuple[str, ...]


class Kin(msgspec.Struct, frozen=True):
    """Another article that this one depends on (`source`) or that depends on it."""

    source: Source
    kind: str
    share: float
    reason: str


class Switch(msgspec.Struct, frozen=True):
    """One kind of highlight: whether it is on, how many there are, and the address with it turned."""

    kind: str
    on: bool
    number: int
    link: str


class Showing(msgspec.Struct, frozen=True):
    """Which highlights are on, the record that is pointed at, and where the article stands."""

    kinds: tuple[str, ...]
    at: str
    source: Source


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The page of an article."""

    title: str
    source: Source
    url: str
    byline: str
    credits: tuple[str, ...]
    truncated: bool
    origin: str
    language: str
    cut: int
    blocks: tuple[Block, ...]
    switches: tuple[Switch, ...]
    shown: tuple[str, ...]
    at: str
    mentions: tuple[MentionLine, ...]
    places: tuple[Place, ...]
    times: tuple[Timex, ...]
    above: tuple[Kin, ...]
    below: tuple[Kin, ...]


def make(desk: Desk, asked: Asked) -> Page:
    """The article of the address; `show` lists the highlights, `at` marks one record's words."""
    article: Article = desk.one("articles", asked.name("key"))
    found = _found(desk, article.key)
    shown = _shown(asked)
    source = desk.sources([article.key])[article.key]
    above, below = _kin(desk, article.key)
    return Page(
        title=article.title or "Untitled article",
        source=source,
        url=article.url,
        byline=article.byline,
        credits=tuple(desk.outlets().get(id, id) for id in article.credits),
        truncated=article.truncated,
        origin=article.origin,
        language=article.language,
        cut=sum(cut.end - cut.start for cut in article.cuts),
        blocks=_blocks(desk, article, found, Showing(shown, asked.get("at"), source)),
        switches=_switches(asked, shown, found),
        shown=shown,
        at=asked.get("at"),
        mentions=_mentioned(desk, found.mentions),
        places=_once(found.places),
        times=found.times,
        above=above,
        below=below,
    )


def _found(desk: Desk, key: str) -> Found:
    view, order = desk.view, "article = ? ORDER BY span.start, span.end"
    return Found(
        events=tuple(view.records("events", "article = ? ORDER BY sentence.start, key", [key])),
        claims=tuple(view.records("claims", "article = ? ORDER BY content.start, key", [key])),
        mentions=tuple(view.records("mentions", order, [key])),
        places=tuple(view.records("places", order, [key])),
        times=tuple(view.records("times", order, [key])),
    )


def _shown(asked: Asked) -> tuple[str, ...]:
    if "show" not in asked.query:
        return _DEFAULT
    wanted = asked.get("show").split(",")
    return tuple(kind for kind in KINDS if kind in wanted)


def _switches(asked: Asked, shown: tuple[str, ...], found: Found) -> tuple[Switch, ...]:
    def turned(kind: str) -> str:
        kept = [one for one in KINDS if (one in shown) != (one == kind)]
        return asked.link(show=",".join(kept) or "none")

    return tuple(Switch(kind, kind in shown, len(getattr(found, kind)), turned(kind)) for kind in KINDS)


def _blocks(desk: Desk, article: Article, found: Found, showing: Showing) -> tuple[Block, ...]:
    at = showing.at
    layers = [Layer(cut.start, cut.end, "cut") for cut in article.cuts]
    for kind in showing.kinds:
        layers += LAYERS[kind](found)
    layers += [
        Layer(layer.start, layer.end, "at", "" if kind in showing.kinds else at)
        for kind in KINDS
        for layer in LAYERS[kind](found)
        if at and layer.key == at
    ]
    events, claims = _event_notes(desk, found.events), _claim_notes(desk, found.claims, showing.source)
    return tuple(
        Block(pieces=group, cut=why, events=_between(events, start, end), claims=_between(claims, start, end))
        for start, end, why, group in paragraphs(article, layers)
    )


def _between(notes: Sequence[tuple[int, Note]], start: int, end: int) -> tuple[Note, ...]:
    """The notes that stand between two offsets, of notes in order."""
    first, last = (bisect_left(notes, place, key=itemgetter(0)) for place in (start, end))
    return tuple(note for _, note in notes[first:last])


def _event_notes(desk: Desk, events: Sequence[Event]) -> list[tuple[int, EventNote]]:
    names = desk.names(party.id for event in events for party in (*event.actors, *event.recipients))
    stories = desk.story_of(event.key for event in events)
    return [(event.sentence.start, _event_note(event, names, stories.get(event.key, ""))) for event in events]


def _named(parties: Sequence[Party], names: dict[str, Name]) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(names.get(party.id) or Name("", party.name or party.text) for party in parties))


def _event_note(event: Event, names: dict[str, Name], story: str) -> EventNote:
    return EventNote(
        key=event.key,
        type=event.type,
        modes=event.modes,
        quad=event.quad,
        status=event.status,
        actors=_named(event.actors, names),
        recipients=_named(event.recipients, names),
        when=str(event.when or ""),
        where=event.where.name if event.where else "",
        trigger=event.trigger.text,
        confidence=event.confidence,
        engine=event.engine,
        story=story,
    )


def _claim_notes(desk: Desk, claims: Sequence[Claim], source: Source) -> list[tuple[int, ClaimLine]]:
    names = desk.names([*(link.id for claim in claims for link in claim.chain), *(claim.holder for claim in claims)])
    return [(claim.content.start, claim_line(claim, names, source)) for claim in claims]


def _mentioned(desk: Desk, mentions: Sequence[Mention]) -> tuple[MentionLine, ...]:
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.actor:
            groups.setdefault(mention.actor, []).append(mention)
    names = desk.names(groups)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(
        MentionLine(
            actor=names[id],
            times=len(group),
            words=tuple(dict.fromkeys(one.span.text for one in group))[:8],
            how=tuple(dict.fromkeys(one.how for one in group)),
        )
        for id, group in ordered
    )


def _once(places: Sequence[Place]) -> tuple[Place, ...]:
    return tuple({(place.geonameid or place.name): place for place in places}.values())


def _kin(desk: Desk, key: str) -> tuple[tuple[Kin, ...], tuple[Kin, ...]]:
    copies: list[Copy] = desk.view.records("copies", "article = ? OR source = ? ORDER BY key", [key, key])
    sources = desk.sources({one.article for one in copies} | {one.source for one in copies})
    above = tuple(_as_kin(desk, one, sources.get(one.source)) for one in copies if one.article == key)
    below = tuple(_as_kin(desk, one, sources.get(one.article)) for one in copies if one.source == key)
    return above, below


def _as_kin(desk: Desk, copy: Copy, other: Source | None) -> Kin:
    return Kin(other or Source(article="", outlet="unknown outlet", day="undated"), copy.kind, copy.share, reason(desk, copy.reason))

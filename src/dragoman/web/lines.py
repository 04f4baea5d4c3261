"""Lines: records made ready to be shown, with the names and words that they need looked up together."""

import re
from collections.abc import Sequence

import msgspec

from dragoman.brief import called
from dragoman.desk import Desk, Layer, Name, Piece, Source, marked, sentence
from dragoman.records import Claim, Commitment, Event, Link, Milestone, Span, Story
from dragoman.web.shown import ClaimLine, CommitmentLine, Mouth, Quote, StepLine, StoryLine

# So many events of a story are looked at for the words on its line.
_MOST_EVENTS = 40
_UNKNOWN = Source(article="", outlet="unknown outlet", day="undated")

_CREDITED = re.compile(r"(?<=\bcredits )[\w.-]+")


def reason(desk: Desk, copied: str) -> str:
    """Why an article counts as a copy, with the credited outlet by name."""
    return _CREDITED.sub(lambda found: desk.outlets().get(found.group(), found.group()), copied)


def story_lines(desk: Desk, stories: Sequence[Story]) -> tuple[StoryLine, ...]:
    """Lines of stories, in their order."""
    names = desk.names(id for story in stories for id in (*story.actors, *story.recipients))
    surest = _surest(desk, stories)
    sources = desk.sources(event.article for event in surest.values() if event)
    return tuple(story_line(story, worded(story, names, surest[story.key]), event_quote(surest[story.key], sources)) for story in stories)


def _surest(desk: Desk, stories: Sequence[Story]) -> dict[str, Event | None]:
    """The surest event of each story, by the story’s key: sureness alone is asked of all events, whose rows are wide."""
    keys = sorted({key for story in stories for key in story.events[:_MOST_EVENTS]})
    sure = {key: (confidence, key) for key, confidence in desk.view.sureness(keys).items()}
    best = {
        story.key: max((key for key in story.events[:_MOST_EVENTS] if key in sure), key=sure.__getitem__, default="") for story in stories
    }
    events = desk.events(key for key in best.values() if key)
    return {story: events.get(key) for story, key in best.items()}


def worded(story: Story, names: dict[str, Name], surest: Event | None) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Names of actors and recipients; a state's people and bodies by their words: 'protesters (Kazakhstan)'."""
    sides = (surest.actors, surest.recipients) if surest else ((), ())
    return (
        tuple(_worded(names[id], called(id, sides[0], names[id].name)) for id in story.actors if id),
        tuple(_worded(names[id], called(id, sides[1], names[id].name)) for id in story.recipients if id),
    )


def _worded(name: Name, words: str) -> Name:
    # The words are in the article's language, whichever that is.
    return name if words == name.name else msgspec.structs.replace(name, name=words, language="", short="")


def surest_event(story: Story, events: dict[str, Event]) -> Event | None:
    """The event of a story that its engine is surest of."""
    found = [events[key] for key in story.events if key in events]
    return max(found, key=lambda event: (event.confidence, event.key), default=None)


def event_quote(event: Event | None, sources: dict[str, Source]) -> Quote | None:
    """An event's sentence, marked."""
    return Quote(event.key, sentence(event), sources.get(event.article, _UNKNOWN)) if event else None


def story_line(story: Story, sides: tuple[tuple[Name, ...], tuple[Name, ...]], quote: Quote | None = None) -> StoryLine:
    """One story."""
    return StoryLine(
        key=story.key,
        type=story.type,
        modes=story.modes,
        status=story.status,
        quad=story.quad,
        score=story.score,
        when=str(story.when or "undated"),
        place=story.place,
        title=story.title,
        actors=sides[0],
        recipients=sides[1],
        grade=story.grade,
        reports=len(story.articles),
        origins=len(story.origins),
        sides=story.sides,
        tensions=tuple(dict.fromkeys(tension.says for tension in story.tensions)),
        confidence=story.confidence,
        quote=quote,
    )


def claim_lines(desk: Desk, claims: Sequence[Claim]) -> tuple[ClaimLine, ...]:
    """Lines of claims, in their order."""
    names = desk.names([*(link.id for claim in claims for link in claim.chain), *(claim.holder for claim in claims)])
    sources = desk.sources(claim.article for claim in claims)
    return tuple(claim_line(claim, names, sources.get(claim.article, _UNKNOWN)) for claim in claims)


def claim_line(claim: Claim, names: dict[str, Name], source: Source) -> ClaimLine:
    """One claim."""
    return ClaimLine(
        key=claim.key,
        kind=claim.kind,
        stance=claim.stance,
        chain=tuple(mouth(link, names) for link in claim.chain),
        said=str(claim.said or "undated"),
        mandate=mandate(claim, names),
        quote=Quote(claim.key, words(claim), source),
        confidence=claim.confidence,
        events=claim.events,
        content=claim.content.text,
    )


def words(claim: Claim) -> tuple[Piece, ...]:
    """A claim's content, or the sentence with its content marked where that says more."""
    whole = claim.sentence.start <= claim.content.start and claim.content.end <= claim.sentence.end
    layers = [Layer(claim.content.start, claim.content.end, "content")]
    if claim.cue:
        layers.append(Layer(claim.cue.start, claim.cue.end, "cue"))
    layers += [Layer(hedge.start, hedge.end, "hedge") for hedge in claim.hedges]
    return marked(claim.sentence if whole else claim.content, layers)


def mouth(link: Link, names: dict[str, Name]) -> Mouth:
    """One link of a chain; it leads to an actor's page where the store has one."""
    actor = names.get(link.id)
    own = actor.name if actor and actor.language else ""
    cue = link.cue.text if link.cue else ""
    return Mouth(own or link.name or link.id or "unnamed", actor if actor and actor.kind else None, link.kind, cue)


def mandate(claim: Claim, names: dict[str, Name]) -> str:
    """`CSTO may send troops`, or ''."""
    if not claim.modality:
        return ""
    holder = names[claim.holder].name if claim.holder in names else claim.holder
    return f"{holder} {claim.modality.replace('_', ' ')} {claim.what}".strip()


def commitment_lines(desk: Desk, commitments: Sequence[Commitment]) -> tuple[CommitmentLine, ...]:
    """Lines of commitments, in their order."""
    names = desk.names(party for one in commitments for party in one.parties)
    told = (article for one in commitments for article in (*one.articles, *(step.article for step in one.steps if step.article)))
    sources = desk.sources(told)
    return tuple(_commitment_line(one, names, sources) for one in commitments)


def _commitment_line(one: Commitment, names: dict[str, Name], sources: dict[str, Source]) -> CommitmentLine:
    quotes = tuple(
        Quote(one.key, marked(span), sources.get(article, _UNKNOWN)) for article, span in zip(one.articles, one.spans, strict=False)
    )
    return CommitmentLine(
        key=one.key,
        kind=one.kind,
        parties=tuple(names[party] for party in one.parties if party),
        name=one.name,
        terms=one.terms,
        status=one.status,
        match=one.match,
        signed=str(one.signed or ""),
        start=str(one.start or ""),
        end=str(one.end or ""),
        source=one.source,
        quotes=quotes,
        steps=tuple(_step(one.key, step, sources) for step in one.steps),
        contested=one.contested,
    )


def _step(key: str, step: Milestone, sources: dict[str, Source]) -> StepLine:
    quote = span_quote(key, step.span, sources.get(step.article)) if step.span else None
    return StepLine(status=step.status, when=str(step.when or ""), quote=quote)


def span_quote(key: str, span: Span, source: Source | None) -> Quote:
    """A bare span as a quote."""
    return Quote(key, marked(span), source or _UNKNOWN)

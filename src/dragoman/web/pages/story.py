"""Story: one event in the world, every report of it, and why it is coded and graded as it is."""

from collections.abc import Iterator

import msgspec

from dragoman.desk import Desk, Name, Source, Wanted
from dragoman.records import Copy, Counts, Event, Story, Verdict
from dragoman.vocab import codebook
from dragoman.web.asked import Asked
from dragoman.web.lines import claim_lines, event_quote, reason, story_line, surest_event, worded
from dragoman.web.pages.home import Side, sides
from dragoman.web.shown import ClaimLine, Quote, StoryLine

_MOST_REPORTS = 200
_MOST_CLAIMS = 60
_MADE = ("confirmed", "probable", "possible", "doubtful", "improbable", "cannot be judged")


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One article's telling: its words, how it codes, and whether it says so itself.

    `repeats` is the key of an earlier report of the list with the very same words, '' where these are its own.
    """

    quote: Quote
    type: str
    modes: tuple[str, ...]
    status: str
    when: str
    where: str
    counts: Counts
    confidence: float
    engine: str
    trigger: str
    said_by: tuple[str, ...] = ()
    repeats: str = ""


class Twig(msgspec.Struct, frozen=True):
    """An article in the copy tree, how it depends on the one above, and those that depend on it."""

    source: Source
    kind: str = ""
    reason: str = ""
    share: float = 0.0
    below: tuple["Twig", ...] = ()


class Disputed(msgspec.Struct, frozen=True):
    """What reports disagree about, side by side."""

    about: str
    says: str
    sides: tuple[Side, ...]


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """The codebook's words for the type, its modes and its score."""

    says: str
    modes: tuple[tuple[str, str], ...]
    quad: str
    score: float
    best: Report | None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The page of a story."""

    title: str
    story: StoryLine
    aliases: tuple[str, ...]
    contexts: tuple[str, ...]
    counts: tuple[str, ...]
    reports: tuple[Report, ...]
    left_out: int
    origins: tuple[tuple[Twig, ...], ...]
    tensions: tuple[Disputed, ...]
    claims: tuple[ClaimLine, ...]
    why: Why
    grade_says: str
    sides: tuple[Name, ...]
    keys: tuple[str, ...]
    verdicts: tuple[Verdict, ...] = ()


def make(desk: Desk, asked: Asked) -> Page:
    """The story of the address, also by an older key of it."""
    story = _story(desk, asked.name("key"))
    events = desk.events(story.events[:_MOST_REPORTS])
    sources = desk.sources(story.articles)
    names = desk.names([*story.actors, *story.recipients])
    claims = _claims(desk, story)
    ordered = sorted(events.values(), key=lambda one: _place(one, sources))
    reports = tuple(_repeated([_report(event, sources, claims) for event in ordered]))
    surest = surest_event(story, events)
    line = story_line(story, worded(story, names, surest), event_quote(surest, sources))
    return Page(
        title=headline(line),
        story=line,
        aliases=story.aliases,
        contexts=story.contexts,
        counts=_counts(reports),
        reports=reports,
        left_out=len(story.events) - len(reports),
        origins=_origins(desk, story, sources),
        tensions=tuple(Disputed(one.about, one.says, sides(desk, story.key, one)) for one in story.tensions),
        claims=claims,
        why=_why(story, reports),
        grade_says=_MADE[min(max(story.grade.number, 1), 6) - 1],
        sides=tuple(desk.names(story.sides).values()),
        keys=(story.key, *story.aliases, *story.events),
    )


def headline(line: StoryLine) -> str:
    """`CONSULT: Turkey and Kazakhstan → Russia`."""
    doers = " and ".join(name.name for name in line.actors) or "unnamed"
    receivers = " → " + " and ".join(name.name for name in line.recipients) if line.recipients else ""
    return f"{line.type}: {doers}{receivers}"


def _story(desk: Desk, key: str) -> Story:
    found = desk.among("stories", [key]) or desk.view.records("stories", "list_contains(aliases, ?) LIMIT 1", [key])
    story: Story = found[0] if found else desk.one("stories", key)
    return story


def _place(event: Event, sources: dict[str, Source]) -> tuple[str, str, int]:
    source = sources.get(event.article)
    return (source.day if source else "", event.article, event.sentence.start)


def _claims(desk: Desk, story: Story) -> tuple[ClaimLine, ...]:
    keys = list(story.events)
    bearing = Wanted("list_has_any(events, ?) OR list_has_any(bears_on, ?)", [keys, keys], "article, key")
    return claim_lines(desk, desk.listed("claims", bearing, _MOST_CLAIMS))


def _report(event: Event, sources: dict[str, Source], claims: tuple[ClaimLine, ...]) -> Report:
    quote = event_quote(event, sources)
    assert quote is not None
    holding = tuple(" → ".join(mouth.name for mouth in claim.chain) for claim in claims if event.key in claim.events)
    return Report(
        quote=quote,
        type=event.type,
        modes=event.modes,
        status=event.status,
        when=str(event.when or ""),
        where=event.where.name if event.where else "",
        counts=event.counts,
        confidence=event.confidence,
        engine=event.engine,
        trigger=event.trigger.text,
        said_by=tuple(dict.fromkeys(holding)),
    )


def _repeated(reports: list[Report]) -> Iterator[Report]:
    """The reports, those that print an earlier one's words again pointing to it."""
    first: dict[tuple[str, ...], str] = {}
    for report in reports:
        told = ("".join(piece.text for piece in report.quote.pieces), report.type, report.status)
        key = first.setdefault(told, report.quote.key)
        yield report if key == report.quote.key else msgspec.structs.replace(report, repeats=key)


def _counts(reports: tuple[Report, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for what in ("dead", "injured", "arrested"):
        numbers = sorted({number for report in reports if (number := getattr(report.counts, what)) is not None})
        if numbers:
            found.append(f"{numbers[0]} {what}" if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]} {what}")
    return tuple(found)


def _why(story: Story, reports: tuple[Report, ...]) -> Why:
    kind = codebook().events.get(story.type)
    modes = tuple((mode, kind.modes[mode].says if kind and mode in kind.modes else "") for mode in story.modes)
    best = max(reports, key=lambda report: (report.confidence, report.quote.key), default=None)
    return Why(says=kind.says if kind else "", modes=modes, quad=story.quad, score=story.score, best=best)


def _origins(desk: Desk, story: Story, sources: dict[str, Source]) -> tuple[tuple[Twig, ...], ...]:
    articles = list(story.articles)
    where = "article IN (SELECT unnest(?)) AND source IN (SELECT unnest(?)) ORDER BY article, share DESC, key"
    copies: list[Copy] = desk.view.records("copies", where, [articles, articles])
    groups = story.origins or (story.articles,)
    copies = [msgspec.structs.replace(one, reason=reason(desk, one.reason)) for one in copies]
    return tuple(_tree(group, copies, sources) for group in groups)


def _tree(group: tuple[str, ...], copies: list[Copy], sources: dict[str, Source]) -> tuple[Twig, ...]:
    """The copies of one origin as a tree: each article hangs from the source that it shares most with."""
    over: dict[str, Copy] = {}
    for copy in copies:
        if copy.article in group and copy.source in group and not _above(copy.source, copy.article, over):
            over.setdefault(copy.article, copy)
    tops = [article for article in group if article not in over]
    return tuple(_twig(article, over, sources) for article in tops)


def _above(start: str, article: str, over: dict[str, Copy]) -> bool:
    """Whether `article` already stands above `start`: a second edge would close a ring."""
    while start in over:
        if start == article:
            return True
        start = over[start].source
    return start == article


def _twig(article: str, over: dict[str, Copy], sources: dict[str, Source]) -> Twig:
    own = over.get(article)
    below = tuple(_twig(copy.article, over, sources) for copy in over.values() if copy.source == article)
    source = sources.get(article, Source(article=article, outlet="unknown outlet", day="undated"))
    return Twig(source, own.kind if own else "", own.reason if own else "", own.share if own else 0.0, below)

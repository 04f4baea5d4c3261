"""The report on one story: every report of it, its origins, who says so, why it is coded and graded as it is."""

from collections.abc import Sequence

from dragoman.desk import GRADES, TRUTH, Wanted, percent, plain, signed
from dragoman.records import Claim, Copy, Event, Story
from dragoman.report import lines
from dragoman.report.document import Entry, Figure, Part, Report
from dragoman.report.shelf import Shelf
from dragoman.vocab import codebook

_MOST_EVENTS = 400


def compose(shelf: Shelf, story: Story) -> Report:
    """Everything that the store holds on a story."""
    names = shelf.names([*story.actors, *story.recipients])
    events = shelf.desk.events(story.events[:_MOST_EVENTS])
    shelf.fetch(story.articles)
    keys = list(story.events)
    bearing = Wanted("list_has_any(events, ?) OR list_has_any(bears_on, ?)", [keys, keys], "article, key")
    parts = (
        lines.disagreements(shelf, [story]),
        _reports(shelf, story, events),
        _origins(shelf, story),
        lines.claims(shelf, "Who says so", bearing),
        _coding(story, events),
    )
    return Report(
        title=f"{lines.kind(story)}: {lines.headline(story, names)}",
        lead=" · ".join(part for part in (str(story.when or "undated"), story.place, story.title) if part),
        made=story.key,
        figures=_figures(story, shelf.names(story.sides)),
        parts=parts,
    )


def _figures(story: Story, names: dict[str, str]) -> tuple[Figure, ...]:
    grade = story.grade
    because = f"Source {GRADES[grade.letter]}; {TRUTH[grade.number]}: {grade.because.rstrip('.')}. {lines.GRADE_HOW}"
    sides = f" ({', '.join(names.get(side, side) for side in story.sides)})" if story.sides else ""
    of = "The states (or sides set) of the outlets and of those quoted; the grade counts those that independent origins start from."
    return (
        Figure("Grade", f"{grade.letter}{grade.number}", because),
        Figure("That it was said", TRUTH[grade.made], "Graded apart from whether it is so."),
        Figure("Reports", str(len(story.articles)), "Articles that tell of it; their words are below."),
        Figure("Independent origins", str(len(story.origins)), lines.ORIGINS_HOW),
        Figure("Sides", str(len(story.sides)) + sides, of),
        Figure("PLOVER score", signed(story.score, 1), f"From −10 (conflict) to +10 (cooperation), by the codebook; {story.quad}."),
        Figure("Confidence", percent(story.confidence), "How sure it is that type and parties are right, not that it is so."),
    )


def _reports(shelf: Shelf, story: Story, events: dict[str, Event]) -> Part:
    found = sorted(events.values(), key=lambda event: (shelf.source(event.article)["day"], event.article, event.sentence.start))
    shown = found[: shelf.bounds.most]
    entries = tuple(_report(shelf, story, event) for event in shown)
    how = "Each sentence that reports it, earliest article first; the actors, the recipients and the words that decide are marked."
    return Part(title="Reports", how=how, entries=entries, more=len(story.events) - len(entries))


def _report(shelf: Shelf, story: Story, event: Event) -> Entry:
    coded = "" if (event.type, event.status) == (story.type, story.status) else f"coded {lines.kind(event)} · "
    where = f"{event.where.name} · " if event.where else ""
    return Entry(
        key=event.key,
        what=shelf.where(event.article),
        day=str(event.when or "undated"),
        kind="report",
        figures=f"{coded}{where}confidence {percent(event.confidence)} ({event.engine})",
        quotes=(shelf.told(event),),
    )


def _origins(shelf: Shelf, story: Story) -> Part:
    articles = list(story.articles)
    where = "article IN (SELECT unnest(?)) AND source IN (SELECT unnest(?)) ORDER BY article, share DESC, key"
    copies: list[Copy] = shelf.desk.view.records("copies", where, [articles, articles])
    groups = story.origins or (story.articles,)
    shown = groups[: shelf.bounds.most]
    entries = tuple(_origin(shelf, number, group, copies) for number, group in enumerate(shown, 1))
    return Part(title="Independent origins", how=lines.ORIGINS_HOW, entries=entries, more=len(groups) - len(shown))


def _origin(shelf: Shelf, number: int, group: Sequence[str], copies: Sequence[Copy]) -> Entry:
    inside = [copy for copy in copies if copy.article in group and copy.source in group]
    most = shelf.bounds.most
    reasons = tuple(f"{shelf.where(one.article)} after {shelf.where(one.source)}: {one.kind}; {one.reason}" for one in inside[:most])
    left = f" and {len(group) - most} more" if len(group) > most else ""
    what = "; ".join(shelf.where(article) for article in group[:most]) + left
    return Entry(key=group[0], what=what, kind=f"origin {number}", reasons=reasons)


def _coding(story: Story, events: dict[str, Event]) -> Part:
    kind = codebook().events.get(story.type)
    surest = max(events.values(), key=lambda event: (event.confidence, event.key), default=None)
    known = kind.modes if kind else {}
    reasons = [kind.says] if kind else []
    reasons += [f"{plain(mode)}: {known[mode].says}" for mode in story.modes if mode in known and known[mode].says]
    if surest:
        reasons.append(f"The surest report turns on “{surest.trigger.text}” ({surest.engine}, confidence {percent(surest.confidence)}).")
    entry = Entry(key=story.key, what=lines.kind(story), kind=story.quad, reasons=tuple(reasons))
    return Part(title="Why it is coded so", entries=(entry,))


def holding(shelf: Shelf, event: str) -> Story | None:
    """The story that an event belongs to."""
    found = shelf.desk.view.records("stories", "list_contains(events, ?) ORDER BY key LIMIT 1", [event])
    return found[0] if found else None


def bearing(claim: Claim) -> str:
    """An event that a claim is about, or ''."""
    return next(iter((*claim.events, *claim.bears_on)), "")

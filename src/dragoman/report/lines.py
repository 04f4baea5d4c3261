"""Records as entries of a report, and entries as parts."""

from collections.abc import Sequence

from dragoman.brief import called
from dragoman.desk import GRADES, TRUTH, Wanted, count, plain, signed
from dragoman.records import Alignment, Claim, Commitment, Dyad, Event, Failure, Span, Story
from dragoman.report.document import Entry, Part, Quote, Table
from dragoman.report.shelf import Shelf

# Of a story's events so many are looked at for its words; of a commitment so many passages are given.
_MOST_EVENTS, _MOST_PASSAGES = 40, 3
_MOST_NAMES = 6

GRADE_HOW = (
    "The letter is the best reliability among the outlets, as the user set it; the number, 1 (confirmed) to 6 (cannot be judged),"
    " follows from independent origins, sides, hedges and denials by fixed rules."
)
STORIES_HOW = "Each event in the world once, however many reports it has."
CLAIMS_HOW = "Each statement once. That it was said is no sign that it is so."
ORIGINS_HOW = "Copies, translations and retellings of one agency, one statement or one named mouth count as one origin."


def stories(shelf: Shelf, title: str, wanted: Wanted, how: str = "") -> Part:
    """The stories that meet a condition, bounded."""
    found: list[Story] = shelf.desk.listed("stories", wanted, shelf.bounds.most)
    events = shelf.desk.events(key for story in found for key in story.events[:_MOST_EVENTS])
    names = shelf.names(id for story in found for id in (*story.actors, *story.recipients))
    shelf.fetch(event.article for event in events.values())
    entries = tuple(story_entry(shelf, story, names, events) for story in found)
    return Part(title=title, how=how, entries=entries, more=_more(shelf, "stories", wanted, len(entries)))


def _more(shelf: Shelf, table: str, wanted: Wanted, shown: int) -> int:
    return max(0, shelf.desk.count(table, wanted.where, wanted.values) - shown)


def story_entry(shelf: Shelf, story: Story, names: dict[str, str], events: dict[str, Event]) -> Entry:
    """One story with the words of its surest event and the reason of its grade."""
    told = [events[key] for key in story.events if key in events]
    surest = max(told, key=lambda event: (event.confidence, event.key), default=None)
    return Entry(
        key=story.key,
        what=headline(story, names, surest),
        day=str(story.when or "undated"),
        kind=kind(story),
        figures=figures(story),
        quotes=(shelf.told(surest),) if surest else (),
        reasons=(graded(story),),
        tensions=tuple(tension.says for tension in story.tensions),
    )


def headline(story: Story, names: dict[str, str], surest: Event | None = None) -> str:
    """`Turkey → Kazakhstan`; with its surest event, a state's people and bodies by their words."""
    sides = (surest.actors, surest.recipients) if surest else ((), ())
    doers = " & ".join(called(id, sides[0], names.get(id, id)) for id in story.actors if id) or "unnamed"
    receivers = " & ".join(called(id, sides[1], names.get(id, id)) for id in story.recipients if id)
    return f"{doers} → {receivers}" if receivers else doers


def kind(one: Story | Event) -> str:
    """`AGREE (meet), future`."""
    modes = f" ({plain(', '.join(one.modes))})" if one.modes else ""
    return one.type + modes + ("" if one.status == "actual" else f", {one.status}")


def figures(story: Story) -> str:
    """`B2 · 3 reports · 2 origins · 2 sides`."""
    counted = (count(len(story.articles), "report"), count(len(story.origins), "origin"), count(len(story.sides), "side"))
    return " · ".join((f"{story.grade.letter}{story.grade.number}", *counted))


def graded(story: Story) -> str:
    """Why a story is graded as it is."""
    grade = story.grade
    return f"{grade.letter}{grade.number}: source {GRADES[grade.letter]}, information {TRUTH[grade.number]}; {grade.because}"


def claims(shelf: Shelf, title: str, wanted: Wanted) -> Part:
    """The claims that meet a condition, each statement once, bounded."""
    most = shelf.bounds.most
    query = f"SELECT key, coalesce(nullif(statement, ''), key) AS statement FROM claims WHERE {wanted.where} ORDER BY {wanted.order}"
    first: dict[str, str] = {}
    for row in shelf.desk.rows(query, wanted.values):
        first.setdefault(row["statement"], row["key"])
    keys = list(first.values())
    found: dict[str, Claim] = {claim.key: claim for claim in shelf.desk.among("claims", keys[:most])}
    shelf.fetch(claim.article for claim in found.values())
    names = shelf.names(claim.holder for claim in found.values())
    entries = tuple(claim_entry(shelf, found[key], names) for key in keys[:most])
    return Part(title=title, how=CLAIMS_HOW, entries=entries, more=len(keys) - len(entries))


def claim_entry(shelf: Shelf, claim: Claim, names: dict[str, str]) -> Entry:
    """Who says what, through whom."""
    mandate = f" [{names.get(claim.holder, claim.holder)} {claim.mandate}]" if claim.modality else ""
    return Entry(
        key=claim.key,
        what=" › ".join(link.name or link.id or "unnamed" for link in claim.chain) + mandate,
        day=str(claim.said or "undated"),
        kind=f"{claim.stance}, {claim.kind}",
        quotes=(shelf.quote(claim.article, claim.content),),
    )


def commitments(shelf: Shelf, title: str, wanted: Wanted) -> Part:
    """The commitments that meet a condition, bounded."""
    found: list[Commitment] = shelf.desk.listed("commitments", wanted, shelf.bounds.most)
    shelf.fetch(article for one in found for article in one.articles)
    names = shelf.names(party for one in found for party in one.parties)
    entries = tuple(commitment_entry(shelf, one, names) for one in found)
    how = "“confirmed”, “contradicted” and “new” say how the press stands to the reference; “reference” has no report."
    return Part(title=title, how=how, entries=entries, more=_more(shelf, "commitments", wanted, len(entries)))


def commitment_entry(shelf: Shelf, one: Commitment, names: dict[str, str]) -> Entry:
    """What parties bound themselves to, with its words or its public document."""
    parties = [names.get(party, party) for party in one.parties]
    more = f" and {len(parties) - _MOST_NAMES} more" if len(parties) > _MOST_NAMES else ""
    shown = " – ".join(parties[:_MOST_NAMES]) + more
    until = f" to {one.end}" if one.end else ""
    passages = list(zip(one.articles, one.spans, strict=False))[:_MOST_PASSAGES]
    return Entry(
        key=one.key,
        what=shown + (f": {one.name or one.terms}" if one.name or one.terms else ""),
        day=str(one.signed or one.start or "undated") + until,
        kind=plain(one.kind),
        figures=" · ".join((steps(one) or plain(one.status), one.match)),
        quotes=tuple(shelf.quote(article, span) for article, span in passages),
        reasons=(f"Reference: {one.source}",) if one.source else (),
        tensions=(f"contested: {one.contested}",) if one.contested else (),
    )


def steps(one: Commitment) -> str:
    """`signed 2021-06-15, ratified 2022-02-03`, in the order of the steps; '' where none is known."""
    return ", ".join(f"{plain(step.status)} {step.when}" if step.when else plain(step.status) for step in one.steps)


def disagreements(shelf: Shelf, found: Sequence[Story], title: str = "Where reports disagree") -> Part:
    """Every tension of these stories, with the words of each side."""
    names = shelf.names(id for story in found for id in (*story.actors, *story.recipients))
    most = shelf.bounds.most
    entries = tuple(
        Entry(
            key=story.key,
            what=f"{story.type}, {headline(story, names)}: {tension.says}",
            day=str(story.when or "undated"),
            kind=tension.about,
            figures=" | ".join(tension.values),
            quotes=_sides(shelf, tension.articles, tension.spans),
        )
        for story in found
        for tension in story.tensions
    )
    how = "Values that differ are kept side by side, never averaged."
    return Part(title=title, how=how, entries=entries[:most], more=max(0, len(entries) - most))


def _sides(shelf: Shelf, articles: Sequence[str], spans: Sequence[Span]) -> tuple[Quote, ...]:
    return tuple(shelf.quote(article, span) for article, span in zip(articles, spans, strict=False))


def failures(shelf: Shelf) -> Part:
    """What was not read, and why."""
    most = shelf.bounds.most
    found: list[Failure] = shelf.desk.view.records("failures", f"TRUE ORDER BY key LIMIT {most}")
    entries = tuple(Entry(key=one.key, what=one.origin, kind="not read", reasons=(one.reason,)) for one in found)
    return Part(title="Not read", entries=entries, more=max(0, shelf.desk.count("failures") - most))


def alignment_table(rows: Sequence[Alignment]) -> Table:
    """Alignments with their intervals and parts."""
    return Table(
        ("pole", "period", "score", "90 % interval", "parts: value × weight"),
        tuple(
            (
                row.pole,
                row.period,
                signed(row.score),
                f"{signed(row.low)} to {signed(row.high)}",
                "; ".join(f"{plain(part.name)} {signed(part.value)} × {part.weight:.2f}" for part in row.parts),
            )
            for row in rows
        ),
    )


def dyad_table(rows: Sequence[Dyad]) -> Table:
    """Periods of a dyad: the four sums, the net and its interval."""
    head = ("period", "stories", "material coop.", "verbal coop.", "verbal conflict", "material conflict", "net", "90 % interval")
    return Table(
        head,
        tuple(
            (
                row.period,
                str(len(row.stories)),
                signed(row.material_cooperation),
                signed(row.verbal_cooperation),
                signed(row.verbal_conflict),
                signed(row.material_conflict),
                signed(row.net),
                f"{signed(row.low)} to {signed(row.high)}",
            )
            for row in rows
        ),
    )

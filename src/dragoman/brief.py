"""The brief: what a store says, on one page, every line with its key and its words."""

import msgspec

from dragoman.records import Article, Claim, Commitment, Event, Failure, Story
from dragoman.store import View

MOST_WORDS = 220
OPEN = 6  # the Admiralty number of what cannot be judged: plans, suppositions, opinion


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line: the key to follow, the headline, the figures behind it, the words it rests on and where they stand."""

    key: str
    what: str
    figures: str = ""
    words: str = ""
    where: str = ""
    tension: str = ""


class Section(msgspec.Struct, frozen=True):
    """A heading and its lines; `more` lines were left out."""

    title: str
    lines: tuple[Line, ...]
    more: int = 0


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """The whole brief: the store's totals by table name, then sections."""

    totals: dict[str, int]
    sections: tuple[Section, ...]


class Words:
    """Looks up the articles, events and outlet names that lines are drawn from."""

    def __init__(self, view: View) -> None:
        self.articles: dict[str, Article] = {article.key: article for article in view.records("articles")}
        self.events: dict[str, Event] = {event.key: event for event in view.records("events")}
        self.names: dict[str, str] = {row["id"]: row["name"] for row in view.sql("SELECT id, name FROM actors").rows()}
        self.outlets: dict[str, str] = {row["id"]: row["name"] for row in view.sql("SELECT id, name FROM outlets").rows()}

    def name(self, actor: str) -> str:
        """An actor's name, or its id where it has none."""
        return self.names.get(actor, actor)

    def where(self, key: str) -> str:
        """Outlet and day of an article, e.g. `Steppe Courier, 2022-01-06`."""
        article = self.articles[key]
        outlet = self.outlets.get(article.outlet) or article.outlet_name or article.origin or "unknown outlet"
        return f"{outlet}, {article.published}" if article.published else f"{outlet}, undated"


def compose(view: View, most: int = 40) -> Brief:
    """Write the brief of a store, at most `most` lines a section."""
    words = Words(view)
    tables = ("articles", "events", "claims", "stories", "commitments", "failures")
    totals = {table: int(view.sql(f"SELECT count(*) AS n FROM {table}").rows()[0]["n"]) for table in tables}
    stories = ranked(view.records("stories"))
    told = [story for story in stories if story.grade.number < OPEN]
    talked = [story for story in stories if story.grade.number >= OPEN]
    sections = (
        _section("Stories", [story_line(story, words) for story in told], most),
        _section("Commitments", [commitment_line(one, words) for one in _pressed(view.records("commitments"))], most),
        _section("Statements", [claim_line(claim, words) for claim in spoken(view.records("claims"))], most),
        _section("Talked of, not told as done", [story_line(story, words) for story in talked], most),
        _section("Disagreements", disagreements(view.records("stories"), words), most),
        _section("Not read", [failure_line(failure) for failure in view.records("failures")], most),
    )
    return Brief(totals=totals, sections=tuple(section for section in sections if section.lines))


def _section(title: str, lines: list[Line], most: int) -> Section:
    return Section(title, tuple(lines[:most]), max(0, len(lines) - most))


def ranked(stories: list[Story]) -> list[Story]:
    """Best supported first, those with both sides named before others, then the surest; ties by key."""
    return sorted(stories, key=_rank)


def _rank(story: Story) -> tuple[object, ...]:
    whole = bool(story.actors and (story.recipients or len(story.actors) > 1))
    return (-len(story.origins), -len(story.articles), not whole, -story.confidence, story.key)


def spoken(claims: list[Claim]) -> list[Claim]:
    """One claim a statement: those that name a speaker, in order of article and place."""
    first: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda claim: (claim.article, claim.content.start)):
        if claim.speaker.kind == "named" or claim.kind == "mandate":
            first.setdefault(claim.statement or claim.key, claim)
    return list(first.values())


def _pressed(commitments: list[Commitment]) -> list[Commitment]:
    found = [one for one in commitments if one.articles]
    return sorted(found, key=lambda one: (str(one.signed or one.start or "9999"), one.key))


def story_line(story: Story, words: Words) -> Line:
    """Who did what to whom, when; grade, reports, origins and sides; the words of its surest event."""
    event = max((words.events[key] for key in story.events), key=lambda event: (event.confidence, event.key))
    status = "" if story.status == "actual" else f" [{story.status}]"
    mode = f" ({', '.join(story.modes)})" if story.modes else ""
    doers = " & ".join(words.name(actor) for actor in story.actors) or "?"
    receivers = " → " + " & ".join(words.name(actor) for actor in story.recipients) if story.recipients else ""
    figures = (
        f"{story.grade.letter}{story.grade.number} · {count(len(story.articles), 'report')} · {count(len(story.origins), 'origin')}"
        f" · {count(len(story.sides), 'side')}"
    )
    return Line(
        key=story.key,
        what=f"{story.when or 'undated'}  {story.type}{mode}{status}: {doers}{receivers}",
        figures=figures,
        words=short(event.sentence.text),
        where=words.where(event.article),
        tension="; ".join(tension.says for tension in story.tensions),
    )


def commitment_line(one: Commitment, words: Words) -> Line:
    """Parties, kind, state and day of a commitment, with its words."""
    parties = " – ".join(words.name(party) for party in one.parties)
    day = one.signed or one.start
    return Line(
        key=one.key,
        what=f"{day or 'undated'}  {one.kind}: {parties}" + (f" ({one.name})" if one.name else ""),
        figures=f"{one.status} · {one.match}" + (f" · {one.contested}" if one.contested else ""),
        words=short(one.spans[0].text) if one.spans else one.terms,
        where=words.where(one.articles[0]) if one.articles else one.source,
    )


def claim_line(claim: Claim, words: Words) -> Line:
    """Who says what, through whom."""
    chain = " ← ".join(link.name for link in reversed(claim.chain))
    mandate = f" [{claim.holder} {claim.modality.replace('_', ' ')} {claim.what}]" if claim.modality else ""
    return Line(
        key=claim.key,
        what=f"{claim.said or 'undated'}  {chain} {claim.stance}{mandate}",
        figures=claim.kind,
        words=short(claim.content.text),
        where=words.where(claim.article),
    )


def disagreements(stories: list[Story], words: Words) -> list[Line]:
    """Every tension of every story, with the words on each side."""
    return [
        Line(
            key=story.key,
            what=f"{story.type}: {tension.says}",
            figures=tension.about,
            words=" | ".join(short(span.text, 120) for span in tension.spans),
            where="; ".join(words.where(key) for key in tension.articles),
        )
        for story in ranked(stories)
        for tension in story.tensions
    ]


def failure_line(failure: Failure) -> Line:
    """What could not be read, and why."""
    return Line(key=failure.key, what=failure.origin, words=failure.reason)


def count(number: int, noun: str) -> str:
    """`1 report`, `2 reports`."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def short(text: str, most: int = MOST_WORDS) -> str:
    """Text on one line, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"

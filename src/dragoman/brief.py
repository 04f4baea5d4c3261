"""The brief: what a store says, on one page, every line with its key and its words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from dragoman.records import Article, Claim, Commitment, Event, Failure, Party, Story
from dragoman.store import View

T = TypeVar("T", Article, Event)
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


class Kept(Mapping[str, T]):
    """Records of one table by key, fetched when asked for and kept: a page needs forty of a million."""

    def __init__(self, view: View, table: str) -> None:
        self._view = view
        self._table = table
        self._found: dict[str, T] = {}

    def fetch(self, keys: Iterable[str]) -> None:
        """Get several at once."""
        wanted = sorted(set(keys) - self._found.keys())
        if wanted:
            self._found |= {one.key: one for one in self._view.keyed(self._table, wanted)}

    def __getitem__(self, key: str) -> T:
        self.fetch([key])
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


class Words:
    """Looks up the articles, events and names that lines are drawn from."""

    def __init__(self, view: View) -> None:
        self.articles: Kept[Article] = Kept(view, "articles")
        self.events: Kept[Event] = Kept(view, "events")
        self.names = _names(view, "actors")
        self.outlets = _names(view, "outlets")
        self._view = view
        self._surest: dict[str, str] = {}

    def surest(self, story: Story) -> Event:
        """The event of a story that its engine is surest of."""
        self.weigh([story])
        return self.events[self._surest[story.key]]

    def weigh(self, stories: Iterable[Story]) -> None:
        """Find the surest events of several stories at once: sureness alone is asked of all, whose rows are wide."""
        new = [story for story in stories if story.key not in self._surest]
        keys = sorted({key for story in new for key in story.events})
        sure = {key: (confidence, key) for key, confidence in self._view.sureness(keys).items()}
        self._surest |= {story.key: max(story.events, key=sure.__getitem__) for story in new}
        self.events.fetch(self._surest[story.key] for story in new)

    def name(self, actor: str) -> str:
        """An actor's name, or its id where it has none."""
        return self.names.get(actor, actor)

    def where(self, key: str) -> str:
        """Outlet and day of an article, e.g. `Steppe Courier, 2022-01-06`."""
        article = self.articles[key]
        outlet = self.outlets.get(article.outlet) or article.outlet_name or article.origin or "unknown outlet"
        return f"{outlet}, {article.published}" if article.published else f"{outlet}, undated"


def _names(view: View, table: str) -> dict[str, str]:
    found = view.sql(f"SELECT id, name FROM {table}").arrow()
    return dict(zip(found.column("id").to_pylist(), found.column("name").to_pylist(), strict=True))


# Best supported first, those with both sides named before others, then the surest; ties by key.
RANKED = (
    "ORDER BY len(origins) DESC, len(articles) DESC, len(actors) > 0 AND (len(recipients) > 0 OR len(actors) > 1) DESC,"
    " confidence DESC, key"
)
# One claim a statement: those that name a speaker.
SPOKEN = """key IN (
    SELECT arg_min(key, (article, content.start, key)) FROM claims WHERE chain[-1].kind = 'named' OR kind = 'mandate'
    GROUP BY CASE WHEN statement = '' THEN key ELSE statement END
)"""
# Their keys, for what asks more than once of an open view.
SPEAKING = f"SELECT key FROM claims WHERE {SPOKEN}"
# A story told as done has somebody whose country, or a body, is known: 'the military' of nowhere met nobody that a brief can tell of.
_TOLD = f"""grade.number < {OPEN} AND key IN (
    SELECT key FROM (SELECT key, unnest(actors || recipients) AS who FROM stories)
    WHERE who IN (SELECT id FROM actors WHERE country <> '' OR kind IN ('state', 'organisation'))
)"""
_PRESSED = "len(articles) > 0"
_OLDEST = "ORDER BY coalesce(signed.start, start.start, '9999'), key"


def compose(view: View, most: int = 40) -> Brief:
    """Write the brief of a store, at most `most` lines a section."""
    words = Words(view)
    tables = ("articles", "events", "claims", "stories", "commitments", "failures")
    totals = {table: counted(view, table) for table in tables}
    if view.known_by is not None:
        totals["without a day, left out"] = int(view.sql("SELECT undated FROM known_by").rows()[0]["undated"])
    page = Page(view, words, most)
    sections = (
        page.section("Stories", "stories", _TOLD, RANKED),
        page.section("Commitments", "commitments", _PRESSED, _OLDEST),
        page.section("Statements", "claims", SPOKEN, "ORDER BY article, content.start, key"),
        page.section("Talked of, not told as done", "stories", f"grade.number >= {OPEN}", RANKED),
        _disagreements(page),
        page.section("Not read", "failures", "TRUE", "ORDER BY key"),
    )
    return Brief(totals=totals, sections=tuple(section for section in sections if section.lines))


class Page(msgspec.Struct, frozen=True):
    """A brief in the making: where its lines come from, and how many of each kind there may be."""

    view: View
    words: Words
    most: int

    def section(self, title: str, table: str, where: str, order: str) -> Section:
        """The first lines of a table under a condition; only their rows are loaded."""
        # Keys first: sorting whole rows of a large table would read every column of it.
        keys = self.view.sql(f"SELECT key FROM {table} WHERE {where} {order} LIMIT ?", [self.most]).arrow().column("key").to_pylist()
        return Section(title, self.lines(self.records(table, keys)), max(0, counted(self.view, table, where) - len(keys)))

    def records(self, table: str, keys: Sequence[str]) -> list[msgspec.Struct]:
        """The records of these keys, in their order."""
        found = {one.key: one for one in self.view.keyed(table, keys)}
        return [found[key] for key in keys]

    def chosen(self, title: str, table: str, keys: Sequence[str]) -> Section:
        """The records of these keys, in their order, as many as there may be."""
        wanted = keys[: self.most]
        return Section(title, self.lines(self.records(table, wanted)), len(keys) - len(wanted))

    def lines(self, records: Sequence[msgspec.Struct]) -> tuple[Line, ...]:
        """Each record as its line."""
        self.words.weigh(one for one in records if isinstance(one, Story))
        self.words.articles.fetch(key for one in records for key in _resting(one, self.words))
        return tuple(_line(one, self.words) for one in records)


def _resting(one: msgspec.Struct, words: Words) -> tuple[str, ...]:
    """The article that a record’s line names."""
    if isinstance(one, Claim):
        return (one.article,)
    if isinstance(one, Story):
        return (words.surest(one).article,)
    return one.articles[:1] if isinstance(one, Commitment) else ()


def _line(one: msgspec.Struct, words: Words) -> Line:
    match one:
        case Story():
            return story_line(one, words)
        case Commitment():
            return commitment_line(one, words)
        case Claim():
            return claim_line(one, words)
        case Failure():
            return failure_line(one)
    raise TypeError(f"a {type(one).__name__} has no line")


def counted(view: View, table: str, where: str = "TRUE") -> int:
    """How many rows of a table a condition leaves."""
    return int(view.sql(f"SELECT count(*) AS n FROM {table} WHERE {where}").rows()[0]["n"])


def _disagreements(page: Page) -> Section:
    stories = page.view.records("stories", f"len(tensions) > 0 {RANKED} LIMIT ?", [page.most])
    total = page.view.sql("SELECT coalesce(sum(len(tensions)), 0) AS n FROM stories").rows()[0]["n"]
    page.words.articles.fetch(key for story in stories for tension in story.tensions for key in tension.articles)
    lines = disagreements(stories, page.words)[: page.most]
    return Section("Disagreements", tuple(lines), int(total) - len(lines))


def story_line(story: Story, words: Words) -> Line:
    """Who did what to whom, when; grade, reports, origins and sides; the words of its surest event."""
    event = words.surest(story)
    status = "" if story.status == "actual" else f" [{story.status}]"
    mode = f" ({', '.join(story.modes)})" if story.modes else ""
    doers = " & ".join(called(actor, event.actors, words.name(actor)) for actor in story.actors) or "?"
    receivers = " → " + " & ".join(called(one, event.recipients, words.name(one)) for one in story.recipients) if story.recipients else ""
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


def called(actor: str, side: Iterable[Party], name: str) -> str:
    """A state's name; with the words of the people or body of it that the event tells of: 'protesters (Kazakhstan)'."""
    own = [party for party in side if actor == (party.id or party.country)]
    if not own or any(party.id for party in own):
        return name
    return f"{' & '.join(dict.fromkeys(_bare(party.text) for party in own))} ({name})"


def _bare(text: str) -> str:
    """The words without an English article."""
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an") else text


def commitment_line(one: Commitment, words: Words) -> Line:
    """Parties, kind, state and day of a commitment, with its words."""
    parties = " – ".join(words.name(party) for party in one.parties)
    day = one.signed or one.start
    return Line(
        key=one.key,
        what=f"{day or 'undated'}  {one.kind}: {parties}" + (f" ({one.name})" if one.name else ""),
        figures=" · ".join(filter(None, (one.status, one.match, one.contested, "one matter with another voice" * bool(one.beside)))),
        words=short(one.spans[0].text) if one.spans else one.terms,
        where=words.where(one.articles[0]) if one.articles else one.source,
    )


def claim_line(claim: Claim, words: Words) -> Line:
    """Who says what, through whom."""
    chain = " ← ".join(link.name for link in reversed(claim.chain))
    mandate = f" [{claim.holder} {claim.mandate}]" if claim.modality else ""
    return Line(
        key=claim.key,
        what=f"{claim.said or 'undated'}  {chain} {claim.stance}{mandate}",
        figures=claim.kind,
        words=short(claim.content.text),
        where=words.where(claim.article),
    )


def disagreements(stories: Sequence[Story], words: Words) -> list[Line]:
    """Every tension of the stories, with the words on each side."""
    return [
        Line(
            key=story.key,
            what=f"{story.type}: {tension.says}",
            figures=tension.about,
            words=" | ".join(short(span.text, 120) for span in tension.spans),
            where="; ".join(words.where(key) for key in tension.articles),
        )
        for story in stories
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

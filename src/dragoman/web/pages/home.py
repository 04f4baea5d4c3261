"""Home: the brief of the store."""

import contextlib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import msgspec
import pyarrow as pa

from dragoman.charts import PAGE, Frame, histogram
from dragoman.desk import LATEST_BOUND, LATEST_SAID, ORDERS, Desk, Name, Wanted
from dragoman.records import Failure, Story, Tension
from dragoman.web.asked import Asked
from dragoman.web.lines import claim_lines, commitment_lines, span_quote, story_lines
from dragoman.web.shown import Chart, ClaimLine, CommitmentLine, Quote, StoryLine

_STORIES, _OTHERS, _MOVES = 12, 8, 6
# What the press of its last days tells of is new; so many days.
_NEW_DAYS, _NEW = 7, 12
_SPANS = (("last day", 0), ("week", 6), ("month", 30), ("year", 365))
# Early periods that hold at most this share of all stories are left off a chart that they would stretch by half or more.
_FEW, _STRETCH = 0.03, 1.5


class Side(msgspec.Struct, frozen=True):
    """One value of a disagreement with its words."""

    value: str
    quote: Quote | None


class Disagreement(msgspec.Struct, frozen=True):
    """A story on which reports disagree."""

    story: StoryLine
    about: str
    says: str
    sides: tuple[Side, ...]


class Move(msgspec.Struct, frozen=True):
    """A change of alignment from one period to the next; `key` is the later row’s."""

    key: str
    actor: Name
    pole: str
    period: str
    before: float
    score: float
    sure: bool


class Stretch(msgspec.Struct, frozen=True):
    """A choice of how far back “new” goes."""

    label: str
    link: str
    here: bool


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """The front page."""

    title: str
    totals: dict[str, int]
    first: str
    last: str
    languages: tuple[tuple[str, int], ...]
    since: str
    spans: tuple[Stretch, ...]
    new: tuple[StoryLine, ...]
    all_new: int
    stories: tuple[StoryLine, ...]
    disagreements: tuple[Disagreement, ...]
    moves: tuple[Move, ...]
    commitments: tuple[CommitmentLine, ...]
    claims: tuple[ClaimLine, ...]
    failures: tuple[Failure, ...]
    chart: Chart | None


def make(desk: Desk, asked: Asked) -> Home:
    """What is best supported, what moved, what disagrees, what was not read."""
    standing = _standing(desk)
    since = _since(asked.get("since"), standing.last)
    new, all_new = _new(desk, since)
    return msgspec.structs.replace(
        standing,
        since=since,
        spans=_spans(asked, since, standing.last),
        new=story_lines(desk, new),
        all_new=all_new,
    )


def _standing(desk: Desk) -> Home:
    """What is the same whichever day is asked about, kept for as long as the view is current."""
    if "home" not in desk.kept:
        desk.kept["home"] = _whole(desk)
    found: Home = desk.kept["home"]
    return found


def _whole(desk: Desk) -> Home:
    stories = desk.listed("stories", Wanted("TRUE", (), ORDERS["support"]), _STORIES)
    bound = desk.listed("commitments", Wanted("len(articles) > 0", (), LATEST_BOUND), _OTHERS)
    span = desk.rows("SELECT min(published.start) AS a, max(published.start) FILTER (length(published.start) = 10) AS b FROM articles")[0]
    return Home(
        title="What the store says",
        since="",
        spans=(),
        new=(),
        all_new=0,
        totals=desk.totals,
        first=span["a"] or "",
        last=span["b"] or "",
        languages=languages(desk),
        stories=story_lines(desk, stories),
        disagreements=_disagreements(desk),
        moves=moves(desk),
        commitments=commitment_lines(desk, bound),
        claims=_statements(desk),
        failures=tuple(desk.view.records("failures", f"TRUE ORDER BY key LIMIT {_OTHERS}")),
        chart=months(desk, "TRUE", []),
    )


def _since(given: str, last: str) -> str:
    """The day from which on stories are new: the one that is asked for, else the first of the last seven of the press; '' without one."""
    with contextlib.suppress(ValueError):
        return date.fromisoformat(given).isoformat()
    return _before(last, _NEW_DAYS - 1)


def _before(last: str, days: int) -> str:
    with contextlib.suppress(ValueError):
        end = date.fromisoformat(last)
        return (end - timedelta(days=min(days, end.toordinal() - 1))).isoformat()
    return ""


def _spans(asked: Asked, since: str, last: str) -> tuple[Stretch, ...]:
    """The last day, week, month and year of the press."""
    found = [(label, _before(last, days)) for label, days in _SPANS]
    return tuple(Stretch(label, asked.link(since=day), day == since) for label, day in found if day)


def _new(desk: Desk, since: str) -> tuple[list[Story], int]:
    """The best supported of the stories that no article before the day tells of, and how many there are."""
    keys, firsts = _firsts(desk)
    new = [place for place, first in enumerate(firsts) if first >= since] if since else []
    shown = [keys[place].as_py() for place in new[:_NEW]]
    found = {story.key: story for story in desk.among("stories", shown)}
    return [found[key] for key in shown], len(new)


def _firsts(desk: Desk) -> tuple[pa.Array, tuple[str, ...]]:
    """The stories, best supported first, and beside each the day of its first report; those without a day are left out.

    Kept for as long as the view is current: it takes a join of all stories with all articles.
    """
    if "firsts" not in desk.shared:
        query = f"""
            WITH told AS (SELECT s.key, min(a.published.start) AS first
                          FROM (SELECT key, unnest(articles) AS article FROM stories) s JOIN articles a ON a.key = s.article GROUP BY s.key)
            SELECT key, first FROM stories JOIN told USING (key) WHERE first IS NOT NULL ORDER BY {ORDERS["support"]}
        """
        rows = desk.view.sql(query).arrow().combine_chunks()
        # A day is one string, however many stories begin on it.
        days = rows.column("first").to_pylist()
        known = {day: day for day in days}
        desk.shared["firsts"] = (rows.column("key").combine_chunks(), tuple(known[day] for day in days))
    found: tuple[pa.Array, tuple[str, ...]] = desk.shared["firsts"]
    return found


def languages(desk: Desk) -> tuple[tuple[str, int], ...]:
    """Articles by language."""
    rows = desk.rows("SELECT language, count(*) AS n FROM articles GROUP BY ALL ORDER BY n DESC, language")
    return tuple((row["language"] or "unknown", row["n"]) for row in rows)


def months(desk: Desk, where: str, values: list[object]) -> Chart | None:
    """Stories a month (a year, where that makes fewer than 150 columns) as a chart; None where none is dated."""
    query = f"""
        SELECT "when".start[1:7] AS period, quad, count(*) AS stories FROM stories
        WHERE {where} AND length("when".start) >= 7 GROUP BY ALL ORDER BY ALL
    """
    rows = desk.rows(query, values)
    if rows and _span(rows[0]["period"], rows[-1]["period"]) > 150:
        rows = desk.rows(query.replace("[1:7]", "[1:4]"), values)
    if not rows:
        return None
    rows, early = _drawn(rows)
    total = sum(row["stories"] for row in rows)
    says = f"Stories a period from {rows[0]['period']} to {rows[-1]['period']}, stacked by kind of act; {total} in all."
    says += f" {early} of earlier days are not drawn." if early else ""
    wide, narrow = Frame(width=1160, palette=PAGE), Frame(width=370, palette=PAGE)
    return Chart(says=says, wide=histogram(rows, wide), narrow=histogram(rows, narrow))


def _drawn(rows: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], int]:
    """The rows of a chart without a few early ones that would press the rest together, and how many stories those hold."""
    total, early, start = sum(row["stories"] for row in rows), 0, 0
    for place, row in enumerate(rows[:-1]):
        early += row["stories"]
        if early > total * _FEW:
            break
        if _length(rows) > _STRETCH * _length(rows[place + 1 :]):
            start = place + 1
    return list(rows[start:]), sum(row["stories"] for row in rows[:start])


def _length(rows: Sequence[dict[str, Any]]) -> int:
    first, last = rows[0]["period"], rows[-1]["period"]
    return _span(first, last) + 1 if len(first) > 4 else 12 * (int(last) - int(first) + 1)


def _span(first: str, last: str) -> int:
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])


def _disagreements(desk: Desk) -> tuple[Disagreement, ...]:
    stories = desk.listed("stories", Wanted("len(tensions) > 0", (), ORDERS["support"]), _OTHERS)
    lines = story_lines(desk, stories)
    return tuple(
        Disagreement(line, tension.about, tension.says, sides(desk, line.key, tension))
        for line, story in zip(lines, stories, strict=True)
        for tension in story.tensions[:1]
    )


def sides(desk: Desk, key: str, tension: Tension) -> tuple[Side, ...]:
    """The values of a tension side by side, each with its words."""
    sources = desk.sources(tension.articles)
    quotes = [span_quote(key, span, sources.get(article)) for article, span in zip(tension.articles, tension.spans, strict=False)]
    values = list(tension.values)
    longest = max(len(values), len(quotes))
    values += [""] * (longest - len(values))
    padded: list[Quote | None] = [*quotes, *[None] * (longest - len(quotes))]
    return tuple(Side(value, quote) for value, quote in zip(values, padded, strict=True))


def moves(desk: Desk) -> tuple[Move, ...]:
    """The largest changes of alignment in the last periods of each actor and pole."""
    if "turning_points" not in desk.tables:
        return ()
    query = """
        SELECT key, actor, pole, period, CAST(before AS DOUBLE) AS before, CAST(score AS DOUBLE) AS score, sure FROM turning_points
        WHERE period LIKE '%-H_' AND abs(change) >= 0.02
        QUALIFY row_number() OVER (PARTITION BY actor, pole ORDER BY period DESC) = 1
        ORDER BY sure DESC, abs(change) DESC, actor, pole LIMIT ?
    """
    rows = desk.rows(query, [_MOVES])
    names = desk.names(row["actor"] for row in rows)
    return tuple(Move(r["key"], names[r["actor"]], r["pole"], r["period"], r["before"], r["score"], r["sure"]) for r in rows)


def _statements(desk: Desk) -> tuple[ClaimLine, ...]:
    """The latest claims of named speakers, each statement once."""
    query = f"""
        SELECT key, coalesce(nullif(statement, ''), key) AS statement FROM claims
        WHERE chain[-1].kind = 'named' AND kind IN ('quotation', 'indirect', 'mandate') ORDER BY {LATEST_SAID} LIMIT 200
    """
    first: dict[str, str] = {}
    for row in desk.rows(query):
        first.setdefault(row["statement"], row["key"])
    keys = list(first.values())[:_OTHERS]
    found = {claim.key: claim for claim in desk.among("claims", keys)}
    return claim_lines(desk, [found[key] for key in keys])

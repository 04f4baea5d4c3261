"""System: the network of actors on a day, what binds them, how they stand to the poles."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from dragoman.desk import LATEST_BOUND, Desk, Name, Wanted
from dragoman.records import Alignment, last_day
from dragoman.vocab.alignment import weights
from dragoman.web.asked import Asked
from dragoman.web.draw import network, triangle
from dragoman.web.draw.network import Bond, Network
from dragoman.web.draw.triangle import Triangle
from dragoman.web.lines import commitment_lines, story_lines
from dragoman.web.pages.actor import aligned, alignment_chart
from dragoman.web.pages.commitments import HELD
from dragoman.web.shown import Chart, CommitmentLine, StoryLine

_MOST_ACTORS, _MOST_BONDS, _MOST_STANDINGS, _DISPUTED = 44, 160, 24, 8
_BEGUN, _MOST_YEARS = 10, 40
# More lines in one panel cannot be told apart.
_MOST_DRAWN = 6
# An alignment below this is none.
_LEAST = 0.005
# To stand with a pole, so much of a score, and so much more than with the next.
_LEANS, _LEADS = 0.15, 0.05
WINDOWS = {"30": 30, "90": 90, "365": 365, "all": 36_500}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Stop(msgspec.Struct, frozen=True):
    """One stop of the time slider: the last day of a year or month, and the stories dated in it."""

    label: str
    day: str
    stories: int
    here: bool


class Standing(msgspec.Struct, frozen=True):
    """An actor's alignment with each pole on the day."""

    actor: Name
    rows: tuple[Alignment | None, ...]
    core: str = ""


class Bloc(msgspec.Struct, frozen=True):
    """A pole on the day: its core states, the members of its organisations, and who else stands closest to it."""

    pole: str
    core: tuple[Name, ...]
    members: tuple[Name, ...]
    leaning: tuple[Name, ...]


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The system on one day."""

    title: str
    day: str
    window: str
    years: tuple[Stop, ...]
    months: tuple[Stop, ...]
    network: Network
    upright: Network
    bonds: tuple[Bond, ...]
    names: dict[str, Name]
    poles: tuple[str, ...]
    standings: tuple[Standing, ...]
    blocs: tuple[Bloc, ...]
    sides: dict[str, int]
    begun: tuple[CommitmentLine, ...]
    triangle: Triangle
    narrow_triangle: Triangle
    chosen: tuple[Name, ...]
    drawn: tuple[str, ...]
    toggled: dict[str, str]
    chart: Chart | None
    disputed: tuple[StoryLine, ...]


def make(desk: Desk, asked: Asked) -> Page:
    """The system on `day`, counting the stories of `window` days up to it; `actors` chooses whose alignment is drawn."""
    day = _day(asked.get("day")) or last_day_told(desk)
    window = asked.choice("window", WINDOWS, "365")
    since = (date.fromisoformat(day) - timedelta(days=min(WINDOWS[window], date.fromisoformat(day).toordinal() - 1))).isoformat()
    points = _layout(desk)
    bonds = _bonds(desk, since, day, points)
    groups = _groups(desk, day)
    standings = _standings(desk, groups)
    names = desk.names([*points, *(bond.left for bond in bonds), *(bond.right for bond in bonds)])
    drawn = _chosen(asked, standings)
    rows = aligned(desk, drawn)
    poles = tuple(weights().poles)
    found = {one.actor.id: {row.pole: row.score for row in one.rows if row} for one in standings}
    sides = _sides(groups)
    drawing = network.Day(bonds, names, _told(desk, since, day))
    shown = {id: points[id] for bond in bonds for id in (bond.left, bond.right) if id in points}
    between = (poles[:3], _with_cores(found), {**names, **{one.actor.id: one.actor for one in standings}})
    tall, sheet = network.upright(shown)
    return Page(
        title=f"The system on {day}",
        day=day,
        window=window,
        years=_years(desk, day),
        months=_months(desk, day),
        network=network.draw(points, drawing),
        upright=network.draw(tall, drawing, sheet),
        bonds=bonds,
        names=names,
        poles=poles,
        standings=standings,
        blocs=_blocs(desk, day, sides),
        sides=sides,
        begun=_begun(desk, since, day),
        triangle=triangle.draw(*between),
        narrow_triangle=triangle.draw(*between, triangle.NARROW),
        chosen=tuple(desk.names(row.actor for row in rows).values()),
        drawn=tuple(drawn),
        toggled=_toggled(drawn, standings),
        chart=alignment_chart(desk, rows),
        disputed=_disputed(desk, since, day),
    )


def _day(text: str) -> str:
    if not _DAY.fullmatch(text):
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def last_day_told(desk: Desk) -> str:
    """The last day on which something is said to have happened; that of the last article where nothing is dated."""
    told = """SELECT max("when".start) AS day FROM stories WHERE length("when".start) = 10 AND status = 'actual'"""
    published = "SELECT max(published.start) AS day FROM articles WHERE length(published.start) = 10"
    return desk.rows(told)[0]["day"] or desk.rows(published)[0]["day"] or "2000-01-01"


def _layout(desk: Desk) -> network.Points:
    """Positions from the pairs of all times, so that actors stay in place from day to day."""
    if "layout" not in desk.kept:
        query = """
            WITH pairs AS (SELECT "left", "right", sum(len(stories)) AS n FROM dyads WHERE length(period) = 4 GROUP BY ALL),
                 busy AS (SELECT id, sum(n) AS n FROM (SELECT "left" AS id, n FROM pairs UNION ALL SELECT "right", n FROM pairs) GROUP BY id
                          ORDER BY 2 DESC, id LIMIT ?)
            SELECT "left", "right", n FROM pairs WHERE "left" IN (SELECT id FROM busy) AND "right" IN (SELECT id FROM busy)
        """
        rows = desk.rows(query, [_MOST_ACTORS])
        desk.kept["layout"] = network.layout({(row["left"], row["right"]): float(row["n"]) for row in rows})
    found: network.Points = desk.kept["layout"]
    return found


def _bonds(desk: Desk, since: str, day: str, points: network.Points) -> tuple[Bond, ...]:
    query = """
        WITH told AS (SELECT "left", "right", unnest(stories) AS story FROM dyads WHERE length(period) = 7 AND period BETWEEN ? AND ?)
        SELECT t."left", t."right", count(DISTINCT s.key) FILTER (WHERE s.quad LIKE '%cooperation') AS cooperation,
               count(DISTINCT s.key) FILTER (WHERE s.quad LIKE '%conflict') AS conflict
        FROM told t JOIN stories s ON s.key = t.story WHERE s."when".start BETWEEN ? AND ?
        GROUP BY ALL ORDER BY cooperation + conflict DESC, t."left", t."right" LIMIT ?
    """
    rows = desk.rows(query, [since[:7], day[:7], since, day, _MOST_BONDS])
    acts = {(row["left"], row["right"]): (row["cooperation"], row["conflict"]) for row in rows}
    active = {id for pair in acts for id in pair} & set(points)
    ties = _ties(desk, day, sorted(active))
    return tuple(
        Bond(
            left=left,
            right=right,
            cooperation=acts.get((left, right), (0, 0))[0],
            conflict=acts.get((left, right), (0, 0))[1],
            ties=ties.get((left, right), ()),
        )
        for left, right in sorted({*acts, *ties})
    )


def _ties(desk: Desk, day: str, ids: Sequence[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Kinds of two-sided commitments that hold on the day between these actors; a treaty of many would tie everyone to everyone."""
    query = f"""
        WITH held AS (SELECT key, kind, list_filter(parties, lambda one: list_contains(?, one)) AS parties FROM commitments
                      WHERE {HELD} AND status NOT IN ('proposed', 'ended', 'suspended') AND match <> 'contradicted' AND len(parties) = 2)
        SELECT least(l.id, r.id) AS a, greatest(l.id, r.id) AS b, list_sort(list(DISTINCT kind)) AS kinds
        FROM held, unnest(parties) AS l(id), unnest(parties) AS r(id) WHERE l.id < r.id GROUP BY ALL
    """
    rows = desk.rows(query, [list(ids), day + "~", day]) if ids else []
    return {(row["a"], row["b"]): tuple(row["kinds"]) for row in rows}


def _told(desk: Desk, since: str, day: str) -> dict[str, int]:
    query = """
        WITH told AS (SELECT "left", "right", unnest(stories) AS story FROM dyads WHERE length(period) = 7 AND period BETWEEN ? AND ?),
             met AS (SELECT "left" AS id, story FROM told UNION SELECT "right", story FROM told)
        SELECT m.id, count(DISTINCT s.key) AS n FROM met m JOIN stories s ON s.key = m.story
        WHERE s."when".start BETWEEN ? AND ? GROUP BY ALL
    """
    return {row["id"]: row["n"] for row in desk.rows(query, [since[:7], day[:7], since, day])}


def _groups(desk: Desk, day: str) -> dict[str, dict[str, Alignment]]:
    """The latest half-yearly alignment of each actor with each pole that began by the day, by actor and pole."""
    half = f"{day[:4]}-H{1 if day[5:7] <= '06' else 2}"
    where = """
        period LIKE '%-H_' AND period <= ? QUALIFY row_number() OVER (PARTITION BY actor, pole ORDER BY period DESC) = 1
        ORDER BY actor, pole LIMIT 4000
    """
    rows: list[Alignment] = desk.view.records("alignments", where, [half])
    groups: dict[str, dict[str, Alignment]] = {}
    for row in rows:
        groups.setdefault(row.actor, {})[row.pole] = row
    return {id: found for id, found in groups.items() if any(abs(row.score) >= _LEAST for row in found.values())}


def _standings(desk: Desk, groups: dict[str, dict[str, Alignment]]) -> tuple[Standing, ...]:
    """Alignments as rows of a table, those with most behind them first."""
    names = desk.names(groups)
    cores = {id: name for name, pole in weights().poles.items() for id in pole.states}
    ordered = sorted(groups.items(), key=lambda item: (-sum(len(part.keys) for row in item[1].values() for part in row.parts), item[0]))
    rows = ordered[:_MOST_STANDINGS]
    return tuple(Standing(names[id], tuple(found.get(pole) for pole in weights().poles), cores.get(id, "")) for id, found in rows)


def _sides(groups: dict[str, dict[str, Alignment]]) -> dict[str, int]:
    """The number of the pole that an actor stands closest to, where it leads the next one; states and bodies of a pole stand with it."""
    poles = list(weights().poles)
    found: dict[str, int] = {}
    for id, rows in groups.items():
        ranked = sorted(((row.score, pole) for pole, row in rows.items()), reverse=True)
        if ranked[0][0] >= _LEANS and (len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _LEADS):
            found[id] = poles.index(ranked[0][1])
    return found | {id: number for number, pole in enumerate(weights().poles.values()) for id in sorted(pole.members)}


def _blocs(desk: Desk, day: str, sides: dict[str, int]) -> tuple[Bloc, ...]:
    query = f"""
        SELECT DISTINCT unnest(list_filter(parties, lambda one: NOT list_contains(?, one))) AS id FROM commitments
        WHERE kind = 'membership' AND status IN ('in_force', 'ended') AND list_has_any(parties, ?) AND {HELD} ORDER BY id
    """
    blocs = []
    for number, (name, pole) in enumerate(weights().poles.items()):
        bodies = list(pole.organisations)
        members = [row["id"] for row in desk.rows(query, [bodies, bodies, day + "~", day])] if bodies else []
        leaning = sorted(id for id, side in sides.items() if side == number and id not in {*members, *pole.members})
        names = desk.names([*pole.states, *members, *leaning])
        others = tuple(names[id] for id in members if id not in pole.states)
        blocs.append(Bloc(name, tuple(names[id] for id in pole.states), others, tuple(names[id] for id in leaning)))
    return tuple(blocs)


def _begun(desk: Desk, since: str, day: str) -> tuple[CommitmentLine, ...]:
    """Commitments signed or begun in the time chosen, latest first."""
    where = "coalesce(signed.start, start.start) >= ? AND coalesce(signed.start, start.start) <= ?"
    return commitment_lines(desk, desk.listed("commitments", Wanted(where, [since, day], f"len(articles) = 0, {LATEST_BOUND}"), _BEGUN))


def _with_cores(found: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """A core state of a pole stands wholly with it."""
    cores = {id: {name: 1.0} for name, pole in weights().poles.items() for id in pole.states}
    return {id: {**scores, **cores.get(id, {})} for id, scores in found.items()}


def _chosen(asked: Asked, standings: Sequence[Standing]) -> list[str]:
    given = [id for id in asked.get("actors").split(",") if id][:_MOST_DRAWN]
    return given or [one.actor.id for one in standings if not one.core][:3]


def _toggled(drawn: Sequence[str], standings: Sequence[Standing]) -> dict[str, str]:
    """For each actor, whose lines are drawn when its own is added or taken away."""
    ids = [one.actor.id for one in standings]
    return {id: ",".join(sorted(set(drawn) ^ {id})) for id in ids}


def _years(desk: Desk, day: str) -> tuple[Stop, ...]:
    counts: dict[str, int] = {}
    for month, number in _by_month(desk).items():
        counts[month[:4]] = counts.get(month[:4], 0) + number
    return tuple(Stop(year, f"{year}-12-31", counts[year], year == day[:4]) for year in sorted(counts)[-_MOST_YEARS:])


def _by_month(desk: Desk) -> dict[str, int]:
    """How many stories are dated to a day of each month, kept for as long as the view is current."""
    if "months" not in desk.shared:
        query = 'SELECT "when".start[1:7] AS m, count(*) AS n FROM stories WHERE length("when".start) = 10 GROUP BY ALL ORDER BY m'
        desk.shared["months"] = {row["m"]: row["n"] for row in desk.rows(query)}
    found: dict[str, int] = desk.shared["months"]
    return found


def _months(desk: Desk, day: str) -> tuple[Stop, ...]:
    counts = _by_month(desk)
    year = int(day[:4])
    months = [f"{year:04}-{month:02}" for month in range(1, 13)]
    return tuple(Stop(month[5:], last_day(month).isoformat(), counts.get(month, 0), month == day[:7]) for month in months)


def _disputed(desk: Desk, since: str, day: str) -> tuple[StoryLine, ...]:
    where = """len(tensions) > 0 AND "when".start BETWEEN ? AND ?"""
    return story_lines(desk, desk.listed("stories", Wanted(where, [since, day], "len(tensions) DESC, len(origins) DESC, key"), _DISPUTED))

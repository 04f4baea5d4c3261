"""Actor: a state, organisation, person or group: names, roles, memberships, commitments, stories, statements, alignment."""

from collections.abc import Sequence

import msgspec

from dragoman.charts import PAGE, Frame, Tenure, alignment, in_order, reach, tenures
from dragoman.desk import LATEST_BOUND, LATEST_SAID, ORDERS, Desk, Missing, Name, Wanted, behind, telling
from dragoman.records import Actor, Alignment, Commitment, Role
from dragoman.web.asked import Asked
from dragoman.web.lines import claim_lines, commitment_lines, story_lines
from dragoman.web.shown import Chart, ClaimLine, CommitmentLine, StoryLine
from dragoman.web.turns import Turn, turns

_STORIES, _OTHERS, _PARTNERS, _TURNS = 20, 12, 14, 8
_MOST_PERSONS, _MOST_BARS = 200, 24


class Office(msgspec.Struct, frozen=True):
    """A role, the state or body it is of, and who holds it."""

    role: Role
    of: Name
    who: Name


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """A tie between a state and an organisation; `told` are the keys of what the press says of it."""

    key: str
    other: Name
    kind: str
    status: str
    since: str
    until: str
    source: str
    reference: bool
    told: tuple[str, ...] = ()


class Partner(msgspec.Struct, frozen=True, kw_only=True):
    """Another actor and the sums of all years with it."""

    other: Name
    stories: int
    cooperation: float
    conflict: float
    net: float


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The page of an actor."""

    title: str
    name: Name
    actor: Actor
    country: Name | None
    offices: tuple[Office, ...]
    offices_chart: Chart | None
    people: tuple[Name, ...]
    memberships: tuple[Membership, ...]
    commitments: tuple[CommitmentLine, ...]
    all_commitments: int
    stories: tuple[StoryLine, ...]
    all_stories: int
    claims: tuple[ClaimLine, ...]
    all_claims: int
    partners: tuple[Partner, ...]
    alignments: tuple[Alignment, ...]
    chart: Chart | None
    turns: tuple[Turn, ...]
    more_turns: int


def make(desk: Desk, asked: Asked) -> Page:
    """The actor of the address."""
    actor = find(desk, asked.name("id"))
    name = desk.names([actor.id])[actor.id]
    ids = behind(desk, actor.id)
    told, each = telling(ids)
    spoke = "chain[-1].id IN (SELECT unnest(?))"
    bound = "list_contains(parties, ?) AND kind NOT IN ('membership', 'observer')"
    rows = aligned(desk, [actor.id])
    moved, more = turns(desk, rows, _TURNS)
    offices = _offices(desk, actor)
    stories = desk.listed("stories", Wanted(told, each, ORDERS["newest"]), _STORIES)
    claims = desk.listed("claims", Wanted(spoke, [ids], LATEST_SAID), _OTHERS)
    return Page(
        title=name.name,
        name=name,
        actor=actor,
        country=_country(desk, actor),
        offices=offices,
        offices_chart=_offices_chart(desk, actor, offices),
        people=_people(desk, actor),
        memberships=_memberships(desk, actor.id),
        commitments=_commitments(desk, bound, actor.id),
        all_commitments=desk.count("commitments", bound, [actor.id]),
        stories=story_lines(desk, stories),
        all_stories=desk.count("stories", told, each),
        claims=claim_lines(desk, claims),
        all_claims=desk.count("claims", spoke, [ids]),
        partners=_partners(desk, actor.id),
        alignments=rows,
        chart=alignment_chart(desk, rows),
        turns=moved,
        more_turns=more,
    )


def find(desk: Desk, id: str) -> Actor:
    """The actor with this id. Raises Missing."""
    found = desk.view.records("actors", "id = ? LIMIT 1", [id]) or desk.view.records("actors", "id = ? LIMIT 1", [id.partition(":")[0]])
    if not found:
        raise Missing(f"There is no actor {id} here.", "Look it up by name.")
    actor: Actor = found[0]
    return actor


def _country(desk: Desk, actor: Actor) -> Name | None:
    return desk.names([actor.country])[actor.country] if actor.country and actor.country != actor.id else None


def _offices(desk: Desk, actor: Actor) -> tuple[Office, ...]:
    """Roles of a person, or all that the store knows of at a state or body, the latest first."""
    held = [(actor.id, role) for role in actor.roles]
    if actor.kind in ("state", "organisation"):
        where = "kind = 'person' AND list_contains(list_transform(roles, lambda role: role.of), ?) ORDER BY id LIMIT ?"
        persons: list[Actor] = desk.view.records("actors", where, [actor.id, _MOST_PERSONS])
        held = [(person.id, role) for person in persons for role in person.roles if role.of == actor.id and role.start]
    known = {(who, role.of, role.title.casefold()) for who, role in held if role.start}
    # The press knows an office without its days: it adds nothing where the reference has them.
    told = [(who, role) for who, role in held if role.start or (who, role.of, role.title.casefold()) not in known]
    names = desk.names(id for who, role in told for id in (who, role.of))
    ordered = sorted(told, key=lambda one: (one[1].start or "", one[1].end or "9999", one[1].title, one[0]), reverse=True)
    return tuple(Office(role, names.get(role.of) or Name(role.of, role.of), names[who]) for who, role in ordered)


def _offices_chart(desk: Desk, actor: Actor, offices: Sequence[Office]) -> Chart | None:
    rows = []
    for one in [office for office in offices if office.role.start][:_MOST_BARS]:
        label = f"{one.role.title}, {one.of.short or one.of.name}" if actor.kind == "person" else f"{one.who.name}, {one.role.title}"
        rows.append(Tenure(label, one.role.start or "", one.role.end or ""))
    if not rows:
        return None
    until = desk.rows("SELECT max(published.start) AS day FROM articles WHERE length(published.start) = 10")[0]["day"] or ""
    what = "held by" if actor.kind == "person" else "of"
    says = (
        f"Offices {what} {actor.name} over time; coloured bars are held to the last day of the press, {until}, grey ones have ended."
        " The table has the days."
    )
    wide, narrow = Frame(width=1000, palette=PAGE), Frame(width=370, palette=PAGE)
    return Chart(says=says, wide=tenures(rows, until, wide), narrow=tenures(rows, until, narrow))


def _people(desk: Desk, actor: Actor) -> tuple[Name, ...]:
    """Persons of a state or organisation that the store knows, those with a dated role first."""
    query = """
        SELECT id FROM actors
        WHERE kind = 'person' AND (country = ? OR list_contains(list_transform(roles, lambda role: role.of), ?))
        ORDER BY len(roles) = 0, learnt, name, id LIMIT 60
    """
    rows = desk.rows(query, [actor.id, actor.id]) if actor.kind in ("state", "organisation") else []
    names = desk.names(row["id"] for row in rows)
    return tuple(names[row["id"]] for row in rows)


def _memberships(desk: Desk, id: str) -> tuple[Membership, ...]:
    where = "list_contains(parties, ?) AND kind IN ('membership', 'observer') ORDER BY kind, start.start NULLS LAST, key LIMIT 400"
    found: list[Commitment] = desk.view.records("commitments", where, [id])
    names = desk.names(party for one in found for party in one.parties)
    rows = [_membership(one, names[other]) for one in found for other in one.parties if other != id]
    return tuple(_joined([row for row in rows if row.reference], [row for row in rows if not row.reference]))


def _membership(one: Commitment, other: Name) -> Membership:
    return Membership(
        key=one.key,
        other=other,
        kind=one.kind,
        status=one.status,
        since=str(one.start or one.signed or ""),
        until=str(one.end or ""),
        source=one.source,
        reference=one.match == "reference",
        told=() if one.match == "reference" else (one.key,),
    )


def _joined(listed: list[Membership], told: list[Membership]) -> list[Membership]:
    """What the press says of a membership beside the reference’s row of it, where their days do not differ."""
    for one in told:
        same = [place for place, row in enumerate(listed) if _one_tie(row, one)]
        if same:
            row = listed[same[-1]]
            listed[same[-1]] = msgspec.structs.replace(row, told=(*row.told, one.key))
        else:
            listed.append(one)
    return listed


def _one_tie(row: Membership, one: Membership) -> bool:
    if not row.reference or (row.other.id, row.kind) != (one.other.id, one.kind) or one.status in ("proposed", "announced"):
        return False
    return row.since.startswith(one.since) and row.until.startswith(one.until) and bool(row.until) == bool(one.until)


def _commitments(desk: Desk, where: str, id: str) -> tuple[CommitmentLine, ...]:
    return commitment_lines(desk, desk.listed("commitments", Wanted(where, [id], f"len(articles) = 0, {LATEST_BOUND}"), _OTHERS))


def _partners(desk: Desk, id: str) -> tuple[Partner, ...]:
    query = """
        SELECT CASE WHEN "left" = ? THEN "right" ELSE "left" END AS other, sum(len(stories)) AS n, sum(net) AS net,
               sum(verbal_cooperation + material_cooperation) AS cooperation, sum(verbal_conflict + material_conflict) AS conflict
        FROM dyads WHERE ("left" = ? OR "right" = ?) AND length(period) = 4 GROUP BY ALL ORDER BY n DESC, other LIMIT ?
    """
    rows = desk.rows(query, [id, id, id, _PARTNERS])
    names = desk.names(row["other"] for row in rows)
    return tuple(
        Partner(other=names[row["other"]], stories=row["n"], cooperation=row["cooperation"], conflict=row["conflict"], net=row["net"])
        for row in rows
    )


def aligned(desk: Desk, ids: Sequence[str]) -> tuple[Alignment, ...]:
    """Half-yearly alignments of actors by pole, oldest first."""
    where = "actor IN (SELECT unnest(?)) AND period LIKE '%-H_' ORDER BY actor, period"
    found: list[Alignment] = desk.view.records("alignments", where, [list(ids)])
    poles = in_order({row.pole for row in found})
    return tuple(sorted(found, key=lambda row: poles.index(row.pole)))


def alignment_chart(desk: Desk, rows: Sequence[Alignment]) -> Chart | None:
    """Alignments as lines with their intervals, a panel a pole."""
    if not rows:
        return None
    names = {id: name.name for id, name in desk.names(row.actor for row in rows).items()}
    periods = sorted({row.period for row in rows})
    people, poles = " and ".join(sorted(set(names.values()))), ", ".join(in_order({row.pole for row in rows}))
    low, high = reach(rows)
    says = (
        f"How {people} {'stands' if len(names) == 1 else 'stand'} to {poles} from {periods[0]} to {periods[-1]},"
        f" from −1 (against) to +1 (with), with 90 % intervals. The panels reach from {low:g} to {high:g}. The table has the figures."
    )
    wide, narrow = Frame(width=1100, palette=PAGE), Frame(width=370, palette=PAGE)
    return Chart(says=says, wide=alignment(rows, names, wide), narrow=alignment(rows, names, narrow))

"""The report on one actor: how it stands, what it is bound to, what it did and said."""

from dragoman import charts
from dragoman.desk import LATEST_BOUND, LATEST_SAID, ORDERS, Wanted, behind, signed
from dragoman.records import Actor, Alignment, Story
from dragoman.report import lines, turned
from dragoman.report.document import Drawing, Figure, Part, Report, Table
from dragoman.report.shelf import Shelf

_HOW = (
    "From −1 (against the pole) to +1 (with it): the weighted mean of commitments, exercises, supplies, material and verbal acts"
    " and statements, older ones fading. The interval resamples independent origins 400 times; commitments are not resampled."
)
_MOST_PAIRS = 120


def compose(shelf: Shelf, actor: Actor) -> Report:
    """Everything that the store holds on an actor, within the bounds."""
    ids = behind(shelf.desk, actor.id)
    bounds = shelf.bounds
    told = Wanted(f"(list_has_any(actors, ?) OR list_has_any(recipients, ?)) AND {bounds.stories}", [ids, ids], ORDERS["newest"])
    spoke = Wanted(f"chain[-1].id IN (SELECT unnest(?)) AND {bounds.claims}", [ids], LATEST_SAID)
    bound = Wanted(f"list_contains(parties, ?) AND {bounds.commitments}", [actor.id], LATEST_BOUND)
    rows = _aligned(shelf, actor.id)
    parts = (
        _alignments(rows, actor),
        turned.part(shelf, rows),
        _roles(shelf, actor),
        lines.commitments(shelf, "Commitments", bound),
        lines.stories(shelf, "Stories, newest first", told),
        lines.claims(shelf, "Statements, newest first", spoke),
        lines.disagreements(shelf, disputed(shelf, told)),
    )
    return Report(
        title=actor.name, lead=f"{actor.kind}, {actor.id}", made=actor.id, parts=parts, figures=_figures(shelf, told, bound, rows)
    )


def disputed(shelf: Shelf, told: Wanted) -> list[Story]:
    """The stories among these on which reports disagree, best supported first."""
    wanted = Wanted(f"({told.where}) AND len(tensions) > 0", told.values, ORDERS["support"])
    found: list[Story] = shelf.desk.listed("stories", wanted, shelf.bounds.most)
    return found


def _figures(shelf: Shelf, told: Wanted, bound: Wanted, rows: list[Alignment]) -> tuple[Figure, ...]:
    last = {row.pole: row for row in rows}
    return (
        Figure("Stories", str(shelf.desk.count("stories", told.where, told.values)), lines.STORIES_HOW),
        Figure("Commitments", str(shelf.desk.count("commitments", bound.where, bound.values)), "Of the press and of the reference."),
        *(
            Figure(f"To {row.pole}, {row.period}", signed(row.score), f"90 % interval {signed(row.low)} to {signed(row.high)}.")
            for row in last.values()
        ),
    )


def _aligned(shelf: Shelf, actor: str) -> list[Alignment]:
    where = "actor = ? AND period LIKE '%-H_' ORDER BY pole, period"
    found: list[Alignment] = shelf.desk.view.records("alignments", where, [actor])
    poles = charts.in_order({row.pole for row in found})
    return sorted((row for row in found if shelf.bounds.holds(row.period)), key=lambda row: (poles.index(row.pole), row.period))


def _alignments(rows: list[Alignment], actor: Actor) -> Part:
    if not rows:
        return Part(title="Alignment")
    periods = sorted({row.period for row in rows})
    poles = ", ".join(charts.in_order({row.pole for row in rows}))
    says = f"How {actor.name} stands to {poles}, {periods[0]} to {periods[-1]}, with 90 % intervals."
    drawn = charts.svg(charts.alignment(rows, {actor.id: actor.name}, charts.Frame()))
    return Part(title="Alignment", how=_HOW, drawing=Drawing(says, drawn), table=lines.alignment_table(rows[-_MOST_PAIRS:]))


def _roles(shelf: Shelf, actor: Actor) -> Part:
    names = shelf.names(role.of for role in actor.roles)
    ordered = sorted(actor.roles, key=lambda role: (role.start or "", role.end or "9999", role.title), reverse=True)
    rows = tuple((one.title, names.get(one.of, one.of), one.start or "", one.end or "", one.evidence) for one in ordered)
    return Part(title="Offices", table=Table(("office", "of", "from", "to", "evidence"), rows[:_MOST_PAIRS]) if rows else None)

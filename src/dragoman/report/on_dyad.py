"""The report on two actors: cooperation and conflict over time, what binds them, their stories."""

from collections.abc import Sequence

from dragoman import charts
from dragoman.desk import LATEST_BOUND, ORDERS, Wanted, signed
from dragoman.records import Actor, Dyad
from dragoman.report import lines
from dragoman.report.document import Drawing, Figure, Part, Report
from dragoman.report.on_actor import disputed
from dragoman.report.shelf import Shelf

_HOW = (
    "Each story once: its PLOVER score times the weight of its grade and status, verbal and material acts apart. The interval resamples"
    " independent origins 400 times (5th and 95th percentile). A period without a story has no row: silence is not peace."
)
# More monthly columns than this cannot be told apart: then years are drawn.
_MOST_MONTHS, _MOST_ROWS = 72, 120


def compose(shelf: Shelf, one: Actor, other: Actor) -> Report:
    """Everything that the store holds on a pair, within the bounds."""
    left, right = sorted((one, other), key=lambda actor: actor.id)
    rows = _rows(shelf, left.id, right.id)
    keys = sorted({key for row in rows for key in row.stories})
    told = Wanted(f"key IN (SELECT unnest(?)) AND {shelf.bounds.stories}", [keys], ORDERS["newest"])
    both = f"list_contains(parties, ?) AND list_contains(parties, ?) AND {shelf.bounds.commitments}"
    bound = Wanted(both, [left.id, right.id], LATEST_BOUND)
    parts = (
        _over_time(rows, f"{left.name} and {right.name}"),
        lines.commitments(shelf, "What binds them", bound),
        lines.stories(shelf, "Stories, newest first", told),
        lines.disagreements(shelf, disputed(shelf, told)),
    )
    figures = _figures([row for row in rows if len(row.period) == 4], shelf.desk.count("stories", told.where, told.values))
    pair = f"{left.id}:{right.id}"
    return Report(title=f"{left.name} and {right.name}", lead=pair, made=pair, parts=parts, figures=figures)


def _rows(shelf: Shelf, left: str, right: str) -> list[Dyad]:
    found = shelf.desk.view.records("dyads", '"left" = ? AND "right" = ? AND length(period) < 10 ORDER BY period', [left, right])
    return [row for row in found if shelf.bounds.holds(row.period)]


def _figures(years: Sequence[Dyad], stories: int) -> tuple[Figure, ...]:
    cooperation = sum(row.verbal_cooperation + row.material_cooperation for row in years)
    conflict = sum(row.verbal_conflict + row.material_conflict for row in years)
    periods = list(dict.fromkeys(row.period for row in (*years[:1], *years[-1:])))
    span = " to ".join(periods) or "no dated story"
    return (
        Figure("Stories", str(stories), lines.STORIES_HOW),
        Figure("Cooperation", signed(cooperation), f"Sum over {span}."),
        Figure("Conflict", signed(conflict), f"Sum over {span}."),
        *(Figure(f"Net, {row.period}", signed(row.net), f"90 % interval {signed(row.low)} to {signed(row.high)}.") for row in years[-1:]),
    )


def _over_time(rows: Sequence[Dyad], pair: str) -> Part:
    months = [row for row in rows if len(row.period) == 7]
    drawn = months if 0 < len(months) <= _MOST_MONTHS else [row for row in rows if len(row.period) == 4]
    if not drawn:
        return Part(title="Over time")
    says = f"Cooperation (up) and conflict (down) between {pair}, {drawn[0].period} to {drawn[-1].period}; the dot is the net."
    drawing = Drawing(says, charts.svg(charts.dyad(drawn, charts.Frame())))
    return Part(title="Over time", how=_HOW, drawing=drawing, table=lines.dyad_table(drawn[-_MOST_ROWS:]))

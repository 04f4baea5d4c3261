"""The report on a whole store."""

from dragoman import charts
from dragoman.brief import OPEN
from dragoman.desk import LATEST_BOUND, LATEST_SAID, ORDERS, Wanted, signed
from dragoman.report import lines
from dragoman.report.document import Drawing, Entry, Figure, Part, Report
from dragoman.report.on_actor import disputed
from dragoman.report.shelf import Shelf

_TOTALS = (
    ("Articles", "articles", "Texts as published, each once."),
    ("Events", "events", "Each event as one sentence of one article reports it."),
    ("Stories", "stories", "Events in the world: reports of one event count once."),
    ("Claims", "claims", "Statements laid in someone’s mouth."),
    ("Commitments", "commitments", "Of the press and of the reference."),
    ("Not read", "failures", "Inputs that could not be read, with the reason."),
)
_MONTHS = """
SELECT "when".start[1:{length}] AS period, quad, count(*) AS stories FROM stories
WHERE length("when".start) >= {length} AND {after} GROUP BY ALL ORDER BY ALL
"""
_MOST_MONTHS = 150


def compose(shelf: Shelf) -> Report:
    """What is best supported, what binds, what moved, what is said, what disagrees, what was not read."""
    when = shelf.bounds.stories
    named = f"chain[-1].kind = 'named' AND kind IN ('quotation', 'indirect', 'mandate') AND {shelf.bounds.claims}"
    pressed = f"len(articles) > 0 AND {shelf.bounds.commitments}"
    parts = (
        _over_time(shelf),
        lines.stories(shelf, "Stories", Wanted(f"grade.number < {OPEN} AND {when}", (), ORDERS["support"]), lines.GRADE_HOW),
        lines.commitments(shelf, "Commitments", Wanted(pressed, (), LATEST_BOUND)),
        _moved(shelf),
        lines.claims(shelf, "Statements, newest first", Wanted(named, (), LATEST_SAID)),
        lines.stories(shelf, "Talked of, not told as done", Wanted(f"grade.number >= {OPEN} AND {when}", (), ORDERS["support"])),
        lines.disagreements(shelf, disputed(shelf, Wanted(when, (), ""))),
        lines.failures(shelf),
    )
    scope = " Of the whole store, whatever the day." if shelf.bounds.since else ""
    totals = tuple(Figure(label, f"{shelf.desk.totals[table]:,}", how + scope) for label, table, how in _TOTALS)
    return Report(title="What the press says", lead=_span(shelf), made="the whole store", figures=totals, parts=parts)


def _span(shelf: Shelf) -> str:
    row = shelf.desk.rows("SELECT min(published.start) AS a, max(published.start) AS b FROM articles")[0]
    return f"Articles published {row['a']} to {row['b']}" if row["a"] else "Articles without a date"


def _over_time(shelf: Shelf) -> Part:
    after = shelf.bounds.stories
    rows = shelf.desk.rows(_MONTHS.format(length=7, after=after))
    if len({row["period"] for row in rows}) > _MOST_MONTHS:
        rows = shelf.desk.rows(_MONTHS.format(length=4, after=after))
    if not rows:
        return Part(title="Stories over time")
    total = sum(row["stories"] for row in rows)
    says = f"Stories a period from {rows[0]['period']} to {rows[-1]['period']}, stacked by kind of act; {total} in all."
    return Part(title="Stories over time", drawing=Drawing(says, charts.svg(charts.histogram(rows, charts.Frame()))))


def _moved(shelf: Shelf) -> Part:
    """The latest change of each actor and pole, those beyond their interval first."""
    query = """
        SELECT key, actor, pole, period, CAST(before AS DOUBLE) AS before, CAST(score AS DOUBLE) AS score, sure FROM turning_points
        WHERE period LIKE '%-H_' AND abs(change) >= 0.02
        QUALIFY row_number() OVER (PARTITION BY actor, pole ORDER BY period DESC) = 1
        ORDER BY sure DESC, abs(change) DESC, actor, pole
    """
    rows = shelf.desk.rows(query) if "turning_points" in shelf.desk.tables else []
    rows = [row for row in rows if shelf.bounds.holds(row["period"])]
    names = shelf.names(row["actor"] for row in rows)
    entries = tuple(
        Entry(
            key=row["key"],
            what=f"{names[row['actor']]} to {row['pole']}: {signed(row['before'])} → {signed(row['score'])}",
            day=row["period"],
            kind="alignment",
            figures="beyond the interval" if row["sure"] else "within the interval",
        )
        for row in rows[: shelf.bounds.most]
    )
    how = "From one half-year to the next, on a scale from −1 (against the pole) to +1 (with it); the report on an actor has the parts."
    return Part(title="Alignments that moved", how=how, entries=entries, more=len(rows) - len(entries))

"""Dyad: two actors, cooperation and conflict over time, what binds them, their stories."""

from collections.abc import Sequence

import msgspec

from dragoman.charts import PAGE, Frame
from dragoman.charts import dyad as dyad_chart
from dragoman.desk import LATEST_BOUND, ORDERS, Desk, Missing, Name, Wanted
from dragoman.records import Dyad
from dragoman.web.asked import Asked
from dragoman.web.lines import commitment_lines, story_lines
from dragoman.web.shown import Chart, CommitmentLine, Pager, StoryLine

_SIZE, _COMMITMENTS = 30, 60
# More monthly columns than this cannot be told apart: then years are drawn.
_MOST_MONTHS = 72


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The page of two actors."""

    title: str
    left: Name
    right: Name
    months: tuple[Dyad, ...]
    years: tuple[Dyad, ...]
    chart: Chart | None
    commitments: tuple[CommitmentLine, ...]
    stories: tuple[StoryLine, ...]
    pager: Pager


def make(desk: Desk, asked: Asked) -> Page:
    """The two actors of the address, in either order."""
    left, right = sorted((asked.name("left"), asked.name("right")))
    names = desk.names([left, right])
    if not (names[left].kind and names[right].kind):
        raise Missing(f"There is no pair {left} and {right} here.", "Look the two up by name.")
    rows: list[Dyad] = desk.view.records("dyads", '"left" = ? AND "right" = ? AND length(period) < 10 ORDER BY period', [left, right])
    keys = sorted({key for row in rows for key in row.stories})
    pager = Pager(asked.number("page", 100_000), _SIZE, len(keys))
    stories = desk.listed("stories", Wanted("key IN (SELECT unnest(?))", [keys], ORDERS["newest"]), _SIZE, pager.offset)
    bound = Wanted("list_contains(parties, ?) AND list_contains(parties, ?)", [left, right], f"len(articles) = 0, {LATEST_BOUND}")
    return Page(
        title=f"{names[left].name} and {names[right].name}",
        left=names[left],
        right=names[right],
        months=tuple(row for row in rows if len(row.period) == 7),
        years=tuple(row for row in rows if len(row.period) == 4),
        chart=_chart(rows, names),
        commitments=commitment_lines(desk, desk.listed("commitments", bound, _COMMITMENTS)),
        stories=story_lines(desk, stories),
        pager=pager,
    )


def _chart(rows: Sequence[Dyad], names: dict[str, Name]) -> Chart | None:
    months = [row for row in rows if len(row.period) == 7]
    drawn = months if 0 < len(months) <= _MOST_MONTHS else [row for row in rows if len(row.period) == 4]
    if not drawn:
        return None
    pair = " and ".join(sorted(name.name for name in names.values()))
    says = (
        f"Cooperation (up) and conflict (down) between {pair} from {drawn[0].period} to {drawn[-1].period}, each story once, weighted by"
        " its grade; the dot is the net with its 90 % interval. The table below has the figures."
    )
    wide, narrow = Frame(width=1100, palette=PAGE), Frame(width=370, palette=PAGE)
    return Chart(says=says, wide=dyad_chart(drawn, wide), narrow=dyad_chart(drawn, narrow))

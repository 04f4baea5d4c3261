"""Timeline: stories by day, with filters."""

import msgspec

from dragoman.desk import ORDERS, Desk, Wanted
from dragoman.web.asked import Asked
from dragoman.web.filters import Choices, Filters, asked_filters, choices
from dragoman.web.lines import story_lines
from dragoman.web.pages.home import months
from dragoman.web.shown import Chart, Pager, StoryLine

_SIZE = 40


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Stories that meet the filters."""

    title: str
    filters: Filters
    choices: Choices
    stories: tuple[StoryLine, ...]
    pager: Pager
    undated: int
    chart: Chart | None


def make(desk: Desk, asked: Asked) -> Page:
    """Stories in the order asked for, newest first unless told otherwise."""
    filters = asked_filters(asked)
    where, values = filters.where(desk)
    pager = Pager(asked.number("page", 100_000), _SIZE, desk.count("stories", where, values))
    found = desk.listed("stories", Wanted(where, values, ORDERS[filters.order]), _SIZE, pager.offset)
    return Page(
        title="Timeline",
        filters=filters,
        choices=choices(desk, filters.actor),
        stories=story_lines(desk, found),
        pager=pager,
        undated=desk.count("stories", f'{where} AND "when".start IS NULL', values),
        chart=months(desk, where, values),
    )

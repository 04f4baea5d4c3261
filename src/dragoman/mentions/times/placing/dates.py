"""Days, weekdays, months and seasons, with and without their year."""

import math
from datetime import date, timedelta

from dragoman.mentions.times import calendar
from dragoman.mentions.times.placing.context import Context, Placed, on_day, open_value
from dragoman.mentions.times.senses import Sense

_MIDDLE = 15
# (tense, whether the day is named): how much further the side counts that the tense speaks against. A day without a year is
# seldom more than half a year away, whatever the tense; `December` in the past tense of October is last year's.
_FAR = {(1, True): 3.0, (0, True): 1.5, (-1, True): 3.5, (1, False): 4.0, (0, False): 2.0, (-1, False): 8.0}


def date_of(sense: Sense, context: Context) -> Placed | None:
    """A date by any of its parts: year, month, day, weekday, season."""
    if sense.season:
        return season_of(sense, context)
    if sense.month is None and sense.day is None and sense.weekday is not None:
        return weekday_of(sense, context)
    if sense.month is None and sense.day is None:
        return on_day(date(sense.year, 1, 1), "Y") if sense.year else None
    month = sense.month or (context.last_day.month if context.last_day else None)
    if month is None:
        return open_value(f"XXXX-XX-{sense.day:02}")
    year = sense.year if sense.year is not None else _shifted_year(month, sense, context)
    if year is None:
        return open_value(f"XXXX-{month:02}" + (f"-{sense.day:02}" if sense.day else ""))
    guessed = sense.year is None and context.published is None
    made = date(year, month, sense.day or 1)
    return on_day(made, "D" if sense.day else "M", approximate=guessed)


def _shifted_year(month: int, sense: Sense, context: Context) -> int | None:
    if sense.shift is None or context.now is None:
        return _year(month, sense.day, context)
    return context.now.year + sense.shift


def _year(month: int, day: int | None, context: Context) -> int | None:
    """The year that a month without one means."""
    now = context.published
    if context.narrative or now is None:
        last = context.last.day if context.last is not None else None
        if last is None:
            return context.year
        return last.year + (1 if last.month >= 11 and month <= 2 else 0)
    return min(range(now.year - 1, now.year + 2), key=lambda year: _distance(year, month, day, now, context.tense))


def _distance(year: int, month: int, day: int | None, now: date, tense: int) -> float:
    """Days between a date and now, weighed: the side that the tense speaks against is further away, for months more than for days."""
    try:
        apart = (date(year, month, day or _MIDDLE) - now).days
    except ValueError:
        return math.inf
    if day is None and month == now.month and year == now.year:
        return 0.0
    against, towards = _FAR[tense, day is not None], 1.0
    ahead, back = (towards, against) if tense > 0 else (against, towards)
    return apart * ahead if apart >= 0 else -apart * back


def weekday_of(sense: Sense, context: Context) -> Placed:
    """A weekday: the last one unless the clause looks ahead; the publication day counts."""
    now = context.now
    assert sense.weekday is not None
    if now is None:
        return open_value(f"XXXX-WXX-{sense.weekday}")
    if sense.shift:
        back = (now.isoweekday() - sense.weekday) % 7 or 7
        ahead = (sense.weekday - now.isoweekday()) % 7 or 7
        return on_day(now + timedelta(ahead if sense.shift > 0 else -back), "D")
    if context.future:
        return on_day(now + timedelta((sense.weekday - now.isoweekday()) % 7), "D")
    return on_day(now - timedelta((now.isoweekday() - sense.weekday) % 7), "D")


def season_of(sense: Sense, context: Context) -> Placed:
    """A season; without a year, the last that has begun unless the clause looks ahead."""
    year = sense.year
    now = context.now
    if year is None and now is not None:
        year = now.year + (sense.shift or 0)
        starts = calendar.SEASON_MONTHS[sense.season]
        if sense.shift == -1 and starts + 2 < now.month:
            year = now.year
        if sense.shift == 1 and starts > now.month:
            year = now.year
        if sense.shift is None and not context.future and not context.narrative and starts > now.month:
            year = now.year - 1
    if year is None:
        return open_value(f"XXXX-{sense.season}", "S")
    day = date(year, calendar.SEASON_MONTHS[sense.season], 1)
    return Placed(type="DATE", value=f"{year:04}-{sense.season}", unit="S", day=day)


def shifted_month(sense: Sense, context: Context) -> Placed | None:
    """'last April': the nearest one on that side."""
    now = context.now
    assert sense.month is not None
    if now is None:
        return open_value(f"XXXX-{sense.month:02}")
    year = now.year
    if sense.shift == -1 and sense.month >= now.month:
        year -= 1
    if sense.shift == 1 and sense.month <= now.month:
        year += 1
    return on_day(date(year, sense.month, sense.day or 1), "D" if sense.day else "M")

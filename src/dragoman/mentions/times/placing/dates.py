"""Days, weekdays, months and seasons, with and without their year."""

from datetime import date, timedelta

from dragoman.mentions.times import calendar
from dragoman.mentions.times.placing.context import Context, Placed, on_day, open_value
from dragoman.mentions.times.senses import Sense


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
    if context.narrative or context.published is None:
        last = context.last.day if context.last is not None else None
        if last is None:
            return context.year
        return last.year + (1 if last.month >= 11 and month <= 2 else 0)
    now = context.published
    ahead = (month - now.month) % 12
    if context.future:
        return now.year + (1 if month < now.month or (month == now.month and day is not None and day < now.day) else 0)
    near = ahead <= (3 if day is not None else 2) and context.tense == 0
    if near or ahead == 0:
        return now.year + (1 if month < now.month else 0)
    return now.year - (1 if month > now.month else 0)


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

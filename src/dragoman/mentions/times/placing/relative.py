"""Times counted from the publication day or from the date named last; references to past, present and future."""

from datetime import timedelta

import msgspec

from dragoman.mentions.times import calendar
from dragoman.mentions.times.placing.context import Context, Placed, on_day, open_value
from dragoman.mentions.times.placing.dates import date_of, shifted_month
from dragoman.mentions.times.senses import Sense

_SUBDAY = frozenset("hms")


def shift(sense: Sense, context: Context) -> Placed | None:
    """'last week', 'this year', 'next Monday': periods counted from now."""
    if sense.month is not None:
        return shifted_month(sense, context)
    if sense.season or sense.weekday:
        return date_of(sense, context)
    now = context.now
    if now is None:
        return open_value({-1: "PAST_REF", 0: "PRESENT_REF"}.get(sense.shift or 0, "FUTURE_REF"), sense.unit)
    unit = "W" if sense.unit == "WE" else sense.unit
    return on_day(calendar.moved(now, unit, sense.shift or 0), sense.unit)


def ago(sense: Sense, context: Context) -> Placed:
    """'two years ago', 'in three days': so many periods from now."""
    now = context.now
    number, unit = sense.number if sense.number is not None else 1, sense.unit
    if now is None or number < 0 or number > 4000:
        return open_value("PAST_REF" if sense.sign < 0 else "FUTURE_REF", unit)
    if unit == "Y" and number == 1 and sense.sign < 0 and context.last_quarter is not None and context.last_quarter.day is not None:
        return on_day(calendar.moved(context.last_quarter.day, "Y", -1), "Q")
    day = calendar.moved(now, unit, sense.sign * number)
    return on_day(day, "D" if unit in _SUBDAY else unit)


def beside(sense: Sense, context: Context) -> Placed:
    """Periods counted from the last date named: 'the next day', 'a week earlier', 'того ж дня'."""
    base = context.last_day or context.published
    if sense.unit in ("M", "Y", "Q") and context.last is not None and context.last.unit in ("M", "Q", "Y"):
        base = context.last.day
    if base is None:
        return open_value({-1: "PAST_REF", 0: "PRESENT_REF"}.get(sense.shift or sense.sign, "FUTURE_REF"), sense.unit)
    count = sense.shift if sense.shift is not None else sense.sign * (sense.number or 1)
    if sense.unit == "Y" and count == -1 and context.last_quarter is not None and context.last_quarter.day is not None:
        return on_day(calendar.moved(context.last_quarter.day, "Y", -1), "Q")
    return on_day(calendar.moved(base, sense.unit, count), sense.unit)


def today(sense: Sense, context: Context) -> Placed:
    """Today, yesterday, tomorrow, tonight."""
    now = context.now
    if now is None:
        return open_value("PRESENT_REF" if not sense.shift else "PAST_REF" if sense.shift < 0 else "FUTURE_REF", "D")
    made = on_day(now + timedelta(sense.shift or 0), "D")
    return msgspec.structs.replace(made, type="TIME", value=f"{made.value}T{sense.part}") if sense.part else made


def ref(sense: Sense, context: Context) -> Placed:
    """PRESENT_REF is about the publication day; past and future references stay open."""
    day = context.now if sense.ref == "PRESENT_REF" else None
    return Placed(type="DATE", value=sense.ref or "PRESENT_REF", unit="", day=day, approximate=True)

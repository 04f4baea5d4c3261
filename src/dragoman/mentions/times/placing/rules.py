"""Placing readings on the calendar: one rule for each operation; rules of compound readings place their parts first."""

from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from dragoman.mentions.times import calendar
from dragoman.mentions.times.placing import clocks, dates, lengths, periods, relative
from dragoman.mentions.times.placing.context import Context, Placed, on_day, open_value
from dragoman.mentions.times.senses import Sense

_VAGUE = frozenset(("start", "mid", "end", "early", "about", "less", "more"))
_BY_YEAR = frozenset(("quarter", "half", "fiscal"))


def place(sense: Sense, context: Context) -> Placed | None:
    """The TIMEX3 type and value of a reading, or None when it cannot be a time (31 June)."""
    try:
        base = place(sense.base, context) if sense.base is not None else None
        if sense.op in _COMPOUND:
            return _COMPOUND[sense.op](sense, context, base)
        if sense.base is not None and sense.op in _BY_YEAR:
            sense = msgspec.structs.replace(sense, year=base.day.year if base and base.day else None)
        return _SIMPLE[sense.op](sense, context)
    except (ValueError, OverflowError):
        return None


def _eve(sense: Sense, context: Context, base: Placed | None) -> Placed | None:
    """The day before a day, or after it."""
    if base is None or base.day is None:
        return base
    return on_day(base.day + timedelta(sense.shift if sense.shift is not None else -1), "D")


def _nth_unit(sense: Sense, context: Context, base: Placed | None) -> Placed:
    """'the first week of March', 'the last week of 1998': the nth period of a longer one."""
    if base is None or base.day is None or sense.nth is None:
        return open_value("XXXX", sense.unit)
    if sense.nth > 0:
        return on_day(calendar.moved(base.day, sense.unit, sense.nth - 1), sense.unit)
    return on_day(calendar.moved(base.day, base.unit, 1) - timedelta(1), sense.unit)


def _modify(sense: Sense, context: Context, base: Placed | None) -> Placed | None:
    """'early', 'about' and their like make a date approximate; `the` and `all of` change nothing."""
    if base is None:
        return None
    return msgspec.structs.replace(base, approximate=base.approximate or sense.mod in _VAGUE)


def _range(sense: Sense, context: Context, base: Placed | None) -> Placed | None:
    """From one date to another; the first takes the year of the last when it has none."""
    last = place(sense.until, context) if sense.until else None
    first = _first(sense, context, last) or base
    if first is None or last is None:
        return None
    value = f"{first.value}/{last.value}"
    if first.day is None or last.day is None:
        return msgspec.structs.replace(first, value=value)
    return Placed(type="DATE", value=value, unit=first.unit, day=first.day, until=last) if first.day <= last.day else None


def _first(sense: Sense, context: Context, last: Placed | None) -> Placed | None:
    start = sense.base
    if start is None or last is None or last.day is None or start.op != "date" or start.year is not None:
        return None
    placed = place(msgspec.structs.replace(start, year=last.day.year), context) if start.month else place(start, context)
    if placed is None or placed.day is None or placed.day <= last.day or not start.month:
        return placed
    return on_day(_year_before(placed.day), placed.unit)


def _year_before(day: date) -> date:
    return calendar.moved(day, "Y", -1)


def _duration(sense: Sense, context: Context, base: Placed | None) -> Placed:
    """A length; of two joined by `and` ('two years and nine months') the sum is written as one value."""
    if base is None:
        return lengths.duration(sense, context)
    rest = place(sense.until, context) if sense.until else None
    joined = base.value
    if rest is not None and rest.value[1:2].isdecimal() and "T" not in joined + rest.value:
        joined += rest.value[1:]
    return Placed(type="DURATION", value=joined)


_SIMPLE: dict[str, Callable[[Sense, Context], Placed | None]] = {
    "date": dates.date_of, "shift": relative.shift, "ago": relative.ago, "beside": relative.beside, "today": relative.today,
    "quarter": periods.quarter, "half": periods.half, "decade": periods.decade, "century": periods.century,
    "holiday": periods.holiday, "weekend": periods.weekend, "fiscal": periods.fiscal, "set": lengths.repeated, "ref": relative.ref,
}  # fmt: skip
_COMPOUND: dict[str, Callable[[Sense, Context, Placed | None], Placed | None]] = {
    "range": _range, "nth_unit": _nth_unit, "eve": _eve, "modify": _modify, "duration": _duration,
    "clock": clocks.clock, "part": clocks.part_of_day,
}  # fmt: skip

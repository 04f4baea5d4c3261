"""Quarters, halves, decades, centuries, fiscal years, weekends, holidays."""

from datetime import date, timedelta

from dragoman.mentions.times import calendar
from dragoman.mentions.times.placing.context import Context, Placed, on_day, open_value
from dragoman.mentions.times.senses import Sense


def quarter(sense: Sense, context: Context) -> Placed:
    """A numbered quarter; without a number, the one that the article speaks of."""
    year = _numbered_year(sense, context)
    if not sense.nth:
        return _bare_quarter(sense, context)
    if not 1 <= sense.nth <= 4:
        raise ValueError("no such quarter")
    if year is None:
        return open_value(f"XXXX-Q{sense.nth}", "Q")
    if sense.year is None and not sense.shift and not context.future and context.now is not None:
        year -= 1 if sense.nth * 3 - 2 > context.now.month + 2 else 0
    return on_day(date(year, sense.nth * 3 - 2, 1), "Q")


def _bare_quarter(sense: Sense, context: Context) -> Placed:
    """'the quarter': the one named last, else the last that was complete; `shift` counts quarters from it."""
    known = context.last_quarter
    if sense.year is not None and (known is None or known.day is None):
        return on_day(date(sense.year, 1, 1), "Y")
    if sense.year is not None and known is not None and known.day is not None:
        return on_day(known.day.replace(year=sense.year, day=1), "Q")
    day = known.day if known is not None else calendar.moved(context.now, "Q", -1) if context.now else None
    return on_day(calendar.moved(day, "Q", sense.shift or 0), "Q") if day is not None else open_value("XXXX-QX", "Q")


def half(sense: Sense, context: Context) -> Placed:
    """The first or last half of a year."""
    year = _numbered_year(sense, context)
    nth = 2 if sense.nth in (2, -1) else 1
    if year is None:
        return open_value(f"XXXX-H{nth}", "H")
    return on_day(date(year, nth * 6 - 5, 1), "H")


def _numbered_year(sense: Sense, context: Context) -> int | None:
    if sense.year is not None:
        return sense.year
    return context.now.year + (sense.shift or 0) if context.now else None


def decade(sense: Sense, context: Context) -> Placed:
    """A decade by its first year or its tens: 'the 1990s', 'the eighties'."""
    year = sense.year
    if year is None and sense.number is not None and sense.number >= 1000:
        year = int(sense.number)
    if year is None:
        tens = int(sense.number or 0)
        year = 1900 + tens if tens >= 30 or tens == 0 else 2000 + tens
    return on_day(date(year // 10 * 10, 1, 1), "E")


def century(sense: Sense, context: Context) -> Placed:
    """A century by its number; TIMEX3 writes the 20th as 19."""
    nth = int(sense.number) if sense.number is not None else sense.nth or 0
    if not 1 <= nth <= 30:
        raise ValueError("no such century")
    return on_day(date(max(1, (nth - 1) * 100), 1, 1), "C")


def holiday(sense: Sense, context: Context) -> Placed:
    """A holiday; without a year, the one nearest to what the clause speaks of."""
    year = sense.year
    now = context.now
    if year is None and now is not None:
        year = now.year + (sense.shift or 0)
        made = calendar.holiday(sense.holiday, year)
        if made and sense.shift is None:
            if not context.future and (made - now).days > 60:
                year -= 1
            elif context.future and (now - made).days > 14:
                year += 1
    made = calendar.holiday(sense.holiday, year) if year is not None else None
    if made is None:
        return open_value("XXXX-" + sense.holiday if len(sense.holiday) == 5 else "XXXX-XX-XX", "D")
    return on_day(made, "D")


def weekend(sense: Sense, context: Context) -> Placed:
    """A weekend, the last one unless the words say otherwise."""
    now = context.now
    if now is None:
        return open_value("XXXX-WXX-WE", "WE")
    back = 7 if sense.shift is None and not context.future and now.isoweekday() < 6 else 0
    return on_day(calendar.moved(now, "W", sense.shift or 0) - timedelta(back), "WE")


def fiscal(sense: Sense, context: Context) -> Placed:
    """A fiscal year, told as the calendar year of its name."""
    year = _numbered_year(sense, context)
    return on_day(date(year, 1, 1), "Y") if year is not None else open_value("XXXX", "Y")

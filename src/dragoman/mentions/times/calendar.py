"""Calendar sums behind TIMEX3 values: shifting periods, quarters, seasons, movable feasts."""

import re
from datetime import date, timedelta

MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "E": 120, "C": 1200}
_RULE = re.compile(r"(\d{1,2})-(\d{1,2})(?:-(-?\d))?")
_DAYS = {"D": 1, "W": 7, "FN": 14}
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def moved(day: date, unit: str, count: float) -> date:
    """A day some periods later; clipped to the end of a shorter month and to years 1 to 9999."""
    if unit in _DAYS:
        return _clipped(day, round(_DAYS[unit] * count))
    if unit in MONTHS:
        months = day.year * 12 + day.month - 1 + round(MONTHS[unit] * count)
        year, month = divmod(max(12, min(months, 9999 * 12 + 11)), 12)
        return date(year, month + 1, min(day.day, month_length(year, month + 1)))
    return _clipped(day, round(count / {"h": 24, "m": 1440, "s": 86400}.get(unit, 10**9)))


def _clipped(day: date, days: int) -> date:
    ordinal = max(1, min(day.toordinal() + days, date.max.toordinal()))
    return date.fromordinal(ordinal)


def month_length(year: int, month: int) -> int:
    """Days of a month."""
    following = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else date(9999, 12, 31) + timedelta(0)
    return (following - timedelta(1)).day if (year, month) != (9999, 12) else 31


def value(day: date, unit: str) -> str:
    """The TIMEX3 value of the period of that size which holds the day: 1998-01-12, 1998-W03, 1998-01, 1998-Q1, 1998, 199, 19."""
    year = f"{day.year:04}"
    if unit == "W":
        iso = day.isocalendar()
        return f"{iso.year:04}-W{iso.week:02}"
    if unit == "WE":
        return value(day, "W") + "-WE"
    made = {
        "M": f"{year}-{day.month:02}", "Q": f"{year}-Q{(day.month + 2) // 3}", "H": f"{year}-H{(day.month + 5) // 6}",
        "Y": year, "E": year[:3], "C": year[:2],
    }  # fmt: skip
    return made.get(unit, day.isoformat())


def easter(year: int) -> date:
    """Easter Sunday, Gregorian (the anonymous algorithm of 1876, as given by Meeus, Astronomical Algorithms)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth Monday (1) to Sunday (7) of a month; -1 for the last."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, month_length(year, month))
    return last - timedelta((last.isoweekday() - weekday) % 7)


def holiday(rule: str, year: int) -> date | None:
    """The day of a rule such as `12-25`, `easter-2` (two days before Easter) or `11-4-4` (fourth Thursday of November)."""
    if not 1583 <= year <= 9998:
        return None
    if rule.startswith("easter"):
        return easter(year) + timedelta(int(rule[6:] or 0))
    found = _RULE.fullmatch(rule)
    if found is None:
        return None
    month, second = int(found[1]), int(found[2])
    return nth_weekday(year, month, second, int(found[3])) if found[3] else date(year, month, second)

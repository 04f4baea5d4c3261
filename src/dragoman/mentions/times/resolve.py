"""Placing readings on the calendar: against the publication day, the dates named before, and the tense of the sentence."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

import msgspec

from dragoman.mentions.times import calendar
from dragoman.mentions.times.senses import Sense

_VAGUE = frozenset(("start", "mid", "end", "early", "about", "less", "more"))
_SUBDAY = frozenset("hms")


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A reading placed: TIMEX3 type and value, the unit of its precision, the day it begins on (None when not known)."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    unit: str = ""
    day: date | None = None
    approximate: bool = False
    until: "Placed | None" = None


class Context:
    """What is known while an article is read: its day, and the last dates named. Changes as the text goes on."""

    def __init__(self, published: date | None, *, narrative: bool = False, year: int | None = None) -> None:
        self.published = published
        self.narrative = narrative
        self.year = year
        self.last: Placed | None = None
        self.last_quarter: Placed | None = None
        self.last_day: date | None = published
        self.tense = 0

    @property
    def future(self) -> bool:
        """Whether the clause speaks of what is to come."""
        return self.tense > 0

    @property
    def now(self) -> date | None:
        """The day that relative words count from."""
        return self.last_day if self.narrative else self.published

    def note(self, placed: Placed) -> None:
        """Remember a date that the text has named."""
        if placed.day is None or placed.type in ("DURATION", "SET"):
            return
        if placed.unit in ("E", "C"):
            return
        self.last = placed
        if placed.unit in ("D", "T", "W", "WE"):
            self.last_day = placed.day
        elif self.narrative:
            self.last_day = placed.day
        if placed.unit == "Q" and self.last_quarter is None:
            self.last_quarter = placed


def place(sense: Sense, context: Context) -> Placed | None:
    """The TIMEX3 type and value of a reading, or None when it cannot be a time (31 June)."""
    try:
        return _RULES[sense.op](sense, context)
    except (ValueError, OverflowError):
        return None


def _of(day: date, unit: str, **more: bool) -> Placed:
    return Placed(type="DATE", value=calendar.value(day, unit), unit=unit, day=day, **more)


def _open(value: str, unit: str = "") -> Placed:
    return Placed(type="DATE", value=value, unit=unit)


def _date(sense: Sense, context: Context) -> Placed | None:
    if sense.season:
        return _season(sense, context)
    if sense.month is None and sense.day is None and sense.weekday is not None:
        return _weekday(sense, context)
    if sense.month is None and sense.day is None:
        return _of(date(sense.year, 1, 1), "Y") if sense.year else None
    month = sense.month or (context.last_day.month if context.last_day else None)
    if month is None:
        return _open(f"XXXX-XX-{sense.day:02}")
    year = sense.year if sense.year is not None else _shifted_year(month, sense, context)
    if year is None:
        return _open(f"XXXX-{month:02}" + (f"-{sense.day:02}" if sense.day else ""))
    guessed = sense.year is None and context.published is None
    made = date(year, month, sense.day or 1)
    return _of(made, "D" if sense.day else "M", approximate=guessed)


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


def _weekday(sense: Sense, context: Context) -> Placed:
    now = context.now
    assert sense.weekday is not None
    if now is None:
        return _open(f"XXXX-WXX-{sense.weekday}")
    if sense.shift:
        back = (now.isoweekday() - sense.weekday) % 7 or 7
        ahead = (sense.weekday - now.isoweekday()) % 7 or 7
        return _of(now + timedelta(ahead if sense.shift > 0 else -back), "D")
    if context.future:
        return _of(now + timedelta((sense.weekday - now.isoweekday()) % 7), "D")
    return _of(now - timedelta((now.isoweekday() - sense.weekday) % 7), "D")


def _season(sense: Sense, context: Context) -> Placed:
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
        return _open(f"XXXX-{sense.season}", "S")
    day = date(year, calendar.SEASON_MONTHS[sense.season], 1)
    return Placed(type="DATE", value=f"{year:04}-{sense.season}", unit="S", day=day)


def _shift(sense: Sense, context: Context) -> Placed | None:
    if sense.month is not None:
        return _shifted_month(sense, context)
    if sense.season or sense.weekday:
        return _date(sense, context)
    now = context.now
    if now is None:
        return _open({-1: "PAST_REF", 0: "PRESENT_REF"}.get(sense.shift or 0, "FUTURE_REF"), sense.unit)
    unit = "W" if sense.unit == "WE" else sense.unit
    return _of(calendar.moved(now, unit, sense.shift or 0), sense.unit)


def _shifted_month(sense: Sense, context: Context) -> Placed | None:
    now = context.now
    assert sense.month is not None
    if now is None:
        return _open(f"XXXX-{sense.month:02}")
    year = now.year
    if sense.shift == -1 and sense.month >= now.month:
        year -= 1
    if sense.shift == 1 and sense.month <= now.month:
        year += 1
    return _of(date(year, sense.month, sense.day or 1), "D" if sense.day else "M")


def _ago(sense: Sense, context: Context) -> Placed:
    now = context.now
    number, unit = sense.number if sense.number is not None else 1, sense.unit
    if now is None or number < 0 or number > 4000:
        return _open("PAST_REF" if sense.sign < 0 else "FUTURE_REF", unit)
    if unit == "Y" and number == 1 and sense.sign < 0 and context.last_quarter is not None and context.last_quarter.day is not None:
        return _of(calendar.moved(context.last_quarter.day, "Y", -1), "Q")
    day = calendar.moved(now, unit, sense.sign * number)
    return _of(day, "D" if unit in _SUBDAY else unit)


def _beside(sense: Sense, context: Context) -> Placed:
    """Periods counted from the last date named: 'the next day', 'a week earlier', 'того ж дня'."""
    base = context.last_day or context.published
    if sense.unit in ("M", "Y", "Q") and context.last is not None and context.last.unit in ("M", "Q", "Y"):
        base = context.last.day
    if base is None:
        return _open({-1: "PAST_REF", 0: "PRESENT_REF"}.get(sense.shift or sense.sign, "FUTURE_REF"), sense.unit)
    count = sense.shift if sense.shift is not None else sense.sign * (sense.number or 1)
    unit = sense.unit
    if unit == "Y" and count == -1 and context.last_quarter is not None and context.last_quarter.day is not None:
        base, unit = context.last_quarter.day, "Y"
        return _of(calendar.moved(base, "Y", -1), "Q")
    return _of(calendar.moved(base, sense.unit, count), unit)


def _today(sense: Sense, context: Context) -> Placed:
    now = context.now
    if now is None:
        return _open("PRESENT_REF" if not sense.shift else "PAST_REF" if sense.shift < 0 else "FUTURE_REF", "D")
    made = _of(now + timedelta(sense.shift or 0), "D")
    return msgspec.structs.replace(made, type="TIME", value=f"{made.value}T{sense.part}") if sense.part else made


def _quarter(sense: Sense, context: Context) -> Placed:
    year = _numbered_year(sense, context)
    if not sense.nth:
        return _bare_quarter(sense, context)
    if not 1 <= sense.nth <= 4:
        raise ValueError("no such quarter")
    if year is None:
        return _open(f"XXXX-Q{sense.nth}", "Q")
    if sense.year is None and sense.base is None and not sense.shift and not context.future and context.now is not None:
        year -= 1 if sense.nth * 3 - 2 > context.now.month + 2 else 0
    return _of(date(year, sense.nth * 3 - 2, 1), "Q")


def _bare_quarter(sense: Sense, context: Context) -> Placed:
    """'the quarter': the one named last, else the last that was complete; `shift` counts quarters from it."""
    known = context.last_quarter
    if sense.year is not None and (known is None or known.day is None):
        return _of(date(sense.year, 1, 1), "Y")
    if sense.year is not None and known is not None and known.day is not None:
        return _of(known.day.replace(year=sense.year, day=1), "Q")
    day = known.day if known is not None else calendar.moved(context.now, "Q", -1) if context.now else None
    return _of(calendar.moved(day, "Q", sense.shift or 0), "Q") if day is not None else _open("XXXX-QX", "Q")


def _half(sense: Sense, context: Context) -> Placed:
    year = _numbered_year(sense, context)
    nth = 2 if sense.nth in (2, -1) else 1
    if year is None:
        return _open(f"XXXX-H{nth}", "H")
    return _of(date(year, nth * 6 - 5, 1), "H")


def _numbered_year(sense: Sense, context: Context) -> int | None:
    if sense.base is not None:
        placed = place(sense.base, context)
        return placed.day.year if placed and placed.day else None
    if sense.year is not None:
        return sense.year
    return context.now.year + (sense.shift or 0) if context.now else None


def _decade(sense: Sense, context: Context) -> Placed:
    year = sense.year
    if year is None and sense.number is not None and sense.number >= 1000:
        year = int(sense.number)
    if year is None:
        tens = int(sense.number or 0)
        year = 1900 + tens if tens >= 30 or tens == 0 else 2000 + tens
    return _of(date(year // 10 * 10, 1, 1), "E")


def _century(sense: Sense, context: Context) -> Placed:
    nth = int(sense.number) if sense.number is not None else sense.nth or 0
    if not 1 <= nth <= 30:
        raise ValueError("no such century")
    return _of(date(max(1, (nth - 1) * 100), 1, 1), "C")


def _holiday(sense: Sense, context: Context) -> Placed:
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
        return _open("XXXX-" + sense.holiday if len(sense.holiday) == 5 else "XXXX-XX-XX", "D")
    return _of(made, "D")


def _weekend(sense: Sense, context: Context) -> Placed:
    now = context.now
    if now is None:
        return _open("XXXX-WXX-WE", "WE")
    back = 7 if sense.shift is None and not context.future and now.isoweekday() < 6 else 0
    return _of(calendar.moved(now, "W", sense.shift or 0) - timedelta(back), "WE")


def _fiscal(sense: Sense, context: Context) -> Placed:
    year = _numbered_year(sense, context)
    return _of(date(year, 1, 1), "Y") if year is not None else _open("XXXX", "Y")


def _nth_unit(sense: Sense, context: Context) -> Placed:
    """'the first week of March', 'last week of 1998': the nth period of a longer one."""
    placed = place(sense.base, context) if sense.base else None
    if placed is None or placed.day is None or sense.nth is None:
        return _open("XXXX", sense.unit)
    if sense.nth > 0:
        return _of(calendar.moved(placed.day, sense.unit, sense.nth - 1), sense.unit)
    following = calendar.moved(placed.day, placed.unit, 1)
    return _of(following - timedelta(1), sense.unit)


def _eve(sense: Sense, context: Context) -> Placed | None:
    placed = place(sense.base, context) if sense.base else None
    if placed is None or placed.day is None:
        return placed
    return _of(placed.day + timedelta(sense.shift if sense.shift is not None else -1), "D")


def _range(sense: Sense, context: Context) -> Placed | None:
    last = place(sense.until, context) if sense.until else None
    first_sense = sense.base
    if last is None or first_sense is None:
        return None
    if last.day is not None and first_sense.op == "date" and first_sense.year is None and sense.until and sense.until.year is not None:
        first_sense = msgspec.structs.replace(first_sense, year=last.day.year)
    first = place(first_sense, context)
    if first is None or first.day is None or last.day is None:
        return first and msgspec.structs.replace(first, value=f"{first.value}/{last.value}")
    if first.day > last.day and first_sense.year is None and first.unit in ("D", "M"):
        first = _of(calendar.moved(first.day, "Y", -1), first.unit)
    if first.day > last.day:
        return None
    return Placed(type="DATE", value=f"{first.value}/{last.value}", unit=first.unit, day=first.day, until=last)


def _modify(sense: Sense, context: Context) -> Placed | None:
    placed = place(sense.base, context) if sense.base else None
    vague = placed is not None and (placed.approximate or sense.mod in _VAGUE)
    return msgspec.structs.replace(placed, approximate=vague) if placed else None


def _clock(sense: Sense, context: Context) -> Placed:
    hour, minute = sense.hour, sense.minute or 0
    if hour is None:
        hour = {"MI": 12, "MD": 12, "NI": 24}.get(sense.part, 0)
    if sense.half_day == "pm" and hour < 12:
        hour += 12
    if sense.half_day == "am" and hour == 12:
        hour = 0
    if sense.number is not None:
        hour, minute = hour - 1, 30
    if hour > 24 or minute > 59:
        raise ValueError("no such time of day")
    base = place(sense.base, context) if sense.base else None
    day = base.day if base else context.last_day
    clock = f"T{hour:02}:{minute:02}{sense.zone}"
    if day is None:
        return Placed(type="TIME", value=clock, unit="T")
    return Placed(type="TIME", value=f"{day.isoformat()}{clock}", unit="T", day=day)


def _part(sense: Sense, context: Context) -> Placed | None:
    base = place(sense.base, context) if sense.base else None
    day = base.day if base else context.last_day
    if sense.base is None and sense.weekday:
        base = _weekday(sense, context)
        day = base.day
    if sense.base is None and sense.shift is not None and context.now is not None:
        day = context.now + timedelta(sense.shift)
    if base is not None and base.unit not in ("D", "T"):
        return base
    if day is None:
        head = base.value if base else "XXXX-XX-XX"
        return Placed(type="TIME", value=f"{head}T{sense.part}", unit="T")
    return Placed(type="TIME", value=f"{day.isoformat()}T{sense.part}", unit="T", day=day)


def _amount(number: float | None) -> str:
    if number is None:
        return "1"
    if number < 0:
        return "X"
    return str(int(number)) if number == int(number) else f"{number:g}"


_TIME_UNITS = {"h": "H", "m": "M", "s": "S"}


def length(number: float | None, unit: str) -> str:
    """A TIMEX3 duration: P2Y, PT3H, P18M; decades are told in years, quarters in months, fortnights in weeks."""
    if unit in _TIME_UNITS:
        return f"PT{_amount(number)}{_TIME_UNITS[unit]}"
    times, name = {"E": (10, "Y"), "C": (100, "Y"), "Q": (3, "M"), "H": (6, "M"), "FN": (2, "W"), "L": (1000, "Y")}.get(unit, (1, unit))
    if number is not None and number < 0 and times > 1:
        return {"E": "PXE", "C": "PXC", "Q": "PXQ", "L": "PXL"}.get(unit, f"PX{name}")
    return f"P{_amount(times * (1 if number is None else number))}{name}"


def _duration(sense: Sense, context: Context) -> Placed:
    if sense.base is not None:
        first = place(sense.base, context)
        second = place(sense.until, context) if sense.until else None
        joined = first.value if first else "PXX"
        if second is not None and second.value[1:2].isdecimal() and "T" not in joined + second.value:
            joined += second.value[1:]
        return Placed(type="DURATION", value=joined)
    if not sense.unit:
        return Placed(type="DURATION", value="PXX")
    return Placed(type="DURATION", value=length(sense.number, sense.unit))


def _set(sense: Sense, context: Context) -> Placed:
    if sense.unit and sense.unit not in ("WE",):
        return Placed(type="SET", value=length(sense.number, sense.unit))
    if sense.weekday:
        return Placed(type="SET", value=f"XXXX-WXX-{sense.weekday}" + (f"T{sense.part}" if sense.part else ""))
    if sense.month:
        return Placed(type="SET", value=f"XXXX-{sense.month:02}")
    if sense.season:
        return Placed(type="SET", value=f"XXXX-{sense.season}")
    return Placed(type="SET", value=f"XXXX-XX-XXT{sense.part}" if sense.part else "XXXX-WXX-WE")


def _ref(sense: Sense, context: Context) -> Placed:
    day = context.now if sense.ref == "PRESENT_REF" else None
    return Placed(type="DATE", value=sense.ref or "PRESENT_REF", unit="", day=day, approximate=True)


_RULES: dict[str, Callable[[Sense, Context], Placed | None]] = {
    "date": _date, "shift": _shift, "ago": _ago, "beside": _beside, "today": _today, "quarter": _quarter, "half": _half,
    "decade": _decade, "century": _century, "holiday": _holiday, "range": _range, "weekend": _weekend, "fiscal": _fiscal,
    "nth_unit": _nth_unit, "eve": _eve, "modify": _modify, "clock": _clock, "part": _part, "duration": _duration,
    "span": _duration, "set": _set, "ref": _ref,
}  # fmt: skip

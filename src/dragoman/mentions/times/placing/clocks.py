"""Times of day, on a day that is named beside them or was named before."""

from datetime import date, timedelta

from dragoman.mentions.times.placing.context import Context, Placed
from dragoman.mentions.times.placing.dates import weekday_of
from dragoman.mentions.times.senses import Sense

_HOURS = {"MI": 12, "NI": 24}


def clock(sense: Sense, context: Context, base: Placed | None) -> Placed:
    """A time by the clock: `half_day` am or pm, a `number` of one half for 'halb neun'. Raises ValueError for 25:00."""
    hour, minute = _hour(sense), sense.minute or 0
    if sense.number is not None:
        hour, minute = hour - 1, 30
    if not 0 <= hour <= 24 or minute > 59:
        raise ValueError("no such time of day")
    return _at(f"T{hour:02}:{minute:02}{sense.zone}", base.day if base else context.last_day)


def _hour(sense: Sense) -> int:
    hour = sense.hour if sense.hour is not None else _HOURS.get(sense.part, 0)
    if sense.half_day == "pm" and hour < 12:
        return hour + 12
    return 0 if sense.half_day == "am" and hour == 12 else hour


def part_of_day(sense: Sense, context: Context, base: Placed | None) -> Placed:
    """A morning, an evening; `shift` counts days from now ('yesterday morning'), `weekday` is written together with it in German."""
    day = base.day if base else context.last_day
    if base is None and sense.weekday:
        base = weekday_of(sense, context)
        day = base.day
    elif base is None and sense.shift is not None and context.now is not None:
        day = context.now + timedelta(sense.shift)
    if base is not None and base.unit not in ("D", "T"):
        return base
    if day is None and base is not None:
        return Placed(type="TIME", value=f"{base.value}T{sense.part}", unit="T")
    return _at(f"T{sense.part}", day, unknown="XXXX-XX-XX")


def _at(told: str, day: date | None, unknown: str = "") -> Placed:
    return Placed(type="TIME", value=f"{day.isoformat() if day else unknown}{told}", unit="T", day=day)

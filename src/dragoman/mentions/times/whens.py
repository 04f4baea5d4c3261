"""From a placed reading to the When that the other stages use."""

from datetime import date, timedelta

from dragoman.mentions.times.calendar import MONTHS
from dragoman.mentions.times.placing import Placed
from dragoman.records import When
from dragoman.records.when import Precision

_PRECISIONS: dict[str, Precision] = {
    "D": "day", "T": "day", "": "day", "W": "week", "FN": "week", "WE": "day", "M": "month", "Q": "quarter", "S": "season",
    "H": "half", "Y": "year", "E": "decade", "C": "century",
}  # fmt: skip


def when(placed: Placed, text: str) -> When | None:
    """The When of a placed reading; None for durations and sets; relative where the day is not known."""
    if placed.type in ("DURATION", "SET"):
        return None
    if placed.day is None:
        return When(precision="relative", text=text, value=placed.value, approximate=placed.approximate)
    precision = _PRECISIONS.get(placed.unit, "day")
    end = _end(placed)
    start = _start(placed.day, placed.unit)
    return When(start=start, end=end, precision=precision, text=text, value=placed.value, approximate=placed.approximate)


def _start(day: date, unit: str) -> str:
    if unit == "W":
        return (day - timedelta(day.isoweekday() - 1)).isoformat()
    if unit == "WE":
        return (day + timedelta(6 - day.isoweekday())).isoformat()
    if unit == "Q":
        return f"{day.year:04}-{(day.month - 1) // 3 * 3 + 1:02}"
    if unit == "H":
        return f"{day.year:04}-{(day.month - 1) // 6 * 6 + 1:02}"
    if unit in ("M", "S"):
        return f"{day.year:04}-{day.month:02}"
    if unit in MONTHS:
        years = MONTHS[unit] // 12
        return f"{max(1, day.year // years * years):04}"
    return day.isoformat()


def _end(placed: Placed) -> str | None:
    if placed.until is not None and placed.until.day is not None:
        last = when(placed.until, "-")
        return (last.end or last.start) if last and placed.until.unit not in ("W", "Q", "H", "S", "E", "C") else _last(last)
    if placed.unit == "WE" and placed.day is not None:
        return (placed.day + timedelta(7 - placed.day.isoweekday())).isoformat()
    return None


def _last(found: When | None) -> str | None:
    return found.last.isoformat() if found and found.last else None

"""Durations and sets."""

from dragoman.mentions.times.placing.context import Context, Placed
from dragoman.mentions.times.senses import Sense

_TIME_UNITS = {"h": "H", "m": "M", "s": "S"}


def _amount(number: float | None) -> str:
    if number is None:
        return "1"
    if number < 0:
        return "X"
    return str(int(number)) if number == int(number) else f"{number:g}"


def length(number: float | None, unit: str) -> str:
    """A TIMEX3 duration: P2Y, PT3H, P18M; decades are told in years, quarters in months, fortnights in weeks."""
    if unit in _TIME_UNITS:
        return f"PT{_amount(number)}{_TIME_UNITS[unit]}"
    times, name = {"E": (10, "Y"), "C": (100, "Y"), "Q": (3, "M"), "H": (6, "M"), "FN": (2, "W"), "L": (1000, "Y")}.get(unit, (1, unit))
    if number is not None and number < 0 and times > 1:
        return {"E": "PXE", "C": "PXC", "Q": "PXQ", "L": "PXL"}.get(unit, f"PX{name}")
    return f"P{_amount(times * (1 if number is None else number))}{name}"


def duration(sense: Sense, context: Context) -> Placed:
    """A length of time; PXX where its unit is not told."""
    return Placed(type="DURATION", value=length(sense.number, sense.unit) if sense.unit else "PXX")


def repeated(sense: Sense, context: Context) -> Placed:
    """What happens again and again: every day, on Mondays, each July, in the mornings."""
    if sense.unit and sense.unit not in ("WE",):
        return Placed(type="SET", value=length(sense.number, sense.unit))
    if sense.weekday:
        return Placed(type="SET", value=f"XXXX-WXX-{sense.weekday}" + (f"T{sense.part}" if sense.part else ""))
    if sense.month:
        return Placed(type="SET", value=f"XXXX-{sense.month:02}")
    if sense.season:
        return Placed(type="SET", value=f"XXXX-{sense.season}")
    return Placed(type="SET", value=f"XXXX-XX-XXT{sense.part}" if sense.part else "XXXX-WXX-WE")

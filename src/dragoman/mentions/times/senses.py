"""What a temporal expression says, before it is placed on the calendar."""

from typing import Literal, get_args

import msgspec

Kind = Literal["date", "time", "duration", "set", "ref"]


class Sense(msgspec.Struct, frozen=True, kw_only=True):
    """One reading of the words. `op` names the rule of `placing` that puts it on the calendar; the other fields are its arguments.

    `number` is -1 for an unknown amount ('several'); `shift` counts periods from now (-1 last, 0 this, +1 next);
    `base` and `until` are the readings that this one rests on (the Wednesday of 'Wednesday night', the end of a range).
    """

    op: str
    kind: Kind = "date"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str = ""
    number: float | None = None
    shift: int | None = None
    sign: int = 0
    season: str = ""
    part: str = ""
    hour: int | None = None
    minute: int | None = None
    half_day: str = ""
    zone: str = ""
    nth: int | None = None
    holiday: str = ""
    ref: str = ""
    mod: str = ""
    base: "Sense | None" = None
    until: "Sense | None" = None


KINDS: dict[str, Kind] = {
    "date": "date", "shift": "date", "ago": "date", "beside": "date", "today": "date", "quarter": "date", "half": "date",
    "decade": "date", "century": "date", "holiday": "date", "range": "date", "weekend": "date", "fiscal": "date",
    "nth_unit": "date", "eve": "date", "modify": "date", "ignore": "ref",
    "clock": "time", "part": "time", "duration": "duration", "set": "set", "ref": "ref",
}  # fmt: skip
# Categories of words that fill a field of another name.
SLOTS = {
    "num": "number", "several": "number", "half": "number", "dir": "shift", "front": "shift", "this": "shift", "rel": "shift",
    "h": "hour", "min": "minute", "ampm": "half_day", "mm": "month", "yy": "year", "every": "unit", "plural": "unit",
    "single": "unit", "long": "unit", "about": "mod", "habit": "part", "weekdays": "weekday", "weekday_MO": "weekday",
    "weekday_AF": "weekday", "weekday_EV": "weekday", "weekday_NI": "weekday", "roman": "nth",
}  # fmt: skip
FIELDS = frozenset(Sense.__struct_fields__)


def is_kind(name: str) -> bool:
    """Whether a pattern's slot asks for a whole expression of that kind."""
    return name in get_args(Kind)

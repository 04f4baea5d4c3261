"""How figures, grades, dates and languages are written, the same in the explorer and in reports."""

import re
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

_DAY = re.compile(r"\b(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\b")

# Languages written from right to left, by ISO 639 code.
_LEFTWARD = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
GRADES = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability not judged",
}
TRUTH = {1: "confirmed", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable", 6: "cannot be judged"}


def direction(language: str) -> str:
    """The `dir` of a text in a language; `auto` where the language is not known."""
    return "rtl" if language in _LEFTWARD else "ltr" if language else "auto"


def plain(text: str) -> str:
    """`joint_production` as `joint production`."""
    return text.replace("_", " ")


def signed(value: float, places: int = 2) -> str:
    """A number with its sign; a true minus, so that columns align. What rounds to nothing has no sign."""
    if not round(value, places):
        return f"{0:.{places}f}"
    return f"{value:+.{places}f}".replace("-", "−")


def percent(value: float) -> str:
    """0.834 as `83 %`."""
    return f"{round(value * 100)} %"


def count(number: int, noun: str) -> str:
    """`1 report`, `2,300 reports`, `2 stories`."""
    many = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else many}"


def short(text: str, most: int = 200) -> str:
    """Text on one line, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"


def outside(url: str) -> str:
    """An address on the web that may be linked to, or '': article data may hold `javascript:` and the like."""
    return url if url.startswith(("https://", "http://")) else ""


def dated(text: str, language: str = "") -> str:
    """A time of the store in a reader's language: `2022-01-06` as `6 янв. 2022 г.`, `2022-01` as `янв. 2022 г.`; ISO where it is ''."""
    return _DAY.sub(lambda found: _day(found, language), text) if language else text


def _day(found: re.Match[str], language: str) -> str:
    year, month, day = found.groups()
    try:
        when = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return found.group()
    if day:
        return format_date(when, "medium", locale=language)
    return format_skeleton("yMMM" if month else "y", when, locale=language)


def named(language: str, reader: str = "") -> str:
    """A language by its name in the reader’s language (English where that is ''): `Kazakh`; '' for what is no language."""
    try:
        return Locale.parse(language).get_display_name(reader or "en") or ""
    except (UnknownLocaleError, ValueError):
        return ""


def spoken(language: str) -> str:
    """A language by its own name, `қазақ тілі`; '' for what is no language that dates can be written in."""
    try:
        return Locale.parse(language).get_display_name(language) or ""
    except (UnknownLocaleError, ValueError):
        return ""

"""The pages’ own words in the reader’s language: a table with a row for each English text, which a translator can read and mend.

What it lacks is said in English. A row may have gaps: `New since {}` is `Новое с {}`, and what stands in a gap is said in its turn (a
date as the language writes it, a word by its own row). `{n}` is a gap for a number, and where forms are parted by `|` it chooses: in
Russian `{n} статья|{n} статьи|{n} статей`. Such a row in the plural serves the singular too.
"""

import csv
import functools
import re
from importlib.resources import files
from itertools import zip_longest

import msgspec
from babel import Locale

from dragoman.desk import count, dated

# So many sayings are kept; a page has some hundred.
_KEPT = 4096
# Longer texts are no words of ours: a pattern is not tried on them.
_MOST = 400
_GAP = re.compile(r"\{n?\}")
_NUMBER, _ANY = r"(\d[\d,]*)", "(.+?)"
_MOST_PARTS = 8
# The forms of a number in the order in which a row gives them.
_FORMS = ("one", "few", "many", "other")


class Pattern(msgspec.Struct, frozen=True):
    """A row with gaps: what it matches, and how that is said."""

    matches: re.Pattern[str]
    said: str


class Table(msgspec.Struct, frozen=True):
    """One language: whole texts, and rows with gaps, those with most words first."""

    texts: dict[str, str]
    patterns: tuple[Pattern, ...]


@functools.cache
def _tables() -> dict[str, Table]:
    text = files("dragoman.web").joinpath("words.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    return {language: _table({row["en"]: row[language] for row in rows if row[language]}) for language in rows[0] if language != "en"}


def _table(rows: dict[str, str]) -> Table:
    rows = {**rows, **{_singular(english): own for english, own in rows.items() if english.startswith("{n} ")}}
    gaps = sorted((english for english in rows if _GAP.search(english)), key=lambda english: (-len(_GAP.sub("", english)), english))
    patterns = tuple(Pattern(re.compile(_expression(english)), rows[english]) for english in gaps)
    return Table({english: own for english, own in rows.items() if not _GAP.search(english)}, patterns)


def _singular(english: str) -> str:
    """`{n} stories` as `{n} story`."""
    return english[:-3] + "y" if english.endswith("ies") else english.removesuffix("s")


def _expression(english: str) -> str:
    parts = re.split(r"(\{n?\})", english)
    return "".join({"{}": _ANY, "{n}": _NUMBER}.get(part, re.escape(part)) for part in parts)


def languages() -> tuple[str, ...]:
    """The languages that the pages’ words are known in beside English, by code."""
    return tuple(sorted(_tables()))


@functools.lru_cache(_KEPT)
def said(text: str, language: str) -> str:
    """A text of a page in a language; itself, with its dates as the language writes them, where it is not known in it."""
    table = _tables().get(language)
    if table is None or not text:
        return dated(text, language)
    plain = text.replace("\u00a0", " ")
    return table.texts.get(plain) or _filled(table, plain, language) or _listed(plain, language) or dated(text, language)


def _listed(text: str, language: str) -> str:
    """A list whose parts are all known, part by part, or ''."""
    parts = text.split(", ")
    own = [said(part, language) for part in parts] if 1 < len(parts) <= _MOST_PARTS else []
    return ", ".join(own) if own and all(one != part for one, part in zip(own, parts, strict=True)) else ""


def _filled(table: Table, text: str, language: str) -> str:
    """The text by the first row with gaps that it fits, or ''."""
    if len(text) > _MOST:
        return ""
    for pattern in table.patterns:
        found = pattern.matches.fullmatch(text)
        if found:
            between = _GAP.split(_form(pattern.said, found[1], language))
            gaps = [said(gap, language) for gap in found.groups()]
            return "".join(part for pair in zip_longest(between, gaps, fillvalue="") for part in pair)
    return ""


def _form(own: str, number: str, language: str) -> str:
    """The form of a row that goes with a number; a row without forms is one for all."""
    forms = own.split("|")
    if len(forms) == 1:
        return own
    digits = number.replace(",", "")
    plural = Locale.parse(language).plural_form(int(digits)) if digits.isdecimal() else "other"
    return forms[min(_FORMS.index(plural) if plural in _FORMS else len(forms) - 1, len(forms) - 1)]


def counted(number: int, noun: str, language: str) -> str:
    """`3 reports`, `3 сообщения`."""
    return said(count(number, noun), language)


def page_language(language: str) -> str:
    """What a page says that it is written in: the reader’s language where its words are known, else English."""
    return language if language in _tables() else "en"

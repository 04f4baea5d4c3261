"""The pages’ own words in the reader’s language: a table with a row for each English text, which a translator can read and mend.

What it lacks is said in English.
"""

import csv
import functools
from importlib.resources import files


@functools.cache
def _table() -> dict[str, dict[str, str]]:
    """By language, each English text and how it is said."""
    text = files("dragoman.web").joinpath("words.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    languages = [name for name in (rows[0] if rows else {}) if name != "en"]
    return {language: {row["en"]: row[language] for row in rows if row[language]} for language in languages}


def languages() -> tuple[str, ...]:
    """The languages that the pages’ words are known in beside English, by code."""
    return tuple(sorted(_table()))


def said(text: str, language: str) -> str:
    """A text of a page in a language; itself where it is not known in it."""
    return _table().get(language, {}).get(text, text)


def page_language(language: str) -> str:
    """What a page says that it is written in: the reader’s language where its words are known, else English."""
    return language if language in _table() else "en"

"""What the tests of actors share: one Finder, and a text as a Reading of one article."""

import functools
import re
from datetime import date
from pathlib import Path

from dragoman.mentions import Finder
from dragoman.records import Article, Reading, Sentence
from dragoman.records import day as on_day

ROOT = Path(__file__).parent.parent.parent
_END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÇĞİÖŞÜÉÂÀА-ЯЁӘҒҚҢӨҰҮІ«“])|\n+")


@functools.cache
def finder():
    """Opened once: the index of places is built where there is none yet."""
    return Finder(ROOT / ".dragoman-cache")


def reading(text, language="en", day="2022-01-10"):
    starts = [0, *(match.end() for match in _END.finditer(text))]
    ends = [*(match.start() for match in _END.finditer(text)), len(text)]
    spans = [(start, end) for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]
    sentences = tuple(
        Sentence(start=start, end=end, number=number, paragraph=0, language=language) for number, (start, end) in enumerate(spans)
    )
    published = on_day(date.fromisoformat(day)) if day else None
    return Reading(article=Article(key="ar-test", text=text, language=language, published=published), sentences=sentences)


def read(text, language="en", day="2022-01-10"):
    return finder().find([reading(text, language, day)])[0]


def mention(text, words, language="en", day="2022-01-10"):
    """The one mention whose words these are."""
    found = {one.span.text: one for one in read(text, language, day).mentions}
    assert words in found, sorted(found)
    return found[words]

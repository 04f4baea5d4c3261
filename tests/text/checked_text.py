"""What the tests of the text room look at."""

from itertools import pairwise
from pathlib import Path

DEMO = Path(__file__).parent.parent.parent / "demo"


def words(reading):
    """The sentences of a reading as text."""
    return [reading.article.text[one.start : one.end] for one in reading.sentences]


def cut(reading):
    """What was cut, as (reason, text)."""
    return [(one.reason, reading.article.text[one.start : one.end]) for one in reading.article.cuts]


def check_offsets(reading):
    """Offsets are in the text, in order, and nothing is both cut and said."""
    text = reading.article.text
    spans = sorted([(one.start, one.end) for one in reading.article.cuts] + [(one.start, one.end) for one in reading.sentences])
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert [one.start for one in reading.sentences] == sorted(one.start for one in reading.sentences)
    assert [one.number for one in reading.sentences] == list(range(len(reading.sentences)))
    assert all(text[start:end].strip() == text[start:end] for start, end in spans)
    title = reading.article.title_span
    assert title is None or (text[title.start : title.end] == title.text == reading.article.title)

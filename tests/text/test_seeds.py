"""Five pages as a reader of the press saved them. They are not ours to ship: give their folder in DRAGOMAN_SEEDS to run this."""

import os
from pathlib import Path

import pytest
from checked_text import check_offsets, cut, words

from dragoman.records import Raw
from dragoman.text import Cleaner
from dragoman.vocab import outlet_registry

SEEDS = Path(os.environ.get("DRAGOMAN_SEEDS", "seeds-not-given"))
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="DRAGOMAN_SEEDS names no folder of seed articles")

# file: title begins, published, precision, byline, truncated, language, reasons of the cuts
EXPECTED = {
    "000": ("Turkey deploys special forces", "2020", "year", "", False, "en", {"copyright", "comments"}),
    "001": ("Kazakhstan operates a strategic rapprochement", None, None, "", True, "en", {"read_also", "subscription", "source_note"}),
    "002": (
        "The Turkic military alliance",
        "2022-01-22",
        "day",
        "Vladimir Danilov",
        False,
        "en",
        {"dateline", "author_box", "comments", "navigation"},
    ),
    "003": ("Астана следует по пути Баку", None, None, "", False, "ru", set()),
    "004": (
        "Moscow strengthens its position",
        None,
        None,
        "Hassaan Minhas",
        False,
        "en",
        {"navigation", "share", "author_box", "related", "comments"},
    ),
}
FURNITURE = (
    "Leave a Reply",
    "Read also",
    "52.55%",
    "site-29",
    "22 Jan 2022",
    "Back to",
    "Spread the love",
    "linksTechnology",
    "©",
    "Related Articles",
    "User Comments",
)


@pytest.fixture(scope="module")
def readings():
    cleaner = Cleaner(outlet_registry(None))
    files = sorted(SEEDS.glob("*.txt"))
    found = cleaner.clean([Raw(origin=file.name, text=file.read_text(encoding="utf-8")) for file in files])
    return {file.name[:3]: reading for file, reading in zip(files, found, strict=True)}


@pytest.mark.parametrize("name", EXPECTED)
def test_heading_and_furniture(readings, name):
    title, published, precision, byline, truncated, language, reasons = EXPECTED[name]
    reading = readings[name]
    article = reading.article
    check_offsets(reading)
    assert article.title.startswith(title)
    assert (article.published.start if article.published else None) == published
    assert (article.published.precision if article.published else None) == precision
    assert (article.byline, article.truncated, article.language) == (byline, truncated, language)
    assert {reason for reason, _ in cut(reading)} == reasons
    assert not [line for line in FURNITURE if line in " ".join(words(reading))]


def test_a_sentence_that_runs_over_a_paragraph_break_is_one(readings):
    assert [one for one in words(readings["002"]) if "Turkish\n\nCumhuriyet wrote" in one]


def test_outlets_and_credits(readings):
    assert readings["002"].article.outlet_name == "New Eastern Outlook"
    assert readings["003"].article.outlet == ""
    assert len(readings["003"].article.credits) == 1

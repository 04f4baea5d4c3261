"""Every article of the demo press review: what it is, where it is from, and that no furniture is left in it."""

import pytest
import yaml
from checked_text import DEMO, check_offsets, cut, words

from dragoman.records import Failure
from dragoman.sources import Options, gather

EXPECTED = {one["article"]: one for one in yaml.safe_load((DEMO / "expected.yaml").read_text(encoding="utf-8"))["articles"]}
# Pages that nowhere name themselves: what cannot be read is not made up.
NAMELESS = {"019-csto-spun.txt", "035-telegram-repost.txt"}


@pytest.fixture(scope="module")
def readings(cleaner):
    raws = [raw for raw in gather([str(DEMO / "press")], Options()) if not isinstance(raw, Failure)]
    names = [f"{raw.origin.split('#')[0]}#{raw.id}" if "#" in raw.origin else raw.origin for raw in raws]
    return dict(zip(names, cleaner.clean(raws), strict=True))


@pytest.mark.parametrize("name", EXPECTED)
def test_what_it_is_and_where_it_is_from(readings, name):
    expected, article = EXPECTED[name], readings[name].article
    assert article.language == expected["language"]
    assert article.outlet == ("" if name in NAMELESS else expected["outlet"])
    assert (article.published.start if article.published else None) == expected["published"]
    assert article.byline == expected.get("byline", "")
    assert article.truncated == expected.get("truncated", False)
    assert article.title


@pytest.mark.parametrize("name", EXPECTED)
def test_no_furniture_is_left(readings, name):
    reading = readings[name]
    check_offsets(reading)
    said, gone = " ".join(words(reading)), " ".join(text for _, text in cut(reading))
    for line in EXPECTED[name]["furniture"]:
        assert line not in said
        assert line in gone


@pytest.mark.parametrize("name", EXPECTED)
def test_nothing_of_the_article_is_cut(readings, name):
    said = " ".join(" ".join(words(readings[name])).split())
    for event in EXPECTED[name].get("events", []):
        assert " ".join(event["evidence"].split()) in said


def test_a_reprint_credits_the_agency_of_its_dateline(readings):
    reprint = readings["016-csto-decides-reprint.txt"]
    assert reprint.article.credits == ("alatau-newswire",)
    assert ("dateline", "NUR-SULTAN, January 6 (Alatau Newswire) –") in cut(reprint)
    assert words(reprint)[1].startswith("The Collective Security Treaty Organization decided")


def test_a_repost_credits_its_channel_and_a_translation_its_agency(readings):
    assert readings["035-telegram-repost.txt"].article.credits == ("tumar",)
    assert readings["023-akar-gotovy.txt"].article.credits == ("bogaz-ajansi",)
    assert readings["027-vyvod-odkb-perepechatka.txt"].article.credits == ("tobol",)


def test_reasons_tell_what_was_cut(readings):
    reasons = {text: reason for reason, text in cut(readings["012-kazakhstan-equilibre.txt"])}
    assert reasons["Par Étienne Massignac"] == "byline"
    assert reasons["Article réservé à nos abonnés Lire aussi : En Ukraine, l’hiver de toutes les craintes"] == "read_also"
    assert reasons["Il vous reste 61,4 % de cet article à lire. La suite est réservée aux abonnés."] == "subscription"

"""The demo press review: its 214 events make its stories, and each story has its origins and its date. Floors only rise."""

import pytest
from demo_readings import EXPECTED, demo

from dragoman.stories import fuse


@pytest.fixture(scope="module")
def fused():
    readings, copies, outlets, gold = demo()
    return fuse(readings, copies, outlets, []), gold


def test_reports_of_one_event_are_one_story(fused):
    stories, gold = fused
    made = {event: set(story.events) for story in stories for event in story.events}
    meant = {event: {other for other in gold if gold[other] == gold[event]} for event in gold}
    precision = sum(len(made[event] & meant[event]) / len(made[event]) for event in gold) / len(gold)
    recall = sum(len(made[event] & meant[event]) / len(meant[event]) for event in gold) / len(gold)
    assert precision > 0.98
    assert recall > 0.98


def test_each_story_has_its_reports_its_origins_and_its_date(fused):
    stories, gold = fused
    expected = {story["key"]: story for story in EXPECTED["stories"]}
    size = {key: list(gold.values()).count(key) for key in expected}
    compared = 0
    for story in stories:
        names = {gold[event] for event in story.events}
        if len(names) == 1 and len(story.events) == size[next(iter(names))]:
            meant = expected[next(iter(names))]
            assert len(story.articles) == meant["articles"], meant["key"]
            assert len(story.origins) == meant["independent_texts"], meant["key"]
            assert str(story.when).replace(" to ", "/") == str(meant["date"]), meant["key"]
            compared += 1
    assert compared > 105


def story_of(fused, key):
    stories, gold = fused
    return next(story for story in stories if key in {gold[event] for event in story.events})


def test_the_wire_story_is_not_taken_for_corroboration(fused):
    decided = story_of(fused, "csto-decides")
    assert (len(decided.articles), len(decided.origins), decided.grade.number) == (11, 4, 1)
    paratroopers = story_of(fused, "paratroopers-fly")
    assert (len(paratroopers.articles), len(paratroopers.origins), paratroopers.grade.number) == (4, 1, 3)


def test_the_rumour_of_fighters_is_shown_with_its_denials_and_its_own_doubt(fused):
    story = story_of(fused, "syrian-fighters")
    assert story.grade.number == 5
    assert {tension.about: tension.says for tension in story.tensions} == {
        "denial": "denied by Azerbaijan (Hikmet Hajiyev) and Turkish officials",
        "doubt": "doubted by Turan Herald (demo)",
    }


def test_akars_offer_is_one_story_with_its_doubt(fused):
    story = story_of(fused, "akar-offer")
    assert len(story.articles) == 6
    assert story.grade.because == "6 reports: asserted by 4 independent origins, doubted by 1 voice."

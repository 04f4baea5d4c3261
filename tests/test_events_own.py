"""Our own texts with events: the gold is what the codebook knows, and the scorer counts an event once."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "bench"))

from dragoman.vocab import codebook
from tasks import events_own
from tasks.events_own import Told, figures, level, parsed, told

BOTH = 3


def item(*events: Told) -> dict:
    return {"id": "x", "events": list(events)}


def test_a_cell_is_read():
    assert parsed("AGREE JPN+KOR>; COERCE KEN>KEN") == [
        Told("AGREE", frozenset({"JPN", "KOR"}), frozenset()),
        Told("COERCE", frozenset({"KEN"}), frozenset({"KEN"})),
    ]
    assert parsed("COERCE >UGA") == [Told("COERCE", frozenset(), frozenset({"UGA"}))]
    assert parsed("-") == []


def test_partners_may_stand_on_both_sides_of_a_cooperation_alone():
    assert told("COOPERATE", ["IND", "JPN"], ["JPN", "IND"]) == told("COOPERATE", ["IND", "JPN"], [])
    assert told("COERCE", ["KEN"], ["KEN"]) != told("COERCE", ["KEN"], [])


def test_an_event_counts_once():
    arrest = told("COERCE", ["KEN"], ["KEN"])
    assert level([item(arrest)], {"x": [arrest, arrest]}, BOTH) == {"p": 0.5, "r": 1.0, "f1": 0.6667}
    assert level([item(arrest, arrest)], {"x": [arrest]}, BOTH) == {"p": 1.0, "r": 0.5, "f1": 0.6667}


def test_each_level_asks_for_more():
    ours = {"x": [told("COERCE", ["KEN"], ["UGA"])]}
    made = figures([item(told("COERCE", ["KEN"], ["KEN"]))], ours)
    assert (made["type"]["f1"], made["type_actor"]["f1"], made["type_both"]["f1"]) == (1.0, 1.0, 0.0)
    assert made["recall"] == {"domestic": "0 of 1"}


@pytest.mark.parametrize(("answer", "share"), [([], 1.0), ([told("AID", ["FRA"], [])], 0.0)])
def test_a_quiet_text_stays_quiet(answer, share):
    assert figures([item()], {"x": answer})["quiet"] == share


def test_the_gold_is_in_the_codebooks_words():
    items = list(events_own.gold())
    types = {event.type for item in items for event in item["events"]}
    assert types == set(codebook().events)
    assert all(len(code) == 3 and code.isupper() for item in items for event in item["events"] for code in event.actors | event.recipients)
    assert len({item["text"] for item in items}) == len(items)
    assert {item["half"] for item in items} == {"seen", "unseen"}

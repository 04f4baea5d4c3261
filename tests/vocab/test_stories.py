"""The rules of stories and grades, as data."""

import pytest

from dragoman.errors import BadVocabulary
from dragoman.vocab import files
from dragoman.vocab import stories as rules
from dragoman.vocab.deeds import deeds
from dragoman.vocab.stories import grading, story_rules


def test_the_files_are_whole():
    assert story_rules().weights["words"] > 0
    assert [rule.number for rule in grading().so][-1] == 6
    assert any("quake" in group for group in deeds("en"))
    assert deeds("xx") == ()


def facts(**given):
    return dict.fromkeys(rules.FACTS, 0) | given


@pytest.mark.parametrize(
    ("number", "given"),
    [
        (1, {"origins": 3, "sides": 2}),
        (2, {"origins": 3, "sides": 1}),
        (2, {"origins": 2, "sides": 2}),
        (3, {"origins": 1, "sides": 1}),
        (4, {"origins": 1, "doubts": 1}),
        (4, {"origins": 1, "hedged": 1}),
        (4, {"origins": 1, "anonymous": 1}),
        (4, {"origins": 5, "sides": 3, "denials": 1}),
        (5, {"origins": 1, "denials": 2}),
        (5, {"origins": 1, "anonymous": 1, "denials": 1}),
        (6, {"origins": 2, "sides": 2, "open": 1}),
        (6, {}),
    ],
)
def test_grades_by_the_rules(number, given):
    assert next(rule.number for rule in grading().so if rule.holds(facts(**given))) == number


def broken(monkeypatch, name, change):
    raw = files.raw(name)
    change(raw)
    monkeypatch.setattr(files, "raw", lambda _: raw)


def test_an_unknown_fact_is_refused(monkeypatch):
    broken(monkeypatch, "grading.yaml", lambda raw: raw["so"][0]["least"].update(rumours=1))
    with pytest.raises(BadVocabulary, match="unknown fact"):
        grading.__wrapped__()


def test_an_unknown_type_is_refused(monkeypatch):
    broken(monkeypatch, "stories.yaml", lambda raw: raw["mutual"].append("GREET"))
    with pytest.raises(BadVocabulary, match="GREET"):
        story_rules.__wrapped__()

"""Records refuse what cannot be true, and keys come from content."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import BadRecord
from dragoman.records import Mention, Place, Span, When, cut_span, day, first_day, last_day, make_key


def test_a_date_keeps_its_precision():
    october = When(start="2021-10", precision="month")
    assert str(october) == "2021-10"
    assert (october.first.isoformat(), october.last.isoformat()) == ("2021-10-01", "2021-10-31")


@pytest.mark.parametrize(
    ("when", "last"),
    [
        (When(start="2022-01-03", precision="week"), "2022-01-09"),
        (When(start="2021-10", precision="quarter"), "2021-12-31"),
        (When(start="1990", precision="decade"), "1999-12-31"),
        (When(start="2022-01-02", end="2022-01-07"), "2022-01-07"),
        (When(start="2020-02", precision="month"), "2020-02-29"),
    ],
)
def test_the_last_day(when, last):
    assert when.last.isoformat() == last


@pytest.mark.parametrize("wrong", ["2021-13", "2021-02-30", "21-01-01", "yesterday", ""])
def test_no_such_date(wrong):
    with pytest.raises(BadRecord):
        When(start=wrong)


def test_a_time_cannot_end_before_it_starts():
    with pytest.raises(BadRecord):
        When(start="2022-01-07", end="2022-01-02")


def test_a_relative_time_has_no_start():
    assert str(When(precision="relative", text="last week")) == "last week"
    with pytest.raises(BadRecord):
        When(precision="day")
    with pytest.raises(BadRecord):
        When(precision="relative", start="2022")


def test_spans_hold_their_words():
    assert cut_span("in Astana now", 3, 9) == Span(3, 9, "Astana")
    for start, end, text in [(3, 3, ""), (-1, 2, "abc"), (0, 4, "abc")]:
        with pytest.raises(BadRecord):
            Span(start, end, text)


def test_scores_and_points_are_bounded():
    span = Span(0, 1, "x")
    with pytest.raises(BadRecord):
        Mention(key="k", span=span, actor="", kind="state", how="name", score=1.2)
    with pytest.raises(BadRecord):
        Place(span=span, name="x", lat=91.0, lon=0.0)


def test_keys_come_from_content():
    assert make_key("ev", "a", 1) == make_key("ev", "a", 1)
    assert make_key("ev", "a", "b") != make_key("ev", "ab")
    assert make_key("ev", None) == make_key("ev", "")


@given(st.lists(st.text()))
def test_any_text_makes_a_key(parts):
    key = make_key("art", *parts)
    assert key.startswith("art-")
    assert len(key) == 17


@given(st.dates())
def test_a_day_is_its_own_first_and_last(value):
    assert first_day(value.isoformat()) == last_day(value.isoformat()) == day(value).first

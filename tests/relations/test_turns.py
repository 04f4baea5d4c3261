"""Turning points worked by hand: the sums stand in docs/alignment.md."""

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import reading, story, when
from msgspec.structs import replace

from dragoman.records import Commitment, Milestone
from dragoman.relations import relate
from dragoman.relations.alignments import Case, align
from dragoman.relations.dated import dated
from dragoman.relations.ties import half, month, month_before, tie
from dragoman.relations.turns import turns

JANUARY = month(date(2022, 1, 6))
TREATY = Commitment(key="co-treaty", kind="treaty", parties=("KAZ", "RUS"), status="in_force", start=when("1992-05-25"), match="reference")
TROOPS = Commitment(
    key="co-troops",
    kind="deployment",
    parties=("CSTO", "ARM", "KAZ", "KGZ", "RUS"),
    status="ended",
    start=when("2022-01-06"),
    end=when("2022-01-19"),
    match="reference",
)


def turn(*stories, ties=(), period=JANUARY):
    found = turns(Case("KAZ", "RUS/CSTO", stories, ties, (period,)))
    return found[0] if found else None


def support(name, day, origins=1, score=5.0):
    told = tuple((f"art-{name}{number}",) for number in range(origins))
    return story(name, "SUPPORT" if score > 0 else "ACCUSE", score, "RUS", day, recipients=("KAZ",), origins=told)


def test_months():
    assert (JANUARY.name, JANUARY.first, JANUARY.last) == ("2022-01", date(2022, 1, 1), date(2022, 1, 31))
    assert month(date(2021, 12, 31)).last == date(2021, 12, 31)
    assert month(date(2024, 2, 3)).last == date(2024, 2, 29)
    assert month_before(JANUARY).name == "2021-12"


def test_invited_troops_weigh_whole_and_move_january():
    # A body and its members are one party: 0.8 * 2 / 2, faded 25 of 365 days; 0.15 * (1 - exp(-0.7629 / 3)) = 0.0337
    strength = 0.8 * 0.5 ** (25 / 365)
    assert tie(TROOPS, "KAZ", JANUARY) == pytest.approx(strength)
    found = turn(ties=(TREATY, TROOPS))
    assert (found.period, found.since, found.alignment) == ("2022-01", "2021-12", "")
    assert [(one.key, one.by) for one in found.moves] == [("co-troops", pytest.approx(0.15 * (1 - math.exp(-strength / 3)), abs=1e-4))]
    assert found.change == pytest.approx(0.0337, abs=1e-4)
    assert found.sure
    assert 0 < found.low < found.change < found.high


def test_two_pieces_of_news_share_what_they_add():
    # Alone each gives 5 / 10, together 10 / 15: each adds (0.5 + 0.1667) / 2 = 0.3333; 0.15 of it
    found = turn(support("a", "2022-01-31"), support("b", "2022-01-31"))
    assert [(one.key, one.by) for one in found.moves] == [("st-a", 0.05), ("st-b", 0.05)]
    assert (found.change, found.rest) == (0.1, 0.0)


def test_one_origin_is_never_sure_and_many_are():
    assert not turn(support("one", "2022-01-05")).sure
    assert turn(support("one", "2022-01-05")).low == 0.0
    assert turn(support("many", "2022-01-05", origins=12)).sure


def test_fading_alone_is_no_turn_and_makes_none_sure():
    old = support("old", "2021-06-01", origins=12)
    assert turn(old) is None
    found = turn(old, support("blow", "2022-01-05", score=-0.5))
    assert found.high < 0
    assert not found.sure
    assert found.rest < 0


def test_what_is_dated_to_a_year_is_no_news_of_its_last_month():
    december = month(date(2021, 12, 1))
    order = replace(TROOPS, key="co-order", kind="arms", parties=("KAZ", "RUS"), start=when("2021"), end=None)
    assert turn(ties=(order,), period=december) is None
    assert turn(support("year", "2021"), period=december) is None
    both = turn(support("day", "2021-12-05"), ties=(order,), period=december)
    assert [one.key for one in both.moves] == ["st-day"]
    assert both.rest > 0.01


def test_what_ends_is_news_of_the_month_after():
    gone = replace(TREATY, status="ended", end=when("2021-12-31"), steps=(Milestone(status="ended", when=when("2021-12-31")),))
    found = turn(ties=(gone,))
    assert [one.key for one in found.moves] == ["co-treaty"]
    assert found.change < 0


def test_that_it_will_end_takes_nothing_from_a_treaty():
    steps = (Milestone(status="signed", when=when("1994-03-28")), Milestone(status="ended", when=when("2022")))
    old = replace(TREATY, status="ended", end=when("2022"), steps=steps)
    assert tie(old, "KAZ", half(date(2021, 1, 1))) == pytest.approx(0.6)


def test_a_frozen_membership_weighs_less_from_its_day_on():
    rows = relate([reading("The [CSTO=CSTO] and [Armenia=ARM].")], ()).commitments
    seat = next(one for one in rows if one.parties == ("CSTO", "ARM") and one.kind == "membership")
    assert seat.status == "suspended"
    assert tie(seat, "ARM", half(date(2023, 7, 1))) == 2.0
    assert tie(seat, "ARM", half(date(2024, 7, 1))) == pytest.approx(0.6)


def test_half_years_and_months_say_the_same_of_the_same_day():
    june = month(date(2022, 6, 1))
    case = Case("KAZ", "RUS/CSTO", (support("a", "2022-06-05"),), (TREATY,), (june,))
    assert turns(case)[0].score == align(case, half(june.last)).score


@given(st.lists(st.floats(-10, 10).filter(lambda score: abs(score) > 0.1), min_size=1, max_size=5))
@settings(deadline=None, max_examples=25)
def test_moves_and_rest_make_the_change(scores):
    told = [support(str(number), f"2022-01-{number + 1:02d}", score=score) for number, score in enumerate(scores)]
    found = turn(*told, support("old", "2021-03-01"), ties=(TREATY,))
    assert sum(one.by for one in found.moves) + found.rest == pytest.approx(found.change, abs=1e-6)
    assert found.low <= found.high
    assert len(found.moves) == len(scores)


def test_an_exercise_without_a_day_takes_that_of_its_story():
    told = replace(story("x", "COOPERATE", 9.5, "CSTO", "2021-10-19", recipients=("KAZ",)), events=("ev-1",))
    bare = Commitment(key="co-1", kind="exercise", parties=("CSTO", "KAZ"), status="in_force", events=("ev-1",), match="new")
    assert dated([bare], [told])[0].start == told.when
    planned = replace(bare, status="proposed")
    assert dated([planned], [told]) == (planned,)
    assert dated([bare], [replace(told, status="future")]) == (bare,)

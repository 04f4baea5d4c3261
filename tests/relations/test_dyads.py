"""Dyads from stories written by hand; every figure can be worked out on paper."""

from hypothesis import given, settings
from hypothesis import strategies as st
from marked import reading, story
from msgspec.structs import replace

from dragoman.records import Grade, When
from dragoman.relations import relate
from dragoman.relations.dyads import pairs, periods
from dragoman.relations.parties import Parties

NOBODY = Parties(())


def dyads(*stories):
    return {(one.left, one.right, one.period): one for one in relate([], stories).dyads}


def graded(number):
    return Grade(letter="F", number=number, because="by hand")


def test_sums_by_quad_each_story_once():
    found = dyads(
        story("visit", "CONSULT", 4.0, "TUR", "2021-03-31", recipients=("KAZ",)),
        story("drones", "AID", 10.0, "TUR", "2021-03-02", recipients=("KAZ",), quad="material cooperation"),
        story("blame", "ACCUSE", -3.0, "KAZ", "2021-07-01", recipients=("TUR",)),
    )
    year = found["KAZ", "TUR", "2021"]
    assert (year.verbal_cooperation, year.material_cooperation, year.verbal_conflict, year.material_conflict) == (4.0, 10.0, -3.0, 0.0)
    assert year.net == 11.0
    assert year.stories == ("st-blame", "st-drones", "st-visit")
    march = found["KAZ", "TUR", "2021-03"]
    assert march.net == 14.0
    assert ("KAZ", "TUR", "2021-04") not in found


def test_grade_and_status_weigh_a_story():
    found = dyads(story("sure", "SUPPORT", 5.0, "RUS", "2022-01-06", recipients=("KAZ",), grade=graded(2)))
    assert found["KAZ", "RUS", "2022"].net == 4.5
    found = dyads(story("planned", "CONSULT", 4.0, "RUS", "2022-01-06", recipients=("KAZ",), status="future"))
    assert found["KAZ", "RUS", "2022"].net == 1.6
    assert not dyads(story("denied", "ASSAULT", -9.0, "RUS", "2022-01-06", recipients=("KAZ",), status="negated"))


def test_a_joint_act_pairs_its_actors_and_a_domestic_one_nobody():
    assert pairs(story("talks", "CONSULT", 4.0, "TUR KAZ AZE", "2021-01-01"), NOBODY) == (("AZE", "KAZ"), ("AZE", "TUR"), ("KAZ", "TUR"))
    assert pairs(story("arrests", "COERCE", -7.0, "KAZ", "2022-01-06", recipients=("KAZ",)), NOBODY) == ()


def test_a_person_acts_for_the_state():
    offer = story("offer", "AGREE", 2.5, "hulusi-akar", "2022-01-10", recipients=("KAZ",))
    found = relate([reading("[Hulusi Akar=hulusi-akar] spoke.")], [offer])
    assert [(one.left, one.right, one.net) for one in found.dyads if len(one.period) == 4] == [("KAZ", "TUR", 2.5)]


def test_a_date_is_not_made_finer_than_it_is():
    assert periods(story("a", "CONSULT", 4.0, "TUR", "2021", recipients=("KAZ",))) == ("2021",)
    assert periods(story("a", "CONSULT", 4.0, "TUR", "2021-10", recipients=("KAZ",))) == ("2021", "2021-10")
    assert periods(story("a", "CONSULT", 4.0, "TUR", "2021-10-07", recipients=("KAZ",))) == ("2021", "2021-10", "2021-10-07")
    week = replace(story("a", "CONSULT", 4.0, "TUR", "2021-10-04", recipients=("KAZ",)), when=When(start="2021-10-04", end="2021-10-10"))
    assert periods(week) == ("2021", "2021-10")
    assert periods(story("a", "CONSULT", 4.0, "TUR", None, recipients=("KAZ",))) == ()


def test_a_call_for_help_is_no_conflict_whatever_its_quad():
    call = story("a", "REQUEST", 0.5, "KAZ", "2022-01-05", recipients=("CSTO",), quad="verbal conflict")
    row = dyads(call)["CSTO", "KAZ", "2022-01"]
    assert (row.verbal_cooperation, row.verbal_conflict, row.net) == (0.5, 0.0, 0.5)


def test_one_origin_is_wide_and_many_are_narrow():
    alone = dyads(story("a", "SUPPORT", 5.0, "RUS", "2022-01-06", recipients=("KAZ",)))["KAZ", "RUS", "2022"]
    assert (alone.low, alone.net) == (0.0, 5.0)
    assert alone.high >= 10.0
    origins = tuple((f"art-{number}",) for number in range(30))
    many = dyads(story("a", "SUPPORT", 5.0, "RUS", "2022-01-06", recipients=("KAZ",), origins=origins))["KAZ", "RUS", "2022"]
    assert 3.0 < many.low < 5.0 < many.high < 7.0


@given(st.permutations(range(4)))
@settings(deadline=None)
def test_the_order_of_stories_changes_nothing(order):
    stories = [story(str(number), "CONSULT", 4.0 - number, "TUR", f"2021-0{number + 1}-01", recipients=("KAZ",)) for number in range(4)]
    assert relate([], stories).dyads == relate([], [stories[number] for number in order]).dyads

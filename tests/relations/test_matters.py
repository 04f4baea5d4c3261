"""Two voices that deny one right: of the body, and of a member of it."""

from marked import reading

from dragoman.relations import relate

BODY = "There is no point in the [OTG=OTS]’s charter to send its troops to a member."
STATE = "[Turkey=TUR] had no legal authority to introduce troops into [Kazakhstan=KAZ]."


def lacking(*readings):
    return {one.parties[0]: one for one in relate(readings, ()).commitments if one.kind == "mandate" and one.articles}


def two(state=STATE, day="2022-01-22"):
    return lacking(reading(BODY, published="2022-01-20", name="a"), reading(state, published=day, name="b"))


def test_a_body_and_its_member_are_one_matter_in_two_voices():
    found = two()
    assert found["OTS"].beside == (found["TUR"].key,)
    assert found["TUR"].beside == (found["OTS"].key,)


def test_months_apart_they_are_two():
    assert {one.beside for one in two(day="2022-06-22").values()} == {()}


def test_a_state_that_is_no_member_speaks_of_something_else():
    found = two("[France=FRA] had no legal authority to introduce troops into [Kazakhstan=KAZ].")
    assert set(found) == {"OTS", "FRA"}
    assert {one.beside for one in found.values()} == {()}


def test_troops_for_a_state_outside_the_body_are_another_matter():
    found = two("[Turkey=TUR] had no legal authority to introduce troops into [Libya=LBY].")
    assert {one.beside for one in found.values()} == {()}


def test_one_voice_alone_has_nothing_beside_it():
    assert lacking(reading(BODY))["OTS"].beside == ()

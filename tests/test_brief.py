"""How a line of the brief names the parties of a story."""

from dragoman.brief import called
from dragoman.records import Party


def party(text, id="", country="KAZ"):
    return Party(text=text, start=0, end=len(text), id=id, country=country)


def test_a_state_that_acts_itself_is_named_by_its_name():
    assert called("KAZ", [party("Astana", "KAZ")], "Kazakhstan") == "Kazakhstan"
    assert called("KAZ", [party("Police"), party("Astana", "KAZ")], "Kazakhstan") == "Kazakhstan"


def test_its_people_and_bodies_are_named_by_their_words():
    assert called("KAZ", [party("The police"), party("a crowd")], "Kazakhstan") == "police & crowd (Kazakhstan)"


def test_other_parties_of_the_side_change_nothing():
    assert called("CSTO", [party("police"), party("ОДКБ", "CSTO", "IGO")], "CSTO") == "CSTO"
    assert called("TUR", [party("police")], "Turkey") == "Turkey"

"""References that can only be one actor are bound; the others stay open."""

from actor_reading import read


def bound(text, words, language="en"):
    return [(one.actor, bool(one.antecedent)) for one in read(text, language).mentions if one.span.text == words]


def test_the_alliance():
    assert bound("The CSTO met on Monday. The alliance will send troops.", "The alliance") == [("CSTO", True)]
    assert bound("Страны ОДКБ собрались. Организация направит войска.", "Организация", "ru") == [("CSTO", True)]
    assert bound("KGAÖ toplandı. Örgüt karar aldı.", "Örgüt", "tr") == [("CSTO", True)]


def test_two_alliances_leave_it_open():
    assert bound("The CSTO and NATO met on Monday. The alliance will send troops.", "The alliance") in ([], [("", False)])


def test_the_country():
    assert bound("Kazakhstan asked for help. The country is calm now.", "The country") == [("KAZ", True)]
    assert bound("Kazakhstan and Russia signed. The country is calm now.", "The country") == []


def test_he():
    assert bound("President Kassym-Jomart Tokayev spoke. He promised calm.", "He") == [("kassym-jomart-tokayev", True)]
    assert bound("Emmanuel Macron met Olaf Scholz. He promised calm.", "He") == []


def test_the_antecedent_is_a_mention():
    found = read("Kazakhstan asked for help. The country is calm now.").mentions
    assert found[1].antecedent == found[0].key


def test_whose_adviser():
    found = {one.span.text: one for one in read("President Erdogan’s chief adviser, Ihsan Sener, accused Russia.").mentions}
    assert (found["Ihsan Sener"].country, found["Ihsan Sener"].sectors) == ("TUR", ("GOV",))


def test_its_troops():
    found = {one.span.text: one for one in read("Kazakhstan recalled its ambassador on Monday.").mentions}
    assert (found["ambassador"].actor, found["ambassador"].country) == ("KAZ", "KAZ")
    open_ones = {one.span.text: one for one in read("Kazakhstan told Russia that its ambassador had left.").mentions}
    assert open_ones["ambassador"].country == ""

"""A capital acts, or is where something is."""

import pytest
from actor_reading import mention, read

ACTING = [
    ("Ankara accused Moscow of an occupation.", "en", ["TUR", "RUS"]),
    ("The Kremlin said nothing.", "en", ["RUS"]),
    ("Ak Orda confirmed the visit.", "en", ["KAZ"]),
    ("Астана выбирает путь Баку.", "ru", ["KAZ", "AZE"]),
    ("Ankara kararı eleştirdi.", "tr", ["TUR"]),
    ("Noursoultan s’était entendue avec Moscou.", "fr", ["KAZ", "RUS"]),
    ("Анкара ұсынысын жариялады.", "kk", ["TUR"]),
]
PLACES = [
    ("The ministers met in Moscow.", "en"),
    ("He flew to Ankara.", "en"),
    ("Министр прибыл в Анкару.", "ru"),
    ("Liderler Moskova’da buluştu.", "tr"),
    ("Bakan Ankara’ya geldi.", "tr"),
    ("La réunion s’est tenue à Moscou.", "fr"),
    ("Кездесу Мәскеуде өтті.", "kk"),
]


@pytest.mark.parametrize(("text", "language", "actors"), ACTING, ids=[row[0] for row in ACTING])
def test_acting(text, language, actors):
    found = [one for one in read(text, language).mentions if one.how in ("capital", "seat")]
    assert [one.actor for one in found] == actors
    assert all(one.sectors[0] == "GOV" for one in found)


@pytest.mark.parametrize(("text", "language"), PLACES, ids=[row[0] for row in PLACES])
def test_located(text, language):
    assert not [one for one in read(text, language).mentions if one.how == "capital"]


def test_a_place_is_still_a_place():
    assert [place.name for place in read("The ministers met in Moscow.").places] == ["Moscow"]


def test_dateline_is_no_actor():
    assert not [one for one in read("NUR-SULTAN, January 6 (Agency) – The price of gas rose.").mentions if one.how == "capital"]


def test_old_names_hold_in_their_time():
    assert mention("Nur-Sultan thanked its partners.", "Nur-Sultan", day="2021-12-20").actor == "KAZ"
    assert not [one for one in read("Nur-Sultan thanked its partners.", day="1995-12-20").mentions if one.actor == "KAZ"]


def test_brussels_is_the_union_or_the_alliance():
    assert mention("Brussels imposed sanctions on Belarus.", "Brussels").actor == "EU"
    assert mention("NATO is ready, and Brussels confirmed the deployment.", "Brussels").actor == "NATO"

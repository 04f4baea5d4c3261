"""Whose the police and the parliament are where nobody says so."""

import pytest
from actor_reading import read


def countries(text: str, language: str = "en") -> dict[str, tuple[str, str]]:
    return {mention.span.text: (mention.country, mention.how) for mention in read(text, language).mentions}


@pytest.mark.parametrize(
    ("text", "language", "words", "country"),
    [
        ("Police arrested forty people in Almaty on Wednesday.", "en", "Police", "KAZ"),
        ("Полиция задержала сорок человек в Алматы.", "ru", "Полиция", "KAZ"),
        ("La police a arrêté quarante personnes à Bamako.", "fr", "La police", "MLI"),
    ],
)
def test_the_police_are_those_of_the_town_that_they_act_in(text, language, words, country):
    found = countries(text, language)
    assert next(value for key, value in found.items() if key.lower() in (words.lower(), words.lower().removeprefix("la "))) == (
        country,
        "setting",
    )


def test_the_article_lends_its_country_where_the_sentence_names_no_place():
    found = countries("Crowds gathered in Almaty. Others stood in Shymkent. Protesters stormed the airport.")
    assert found["Protesters"] == ("KAZ", "setting")


def test_an_article_set_in_two_countries_lends_none():
    found = countries("Crowds gathered in Almaty. Others stood in Ankara. Protesters stormed the airport.")
    assert found["Protesters"] == ("", "description")


def test_forces_and_governments_are_not_the_towns_where_another_state_is_named():
    found = countries("Russia said that soldiers were flown to Almaty.")
    assert found["soldiers"][0] == ""


def test_forces_are_not_carried_over_from_the_article():
    found = countries("Crowds gathered in Almaty. Others stood in Shymkent. The soldiers went home.")
    assert found["The soldiers"][0] == ""


def test_people_and_bodies_beside_those_of_one_state_are_that_states():
    found = countries("South Korean prosecutors questioned the former president.")
    assert found["the former president"] == ("KOR", "setting")


def test_forces_beside_a_states_president_stay_open():
    found = countries("The alliance decided to send its peacekeeping forces, hours after President Kassym-Jomart Tokayev asked for help.")
    assert found["peacekeeping forces"][0] == ""


def test_the_government_beside_another_state_stays_open():
    assert countries("Russia urged the government to talk.")["the government"][0] == ""


@pytest.mark.parametrize(
    ("text", "language", "words", "country"),
    [
        ("Au Guatemala, le parquet a ouvert une enquête.", "fr", "le parquet", "GTM"),
        ("Arjantin'de işçiler hükümetin yasasını protesto etti.", "tr", "hükümetin", "ARG"),
        ("In Mali, the government resigned.", "en", "the government", "MLI"),
        ("Le gouvernement malien a négocié avec les rebelles.", "fr", "les rebelles", "MLI"),
    ],
)
def test_a_state_named_first_as_the_place_lends_its_country(text, language, words, country):
    assert countries(text, language)[words] == (country, "setting")


def test_forces_sent_to_a_country_are_not_that_countrys():
    assert countries("CSTO to send peacekeeping forces to Kazakhstan.")["peacekeeping forces"][0] == ""
    assert countries("The government sent aid to Mali.")["The government"][0] == ""

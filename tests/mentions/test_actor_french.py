"""French actors: seats and capitals that act, the Union by its number, and verbs that look like roles."""

import pytest
from actor_reading import finder, reading


def _actors(text: str, language: str = "fr") -> list[tuple[str, str]]:
    return [(one.span.text, one.actor) for one in finder().find([reading(text, language)])[0].mentions]


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("Ouagadougou suspend la coopération militaire.", "Ouagadougou", "BFA"),
        ("N’Djamena expulse trois diplomates.", "N’Djamena", "TCD"),
        ("Matignon a démenti l’information.", "Matignon", "FRA"),
        ("L’Élysée annonce une rencontre.", "L’Élysée", "FRA"),
        ("Le Quai d’Orsay condamne les frappes.", "Le Quai d’Orsay", "FRA"),
        ("Les Vingt-Sept adoptent de nouvelles sanctions.", "Vingt-Sept", "EU"),
    ],
)
def test_capitals_seats_and_numbers_act(text: str, name: str, actor: str) -> None:
    assert (name, actor) in _actors(text)


def test_a_capital_behind_a_preposition_is_a_place() -> None:
    assert _actors("Les combats continuent à Ouagadougou.") == []


@pytest.mark.parametrize("text", ["Il juge la situation grave.", "L’homme a été condamné hier."])
def test_a_verb_that_looks_like_a_role_is_none(text: str) -> None:
    assert _actors(text) == []


def test_a_verb_of_speech_behind_an_actor_is_none() -> None:
    assert [name for name, _ in _actors("La presse juge le texte faible.")] == ["La presse"]


@pytest.mark.parametrize(
    ("text", "language", "actor"),
    [
        ("The White House denies it.", "en", "USA"),
        ("Кремль опроверг сообщения.", "ru", "RUS"),
        ("Kremlin iddiaları yalanladı.", "tr", "RUS"),
    ],
)
def test_a_seat_that_is_also_a_body_acts_for_its_state(text: str, language: str, actor: str) -> None:
    found = finder().find([reading(text, language)])[0].mentions[0]
    assert (found.actor, found.kind, found.sectors, found.how) == (actor, "state", ("GOV",), "seat")


def test_who_speaks_for_a_seat_is_of_its_state() -> None:
    found = finder().find([reading("A White House official left on Monday.", "en")])[0].mentions[0]
    assert (found.span.text, found.country) == ("A White House official", "USA")

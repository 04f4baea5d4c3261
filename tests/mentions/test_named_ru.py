"""Russian names that no list has: by what stands round them, and by the article's own fuller form."""

import pytest
from actor_reading import finder, reading

from dragoman.mentions.finder import Finder


@pytest.fixture(autouse=True)
def _base_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.mentions.finder.open_tagger", lambda language: None)


def _named(text: str) -> set[tuple[str, str]]:
    opened: Finder = finder()
    return {(text[one.start : one.end], one.group) for one in opened.names(reading(text, "ru"))}


def test_words_in_quotes_name_a_body_but_not_behind_a_noun_for_a_work() -> None:
    assert ("Кваркус", "ORG") in _named("Вчера спонсор обманул «Кваркус», и «Заквар» ответил.")
    assert ("Кваркус", "ORG") not in _named("Он видел фильм «Кваркус» вчера.")


def test_a_surname_alone_is_its_bearer_wherever_it_stands() -> None:
    found = _named("Новый директор завода Пётр Кузякин пришёл. Вчера Кузякина видели в городе.")
    assert {("Пётр Кузякин", "PER"), ("Кузякина", "PER")} <= found


def test_a_word_that_looks_like_a_surname_is_one_inside_a_sentence() -> None:
    assert ("Кузякова", "PER") in _named("Вчера встретили Кузякова на заводе.")


def test_a_people_is_no_state() -> None:
    assert _named("Вчера турки приехали в город.") & {("турки", "GPE"), ("турки", "ORG")} == set()


def test_a_town_in_quotation_marks_is_a_body_of_its_name() -> None:
    assert ("Ростов", "ORG") in _named("Вчера победил «Ростов» дома.")


def test_an_abbreviation_of_a_common_noun_is_no_body() -> None:
    assert {name for name, _ in _named("Вчера на шоссе случилось ДТП.")} == set()


def test_an_unknown_word_behind_a_preposition_of_place_is_a_place() -> None:
    assert ("Кварково", "LOC") in _named("Вчера он жил в Кварково.")


def test_an_unknown_word_with_a_verb_behind_it_is_a_person() -> None:
    assert ("Гракху", "PER") in _named("Вчера тренер Гракху сказал правду.")


def test_a_name_given_again_in_brackets_is_the_person() -> None:
    assert ("Caleb Turon", "PER") in _named("Вчера выступил Калеб Тюрон (Caleb Turon).")


def test_a_capital_at_the_beginning_of_a_sentence_names_no_company() -> None:
    assert {name for name, _ in _named("Компания закрылась.")} == set()


@pytest.mark.parametrize(
    ("text", "name", "group"),
    [
        ("Вчера Минкварк и Роскосмос подписали договор.", "Роскосмос", "ORG"),
        ("Вчера компания «Рога и копыта» закрылась.", "Рога и копыта", "ORG"),
        ("Вчера ООО «Кварк плюс» закрылось.", "Кварк плюс", "ORG"),
        ("Вчера российское правительство собралось.", "российское правительство", "ORG"),
        ("Вчера слонили Мурбагу. Потом долго искали Мурбагу дома.", "Мурбагу", "PER"),
    ],
)
def test_bodies_and_persons_by_what_their_names_are_made_of(text: str, name: str, group: str) -> None:
    assert (name, group) in _named(text)


def test_members_of_a_parliament_are_no_body() -> None:
    assert {group for _, group in _named("Вчера депутаты собрались в зале.")} == set()

"""In verb-last languages a subject and the object right behind it are two actors; an owner and what it owns are one."""

import pytest
from actor_reading import read


def found(text: str, language: str) -> dict[str, tuple[str, str]]:
    return {mention.span.text: (mention.actor, mention.country) for mention in read(text, language).mentions}


@pytest.mark.parametrize(
    ("language", "text", "first", "second"),
    [
        ("kk", "БҰҰ Эфиопия үкіметін көмекке шақырды.", ("БҰҰ", "UN", "UNO"), ("Эфиопия үкіметін", "ETH", "ETH")),
        ("kk", "Ресей Украина армиясын айыптады.", ("Ресей", "RUS", "RUS"), ("Украина армиясын", "UKR", "UKR")),
        ("kk", "Лусакада сот бұрынғы министрді соттады.", ("Лусакада сот", "", "ZMB"), ("бұрынғы министрді", "", "ZMB")),
        ("tr", "Rusya Ukrayna ordusunu suçladı.", ("Rusya", "RUS", "RUS"), ("Ukrayna ordusunu", "UKR", "UKR")),
        ("tr", "Nairobi'de polis göstericilere gaz sıktı.", ("polis", "", "KEN"), ("göstericilere", "", "KEN")),
    ],
)
def test_a_subject_and_an_object(language, text, first, second):
    mentions = found(text, language)
    assert (mentions[first[0]], mentions[second[0]]) == (first[1:], second[1:])


@pytest.mark.parametrize(
    ("language", "text", "words", "country"),
    [
        ("tr", "Rusya Savunma Bakanlığı açıkladı.", "Rusya Savunma Bakanlığı", "RUS"),
        ("tr", "Kremlin sözcüsü iddiaları yalanladı.", "Kremlin sözcüsü", "RUS"),
        ("kk", "Кремль өкілі хабарды жоққа шығарды.", "Кремль өкілі", "RUS"),
        ("ru", "Представитель Кремля опроверг сообщение.", "Представитель Кремля", "RUS"),
        ("ru", "Представитель Белого дома опроверг сообщение.", "Представитель Белого дома", "USA"),
        ("fr", "Le porte-parole du Kremlin a démenti.", "Le porte-parole du Kremlin", "RUS"),
        ("en", "A Kremlin spokesman denied the report.", "A Kremlin spokesman", "RUS"),
        ("en", "A Downing Street spokesman declined to comment.", "A Downing Street spokesman", "GBR"),
    ],
)
def test_an_owner_and_what_it_owns(language, text, words, country):
    assert found(text, language)[words] == (country, country)


def test_what_comes_from_a_capital_is_its_states_word():
    assert found("Ankara'dan tepki geldi.", "tr")["Ankara"] == ("TUR", "TUR")
    assert found("Ankara'dan Moskova'ya sert uyarı geldi.", "tr") == {"Ankara": ("TUR", "TUR"), "Moskova": ("RUS", "RUS")}
    assert found("Анкарадан жауап келді.", "kk")["Анкарадан"] == ("TUR", "TUR")
    assert found("Uçak Ankara'dan kalktı.", "tr") == {}

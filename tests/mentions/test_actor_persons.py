"""Persons: from the list by date, learnt from the article, and met again by surname, slip or another script."""

import pytest
from actor_reading import mention, read

from dragoman.mentions.latin import alike, inflected, skeleton
from dragoman.mentions.people import lemma
from dragoman.vocab.grammar import grammar
from dragoman.vocab.latin import slug


def test_office_by_date():
    assert mention("Nursultan Nazarbayev spoke.", "Nursultan Nazarbayev", day="2010-05-01").sectors == ("GOV", "MIL")
    assert mention("Angela Merkel spoke.", "Angela Merkel", day="2017-04-01").sectors == ("GOV",)
    assert mention("Angela Merkel spoke.", "Angela Merkel", day="2023-04-01").sectors == ("ELI",)


def test_former_officials_are_elites():
    found = mention("Former Prime Minister Ahmet Davutoglu objected.", "Former Prime Minister Ahmet Davutoglu")
    assert (found.actor, found.sectors) == ("ahmet-davutoglu", ("ELI",))


LEARNT = [
    ("Polish Defence Minister Jan Nowicki spoke. Nowicki left.", "en", "Nowicki", "jan-nowicki", "POL"),
    ("Глава Министерства обороны Казахстана Даурен Косанов прибыл. Косанова встретили.", "ru", "Косанова", "dauren-kosanov", "KAZ"),
    ("Kazakistan Savunma Bakanı Daniyar Saparov geldi. Saparov konuştu.", "tr", "Saparov", "daniyar-saparov", "KAZ"),
    ("Қазақстан қорғаныс министрі Данияр Сапаров келді. Сапаров сөйледі.", "kk", "Сапаров", "daniyar-saparov", "KAZ"),
    ("Le ministre kazakh de la défense Daniyar Saparov est venu. Saparov a parlé.", "fr", "Saparov", "daniyar-saparov", "KAZ"),
]


@pytest.mark.parametrize(("text", "language", "words", "actor", "country"), LEARNT, ids=[row[1] for row in LEARNT])
def test_learnt_from_the_article(text, language, words, actor, country):
    found = mention(text, words, language)
    assert (found.actor, found.country, found.role) == (actor, country, "defence minister")
    learnt = next(one for one in read(text, language).actors if one.id == actor)
    assert learnt.learnt
    assert learnt.roles[0].of == country
    assert learnt.roles[0].evidence in text


def test_the_same_id_in_two_scripts():
    russian = read("Министр обороны Казахстана Данияр Сапаров прибыл.", "ru").actors[0].id
    turkish = read("Kazakistan Savunma Bakanı Daniyar Saparov geldi.", "tr").actors[0].id
    assert russian == turkish == "daniyar-saparov"


def test_a_slip_of_a_spun_text_resolves():
    text = "Turkish Defence Minister Hulusi Akar spoke. Aker signalled that Turkey would help."
    assert mention(text, "Aker").actor == "hulusi-akar"


def test_a_place_is_no_slip():
    text = "President Ilham Aliyev spoke. The number came from Aleppo itself."
    assert not [one for one in read(text).mentions if one.span.text == "Aleppo" and one.kind == "person"]


def test_listed_persons_in_other_spellings():
    text = "Foreign Minister Mevlut Cavusoglu spoke with his Kazakh counterpart Mukhtar Taleberdi."
    assert mention(text, "Kazakh counterpart Mukhtar Taleberdi").actor == "mukhtar-tleuberdi"
    words = "министром обороны Турции Яшаром Гюлером"
    assert mention(f"Переговоры с {words} прошли.", words, "ru").actor == "yasar-guler"


def test_apposition():
    found = mention("Alexander Kobrin, director of the FSB, spoke.", "Alexander Kobrin")
    assert (found.actor, found.country) == ("alexander-kobrin", "RUS")
    merged = mention("A parlé le ministre turc de la défense, Hulusi Akar.", "le ministre turc de la défense, Hulusi Akar", "fr")
    assert merged.actor == "hulusi-akar"


def test_a_surname_of_another_person_is_not_taken():
    text = "Le politologue Arman Jaksylykov résume la situation."
    assert mention(text, "Le politologue Arman Jaksylykov", "fr").actor == "arman-jaksylykov"


def test_an_aide_is_not_his_master():
    assert mention("Пресс-секретарь Назарбаева опроверг слухи.", "Пресс-секретарь Назарбаева", "ru").actor == ""


def test_the_minister_when_there_is_one():
    one = "Turkish Defence Minister Hulusi Akar spoke. The minister left."
    assert mention(one, "The minister").actor == "hulusi-akar"
    two = "Turkish Defence Minister Hulusi Akar met Foreign Minister Mevlut Cavusoglu. The minister left."
    assert not [found for found in read(two).mentions if found.span.text == "The minister" and found.actor]


def test_lemma_of_inflected_names():
    cases = grammar("ru").name_cases
    assert lemma(["Анатолием", "Сидоровым"], cases) == ["Анатолий", "Сидоров"]
    assert lemma(["Дмитрия", "Зеленского"], cases) == ["Дмитрий", "Зеленский"]
    assert lemma(["Мария", "Захарова"], cases) == ["Мария", "Захарова"]
    assert lemma(["Джексона", "Смитсона"], cases) == ["Джексона", "Смитсона"]


def test_skeletons():
    assert skeleton("Tokayev") == skeleton("Tokaïev") == skeleton("Токаев")
    assert alike(skeleton("Tleuberdi"), skeleton("Taleberdi"))
    assert not alike(skeleton("Putin"), skeleton("Rutin"))
    assert inflected(skeleton("Акар"), skeleton("Акара"))
    assert slug("Даурен Косанов") == "dauren-kosanov"

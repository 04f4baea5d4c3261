"""Who speaks where the words around a name mislead: clauses, appositions, cases, institutions, roles."""

import pytest

NAMED = {
    "Ankara": "TUR", "Turkey": "TUR", "Türkiye": "TUR", "Kazakhstan": "KAZ", "Astana": "KAZ", "Azerbaijan": "AZE", "the OTS": "OTS",
    "The OTS": "OTS", "the CSTO": "CSTO", "Hulusi Akar": "hulusi-akar", "Akar": "hulusi-akar", "Tokayev": "tokayev", "Анкара": "TUR",
    "Токаев": "tokayev", "Қазақстан": "KAZ", "Тоқаев": "tokayev", "KGAÖ": "CSTO",
}  # fmt: skip


@pytest.fixture
def speakers(claims):
    """The speakers of the words somebody says in a text: their ids, or their names where they have none."""

    def read(text, language="en"):
        found = claims(text, language, NAMED)
        return [claim.speaker.id or claim.speaker.name for claim in found if claim.kind in ("quotation", "indirect")]

    return read


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "The OTS, to which both Kazakhstan and Azerbaijan belong, said that it was ready.", "OTS"),
        ("en", "Kazakhstan, a member both of the CSTO and of the OTS, said that talks must resume.", "KAZ"),
        ("en", "Hulusi Akar, after a call with Tokayev, announced that ministers would meet.", "hulusi-akar"),
        ("tr", "KGAÖ’nün bugünkü açıklamasına göre birlikler çekilecek.", "CSTO"),
        ("tr", "Türkiye hata yaptığını açıkladı.", "TUR"),
        ("ru", "В то же время Токаев подтвердил, что союз остаётся.", "tokayev"),
    ],
)
def test_the_head_of_the_phrase_speaks(speakers, language, text, who):
    assert speakers(text, language) == [who]


def test_an_institution_is_known_again_by_its_article(speakers):
    text = "The trip is on, the State Department said on Monday. The department said the trip mattered."
    assert speakers(text) == ["State Department", "State Department"]


def test_it_is_the_body_that_spoke(speakers):
    assert speakers("Astana denied the talks. It recalled that parliament decides.") == ["KAZ", "KAZ"]
    assert speakers("It was recalled that parliament decides.") == []


def test_a_rumour_speaks_without_a_name(claims):
    (found,) = claims("The claim, spread on social networks, said that Astana had decided.", "en", NAMED)
    assert (found.speaker.kind, found.content.text) == ("anonymous", "Astana had decided")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Claims by some officials that Ankara was involved in the turmoil are a blow to trade.", "Ankara was involved in the turmoil"),
        ("Astana declined to confirm any total and referred questions to the police.", "any total"),
        ("Tokayev said last week that the withdrawal would take ten days.", "the withdrawal would take ten days"),
        ("Astana reported the opposite: citing officials, it said that a request had come.", "a request had come"),
    ],
)
def test_where_the_content_ends(says, text, words):
    assert [content for _, _, content in says(text, "en", NAMED)][-1] == words


def test_what_dates_a_sentence_is_not_what_is_said(says):
    text = "Tokayev called for them on the same day that the emergency ended."
    assert "the emergency ended" not in [content for _, _, content in says(text, "en", NAMED)]


def test_a_negation_belongs_to_what_is_asked(says):
    told = says("Токаев попросил не распространять слухи.", "ru", NAMED)
    assert told == [("Kassym-Jomart Tokayev", "попросил", "не распространять слухи")]


def test_a_name_that_something_is_called_by_is_no_quotation(says):
    told = says("Тоқаев ұйымның атын «Түркі ұйымы» деп өзгертуді ұсынды.", "kk", NAMED)
    assert told == [("Kassym-Jomart Tokayev", "ұсынды", "ұйымның атын «Түркі ұйымы» деп өзгертуді")]


def test_continuing_a_deed_is_no_speech(says):
    assert says("Токаев продолжил усиливать сотрудничество.", "ru", NAMED) == []


def test_a_place_and_a_subject_are_two_phrases(says):
    told = says("В Министерстве энергетики рост цены объяснили торгами.", "ru", NAMED)
    assert [(who, what) for who, _, what in told] == [("Министерстве энергетики", "торгами")]


def test_who_stated_this_may_stand_before_the_verb(says):
    told = says("Казахстан не признаёт республики. Об этом Токаев заявил в пятницу на форуме.", "ru", NAMED)
    assert told == [("Kassym-Jomart Tokayev", "заявил", "Казахстан не признаёт республики.")]

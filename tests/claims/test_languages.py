"""Who says what in five languages: direct, indirect and mixed, before, after and around the speaker."""

import pytest

ENGLISH = [
    ("“The bridge is closed,” the mayor said.", "mayor", "said", "The bridge is closed,"),
    ("The mayor said the bridge was closed.", "mayor", "said", "the bridge was closed"),
    ("The mayor told reporters on Monday that the bridge was closed.", "mayor", "told", "the bridge was closed"),
    ("The bridge is closed, the mayor said on Monday.", "mayor", "said", "The bridge is closed"),
    ("According to the mayor, the bridge is closed.", "mayor", "According to", "the bridge is closed"),
    ("The bridge is closed, according to the mayor.", "mayor", "according to", "The bridge is closed"),
    ("As the mayor noted, the bridge is closed.", "mayor", "noted", "the bridge is closed"),
    ("“The bridge will stay closed,” said Anna Petrova, the mayor of Oral.", "Anna Petrova", "said", "The bridge will stay closed,"),
    (
        "Anna Petrova, the mayor, said that the bridge was closed.",
        "Anna Petrova, the mayor",
        "said",
        "the bridge was closed",
    ),
    (
        "There is a statement by the ministry that the bridge was closed.",
        "ministry",
        "statement",
        "the bridge was closed",
    ),
    ("Critics accused the mayor of closing the bridge.", "Critics", "accused", "the mayor of closing the bridge"),
    ("The mayor was blunt: “We will not open the bridge again.”", "mayor", ":", "We will not open the bridge again."),
    ("The bridge, said the mayor’s spokesman, is safe.", "mayor’s spokesman", "said", "The bridge, said the mayor’s spokesman, is safe"),
]
RUSSIAN = [
    ("Министр заявил, что мост закрыт.", "Министр", "заявил", "мост закрыт"),
    ("«Мост закрыт до самой весны», — сказал министр.", "министр", "сказал", "Мост закрыт до самой весны"),
    ("«Мост, — сказал министр, — закрыт до весны».", "министр", "сказал", "Мост"),
    ("По словам министра, мост закрыт.", "министра", "По словам", "мост закрыт"),
    ("Мост закрыт, сообщает газета «Тобол».", "Тобол", "сообщает", "Мост закрыт"),
    ("Как сообщает газета «Тобол», мост закрыт.", "Тобол", "сообщает", "мост закрыт"),
    ("По данным МВД, задержаны двое.", "МВД", "По данным", "задержаны двое"),
    ("— Мост закроют уже завтра, — сказал министр.", "министр", "сказал", "Мост закроют уже завтра"),
    ("Президент призвал стороны прекратить огонь.", "Президент", "призвал", "стороны прекратить огонь"),
]
FRENCH = [
    ("Le ministre a déclaré que le pont était fermé.", "ministre", "déclaré", "le pont était fermé"),
    ("« Le pont est fermé jusqu’au printemps », a déclaré le ministre.", "ministre", "déclaré", "Le pont est fermé jusqu’au printemps"),
    ("Selon le ministre, le pont est fermé.", "ministre", "Selon", "le pont est fermé"),
    ("Le pont est fermé, selon le ministre.", "ministre", "selon", "Le pont est fermé"),
    ("« Le pont, explique le chercheur Jean Dupont, reste fermé. »", "chercheur Jean Dupont", "explique", "Le pont"),
    ("D’après des experts, le pont est sûr.", "des experts", "D’après", "le pont est sûr"),
]
TURKISH = [
    ("Bakan Hulusi Akar, köprünün kapalı olduğunu söyledi.", "Bakan Hulusi Akar", "söyledi", "köprünün kapalı olduğunu"),
    ("Akar, “Köprü bahara kadar kapalı kalacak” dedi.", "Akar", "dedi", "Köprü bahara kadar kapalı kalacak"),
    ("“Köprü kapalı” diyen Akar, herkesi uyardı.", "Akar", "diyen", "Köprü kapalı"),
    ("Akar’ın açıklamasına göre köprü kapalı.", "Akar’ın", "açıklamasına göre", "köprü kapalı"),
    ("Uzmanlara göre köprü güvenli.", "Uzmanlara", "göre", "köprü güvenli"),
    ("Sözcü şöyle konuştu: “Köprü bahara kadar kapalı kalacak.”", "Sözcü", "şöyle konuştu", "Köprü bahara kadar kapalı kalacak."),
    ("Köprünün kapalı olduğunu söyleyen Bakan Akar, yolun açık olduğunu vurguladı.", "Bakan Akar", "vurguladı", "yolun açık olduğunu"),
]
KAZAKH = [
    ("Президент Тоқаев көпір жабық екенін айтты.", "Президент Тоқаев", "айтты", "көпір жабық екенін"),
    ("«Көпір көктемге дейін жабық болады», — деді Тоқаев.", "Тоқаев", "деді", "Көпір көктемге дейін жабық болады"),
    ("Министрлік мәліметінше, көпір жабық.", "Министрлік", "мәліметінше", "көпір жабық"),
    ("Сарапшылардың пікірінше, көпір қауіпсіз.", "Сарапшылардың", "пікірінше", "көпір қауіпсіз"),
    ("Тоқаев көпір ашылады деп мәлімдеді.", "Тоқаев", "деп мәлімдеді", "көпір ашылады"),
]
ALL = {"en": ENGLISH, "ru": RUSSIAN, "fr": FRENCH, "tr": TURKISH, "kk": KAZAKH}
CASES = [(language, *case) for language, cases in ALL.items() for case in cases]


@pytest.mark.parametrize(("language", "text", "speaker", "cue", "content"), CASES)
def test_speaker_cue_and_content(says, language, text, speaker, cue, content):
    assert (speaker, cue, content.rstrip(",")) in [(a, b, c.rstrip(",")) for a, b, c in says(text, language)]


def test_a_quotation_goes_on_without_a_cue(claims):
    found = claims("“The bridge is closed for now,” the mayor said. “It will open in May when the ice is gone.”")
    assert [c.content.text for c in found] == ["The bridge is closed for now", "It will open in May when the ice is gone."]
    assert {c.speaker.name for c in found} == {"mayor"}
    assert len({c.statement for c in found}) == 1


def test_a_quotation_over_two_paragraphs_is_one(claims):
    found = claims("The mayor wrote: “The bridge is closed.\n\n“It will open in May.” He left.")
    assert [c.content.text for c in found if c.kind == "quotation"] == ["The bridge is closed.\n\n“It will open in May."]


def test_said_then_added(says):
    found = says("Tokayev said the talks had failed. He added that a second round was planned.", named={"Tokayev": "tokayev"})
    assert found == [
        ("Kassym-Jomart Tokayev", "said", "the talks had failed"),
        ("Kassym-Jomart Tokayev", "added", "a second round was planned"),
    ]


def test_a_word_in_quotation_marks_is_a_hedge_and_no_quotation(claims):
    (found,) = claims("The paper said the “peacekeepers” had left.")
    assert found.kind == "indirect"
    assert [hedge.text for hedge in found.hedges] == ["“peacekeepers”"]


def test_nouns_that_look_like_verbs_say_nothing(says):
    assert says("The reports are on the table. The United States and five states signed. A TV show began.") == []


def test_questions_and_imperatives_say_nothing(says):
    assert says("Why has Ankara accused Russia of treason?") == []


def test_no_sentence_no_claim(claims):
    assert claims("") == ()
    assert claims("“”") == ()


def test_a_phrase_of_attitude_takes_no_cue_of_speech_away(says):
    assert says("Akar has said Turkey is ready to help.", "en", {"Akar": "hulusi-akar"}) == [
        ("Hulusi Akar", "said", "Turkey is ready to help")
    ]

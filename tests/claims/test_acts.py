"""Deeds that are only words: said, wished, believed, held at a distance; and what is done by being declared."""

import msgspec
import pytest

NAMED = {"Ankara": "TUR", "Анкара": "TUR", "Түркия": "TUR", "Türkiye": "TUR", "La Turquie": "TUR", "Akar": "hulusi-akar", "Moscow": "RUS"}


@pytest.fixture
def status(attributor, reading):
    """The status of the only event of a text, told as (type, trigger words, actor ids), at a confidence."""

    def read(text, language, told, confidence=0.8):
        made = reading(text, language, NAMED, [told])
        unsure = msgspec.structs.replace(made, events=(msgspec.structs.replace(made.events[0], confidence=confidence),))
        return attributor.attribute([unsure])[0].events[0].status

    return read


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "Akar said the contingent would number a thousand.", ("CONCEDE", "said", ["hulusi-akar"])),
        ("ru", "Анкара сообщила о задержании.", ("CONCEDE", "сообщила", ["TUR"])),
        ("fr", "La Turquie a relevé des irrégularités.", ("RETREAT", "relevé", ["TUR"])),
        ("tr", "Türkiye toplantının yapılacağını duyurdu.", ("AGREE", "duyurdu", ["TUR"])),
        ("kk", "Түркия бұл туралы мәлімдеді.", ("COERCE", "мәлімдеді", ["TUR"])),
    ],
)
def test_a_verb_of_saying_tells_no_deed(status, language, text, told):
    assert status(text, language, told) == "hypothetical"
    assert status(text, language, told, 0.99) == "actual"


def test_said_is_no_threat_however_sure_the_engine_is(status):
    assert status("Akar said the troops would leave.", "en", ("THREATEN", "said", ["hulusi-akar"]), 0.99) == "hypothetical"


def test_a_verb_that_hands_over_tells_a_deed(status):
    assert status("Анкара передала Баку беспилотники.", "ru", ("COOPERATE", "передала", ["TUR"])) == "actual"


def test_a_term_of_the_deed_around_the_verb_keeps_it(status):
    assert status("Ankara announced an end to the operation.", "en", ("CONCEDE", "announced", ["TUR"])) == "actual"


def test_a_word_held_at_a_distance_is_no_deed(status):
    text = "Such issues are the subject of various “consultations” with Ankara."
    assert status(text, "en", ("CONSULT", "consultations", ["TUR"])) == "hypothetical"
    assert status(text.replace("“", "").replace("”", ""), "en", ("CONSULT", "consultations", ["TUR"])) == "actual"


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "“Our goal is to make the steppe important,” said Akar.", ("AGREE", "make", ["hulusi-akar"])),
        ("en", "“We are confident that they will overcome,” said Akar.", ("AGREE", "confident", ["hulusi-akar"])),
        ("en", "Despite Ankara’s demonstrated willingness to help, nothing came.", ("AGREE", "willingness", ["TUR"])),
        ("ru", "Анкара верит, что сотрудничество вырастет.", ("COOPERATE", "сотрудничество", ["TUR"])),
        ("kk", "Түркия өңірді орталыққа айналдыру мақсат екенін айтты.", ("CONCEDE", "айналдыру", ["TUR"])),
        ("tr", "Türkiye kardeşlerinin zorlukları aşacağına inandıklarını belirtti.", ("AGREE", "aşacağına", ["TUR"])),
        ("fr", "La Turquie croit que la coopération suivra.", ("COOPERATE", "coopération", ["TUR"])),
    ],
)
def test_an_aim_or_a_belief_is_no_deed(status, language, text, told):
    assert status(text, language, told) == "hypothetical"


def test_what_is_only_believed_was_not_done(status):
    text = "Some politicians believed that Ankara mediated between the camps."
    assert status(text, "en", ("CONSULT", "mediated", ["TUR"])) == "hypothetical"
    assert status(text.replace("believed", "said"), "en", ("CONSULT", "mediated", ["TUR"])) == "actual"


def test_a_quoted_speaker_is_not_the_doer_of_what_he_tells_of_others(status):
    told = ("MOBILIZE", "mobilisation", ["hulusi-akar"])
    assert status("“This is a signal and no mobilisation of anybody,” Akar said.", "en", told) == "hypothetical"
    assert status("“We have ordered the mobilisation of the reserve,” Akar said.", "en", told) == "actual"


@pytest.mark.parametrize(
    ("language", "act", "words"),
    [
        ("en", "Ankara declared a state of emergency.", "Ankara declared that the state of emergency was over."),
        ("en", "Ankara announced a partial mobilisation.", "Ankara announced that the visit was off."),
        ("ru", "Анкара объявила траур.", "Анкара объявила, что траур окончен."),
        ("ru", "Анкара признала республики.", "Анкара признала, что республики существуют."),
        ("fr", "La Turquie a décrété l’état d’urgence.", "La Turquie a déclaré que l’état d’urgence était levé."),
        ("fr", "La Turquie a proclamé l’état d’urgence.", "La Turquie a annoncé que la visite était annulée."),
        ("tr", "Türkiye olağanüstü hal ilan etti.", "Türkiye olağanüstü halin sona erdiğini açıkladı."),
        ("tr", "Türkiye tezkereyi kabul etti.", "Türkiye hata yaptığını kabul etti."),
        ("kk", "Түркия төтенше жағдай жариялады.", "Түркия төтенше жағдайдың аяқталғанын жариялады."),
    ],
)
def test_a_decree_is_an_act_and_nobody_s_statement(claims, language, act, words):
    assert [claim.kind for claim in claims(act, language, NAMED)] == []
    assert [claim.speaker.id for claim in claims(words, language, NAMED) if claim.kind == "indirect"] == ["TUR"]

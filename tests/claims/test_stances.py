"""Stances, doubts and what they bear on; opinion told from report; mandates; statements."""

import pytest


@pytest.mark.parametrize(
    ("language", "text", "stance"),
    [
        ("en", "Tokayev denied that troops had left.", "denies"),
        ("en", "Tokayev confirmed that troops had left.", "confirms"),
        ("en", "Tokayev has not confirmed that troops had left.", "doubts"),
        ("en", "Tokayev vowed that troops would leave.", "promises"),
        ("en", "Tokayev warned that troops would leave.", "threatens"),
        ("en", "Tokayev predicted that troops would leave.", "predicts"),
        ("en", "Tokayev urged the troops to leave.", "asks"),
        ("en", "Tokayev called the reports groundless.", "denies"),
        ("ru", "Токаев опроверг, что войска ушли.", "denies"),
        ("ru", "Токаев пообещал, что войска уйдут.", "promises"),
        ("fr", "Tokayev a promis que les troupes partiraient.", "promises"),
        ("tr", "Tokayev, birliklerin ayrıldığını yalanladı.", "denies"),
        ("kk", "Тоқаев әскердің кеткенін жоққа шығарды.", "denies"),
    ],
)
def test_the_verb_gives_the_stance(claims, language, text, stance):
    assert [claim.stance for claim in claims(text, language)] == [stance]


def test_nobody_confirmed_it_is_the_article_s_own_doubt(claims):
    (found,) = claims("No official has confirmed the account.", outlet="gazette", outlet_name="Gazette")
    assert (found.kind, found.stance, found.speaker.kind, found.speaker.name) == ("opinion", "doubts", "author", "Gazette")


TEXT = (
    "Turkey deploys forces to Karabakh through Kazakhstan\n\n"
    "The media reported on the transfer of Turkey’s forces through Kazakhstan.\n\n"
    "Officers were trained earlier.\n\n"
    "A number of questions arise whether the presented data about Kazakhstan correspond to reality."
)
NAMED = {"Turkey": "TUR", "Kazakhstan": "KAZ"}
TOLD = [("MOBILIZE", "deploys forces", ["TUR"]), ("MOBILIZE", "transfer", ["TUR"]), ("AID", "trained", ["AZE"])]


def test_a_doubt_in_the_last_paragraph_bears_on_the_headline_and_the_lead(claims):
    (doubt,) = [claim for claim in claims(TEXT, named=NAMED, told=TOLD, outlet="gazette") if claim.stance == "doubts"]
    assert doubt.bears_on == ("ev-0", "ev-1")
    assert doubt.speaker.kind == "author"


def test_a_doubt_of_a_number_bears_on_what_tells_a_number(claims):
    text = "Turkey shelled a village, killing 40.\n\nTurkey asked the council to meet.\n\nNo evidence for that number has been given."
    told = [("ASSAULT", "shelled", ["TUR"]), ("REQUEST", "asked", ["TUR"])]
    (doubt,) = [claim for claim in claims(text, named={"Turkey": "TUR"}, told=told) if claim.stance == "doubts"]
    assert doubt.bears_on == ("ev-0",)


def test_a_denial_bears_on_the_same_deed_of_the_same_actors(claims):
    text = "Turkey sent fighters in May.\n\nLater Kazakhstan fought too.\n\nTurkish officials denied that Turkey sends fighters."
    told = [("MOBILIZE", "sent fighters", ["TUR"]), ("MOBILIZE", "fought", ["KAZ"]), ("MOBILIZE", "sends fighters", ["TUR"])]
    (denial,) = [claim for claim in claims(text, named={"Turkey": "TUR", "Kazakhstan": "KAZ"}, told=told) if claim.stance == "denies"]
    assert (denial.events, denial.bears_on) == (("ev-2",), ("ev-0",))


def test_events_inside_the_content_are_the_claim_s(claims):
    (found,) = claims("Akar said Turkey had sent troops.", named={"Turkey": "TUR"}, told=[("MOBILIZE", "sent troops", ["TUR"])])
    assert found.events == ("ev-0",)


def test_an_author_s_judgement_is_an_opinion_and_a_report_is_not(claims):
    found = claims("Lately, Ankara has been clearly outplaying Moscow. Troops left on Monday.", byline="A. Writer", outlet="gazette")
    assert [(claim.kind, claim.content.text, claim.speaker.name) for claim in found] == [
        ("opinion", "Lately, Ankara has been clearly outplaying Moscow.", "A. Writer")
    ]


def test_an_opinion_of_somebody_named_is_not_the_author_s(claims):
    found = claims("Akar said Ankara was clearly outplaying Moscow.", named={"Akar": "hulusi-akar"})
    assert [claim.kind for claim in found] == ["indirect"]


@pytest.mark.parametrize(
    ("language", "text", "holder", "modality", "what"),
    [
        ("en", "The OTS charter has no provision for sending troops abroad.", "OTS", "may_not", "sending troops abroad"),
        ("en", "Despite Turkey’s will to send troops, it had no legal authority to do so.", "TUR", "may_not", "send troops"),
        ("en", "There is no point in the OTS’s charter to send its troops.", "OTS", "may_not", "send its troops"),
        ("en", "The CSTO may deploy forces on request.", "CSTO", "may", "deploy forces on request"),
        ("en", "Turkey lacked the resources, and indeed the time, to pursue its projects.", "TUR", "cannot", "pursue its projects"),
        ("en", "The OTS charter contains no clause on mutual defence.", "OTS", "may_not", "mutual defence"),
        ("en", "The CSTO could field half a million soldiers.", "CSTO", "can", "field half a million soldiers"),
        ("fr", "L’OET n’a aucune base légale pour un déploiement.", "OTS", "may_not", "un déploiement"),
        ("ru", "Устав ОТГ не предусматривает отправку войск.", "OTS", "may_not", "отправку войск"),
        ("ru", "ОДКБ имеет право ввести войска.", "CSTO", "may", "ввести войска"),
        ("fr", "La charte de l’OET ne prévoit pas l’envoi de troupes.", "OTS", "may_not", "l’envoi de troupes"),
        ("tr", "TDT tüzüğü asker göndermeyi öngörmüyor.", "OTS", "may_not", "asker göndermeyi"),
        ("kk", "ТМҰ жарғысы әскер жіберуді қарастырмайды.", "OTS", "may_not", "әскер жіберуді"),
    ],
)
def test_mandates(claims, language, text, holder, modality, what):
    named = {"OTS": "OTS", "ОТГ": "OTS", "OET": "OTS", "TDT": "OTS", "ТМҰ": "OTS", "CSTO": "CSTO", "ОДКБ": "CSTO", "Turkey": "TUR"}
    found = [claim for claim in claims(text, language, named) if claim.kind == "mandate"]
    assert [(claim.holder, claim.modality, claim.what) for claim in found] == [(holder, modality, what)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Анкара помнит движение «Талибан» (запрещено в РФ) и ОДКБ."),
        ("kk", "ТМҰ құжатты бірден ауыстыру міндетті емес."),
        ("en", "The CSTO met. Together they could field half a million soldiers."),
    ],
)
def test_a_bracket_a_denial_and_they_hold_no_mandate(claims, language, text):
    named = {"Анкара": "TUR", "ОДКБ": "CSTO", "ТМҰ": "OTS", "CSTO": "CSTO"}
    assert [claim.what for claim in claims(text, language, named) if claim.kind == "mandate"] == []


def test_a_mandate_reads_as_one(claims):
    found = claims("The OTS charter has no provision for sending troops.", named={"OTS": "OTS"})
    assert [claim.mandate for claim in found if claim.kind == "mandate"] == ["may not: sending troops"]


OFFERS = [
    ("en", "Hulusi Akar said Turkey was ready to give Kazakhstan any help."),
    ("en", "Hulusi Akar said: “Turkey is ready to provide any assistance to Kazakhstan if it makes a request.”"),
    ("ru", "Хулуси Акар заявил, что Турция готова оказать Казахстану любую помощь."),
    ("fr", "Hulusi Akar a déclaré que la Turquie est prête à apporter toute aide au Kazakhstan."),
    ("tr", "Hulusi Akar, Kazakistan talep ederse Türkiye’nin yardıma hazır olduğunu söyledi."),
    ("kk", "Хулуси Акар Қазақстан сұраса, Түркия көмек көрсетуге дайын екенін айтты."),
]


def test_one_statement_in_five_languages_has_one_key(claims):
    named = {
        "Hulusi Akar": "hulusi-akar", "Хулуси Акар": "hulusi-akar", "Turkey": "TUR", "Турция": "TUR", "Turquie": "TUR", "Türkiye": "TUR",
        "Түркия": "TUR", "Kazakhstan": "KAZ", "Казахстану": "KAZ", "Kazakistan": "KAZ", "Қазақстан": "KAZ",
    }  # fmt: skip
    keys = [claims(text, language, named)[0].statement for language, text in OFFERS]
    assert len(set(keys)) == 1


def test_two_statements_have_two_keys(claims):
    named = {"Hulusi Akar": "hulusi-akar", "Kazakhstan": "KAZ"}
    keys = [claim.statement for claim in claims("Hulusi Akar said Kazakhstan was safe. Hulusi Akar said Kazakhstan was calm.", named=named)]
    assert len(set(keys)) == 2


def test_said_is_the_day_of_the_article_where_the_sentence_gives_none(claims):
    (found,) = claims("Akar said the talks had failed.")
    assert str(found.said) == "2022-01-22"


def test_only_claims_change_and_the_order_does_not_matter(attributor, reading):
    readings = [reading(text, language) for language, text in OFFERS]
    there = attributor.attribute(readings)
    back = attributor.attribute(readings[::-1])[::-1]
    assert there == back
    assert [one.article for one in there] == [one.article for one in readings]
    assert all(one.claims for one in there)

"""The widest phrase that a reader takes for one actor, with its codes, in five languages."""

import pytest
from actor_reading import mention, read

# text, language, the mention's words, actor, country, sectors
PHRASES = [
    ("The Kazakh defence ministry denied it.", "en", "The Kazakh defence ministry", "KAZ", "KAZ", ("GOV", "MIL")),
    ("Kazakh troops crossed the river.", "en", "Kazakh troops", "KAZ", "KAZ", ("MIL",)),
    ("Some senior Turkish officials objected.", "en", "Some senior Turkish officials", "TUR", "TUR", ("GOV",)),
    ("Kazakhstan’s foreign minister objected.", "en", "Kazakhstan’s foreign minister", "KAZ", "KAZ", ("GOV",)),
    ("The foreign minister of Kazakhstan objected.", "en", "The foreign minister of Kazakhstan", "KAZ", "KAZ", ("GOV",)),
    ("CSTO troops guarded the airport.", "en", "CSTO troops", "CSTO", "IGO", ("MIL",)),
    ("NATO defence ministers met.", "en", "NATO defence ministers", "NATO", "IGO", ("GOV", "MIL")),
    ("Turkish companies offered drones.", "en", "Turkish companies", "", "TUR", ("BUS",)),
    ("Protesters in Almaty burned cars.", "en", "Protesters in Almaty", "", "KAZ", ("CVL", "OPP")),
    ("Two Russians were detained.", "en", "Two Russians", "", "RUS", ("CVL",)),
    ("МИД Казахстана выразил протест.", "ru", "МИД Казахстана", "KAZ", "KAZ", ("GOV",)),
    ("Казахстанские военные прибыли утром.", "ru", "Казахстанские военные", "KAZ", "KAZ", ("MIL",)),
    ("Встреча с представителями турецких компаний прошла.", "ru", "представителями турецких компаний", "", "TUR", ("BUS",)),
    ("Le ministère kazakh de la défense dément.", "fr", "Le ministère kazakh de la défense", "KAZ", "KAZ", ("GOV", "MIL")),
    ("Le ministère de la défense de la Turquie dément.", "fr", "Le ministère de la défense de la Turquie", "TUR", "TUR", ("GOV", "MIL")),
    ("Kazakistan Dışişleri Bakanlığı açıklama yaptı.", "tr", "Kazakistan Dışişleri Bakanlığı", "KAZ", "KAZ", ("GOV",)),
    ("Қазақстан Сыртқы істер министрлігі мәлімдеме жасады.", "kk", "Қазақстан Сыртқы істер министрлігі", "KAZ", "KAZ", ("GOV",)),
]


@pytest.mark.parametrize(("text", "language", "words", "actor", "country", "sectors"), PHRASES, ids=[row[2] for row in PHRASES])
def test_phrase_is_one_mention(text, language, words, actor, country, sectors):
    found = mention(text, words, language)
    assert (found.actor, found.country, found.sectors) == (actor, country, sectors)


def test_role_and_name_are_one_mention():
    found = mention("Turkish Defence Minister Hulusi Akar spoke.", "Turkish Defence Minister Hulusi Akar")
    assert (found.actor, found.kind, found.role) == ("hulusi-akar", "person", "defence minister")
    assert (found.country, found.sectors) == ("TUR", ("GOV", "MIL"))


def test_adjective_before_another_noun_is_weak():
    found = mention("They crossed Kazakh territory.", "Kazakh")
    assert (found.actor, found.how, found.score) == ("KAZ", "demonym", 0.4)


def test_country_as_a_place_scores_lower():
    assert mention("Soldiers arrived in Kazakhstan.", "Kazakhstan").score == 0.5
    assert mention("Войска находятся в Казахстане.", "Казахстане", "ru").score == 0.5
    assert mention("Kazakhstan asked for help.", "Kazakhstan").score == 1.0


@pytest.mark.parametrize(
    ("text", "language", "words", "actor"),
    [
        ("The CSTO sent troops.", "en", "CSTO", "CSTO"),
        ("Страны ОДКБ договорились.", "ru", "ОДКБ", "CSTO"),
        ("KGAÖ barış gücü gönderdi.", "tr", "KGAÖ", "CSTO"),
        ("L’OTSC a envoyé des soldats.", "fr", "OTSC", "CSTO"),
        ("ҰҚШҰ бітімгерлерін жіберді.", "kk", "ҰҚШҰ", "CSTO"),
    ],
)
def test_organisations_in_their_own_languages(text, language, words, actor):
    found = read(text, language).mentions
    assert any(actor == one.actor and words in one.span.text for one in found)


def test_doubtful_abbreviation_wants_support():
    assert not [one for one in read("The patient was told that the OTS would be removed on Monday.").mentions if one.actor == "OTS"]
    supported = "Turkey and Kazakhstan spoke of the OTS on Monday and of nothing else."
    assert mention(supported, "OTS").actor == "OTS"


def test_an_abbreviation_is_bound_where_it_is_explained():
    text = "The Collective Safety Pact Organisation (CTSO) will send troops. CTSO officials confirmed it."
    found = {one.span.text: one.actor for one in read(text).mentions}
    assert found["Collective Safety Pact Organisation"] == found["CTSO"] == found["CTSO officials"] == "CSTO"


def test_breakaway_regions_code_to_their_nominal_state():
    found = mention("Abkhazia rejected the offer.", "Abkhazia")
    assert (found.country, found.sectors) == ("GEO", ("PRE",))


def test_mere_adjectives_are_no_actors():
    assert list(read("Совместные военные учения начались.", "ru").mentions) == []
    assert [one.span.text for one in read("They held military exercises.").mentions] == []
    assert mention("The military seized power.", "The military").sectors == ("MIL",)


def test_a_language_without_a_grammar_still_finds_names():
    assert [one.actor for one in read("Україна звернулася до Туреччини.", "uk").mentions] == ["UKR", "TUR"]
    assert read("土耳其向哈萨克斯坦提供援助。", "zh").mentions[0].actor == "TUR"

"""Words that stand for several are bound to those last named together, in five languages, when that is sure."""

import pytest
from actor_reading import finder, read, reading
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.records import parties_of

CASES = [
    ("en", "Russia and Türkiye held talks in Sochi. The two sides signed a protocol.", "The two sides", ["RUS", "TUR"]),
    (
        "en",
        "Turkey's defence minister met Kazakhstan's president. The two countries agreed to hold exercises.",
        "The two countries",
        ["TUR", "KAZ"],
    ),
    (
        "en",
        "Emmanuel Macron and Olaf Scholz met in Paris. The two leaders called for peace.",
        "The two leaders",
        ["emmanuel-macron", "olaf-scholz"],
    ),
    ("en", "The Russian and Turkish foreign ministers met. Both ministers agreed on a ceasefire.", "Both ministers", ["RUS", "TUR"]),
    (
        "en",
        "Iran, Russia and Türkiye met in Astana. The three countries condemned the strike.",
        "The three countries",
        ["IRN", "RUS", "TUR"],
    ),
    (
        "en",
        "Kyrgyzstan and Tajikistan met. The presidents of the two countries signed.",
        "The presidents of the two countries",
        ["KGZ", "TJK"],
    ),
    (
        "en",
        "Armenia and Azerbaijan signed. President Donald Trump hosted them. The two countries will trade.",
        "The two countries",
        ["ARM", "AZE"],
    ),
    ("ru", "Россия и Турция провели переговоры. Обе стороны подписали протокол.", "Обе стороны", ["RUS", "TUR"]),
    ("ru", "Армения и Азербайджан провели переговоры. Стороны подписали договор.", "Стороны", ["ARM", "AZE"]),
    ("ru", "Встретились министры иностранных дел Армении и Азербайджана. Оба министра осудили атаку.", "Оба министра", ["ARM", "AZE"]),
    ("tr", "Türkiye ile Kazakistan görüştü. İki ülke savunma anlaşması imzaladı.", "İki ülke", ["TUR", "KAZ"]),
    ("tr", "Türkiye ve Rusya görüştü. Taraflar protokol imzaladı.", "Taraflar", ["TUR", "RUS"]),
    ("tr", "Ermenistan ile Azerbaycan anlaştı. İki ülkenin cumhurbaşkanları görüştü.", "İki ülkenin cumhurbaşkanları", ["ARM", "AZE"]),
    ("kk", "Қазақстан мен Өзбекстан келіссөз жүргізді. Екі ел шартқа қол қойды.", "Екі ел", ["KAZ", "UZB"]),
    ("kk", "Ресей мен Түркия келісті. Тараптар хаттамаға қол қойды.", "Тараптар", ["RUS", "TUR"]),
    ("fr", "La Russie et la Turquie ont négocié. Les deux pays ont signé un accord.", "Les deux pays", ["RUS", "TUR"]),
    ("fr", "Le ministre turc a rencontré le président kazakh. Les deux ministres ont signé.", "Les deux ministres", ["TUR", "KAZ"]),
    ("fr", "La France et l'Allemagne ont négocié. Les présidents des deux pays ont signé.", "Les présidents des deux pays", ["FRA", "DEU"]),
]


def several(text, words, language="en"):
    return next((one for one in read(text, language).mentions if one.span.text == words), None)


@pytest.mark.parametrize(("language", "text", "words", "meant"), CASES)
def test_those_named_together(language, text, words, meant):
    found = several(text, words, language)
    assert [one.actor for one in found.meant] == meant
    assert (found.actor, found.how) == ("", "description")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The two countries signed a deal.", "The two countries"),
        ("Both ministers resigned.", "Both ministers"),
        ("Russia told Türkiye and Iran that Armenia was lying. The two sides met Georgia.", "The two sides"),
        ("Iran, Iraq and Russia met. Both countries signed.", "Both countries"),
    ],
)
def test_what_is_not_sure_stays_open_and_says_so(text, words):
    found = several(text, words)
    assert (found.how, found.meant, found.actor) == ("open", (), "")


def test_on_both_sides_is_nobody():
    assert several("Russia and Ukraine fought. There were dead on both sides.", "both sides") is None


def test_relations_of_two_countries_are_no_party():
    assert several("Türkiye ile Rusya görüştü. İki ülke ilişkileri gelişti.", "İki ülke", "tr") is None


def test_they_after_joined_subjects():
    found = several("Russia and Türkiye held talks. They agreed on a truce.", "They")
    assert [one.actor for one in found.meant] == ["RUS", "TUR"]
    assert several("Russia and Türkiye sent troops. They crossed the border.", "They") is None


def test_it_at_the_beginning_of_a_sentence():
    assert several("Kazakhstan closed the border. It also recalled its ambassador.", "It").actor == "KAZ"
    assert several("Kazakhstan closed the border. It was the first time.", "It") is None
    assert several("Kazakhstan and Russia closed the border. It also closed the port.", "It") is None


def test_groups_of_one_country_are_two_sides():
    found = several("Police and protesters clashed in Bishkek. Both sides threw stones.", "Both sides")
    assert [(one.country, one.sectors[0]) for one in found.meant] == [("KGZ", "COP"), ("KGZ", "CVL")]


def test_each_of_those_meant_is_a_party_by_the_same_words():
    found = read("Russia and Türkiye held talks. The two sides signed a protocol.").mentions
    parties = parties_of(found[-1])
    assert [(one.id, one.text, one.country) for one in parties] == [("RUS", "The two sides", "RUS"), ("TUR", "The two sides", "TUR")]
    assert [one.antecedent for one in found[-1].meant] == [found[0].key, found[1].key]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Russia", "Iran", " and ", ", ", "the two sides", "They", "both countries", " met. ", " of ", "police"]),
        max_size=14,
    )
)
def test_whatever_stands_for_several_lies_in_the_text_behind_those_it_means(parts):
    one = reading(" ".join(parts) or "x")
    (found,) = finder().find([one])
    starts = {mention.key: mention.span.start for mention in found.mentions}
    for mention in found.mentions:
        assert len(mention.meant) != 1
        assert all(starts[other.antecedent] < mention.span.start for other in mention.meant)

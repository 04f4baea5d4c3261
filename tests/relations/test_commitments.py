"""Commitments from sentences, in our own words after what the press of 2020 to 2022 reported."""

import pytest
from marked import reading, when

from dragoman.relations import relate


def pressed(*readings):
    return [one for one in relate(readings, ()).commitments if one.articles]


def only(text, kind, **more):
    found = [one for one in pressed(reading(text, **more)) if one.kind == kind]
    assert len(found) == 1, found
    return found[0]


def standings(text, **more):
    found = [one for one in pressed(reading(text, **more)) if one.kind in ("membership", "observer")]
    return {(one.parties[1], one.parties[0], one.kind, one.status) for one in found}


def test_a_security_agreement_takes_its_day_from_the_sentence_before():
    one = only(
        "[Kazakhstan=KAZ] signed a security agreement on {December 22, 2021=2021-12-22} with its old overlord.\n"
        "On that day the [Kazakh=KAZ] parliament ratified a document on cooperation with [Russia=RUS] in intelligence.",
        "agreement",
    )
    assert one.parties == ("KAZ", "RUS")
    assert (one.status, one.signed.start) == ("ratified", "2021-12-22")
    assert one.match == "confirmed"
    assert "kaz-rus-military-2020" in one.source
    assert [span.text[:30] for span in one.spans] == ["Kazakhstan signed a security a", "On that day the Kazakh parliam"]


def test_a_sentence_that_names_nobody_takes_two_states_and_the_day_from_the_one_before():
    text = "{10 мая=2022-05-10} [Токаев=kassym-jomart-tokayev] был в [Турции=TUR].\nПодписали протокол."
    one = only(text, "agreement", language="ru", published="2022-05-17")
    assert (one.parties, one.signed.start, one.spans[0].text) == (("KAZ", "TUR"), "2022-05-10", "Подписали протокол.")


def test_a_renewed_five_year_agreement():
    one = only(
        "On {December 7, 2021=2021-12-07}, the [Kazakh defence ministry=KAZ] renewed a five-year military cooperation agreement"
        " with the [United States=USA].",
        "agreement",
    )
    assert (one.parties, one.status, one.signed.start) == (("KAZ", "USA"), "signed", "2021-12-07")
    assert one.match == "confirmed"
    assert one.terms.startswith("renewed a five-year military cooperation agreement")


def test_signed_in_october_for_the_year_to_come():
    found = pressed(
        reading(
            "Earlier, in {October=2021-10}, [Noursoultan=KAZ], the capital, signed for military cooperation in {2022=2022}"
            " with [Italy=ITA] – another [NATO=NATO] member."
        )
    )
    agreement = next(one for one in found if one.kind == "agreement")
    assert agreement.parties == ("ITA", "KAZ")
    assert (agreement.signed.start, agreement.signed.precision, agreement.start.start) == ("2021-10", "month", "2022")
    assert agreement.match == "confirmed"
    membership = next(one for one in found if one.kind == "membership")
    assert (membership.parties, membership.match) == (("NATO", "ITA"), "confirmed")


def test_drones_and_armour_bought():
    found = pressed(reading("In {2021=2021}, [Kazakhstan=KAZ] acquired drones and armour from [Turkey=TUR], a [NATO=NATO] country."))
    assert {(one.kind, one.parties) for one in found} == {("arms", ("KAZ", "TUR")), ("membership", ("NATO", "TUR"))}
    arms = next(one for one in found if one.kind == "arms")
    assert (arms.signed.start, arms.match) == ("2021", "confirmed")


def test_a_package_of_agreements_without_a_day_stays_undated():
    text = "The only one to do so was [Uzbekistan=UZB], which signed a related package of agreements with [Kazakhstan=KAZ]."
    one = only(text, "agreement")
    assert (one.parties, one.signed, one.match) == (("KAZ", "UZB"), None, "new")


def test_training_under_an_agreement():
    text = "It rests on agreements on cooperation in training military personnel between [Kazakhstan=KAZ] and [Turkey=TUR]."
    one = only(text, "training")
    assert (one.parties, one.match) == (("KAZ", "TUR"), "confirmed")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("That [Kazakhstan=KAZ] is a founding member of the [CSTO=CSTO] is known.", "en", {("KAZ", "CSTO")}),
        ("With the help of [CSTO=CSTO] members [Russia=RUS] and [Kyrgyzstan=KGZ] it ended.", "en", {("RUS", "CSTO"), ("KGZ", "CSTO")}),
        ("Two of them, [Kazakhstan=KAZ] and [Kyrgyzstan=KGZ], belong to the [CSTO=CSTO].", "en", {("KAZ", "CSTO"), ("KGZ", "CSTO")}),
        ("[Казахстан=KAZ] (в рамках [ОДКБ=CSTO]) и [Турция=TUR] (в рамках [НАТО=NATO]).", "ru", {("KAZ", "CSTO"), ("TUR", "NATO")}),
        ("[Kazakistan=KAZ], [Rusya=RUS]’nın öncülüğündeki [KGAÖ=CSTO]’nün de üyesi.", "tr", {("KAZ", "CSTO")}),
        ("Le [Kazakhstan=KAZ] est membre fondateur de l’[OTSC=CSTO].", "fr", {("KAZ", "CSTO")}),
        ("[Қазақстан=KAZ] – [ҰҚШҰ=CSTO] мүшесі.", "kk", {("KAZ", "CSTO")}),
        ("[Узбекистан=UZB] членом [ОДКБ=CSTO] не является.", "ru", set()),
        ("[Russia=RUS] told the [NATO=NATO] members to stop.", "en", set()),
    ],
)
def test_members_are_named_in_many_ways(text, language, expected):
    assert {(state, body) for state, body, kind, _ in standings(text, language=language) if kind == "membership"} == expected


def test_members_and_observers_in_one_list():
    found = standings(
        "He spoke to the [Organization of Turkic States=OTS], which includes [Azerbaijan=AZE], [Kazakhstan=KAZ], [Kyrgyzstan=KGZ],"
        " [Turkey=TUR] and [Uzbekistan=UZB], as well as [Hungary=HUN] and [Turkmenistan=TKM] as observer countries."
    )
    assert {state for state, _, kind, _ in found if kind == "membership"} == {"AZE", "KAZ", "KGZ", "TUR", "UZB"}
    assert {state for state, _, kind, _ in found if kind == "observer"} == {"HUN", "TKM"}


def test_a_new_observer_takes_the_body_of_the_sentence_before():
    text = "The club became the [Organization of Turkic States=OTS].\n[Turkmenistan=TKM] was admitted as an observer."
    found = standings(text, published="2021-11-13")
    assert found == {("TKM", "OTS", "observer", "in_force")}


def test_one_who_left():
    one = only("[Uzbekistan=UZB] left the [CSTO=CSTO] in {2012=2012}.", "membership")
    assert (one.status, one.end.start, one.match) == ("ended", "2012", "confirmed")


def test_a_wrong_membership_is_contradicted_and_says_by_what():
    one = only("[Kazakhstan=KAZ], a [NATO=NATO] member, was silent.", "membership")
    assert one.match == "contradicted"
    assert "neither member nor observer" in one.source


def test_a_wrong_day_of_a_named_instrument_is_contradicted():
    one = only("[Turkey=TUR] and [Azerbaijan=AZE] signed the Shusha declaration on {20 June 2021=2021-06-20}.", "agreement")
    assert one.match == "contradicted"
    assert "2021-06-15" in one.source


def test_reports_merge_when_parties_and_day_agree():
    first = reading("On {7 December 2021=2021-12-07} [Kazakhstan=KAZ] renewed a plan with the [United States=USA].", name="a")
    second = reading(
        "Le {7 décembre=2021-12-07}, le ministère [kazakh=KAZ] a reconduit avec les [États-Unis=USA] un plan de coopération militaire.",
        language="fr",
        published="2021-12-27",
        name="b",
    )
    found = pressed(first, second)
    assert [(one.parties, len(one.articles), len(one.spans)) for one in found] == [(("KAZ", "USA"), 2, 2)]


def test_what_is_still_to_come_is_proposed_and_what_was_not_signed_is_nothing():
    assert only("[Turkey=TUR] will sign a treaty with [Kazakhstan=KAZ] in {2023=2023}.", "treaty").status == "proposed"
    assert not pressed(reading("[Turkey=TUR] did not sign the treaty with [Kazakhstan=KAZ]."))


def test_a_charter_without_the_right():
    one = only("There is no point in the [OTG=OTS]’s charter to send its troops to a member.", "mandate")
    assert (one.parties, one.match) == (("OTS",), "confirmed")
    assert "OTS-deployment-none" in one.source


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The [CSTO=CSTO] decided. It refers to Article 4 of the treaty.", "en"),
        ("Erevan a invoqué l’article 4 du [traité de sécurité collective=CSTO].", "fr"),
        ("Karar, [KGAÖ=CSTO] antlaşmasının 4. maddesine dayanıyor.", "tr"),
        ("Решение принято по статье 4 договора [ОДКБ=CSTO].", "ru"),
    ],
)
def test_a_clause_that_is_invoked(text, language):
    one = only(text, "mandate", language=language)
    assert (one.parties, one.match, one.terms) == (("CSTO",), "confirmed", "may: article 4")
    assert one.source.startswith("reference CSTO-mutual_defence-4: ")


def test_the_reference_comes_with_the_parties_that_occur():
    found = relate([reading("[Kazakhstan=KAZ] met [Russia=RUS].")], ()).commitments
    names = {one.name for one in found if one.match == "reference"}
    assert "Treaty on Good-Neighbourliness and Alliance in the 21st Century" in names
    assert all(one.source for one in found)


def test_the_order_of_articles_changes_nothing():
    texts = (
        "[Turkey=TUR] signed a pact with [Azerbaijan=AZE] in {2021=2021}.",
        "[Turkey=TUR] ratified the treaty with [Azerbaijan=AZE] in {June 2021=2021-06}.",
    )
    readings = [reading(text, name=str(number)) for number, text in enumerate(texts)]
    assert relate(readings, ()).commitments == relate(readings[::-1], ()).commitments
    assert when("2021") != when("2021-06")

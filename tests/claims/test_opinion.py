"""Opinion told from report: which events become hypothetical; and who acts where a speaker says 'we'."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from training.examples import untag

from dragoman.records import day

ROOT = Path(__file__).resolve().parents[2]
NAMED = {"Ankara": "TUR", "Анкара": "TUR", "Түркия": "TUR", "Türkiye": "TUR", "La Turquie": "TUR", "Akar": "hulusi-akar"}


@pytest.fixture
def statuses(attributor, reading):
    """The statuses of the events of a text, told as (type, trigger words, actor ids)."""

    def read(text, language, told, named=None):
        (found,) = attributor.attribute([reading(text, language, named or NAMED, told)])
        return [event.status for event in found.events]

    return read


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "Ankara has clearly been outplaying Moscow.", ("SUPPORT", "outplaying", ["TUR"])),
        ("en", "Ankara may well push Russia out.", ("THREATEN", "push", ["TUR"])),
        ("en", "Ankara is unlikely to forgive Moscow.", ("REJECT", "forgive", ["TUR"])),
        ("ru", "Анкара, скорее всего, накажет Москву.", ("SANCTION", "накажет", ["TUR"])),
        ("tr", "Türkiye Rusya’yı bölgeden çıkarabilir.", ("COERCE", "çıkarabilir", ["TUR"])),
        ("kk", "Түркия Ресейді ығыстыруы мүмкін.", ("COERCE", "ығыстыруы", ["TUR"])),
        ("fr", "La Turquie risque de punir Moscou.", ("SANCTION", "punir", ["TUR"])),
    ],
)
def test_what_is_judged_or_foretold_is_held_possible(statuses, language, text, told):
    assert statuses(text, language, [told]) == ["hypothetical"]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "Ankara is losing ground in the steppe.", ("RETREAT", "losing ground", ["TUR"])),
        ("en", "Ankara has turned its back on Moscow.", ("REJECT", "turned", ["TUR"])),
        ("ru", "Анкара переиграла Москву.", ("ASSAULT", "переиграла", ["TUR"])),
        ("fr", "La Turquie a tourné le dos à Moscou.", ("REJECT", "tourné", ["TUR"])),
        ("tr", "Türkiye Moskova’ya boyun eğdi.", ("CONCEDE", "boyun eğdi", ["TUR"])),
        ("kk", "Түркия Мәскеуге бас иді.", ("CONCEDE", "бас иді", ["TUR"])),
    ],
)
def test_a_metaphor_is_no_act(statuses, language, text, told):
    assert statuses(text, language, [told]) == ["hypothetical"]


def test_a_metaphor_with_a_day_or_with_armed_people_is_a_report(attributor, reading):
    text = "Ankara lost ground to the rebels."
    made = reading(text, "en", {"Ankara": "TUR", "the rebels": "TUR"}, [("RETREAT", "lost ground", ["TUR"])])
    armed = tuple(msgspec.structs.replace(one, sectors=("REB",)) if one.span.text == "the rebels" else one for one in made.mentions)
    (found,) = attributor.attribute([msgspec.structs.replace(made, mentions=armed)])
    assert found.events[0].status == "actual"
    dated = msgspec.structs.replace(made, events=(msgspec.structs.replace(made.events[0], when=day(date(2022, 1, 20))),))
    (found,) = attributor.attribute([dated])
    assert found.events[0].status == "actual"


def test_a_metaphor_of_the_author_s_is_his_claim(claims):
    (found,) = claims("The alliance is turning into a club of neighbours.", byline="A. Writer")
    assert (found.kind, found.speaker.name, found.events) == ("opinion", "A. Writer", ())


@pytest.mark.parametrize(
    ("article", "status"),
    [
        ({"title": "Opinion: Ankara and Moscow"}, "hypothetical"),
        ({"title": "Анкара и Москва | Мнение"}, "hypothetical"),
        ({"url": "https://paper.example/opinion/2022/ankara"}, "hypothetical"),
        ({"url": "https://paper.example/yazarlar/biri/ankara"}, "hypothetical"),
        ({"byline": "A. Writer, columnist"}, "hypothetical"),
        ({"byline": "Press service"}, "actual"),
        ({"title": "Public opinion turns on Ankara"}, "actual"),
        ({"url": "https://paper.example/news/opinion-poll"}, "actual"),
        ({}, "actual"),
    ],
)
def test_a_soft_deed_in_a_labelled_opinion_is_the_author_s(attributor, reading, article, status):
    text = "Ankara supports Moscow.\nАнкара молчит."
    made = reading(text, "en", NAMED, [("SUPPORT", "supports", ["TUR"])], **article)
    last = msgspec.structs.replace(made.sentences[-1], language="ru")
    (found,) = attributor.attribute([msgspec.structs.replace(made, sentences=(*made.sentences[:-1], last))])
    assert found.events[0].status == status


def test_a_line_that_disowns_the_views_makes_an_opinion(statuses):
    text = "Ankara supports Moscow.\n\nThe views expressed in this article are the author’s own."
    assert statuses(text, "en", [("SUPPORT", "supports", ["TUR"])]) == ["hypothetical"]


def test_what_is_only_signalled_is_no_threat(attributor, reading):
    made = reading("Ankara signalled to Astana that it would be useful.", "en", NAMED, [("THREATEN", "signalled", ["TUR"])])
    unsure = msgspec.structs.replace(made, events=(msgspec.structs.replace(made.events[0], confidence=0.7),))
    sure_one, unsure_one = attributor.attribute([made, unsure])
    assert [sure_one.events[0].status, unsure_one.events[0].status] == ["actual", "hypothetical"]


@pytest.mark.parametrize(
    ("confidence", "trigger", "status"),
    [(0.66, "signed a treaty", "actual"), (0.55, "signed a treaty", "hypothetical"), (0.66, "drew closer", "hypothetical")],
)
def test_what_an_analyst_tells_by_the_usual_words_is_a_fact_sooner(attributor, reading, confidence, trigger, status):
    text = f"“Ankara {trigger} with Moscow,” the analyst Ivan Petrov said."
    made = reading(text, "en", NAMED, [("SUPPORT", trigger, ["TUR", "RUS"])])
    given = msgspec.structs.replace(made, events=(msgspec.structs.replace(made.events[0], confidence=confidence),))
    (found,) = attributor.attribute([given])
    assert found.events[0].status == status


def test_a_deed_that_a_judgement_takes_as_known_stays_done(attributor, reading):
    made = reading("Unfortunately, the troops of Russia broke an idea.", "en", {"Russia": "RUS"}, [("MOBILIZE", "troops", ["RUS"])])
    named = msgspec.structs.replace(made, events=(msgspec.structs.replace(made.events[0], confidence=0.6, engine="named-1"),))
    read = msgspec.structs.replace(made, events=(msgspec.structs.replace(made.events[0], confidence=0.6),))
    assert [one.events[0].status for one in attributor.attribute([named, read])] == ["actual", "hypothetical"]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "Ankara condemned Moscow on Monday.", ("REJECT", "condemned", ["TUR"])),
        ("en", "Ankara sent drones to Kyiv, and talks may follow.", ("AID", "sent drones", ["TUR"])),
        ("en", "In May Ankara sent drones to Kyiv.", ("AID", "sent drones", ["TUR"])),
        ("en", "Unfortunately, Ankara shelled the town.", ("ASSAULT", "shelled", ["TUR"])),
        ("ru", "Анкара осудила Москву.", ("REJECT", "осудила", ["TUR"])),
        ("kk", "Түркия Ресейді айыптады.", ("ACCUSE", "айыптады", ["TUR"])),
    ],
)
def test_a_report_stays_an_act(statuses, language, text, told):
    assert statuses(text, language, [told]) == ["actual"]


def test_what_an_analyst_thinks_is_no_act_of_his_and_a_minister_s_accusation_is(statuses):
    told = [("ACCUSE", "accused", ["sener"])]
    named = {"Sener": "sener"}
    assert statuses("The analyst Sener accused Russia of weakness.", "en", told, named) == ["hypothetical"]
    assert statuses("The minister Sener accused Russia of weakness.", "en", told, named) == ["actual"]


def test_we_is_the_speaker_of_another_sentence(attributor, reading):
    text = "Akar said: “We are confident in our brothers. We are ready to help Kazakhstan if they ask.”"
    told = [("AGREE", "ready to help", ["KAZ"])]
    made = reading(text, "en", {"Akar": "hulusi-akar", "Kazakhstan": "KAZ"}, told)
    (event,) = made.events
    open_one = msgspec.structs.replace(event, actors=(), recipients=event.actors)
    (found,) = attributor.attribute([msgspec.structs.replace(made, events=(open_one,))])
    assert [(party.id, party.text) for party in found.events[0].actors] == [("hulusi-akar", "Akar")]
    assert found.events[0].key == event.key


def test_our_own_sentences_are_well_formed():
    for path in sorted((ROOT / "training" / "attribution").glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            text, marks = untag(line)
            assert "<" not in text
            assert {mark.tag for mark in marks} in (set(), {"S", "C", "Q"}, {"S", "C"}), line
    for path in sorted((ROOT / "training" / "opinion").glob("**/*.tsv")):
        rows = [line.split("\t")[-2:] for line in path.read_text(encoding="utf-8").splitlines()[1:]]
        assert {label for label, _ in rows} == {"opinion", "report"}
        assert all(text for _, text in rows)

"""Opinion told from report: which events become hypothetical; and who acts where a speaker says 'we'."""

from pathlib import Path

import msgspec
import pytest
from training.examples import untag

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

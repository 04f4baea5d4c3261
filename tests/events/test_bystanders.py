"""Who of a sentence may be a party: not the one whose adviser acts, not the body whose meeting it was, nobody twice."""

import pytest

from dragoman.events.bystanders import parties
from dragoman.records import Mention, cut_span


def mentioned(text, *names, kind="organisation"):
    """Mentions by their words; `name=id` gives an id, else the words are one."""
    found = []
    for name in names:
        words, _, actor = name.partition("=")
        start = text.index(words)
        span = cut_span(text, start, start + len(words))
        found.append(Mention(key=f"m{start}", span=span, actor=actor or words, name=words, kind=kind, how="name"))
    return found


VENUES = [
    ("en", "Sener, at a conference of the OTS, accused Russia.", "OTS"),
    ("en", "Tokayev met Rahmon on the sidelines of the CSTO summit.", "CSTO"),
    ("en", "After a meeting of the Turkic Council in Istanbul, Aliyev praised Orban.", "Turkic Council"),
    ("ru", "Лукашенко на саммите ОДКБ раскритиковал Армению.", "ОДКБ"),
    ("ru", "На внеочередном заседании ОБСЕ Лавров обвинил Киев.", "ОБСЕ"),
    ("fr", "En marge du sommet de l’OTAN, Macron a rencontré Erdogan.", "OTAN"),
    ("tr", "Erdoğan NATO zirvesinde Stoltenberg’le görüştü.", "NATO"),
    ("kk", "Тоқаев ҰҚШҰ саммитінде Пашинянмен кездесті.", "ҰҚШҰ"),
]
ACTORS = [
    ("en", "The OTS condemned the attack at a conference in Ankara.", "OTS"),
    ("en", "The summit was cancelled by NATO.", "NATO"),
    ("ru", "ОДКБ провела саммит в Ереване.", "ОДКБ"),
    ("fr", "L’OTAN a tenu un sommet à Madrid.", "OTAN"),
    ("tr", "NATO, Türkiye’yi zirveye davet etti.", "NATO"),
    ("kk", "ҰҚШҰ Қазақстанға әскер жіберді.", "ҰҚШҰ"),
]


@pytest.mark.parametrize(("language", "text", "name"), VENUES)
def test_a_body_that_lends_its_name_to_a_meeting_is_no_party(language, text, name):
    assert parties(text, language, mentioned(text, name)) == []


@pytest.mark.parametrize(("language", "text", "name"), ACTORS)
def test_a_body_that_acts_is_one(language, text, name):
    assert [mention.name for mention in parties(text, language, mentioned(text, name))] == [name]


def test_an_abbreviation_behind_its_name_is_the_same_party():
    text = "The Organization of Turkic States (OTS) invited the CSTO."
    found = parties(text, "en", mentioned(text, "Organization of Turkic States=OTS", "OTS=OTS", "CSTO"))
    assert [mention.name for mention in found] == ["Organization of Turkic States", "CSTO"]

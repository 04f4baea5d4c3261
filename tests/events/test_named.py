"""Deployments named by a noun in a sentence about something else."""

import pytest

from dragoman.events.named import named
from dragoman.records import Mention, Question, cut_span


def question(text, language, actors):
    """The sentence with its actors: words and id; capitals of three letters are a state."""
    mentions = []
    for words, actor in actors:
        start = text.index(words)
        kind = "state" if len(actor) == 3 else "organisation"
        mentions.append(Mention(key=f"me-{actor}", span=cut_span(text, start, start + len(words)), actor=actor, kind=kind, how="name"))
    asked = Question(text, language, tuple((one.span.start, one.span.end) for one in mentions))
    return asked, tuple(mentions)


@pytest.mark.parametrize(
    ("text", "language", "actors", "word", "status"),
    [
        (
            "Turkey criticised the deployment of CSTO troops in Kazakhstan.",
            "en",
            [("Turkey", "TUR"), ("CSTO troops", "CSTO"), ("Kazakhstan", "KAZ")],
            "deployment",
            "actual",
        ),
        (
            "Experts called for the introduction of Russian peacekeepers into Armenia.",
            "en",
            [("Russian peacekeepers", "RUS"), ("Armenia", "ARM")],
            "introduction",
            "hypothetical",
        ),
        ("The dispatch of Turkish soldiers to Libya was not agreed.", "en", [("Turkish", "TUR"), ("Libya", "LBY")], "dispatch", "negated"),
        (
            "Papers wrote of the transfer of Turkish special forces to Armenia.",
            "en",
            [("Turkish special forces", "TUR"), ("Armenia", "ARM")],
            "transfer",
            "actual",
        ),
        ("Анкара осудила ввод войск ОДКБ в Казахстан.", "ru", [("ОДКБ", "CSTO"), ("Казахстан", "KAZ")], "ввод", "actual"),
        (
            "Ankara, KGAÖ birliklerinin Kazakistan’a gönderilmesini eleştirdi.",
            "tr",
            [("KGAÖ", "CSTO"), ("Kazakistan", "KAZ")],
            "gönderilmesini",
            "actual",
        ),
        ("Il critique l’envoi de troupes de l’OTSC au Kazakhstan.", "fr", [("OTSC", "CSTO"), ("Kazakhstan", "KAZ")], "envoi", "actual"),
        ("Ол ҰҚШҰ әскерін Қазақстанға енгізуді сынады.", "kk", [("ҰҚШҰ", "CSTO"), ("Қазақстан", "KAZ")], "енгізуді", "actual"),
    ],
)
def test_a_deployment_is_named_in_passing(text, language, actors, word, status):
    asked, mentions = question(text, language, actors)
    (relation,) = named(asked, mentions)
    assert text[slice(*relation.trigger)] == word
    assert [mentions[n].actor for n in (*relation.actors, *relation.recipients)] == [actors[-2][1], actors[-1][1]]
    assert (relation.type, relation.status) == ("MOBILIZE", status)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("The transfer of Russian technology to Kazakhstan went on.", ("Kazakhstan", "KAZ")),
        ("The introduction of Russian gas in Kazakhstan went on.", ("Kazakhstan", "KAZ")),
        ("Russian troops and Kazakhstan were in the news.", ("Kazakhstan", "KAZ")),
        ("The deployment of Russian troops in Moscow went on.", ("Moscow", "RUS")),
    ],
)
def test_other_nouns_name_no_deployment(text, target):
    asked, mentions = question(text, "en", [("Russian", "RUS"), target])
    assert list(named(asked, mentions)) == []

"""The Coder: what an engine answers becomes PLOVER events with offsets into the original text."""

from datetime import date

import msgspec

from dragoman.engines import Lexicon
from dragoman.events import Coder
from dragoman.events.bystanders import outermost
from dragoman.events.coder import candidates, whole_words
from dragoman.events.counts import find
from dragoman.events.setting import when
from dragoman.records import (
    Answer,
    Article,
    Mention,
    Place,
    Question,
    Reading,
    Relation,
    Sentence,
    Timex,
    When,
    cut_span,
    day,
)
from dragoman.vocab import codebook

TEXT = "Kazakhstan signed a pact with Italy in October. Did Russia object?"


def mention(words, actor, text=TEXT, kind="state"):
    start = text.index(words)
    return Mention(key=f"men-{actor}", span=cut_span(text, start, start + len(words)), actor=actor, kind=kind, how="name", country=actor)


def reading(**given):
    base = {
        "article": Article(key="art-1", text=TEXT, published=day(date(2021, 12, 22)), language="en"),
        "sentences": (
            Sentence(start=0, end=47, number=0, paragraph=0, language="en"),
            Sentence(start=48, end=len(TEXT), number=1, paragraph=0, language="en"),
        ),
        "mentions": (mention("Kazakhstan", "KAZ"), mention("Italy", "ITA"), mention("Russia", "RUS")),
    }
    return Reading(**{**base, **given})


class Fixed:
    """An engine that sees one signing in every sentence that holds two actors."""

    name = "fixed-1"

    def read(self, questions):
        one = Relation(type="SUPPORT", actors=(0,), recipients=(1,), trigger=(11, 17), confidence=0.9)
        return [Answer(relations=(one,) if len(question.actors) > 1 else ()) for question in questions]


def test_an_event_knows_its_words():
    (coded,) = Coder(Fixed(), codebook()).code([reading()])
    (event,) = coded.events
    assert (event.type, event.quad, event.score) == ("SUPPORT", "verbal cooperation", 5.0)
    assert ([p.id for p in event.actors], [p.id for p in event.recipients]) == (["KAZ"], ["ITA"])
    assert TEXT[event.trigger.start : event.trigger.end] == event.trigger.text == "signed"
    assert event.sentence.text == TEXT[:47]


def test_questions_are_not_asked_about():
    assert [candidate.sentence.number for candidate in candidates(0, reading())] == [0]


def test_what_is_less_sure_than_asked_is_left_out():
    (coded,) = Coder(Fixed(), codebook(), least=0.95).code([reading()])
    assert coded.events == ()


def test_nobody_is_the_recipient_of_their_own_deed():
    both = (mention("Kazakhstan", "KAZ"), mention("Italy", "KAZ"))
    (coded,) = Coder(Fixed(), codebook()).code([reading(mentions=both)])
    assert coded.events[0].recipients == ()


def test_sanctions_quad_is_a_switch():
    assert codebook().quad("SANCTION") == "material conflict"
    assert codebook().quad("SANCTION", "verbal conflict") == "verbal conflict"


def test_of_overlapping_mentions_the_widest_stays():
    wide, inner = mention("Kazakhstan signed", "KAZ"), mention("Kazakhstan", "XXX")
    assert outermost([inner, wide]) == [wide]


def test_an_owner_is_not_the_actor():
    text = "President Erdogan’s chief adviser, Ihsan Sener, accused Russia."
    found = (
        msgspec.structs.replace(mention("President Erdogan", "erdogan", text, "person"), how="possessor"),
        mention("Ihsan Sener", "sener", text, "person"),
        mention("Russia", "RUS", text),
    )
    made = Reading(
        article=Article(key="art-2", text=text),
        mentions=found,
        sentences=(Sentence(start=0, end=len(text), number=0, paragraph=0, language="en"),),
    )
    (candidate,) = candidates(0, made)
    assert [m.actor for m in candidate.mentions] == ["sener", "RUS"]


def test_a_time_in_the_sentence_is_the_events_time():
    october = Timex(span=cut_span(TEXT, 39, 46), type="DATE", value="2021-10", when=When(start="2021-10", precision="month"))
    given = reading(times=(october,))
    assert str(when(given, given.sentences[0], cut_span(TEXT, 11, 17), "actual")) == "2021-10"


def test_without_a_time_an_event_is_dated_by_publication_and_says_so():
    given = reading()
    found = when(given, given.sentences[0], cut_span(TEXT, 11, 17), "actual")
    assert (str(found), found.approximate) == ("2021-12-22", True)
    assert when(given, given.sentences[0], cut_span(TEXT, 11, 17), "future") is None


def test_counts():
    counts = find("At least 12 people were killed and 30 others wounded, and police arrested five suspects.", "en")
    assert (counts.dead, counts.injured, counts.arrested) == (12, 30, 5)
    assert find("погибли 1 600 человек, ранены двое", "ru").dead == 1600
    assert find("Talks went on for 12 days.", "en").dead is None


def test_the_lexicon_codes_by_words_and_order():
    text = "Turkey condemned Syria."
    (answer,) = Lexicon().read([Question(text, "en", ((0, 6), (17, 22)))])
    (found,) = answer.relations
    assert (found.type, found.actors, found.recipients, text[slice(*found.trigger)]) == ("ACCUSE", (0,), (1,), "condemned")


def test_words_that_decide_are_whole_words():
    text = "Тоқаев көмек сұрады."
    assert whole_words(text, 12, 17).text == "сұрады"
    assert whole_words(text, 0, 3).text == "Тоқаев"


def test_who_is_sent_help_may_be_told_by_the_place_alone():
    text = "Kazakhstan decided to send two hospitals to Kabul."
    kabul = text.index("Kabul")
    place = Place(span=cut_span(text, kabul, kabul + 5), name="Kabul", country="AFG", lat=34.5, lon=69.2)
    given = {
        "article": Article(key="art-1", text=text, language="en"),
        "sentences": (Sentence(start=0, end=len(text), number=0, paragraph=0, language="en"),),
        "mentions": (mention("Kazakhstan", "KAZ", text),),
        "places": (place,),
    }

    class Helps(Fixed):
        def read(self, questions):
            return [Answer(relations=(Relation(type="AID", actors=(0,), recipients=(), trigger=(22, 26), confidence=0.9),))]

    ((event,),) = (one.events for one in Coder(Helps(), codebook()).code([reading(**given)]))
    assert ([p.id for p in event.actors], [p.id for p in event.recipients]) == (["KAZ"], ["AFG"])
    (nowhere,) = Coder(Helps(), codebook()).code([reading(**{**given, "places": ()})])
    assert nowhere.events == ()

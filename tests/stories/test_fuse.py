"""Reports become stories: what is joined, what stays apart, and what a story says of itself."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import OUTLETS, copy, day, deed, says, told, town

from dragoman.records import Claim, Link, Verdict, cut_span, make_key
from dragoman.stories import Fusion, fuse


def sent(words="The CSTO decided to send peacekeepers to Kazakhstan.", type="AID", when="2022-01-06", **fields):
    return told((words, [deed(type, ["CSTO"], ["Kazakhstan"], when=day(when) if when else None)]), **fields)


AGENCY = sent(outlet="steppe")
LEDGER = sent("Peacekeepers of the CSTO alliance are sent to Kazakhstan, the allies decided.", outlet="bosphorus", published="2022-01-07")
RUSSIAN = told(
    ("ОДКБ решила направить миротворцев в Казахстан.", [deed("MOBILIZE", ["ОДКБ"], ["Казахстан"], when=day("2022-01-06"))]),
    outlet="volga",
    language="ru",
)


def groups(stories):
    return sorted(len(story.events) for story in stories)


def test_three_outlets_two_languages_one_story():
    (story,) = fuse([AGENCY, LEDGER, RUSSIAN], [], OUTLETS, [])
    assert story.articles == tuple(sorted(reading.article.key for reading in (AGENCY, LEDGER, RUSSIAN)))
    assert len(story.origins) == 3
    assert story.sides == ("CSTO", "KAZ", "NATO")
    assert (story.type, story.status, story.actors, story.recipients) == ("AID", "actual", ("CSTO",), ("KAZ",))
    assert str(story.when) == "2022-01-06"
    assert story.grade.letter == "B"
    assert story.grade.number == 1
    assert story.grade.because == "3 reports: 3 independent origins from 3 sides, nobody denies it."


def test_copies_are_one_origin():
    (story,) = fuse([AGENCY, LEDGER, RUSSIAN], [copy(LEDGER, AGENCY, "spun"), copy(RUSSIAN, AGENCY, "translated")], OUTLETS, [])
    assert len(story.articles) == 3
    assert len(story.origins) == 1
    assert story.grade.number == 3


def test_a_credited_agency_is_one_origin_with_those_who_credit_it():
    left = sent("The CSTO has decided to send peacekeepers to Kazakhstan, agencies report.", outlet="volga", credits=("steppe",))
    (story,) = fuse([AGENCY, left, LEDGER], [], OUTLETS, [])
    assert sorted(map(len, story.origins)) == [1, 2]


def test_unknown_outlets_are_one_side():
    (story,) = fuse([sent(), sent(outlet="nobody", published="2022-01-07")], [], OUTLETS, [])
    assert story.sides == ("unknown",)


@pytest.mark.parametrize(
    "other",
    [
        sent("The CSTO decided to send more peacekeepers to Kazakhstan.", when="2022-01-09", published="2022-01-09"),
        told(("Kazakhstan sends peacekeepers to the CSTO.", [deed("AID", ["Kazakhstan"], ["CSTO"], when=day("2022-01-06"))])),
        told(("The CSTO decided to accuse Kazakhstan.", [deed("ACCUSE", ["CSTO"], ["Kazakhstan"], when=day("2022-01-06"))])),
        told(("Russia decided to send peacekeepers to Armenia.", [deed("AID", ["Russia"], ["Armenia"], when=day("2022-01-06"))])),
    ],
    ids=["other day", "reversed", "other type", "other parties"],
)
def test_what_contradicts_stays_apart(other):
    assert groups(fuse([AGENCY, other], [], OUTLETS, [])) == [1, 1]


def test_two_towns_are_two_events():
    def shelled(name, place):
        return told(
            (f"Azerbaijan shelled {name} in Armenia.", [deed("ASSAULT", ["Azerbaijan"], ["Armenia"], when=day("2022-01-06"), where=place)])
        )

    goris, vardenis, near = town("Goris", 39.51, 46.34, 1), town("Gyumri", 40.79, 43.85, 2), town("Goris", 39.5, 46.3, 1)
    assert groups(fuse([shelled("Goris", goris), shelled("Gyumri", vardenis)], [], (), [])) == [1, 1]
    assert groups(fuse([shelled("Goris", goris), shelled("Goris itself", near)], [], (), [])) == [2]


def test_a_plan_and_the_deed_of_another_day_are_two_stories():
    plan = told(
        ("Russia will withdraw its force from Kazakhstan.", [deed("RETREAT", ["Russia"], ["Kazakhstan"], status="future")]),
        published="2022-01-06",
    )
    done = told(
        ("Russia withdrew its force from Kazakhstan.", [deed("RETREAT", ["Russia"], ["Kazakhstan"], when=day("2022-01-19"))]),
        published="2022-01-19",
    )
    stories = fuse([plan, done], [], (), [])
    assert sorted(story.status for story in stories) == ["actual", "future"]
    assert {story.status: story.grade.number for story in stories} == {"future": 6, "actual": 3}


def test_a_plan_for_the_very_day_joins_the_deed_and_the_tension_is_noted():
    plan = told(
        (
            "The CSTO will send peacekeepers to Kazakhstan.",
            [deed("AID", ["CSTO"], ["Kazakhstan"], when=day("2022-01-06"), status="future")],
        ),
        published="2022-01-05",
    )
    (story,) = fuse([plan, AGENCY], [], OUTLETS, [])
    assert story.status == "actual"
    assert [tension.about for tension in story.tensions] == ["status"]
    assert story.tensions[0].says == "told as planned or expected by 1 report, as done by 1 report"


def test_events_that_are_hardly_sure_found_no_story():
    faint = told(("Russia met Turkey.", [deed("CONSULT", ["Russia"], ["Turkey"], confidence=0.2)]))
    assert fuse([faint], [], (), []) == ()


OFFER = "Akar said Turkey is ready to help Kazakhstan if it asks."


def offer(words=OFFER, **fields):
    event = deed("AGREE", ["Turkey"], ["Kazakhstan"], trigger="ready", when=day("2022-01-10"))
    return told((words, [event]), claims=[says("Akar", "promises", statement="s1")], published="2022-01-11", **fields)


def test_one_statement_is_one_origin_however_many_report_it():
    readings = [
        offer(outlet="steppe"),
        offer("Turkey stands ready to help Kazakhstan, Akar told reporters.", outlet="volga"),
        offer(OFFER + " So be it.", outlet="bosphorus"),
    ]
    (story,) = fuse(readings, [], OUTLETS, [])
    assert len(story.articles) == 3
    assert len(story.origins) == 1
    assert story.grade.number == 3
    assert story.grade.made == 1
    assert "NATO" in story.sides


def test_the_speakers_state_is_a_side():
    assert fuse([offer(outlet="volga")], [], OUTLETS, [])[0].sides == ("CSTO",)
    quoted = told(("Kazakhstan denied it.", [deed("REJECT", ["Kazakhstan"])]), outlet="volga", claims=[says("Kazakhstan")])
    assert fuse([quoted], [], OUTLETS, [])[0].sides == ("CSTO", "KAZ")


def rumour(*claims):
    return told(
        ("Turkey moves fighters to Azerbaijan.", [deed("MOBILIZE", ["Turkey"], ["Azerbaijan"], when=day("2022-01-06"))]),
        ("That remains unproven.", []),
        outlet="bosphorus",
        claims=claims,
    )


def test_a_doubt_in_the_article_itself_is_kept_and_graded():
    (story,) = fuse([rumour(says("the paper", "doubts", (), (0,), source="author"))], [], OUTLETS, [])
    assert story.grade.number == 4
    assert [(tension.about, tension.says) for tension in story.tensions] == [("doubt", "doubted by Bosphorus")]
    assert story.tensions[0].spans[0].text == "Turkey moves fighters to Azerbaijan."


def test_an_unnamed_rumour_that_is_denied_is_improbable():
    reading = rumour(says("media", source="collective"), says("Azerbaijan", "denies", (), (0,)))
    (story,) = fuse([reading], [], OUTLETS, [])
    assert story.grade.number == 5
    assert story.tensions[0].says == "denied by Azerbaijan"


def test_what_is_told_only_to_be_denied_is_negated():
    reading = told(
        ("Kazakhstan denied that it negotiated with Russia.", [deed("CONSULT", ["Kazakhstan", "Russia"])]),
        claims=[says("Kazakhstan", "denies")],
    )
    assert fuse([reading], [], (), [])[0].status == "negated"


def test_tolls_that_differ_stand_side_by_side():
    def toll(dead, words, outlet):
        return told(
            (words, [deed("ASSAULT", ["Azerbaijan"], ["Armenia"], when=day("2022-09-13"), counts={"dead": dead})]),
            outlet=outlet,
            published="2022-09-14",
        )

    readings = [
        toll(49, "Azerbaijan shelled Armenia, killing 49 soldiers.", "volga"),
        toll(105, "Azerbaijan shelled Armenia, killing 105 soldiers.", "steppe"),
    ]
    (story,) = fuse(readings, [], OUTLETS, [])
    (tension,) = story.tensions
    assert (tension.about, tension.says) == (
        "counts",
        "numbers differ: 49 dead or 105 dead",
    ) or tension.says == "numbers differ: 105 dead or 49 dead"
    assert len(tension.spans) == len(tension.articles) == 2


def test_soldiers_are_counted_by_the_words():
    few = sent("The CSTO sent about 2,500 soldiers to Kazakhstan.", outlet="steppe")
    more = sent("The CSTO sent 2030 peacekeepers to Kazakhstan.", outlet="volga")
    (story,) = fuse([few, more], [], OUTLETS, [])
    assert {value for tension in story.tensions for value in tension.values} == {"2500 soldiers", "2030 soldiers"}


def test_the_key_stays_when_later_articles_join_and_is_an_alias_when_an_earlier_one_does():
    early = sent("The CSTO has decided to send peacekeepers to Kazakhstan.", published="2022-01-05", outlet="volga")
    (alone,) = fuse([AGENCY], [], OUTLETS, [])
    (later,) = fuse([AGENCY, LEDGER], [], OUTLETS, [])
    (earlier,) = fuse([early, AGENCY, LEDGER], [], OUTLETS, [])
    assert later.key == alone.key
    assert earlier.key != alone.key
    assert alone.key in earlier.aliases


def verdict(left, right, same):
    return Verdict(left=left, right=right, same=same, by="me", made="2022-02-01")


def test_a_person_may_part_and_join():
    readings = [AGENCY, LEDGER]
    left, right = (reading.events[0].key for reading in readings)
    parted = fuse(readings, [], OUTLETS, [verdict(left, right, False)])
    assert groups(parted) == [1, 1]
    other = told(("Russia met Turkey.", [deed("CONSULT", ["Russia"], ["Turkey"], when=day("2021-05-01"))]))
    story = fuse([other], [], OUTLETS, [])[0].key
    assert groups(fuse([*readings, other], [], OUTLETS, [verdict(left, story, True)])) == [3]


def test_an_event_may_be_taken_out_of_a_story():
    (whole,) = fuse([AGENCY, LEDGER, RUSSIAN], [], OUTLETS, [])
    out = LEDGER.events[0].key
    stories = fuse([AGENCY, LEDGER, RUSSIAN], [], OUTLETS, [verdict(out, whole.key, False)])
    assert groups(stories) == [1, 2]
    assert (out,) in [story.events for story in stories]


def test_a_closed_verdict_and_an_unknown_key_change_nothing():
    closed = Verdict(left=AGENCY.events[0].key, right=LEDGER.events[0].key, same=False, by="me", made="2022-02-01", closed="2022-02-02")
    assert groups(fuse([AGENCY, LEDGER], [], OUTLETS, [closed, verdict("ev-nothing", AGENCY.events[0].key, False)])) == [2]


def test_persons_stand_for_their_state_and_nobody_is_nameless():
    by_name = told(("Akar met Tokayev.", [deed("CONSULT", ["Akar"], ["Tokayev"], when=day("2022-01-06"))]))
    by_state = told(
        ("Turkey and Kazakhstan met.", [deed("CONSULT", ["Turkey", "Kazakhstan"], when=day("2022-01-06"))]), published="2022-01-07"
    )
    (story,) = fuse([by_name, by_state], [], (), [])
    assert set(story.actors) | set(story.recipients) <= {"TUR", "KAZ", "hulusi-akar", "kassym-jomart-tokayev"}
    crowd = told(("Angry people met.", [deed("PROTEST", ["Angry people"])]))
    assert fuse([crowd], [], (), [])[0].actors == ("angry-people",)


def test_two_ministers_of_one_state_are_two_statements():
    def said(name, words):
        return told((words, [deed("ACCUSE", [name], ["Russia"], trigger="accused", when=day("2022-01-06"))]))

    assert groups(fuse([said("Akar", "Akar accused Russia of it."), said("Cavusoglu", "Cavusoglu accused Russia of it.")], [], (), [])) == [
        1,
        1,
    ]


def test_a_month_and_its_day_are_one_date_the_day():
    month = told(
        ("Kazakhstan signed with Russia.", [deed("SUPPORT", ["Kazakhstan", "Russia"], when=day("2022-01"), trigger="signed")]),
        published="2022-02-01",
    )
    exact = told(
        (
            "Kazakhstan signed with Russia on the day.",
            [deed("SUPPORT", ["Kazakhstan", "Russia"], when=day("2022-01-22"), trigger="signed")],
        ),
        published="2022-02-02",
    )
    (story,) = fuse([month, exact], [], (), [])
    assert str(story.when) == "2022-01-22"


def test_the_explanation_adds_up():
    fusion = Fusion([AGENCY, LEDGER], [], OUTLETS)
    parts = fusion.explain(AGENCY.events[0].key, LEDGER.events[0].key)
    assert {"same_type", "participants", "direction", "day", "bias"} <= {part.feature for part in parts}
    assert sum(part.bits for part in parts) > 0


READINGS = [
    AGENCY,
    LEDGER,
    RUSSIAN,
    offer(outlet="steppe"),
    offer("Turkey stands ready to help Kazakhstan, Akar told reporters.", outlet="volga"),
    rumour(says("media", source="collective"), says("Azerbaijan", "denies", (), (0,))),
    sent("The CSTO decided to send more peacekeepers to Kazakhstan.", when="2022-01-09", published="2022-01-09"),
    sent("The CSTO sent about 2,500 soldiers to Kazakhstan.", outlet="steppe"),
    sent("The CSTO sent 2030 peacekeepers to Kazakhstan.", when=None, outlet="volga"),
]
WHOLE = fuse(READINGS, [copy(LEDGER, AGENCY)], OUTLETS, [])


@given(st.permutations(range(len(READINGS))))
@settings(max_examples=25, deadline=None)
def test_order_does_not_matter(order):
    outlets = list(OUTLETS)
    random.Random(len(order)).shuffle(outlets)
    assert fuse([READINGS[place] for place in order], [copy(LEDGER, AGENCY)], outlets, []) == WHOLE


def foretold(words, name, stance, outlet):
    """An article with one event, and an outlook that no event is made of."""

    def claim(article, text, events):
        sentence = cut_span(text, text.index(words), text.index(words) + len(words))
        return Claim(
            key=make_key("cl", article, name),
            article=article,
            kind="opinion",
            stance=stance,
            chain=(Link(name=name),),
            content=sentence,
            sentence=sentence,
        )

    return told(
        ("Turkey met Kazakhstan.", [deed("CONSULT", ["Turkey", "Kazakhstan"], when=day("2022-01-05"))]),
        (words, []),
        outlet=outlet,
        claims=[claim],
    )


def test_one_expects_what_another_doubts():
    hope = foretold("The economic alliance will certainly turn into a political and military alliance.", "Dosym", "predicts", "steppe")
    doubt = foretold("The creation of a new regional military alliance under Ankara is unlikely.", "Vladimir", "predicts", "volga")
    filler = [
        told((f"Russia met Armenia about matter {number}.", [deed("CONSULT", ["Russia", "Armenia"], when=day("2021-01-01"))]))
        for number in range(60)
    ]
    stories = fuse([hope, doubt, *filler], [], OUTLETS, [])
    (tension,) = [tension for story in stories for tension in story.tensions if tension.about == "outlook"]
    assert tension.says == "expected by Dosym, doubted by Vladimir"
    assert tension.values == ("expected by Dosym", "doubted by Vladimir")
    assert tension.spans[1].text.endswith("is unlikely.")


def test_a_deed_named_as_known_is_one_deed_though_nobody_dates_it():
    def passing(words, trigger, published):
        event = deed("MOBILIZE", ["CSTO"], ["Kazakhstan"], trigger=trigger, engine="named-1", modes=("troops",))
        return told((words, [event]), published=published)

    readings = [
        passing("Turkey was angry over the deployment of CSTO troops in Kazakhstan.", "deployment", "2022-01-22"),
        passing("For some, the introduction of CSTO troops into Kazakhstan buried the dream of a Turkic world.", "introduction", ""),
    ]
    assert [len(story.articles) for story in fuse(readings, [], OUTLETS, [])] == [2]
    told_apart = [
        told((words, [deed("CONSULT", ["Turkey"], ["Kazakhstan"])]), published="")
        for words in ("Turkey met Kazakhstan.", "Turkey hosts Kazakhstan.")
    ]
    assert len(fuse(told_apart, [], OUTLETS, [])) == 2


def test_an_offer_told_around_a_quotation_is_the_speakers():
    quoted = "Ankara is ready to help Kazakhstan"
    outer = f"The unexpected word of Akar that {quoted} is understood."
    event = deed("AGREE", [], ["Kazakhstan"], trigger="unexpected")

    def holding(article, text, events):
        content = cut_span(text, text.index(quoted), text.index(quoted) + len(quoted))
        link = Link(name="Akar", id="hulusi-akar")
        return Claim(
            key="cl-1",
            article=article,
            kind="quotation",
            stance="asserts",
            chain=(link,),
            content=content,
            sentence=events[0].sentence,
            statement="s1",
        )

    passing = told((outer, [event]), published="2022-01-22", claims=[holding])
    said = told(
        ("We are ready to help our brethren in Kazakhstan.", [deed("AGREE", [], ["Kazakhstan"], trigger="ready")]),
        published="",
        claims=[says("Akar", statement="s1")],
    )
    (story,) = fuse([passing, said], [], OUTLETS, [])
    assert (len(story.articles), len(story.origins)) == (2, 1)

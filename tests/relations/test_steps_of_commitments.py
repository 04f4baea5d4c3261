"""A commitment is one, with the steps that it took; and one that is only doubted says by whom."""

from marked import event, reading, story, when
from msgspec.structs import replace

from dragoman.records import Copy, Tension
from dragoman.relations import relate


def pressed(*readings, stories=(), copies=()):
    return [one for one in relate(readings, stories, copies).commitments if one.articles]


def steps(one):
    return [(step.status, str(step.when), step.article) for step in one.steps]


SIGNED = reading("On {5 March 2021=2021-03-05} [Chad=TCD] signed a treaty with [Togo=TGO].", published="2021-03-06", name="a")


def told(text, published, name):
    return reading(text, published=published, name=name)


def test_signed_then_ratified_then_in_force_then_ended_is_one_commitment_with_four_steps():
    later = (
        told("On {9 May 2022=2022-05-09} [Togo=TGO] ratified the treaty with [Chad=TCD].", "2022-05-10", "b"),
        told("The treaty of [Chad=TCD] and [Togo=TGO] entered into force on {1 June 2022=2022-06-01}.", "2022-06-02", "c"),
        told("[Togo=TGO] terminated the treaty with [Chad=TCD] on {3 July 2024=2024-07-03}.", "2024-07-04", "d"),
    )
    (one,) = pressed(SIGNED, *later)
    assert steps(one) == [
        ("signed", "2021-03-05", SIGNED.article.key),
        ("ratified", "2022-05-09", later[0].article.key),
        ("in_force", "2022-06-01", later[1].article.key),
        ("ended", "2024-07-03", later[2].article.key),
    ]
    assert (one.status, str(one.signed), str(one.start), str(one.end)) == ("ended", "2021-03-05", "2022-06-01", "2024-07-03")
    assert [step.span.text[:14] for step in one.steps] == ["On 5 March 202", "On 9 May 2022 ", "The treaty of ", "Togo terminate"]


def test_a_renewal_is_a_step_and_stands_alone_where_nothing_was_read_before():
    renewed = told("On {9 May 2022=2022-05-09} [Chad=TCD] renewed the treaty with [Togo=TGO].", "2022-05-10", "b")
    (alone,) = pressed(renewed)
    assert (alone.status, steps(alone)) == ("signed", [("renewed", "2022-05-09", renewed.article.key)])
    (one,) = pressed(renewed, SIGNED)
    assert [name for name, _, _ in steps(one)] == ["signed", "renewed"]
    assert str(one.signed) == "2021-03-05"


def test_which_of_two_treaties_was_ratified_is_not_guessed():
    second = told("On {7 April 2021=2021-04-07} [Chad=TCD] signed a treaty with [Togo=TGO].", "2021-04-08", "b")
    ratified = told("On {9 May 2022=2022-05-09} [Togo=TGO] ratified the treaty with [Chad=TCD].", "2022-05-10", "c")
    assert sorted(len(one.steps) for one in pressed(SIGNED, second, ratified)) == [1, 1, 1]


def test_a_ratification_long_after_or_before_is_another_document():
    late = told("On {9 May 2031=2031-05-09} [Togo=TGO] ratified the treaty with [Chad=TCD].", "2031-05-10", "b")
    early = told("On {9 May 2020=2020-05-09} [Togo=TGO] ratified the treaty with [Chad=TCD].", "2020-05-10", "c")
    assert len(pressed(SIGNED, late, early)) == 3


def test_shusha_was_signed_and_ratified_once():
    signed = told("[Turkey=TUR] and [Azerbaijan=AZE] signed the Shusha declaration on {15 June 2021=2021-06-15}.", "2021-06-16", "a")
    text = "[Турция=TUR] {3 февраля=2022-02-03} ратифицировала Шушинскую декларацию с [Азербайджаном=AZE]."
    (one,) = pressed(signed, reading(text, published="2022-02-04", language="ru", name="b"))
    assert [(name, day) for name, day, _ in steps(one)] == [("signed", "2021-06-15"), ("ratified", "2022-02-03")]
    assert (one.match, one.name) == ("confirmed", "Shusha Declaration on Allied Relations")


def test_a_copy_without_a_day_joins_as_of_the_day_of_its_source():
    source = told("Yesterday, on {5 March 2021=2021-03-05}, [Chad=TCD] signed a treaty with [Togo=TGO].", "2021-03-06", "a")
    undated = reading("[Chad=TCD] signed a treaty with [Togo=TGO].", name="b")
    bare = replace(undated, article=replace(undated.article, published=None))
    copy = Copy(key="copy-1", article=bare.article.key, source=source.article.key, kind="spun", share=1.0, reason="by hand")
    assert len(pressed(source, bare)) == 2
    assert len(pressed(source, bare, copies=(copy,))) == 1


def test_a_headline_that_the_article_doubts_says_so_and_counts_for_nothing():
    plain = told("[Turkey=TUR] signed a treaty with [Togo=TGO] on {5 March 2021=2021-03-05}.", "2021-03-06", "a")
    one = replace(plain, events=(event(plain, 0, "AGREE", "TUR", "TGO"),))
    doubt = Tension(about="doubt", says="doubted by the paper itself")
    doubted = story("d", "AGREE", 4.0, "TUR", "2021-03-05", recipients=("TGO",), events=("ev-0",), tensions=(doubt,))
    (bound,) = pressed(one, stories=(doubted,))
    assert bound.contested == "doubted by the paper itself"
    rows = [row for row in relate([one], (doubted,)).alignments if (row.actor, row.pole) == ("TGO", "TUR/OTS")]
    assert {part.value for row in rows for part in row.parts if part.name == "commitments"} == {0.0}
    (plainly,) = pressed(one, stories=(story("d", "AGREE", 4.0, "TUR", "2021-03-05", events=("ev-0",)),))
    assert plainly.contested == ""


def test_a_commitment_of_words_alone_is_doubted_with_what_its_article_tells_of_the_same_parties():
    plain = told("[Turkey=TUR] signed a treaty with [Togo=TGO] on {5 March 2021=2021-03-05}.", "2021-03-06", "a")
    doubt = Tension(about="doubt", says="doubted by the paper itself")
    told_of_both = story("d", "AGREE", 4.0, "TUR", "2021-03-05", recipients=("TGO",), tensions=(doubt,))
    here = replace(told_of_both, articles=(plain.article.key,))
    others = replace(here, recipients=("MLI",))
    elsewhere = replace(here, articles=("art-other",))
    assert [pressed(plain, stories=(one,))[0].contested for one in (here, others, elsewhere)] == ["doubted by the paper itself", "", ""]


def test_to_be_bound_by_a_treaty_is_no_mandate_of_the_state():
    assert [one for one in pressed(reading("[Kyrgyzstan=KGZ] is bound by the [CSTO=CSTO] treaty.")) if one.kind == "mandate"] == []


def test_steps_of_the_reference_have_days_and_no_words():
    names = reading("[Turkey=TUR] and [Azerbaijan=AZE] spoke.")
    shusha = next(one for one in relate([names], ()).commitments if "aze-tur-shusha-2021" in one.source)
    assert (shusha.steps[0].status, shusha.steps[0].when, shusha.steps[0].span) == ("signed", when("2021-06-15"), None)

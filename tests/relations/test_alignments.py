"""Alignments worked by hand: the sums stand in docs/alignment.md."""

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import story, when
from msgspec.structs import replace

from dragoman.records import Commitment, Milestone
from dragoman.relations import relate
from dragoman.relations.alignments import Case, align, covered
from dragoman.relations.ties import Period, fade, half, tie, year
from dragoman.vocab.alignment import weights

Y2021 = year(date(2021, 6, 1))
VISIT = story("visit", "CONSULT", 4.0, "KAZ", "2021-12-31", recipients=("RUS",))


def bound(kind, *parties, start="2013-11-11", **more):
    return Commitment(key=f"co-{kind}", kind=kind, parties=parties, status="in_force", start=when(start), match="reference", **more)


def part(found, name):
    return next((one for one in found.parts if one.name == name), None)


def test_periods():
    assert half(date(2022, 1, 5)) == Period("2022-H1", date(2022, 1, 1), date(2022, 6, 30))
    assert half(date(2022, 7, 1)).name == "2022-H2"


def test_evidence_fades_by_half_in_a_year():
    assert fade(date(2021, 12, 31), date(2021, 12, 31)) == 1.0
    assert fade(date(2020, 12, 31), date(2021, 12, 31)) == 0.5
    assert fade(date(2022, 1, 1), date(2021, 12, 31)) == 0.0
    assert fade(date(2012, 1, 1), date(2021, 12, 31)) == 0.0


def test_a_date_that_is_only_a_year_is_in_no_half_of_it():
    vague = story("vague", "CONSULT", 4.0, "KAZ", "2021", recipients=("RUS",))
    assert [period.name for period in covered([vague])] == ["2021"]
    assert part(align(Case("KAZ", "RUS/CSTO", (vague,)), half(date(2021, 1, 1))), "verbal") is None
    assert tie(bound("arms", "KAZ", "TUR", start="2021"), "KAZ", half(date(2021, 1, 1))) == 0.0
    assert tie(bound("arms", "KAZ", "TUR", start="2021"), "KAZ", half(date(2021, 7, 1))) == 0.5


def test_one_visit_and_no_commitment():
    # verbal = 4 / (4 + 5) = 0.4444; all other parts are 0; 0.1 * 0.4444 = 0.0444
    found = align(Case("KAZ", "RUS/CSTO", (VISIT,)), Y2021)
    assert part(found, "verbal").value == pytest.approx(4 / 9, abs=1e-4)
    assert found.score == pytest.approx(0.0444, abs=1e-4)
    assert part(found, "verbal").keys == ("st-visit",)
    assert part(found, "material") is None
    assert found.low == 0.0 < found.score < found.high


def test_cooperation_against_conflict():
    # 4 of a visit on the last day, 6 of an accusation a year before, faded to 3: (4 - 3) / (4 + 3 + 5) for two parts apart
    blame = story("blame", "ACCUSE", -6.0, "RUS", "2020-12-31", recipients=("KAZ",))
    found = align(Case("KAZ", "RUS/CSTO", (blame, VISIT)), Y2021)
    assert part(found, "statements").value == pytest.approx(-3 / 8, abs=1e-4)
    assert part(found, "verbal").value == pytest.approx(4 / 9, abs=1e-4)
    assert found.score == pytest.approx(-0.0118, abs=1e-4)


@given(st.floats(0.1, 10), st.sampled_from(["CONSULT", "SUPPORT", "AID"]), st.sampled_from(["verbal cooperation", "material cooperation"]))
@settings(deadline=None, max_examples=25)
def test_a_friendly_act_never_lowers_a_score_nor_a_hostile_one_raises_it(score, type, quad):
    ties = tuple(bound(kind, "KAZ", "RUS") for kind in ("defence_pact", "treaty", "agreement", "basing"))
    bare = align(Case("KAZ", "RUS/CSTO", (), ties), Y2021).score
    kind = story("kind", type, score, "RUS", "2021-12-31", recipients=("KAZ",), quad=quad)
    blow = story("blow", "ACCUSE", -score, "RUS", "2021-12-31", recipients=("KAZ",))
    assert align(Case("KAZ", "RUS/CSTO", (kind,), ties), Y2021).score >= bare
    assert align(Case("KAZ", "RUS/CSTO", (blow,), ties), Y2021).score <= bare


def test_a_commitment_saturates():
    # an agreement of two: 0.4; 1 - exp(-0.4 / 3) = 0.1248
    found = align(Case("KAZ", "RUS/CSTO", (VISIT,), (bound("agreement", "KAZ", "RUS"),)), Y2021)
    assert part(found, "commitments").value == pytest.approx(1 - math.exp(-0.4 / 3), abs=1e-4)
    assert part(found, "commitments").keys == ("co-agreement",)


def test_ties_by_kind_parties_and_time():
    assert tie(bound("defence_pact", "KAZ", "RUS"), "KAZ", Y2021) == 1.0
    assert tie(bound("treaty", "KAZ", "RUS", "USA", "GBR"), "KAZ", Y2021) == pytest.approx(0.6 * 2 / 4)
    assert tie(bound("membership", "CSTO", "KAZ"), "KAZ", Y2021) == 2.0
    assert tie(bound("membership", "EAEU", "KAZ"), "KAZ", Y2021) == 1.0
    assert tie(bound("treaty", "KAZ", "RUS", start="2022-01-01"), "KAZ", Y2021) == 0.0
    assert tie(bound("treaty", "KAZ", "RUS", end=when("2020")), "KAZ", Y2021) == 0.0
    assert tie(bound("arms", "KAZ", "TUR", start="2020-12-31"), "KAZ", Y2021) == pytest.approx(0.5 * 0.5)


def test_a_step_counts_from_its_day_on():
    # signed 0.8 of a treaty's 0.6 in 2021; ratified, the whole of it in 2022
    steps = (Milestone(status="signed", when=when("2021-03-05")), Milestone(status="ratified", when=when("2022-05-09")))
    treaty = replace(bound("treaty", "KAZ", "RUS", start="2021-03-05"), steps=steps, status="ratified")
    assert tie(treaty, "KAZ", Y2021) == pytest.approx(0.48)
    assert tie(treaty, "KAZ", year(date(2022, 1, 1))) == pytest.approx(0.6)


def test_a_period_without_a_story_has_no_row():
    stories = [VISIT, story("later", "CONSULT", 4.0, "KAZ", "2022-09-14", recipients=("CHN",))]
    found = relate([], stories).alignments
    assert {one.period for one in found if one.actor == "KAZ"} == {"2021", "2021-H2", "2022", "2022-H2"}
    assert {one.pole for one in found if one.actor == "KAZ"} == set(weights().poles)
    assert not [one for one in found if one.actor == "RUS" and one.pole == "RUS/CSTO"]


def test_the_same_answer_every_time():
    assert relate([], [VISIT]) == relate([], [VISIT])
    assert all(-1 <= one.low <= one.high <= 1 for one in relate([], [VISIT]).alignments)


def test_a_score_of_commitments_alone_has_the_interval_of_their_weights():
    # g ~ Gamma(4, 1/4) lies between 0.342 and 1.938 in nine of ten draws (chi-square of 8 degrees, 2.733 / 8 and 15.507 / 8)
    found = align(Case("KAZ", "RUS/CSTO", (), (bound("agreement", "KAZ", "RUS"),)), Y2021)
    assert found.score == pytest.approx(0.35 * (1 - math.exp(-0.4 / 3)), abs=1e-4)
    assert found.low == pytest.approx(0.35 * (1 - math.exp(-0.4 * 0.342 / 3)), abs=0.004)
    assert found.high == pytest.approx(0.35 * (1 - math.exp(-0.4 * 1.938 / 3)), abs=0.008)


def test_what_only_the_press_tells_may_not_have_been():
    told = replace(bound("agreement", "KAZ", "RUS"), match="new")
    assert align(Case("KAZ", "RUS/CSTO", (), (told,)), Y2021).low == 0.0
    assert align(Case("KAZ", "RUS/CSTO"), Y2021).low == align(Case("KAZ", "RUS/CSTO"), Y2021).high == 0.0

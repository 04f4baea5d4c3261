"""Invited troops are help: by hand, one deployment and two stories."""

from marked import reading
from marked import story as told
from msgspec.structs import replace

from dragoman.records import Commitment, Grade, Story, When
from dragoman.relations import relate
from dragoman.relations.invited import as_meant
from dragoman.relations.parties import Parties

DEPLOYMENT = Commitment(
    key="co-1", kind="deployment", parties=("CSTO", "KAZ", "RUS"), status="ended", start=When(start="2022-01-06"), match="reference"
)


def story(key, actor, day):
    return Story(
        key=key,
        type="MOBILIZE",
        status="actual",
        quad="material conflict",
        score=-6.5,
        actors=(actor,),
        recipients=("KAZ",),
        when=When(start=day),
        events=(),
        articles=(),
        grade=Grade(letter="F", number=3, because=""),
    )


def test_troops_of_a_deployment_are_help():
    asked, stranger, later = story("st-1", "RUS", "2022-01-06"), story("st-2", "CHN", "2022-01-06"), story("st-3", "RUS", "2022-06-01")
    meant = as_meant([asked, stranger, later], [DEPLOYMENT], Parties(()))
    assert [(one.quad, one.score) for one in meant] == [
        ("material cooperation", 10.0),
        ("material conflict", -6.5),
        ("material conflict", -6.5),
    ]


def test_troops_that_nobody_asked_for_are_no_help_and_no_tie():
    names = reading("[Russia=RUS] and [Ukraine=UKR] spoke.")
    invasion = next(one for one in relate([names], ()).commitments if "rus-ukraine-2022" in one.source)
    assert invasion.contested == "without the consent of the state"
    moved = replace(story("st-1", "RUS", "2022-02-24"), recipients=("UKR",))
    assert as_meant([moved], [invasion], Parties(())) == [moved]
    rows = relate([names], (told("x", "MOBILIZE", -6.5, "RUS", "2022-02-24", recipients=("UKR",), quad="material conflict"),)).alignments
    before = [part.keys for row in rows if (row.actor, row.pole) == ("UKR", "RUS/CSTO") for part in row.parts]
    assert before
    assert all(invasion.key not in keys for keys in before)
    assert all(row.score < 0.2 for row in rows if (row.actor, row.pole) == ("UKR", "RUS/CSTO"))


def test_the_press_on_such_troops_is_confirmed_and_contested():
    text = "On {24 February 2022=2022-02-24} [Russia=RUS] sent troops to [Ukraine=UKR]."
    one = next(one for one in relate([reading(text, published="2022-02-25")], ()).commitments if one.articles)
    assert (one.kind, one.match, one.contested) == ("deployment", "confirmed", "without the consent of the state")


def test_that_invited_troops_leave_as_agreed_is_for_neither_side():
    ended = replace(DEPLOYMENT, end=When(start="2022-01-19"))
    leaving = replace(story("st-1", "CSTO", "2022-01-20"), type="RETREAT", modes=("withdraw",), quad="material cooperation", score=8.0)
    later, resigning = replace(leaving, when=When(start="2022-06-01")), replace(leaving, modes=("resign",))
    assert [one.score for one in as_meant([leaving, later, resigning], [ended], Parties(()))] == [0.0, 8.0, 8.0]

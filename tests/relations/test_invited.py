"""Invited troops are help: by hand, one deployment and two stories."""

from dragoman.records import Commitment, Grade, Story, When
from dragoman.relations.invited import as_meant

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
    meant = as_meant([asked, stranger, later], [DEPLOYMENT])
    assert [(one.quad, one.score) for one in meant] == [
        ("material cooperation", 10.0),
        ("material conflict", -6.5),
        ("material conflict", -6.5),
    ]

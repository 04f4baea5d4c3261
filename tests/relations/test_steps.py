"""The tables beside the records, made in a store."""

import pytest
from marked import reading, story

from dragoman.relations import relate
from dragoman.steps import plan
from dragoman.store import schema, viewing, writing

STORIES = (
    story("a", "SUPPORT", 5.0, "TUR", "2021-03-02", recipients=("AZE",)),
    story("b", "ACCUSE", -3.0, "AZE", "2021-04-02", recipients=("ARM",)),
    story("c", "SUPPORT", 5.0, "TUR", "2021-05-02", recipients=("ARM",)),
    story("d", "CONSULT", 4.0, "hulusi-akar", "2022-01-10", recipients=("AZE",)),
)


@pytest.fixture
def view(tmp_path):
    readings = [reading("[Hulusi Akar=hulusi-akar] met [Azerbaijan=AZE], [Armenia=ARM] and the [OTS=OTS].", published="2022-01-11")]
    found = relate(readings, STORIES)
    tables = {"stories": STORIES, "actors": found.actors, "commitments": found.commitments, "dyads": found.dyads}
    tables |= {"alignments": found.alignments, "turns": found.turns}
    with writing(tmp_path / "s") as writer:
        writer.append(readings, [])
        writer.publish(tables, found.steps)
    with viewing(tmp_path / "s") as opened:
        yield opened


def test_every_step_reads_what_exists():
    assert plan(relate((), ()).steps, frozenset(schema.TABLES))


def test_an_act_is_a_day_between_two_parties(view):
    assert [(row["day"], row["actor"], row["recipient"], row["keys"]) for row in view.sql("SELECT * FROM dyad_days").rows()] == [
        ("2021-03-02", "TUR", "AZE", ["st-a"]),
        ("2021-04-02", "AZE", "ARM", ["st-b"]),
        ("2021-05-02", "TUR", "ARM", ["st-c"]),
        ("2022-01-10", "TUR", "AZE", ["st-d"]),
    ]


def test_two_friends_at_odds_make_an_unbalanced_triad(view):
    row = view.sql("SELECT * FROM triads").rows()[0]
    assert (row["a"], row["b"], row["c"], row["period"], row["balanced"]) == ("ARM", "AZE", "TUR", "2021", False)


def test_memberships_of_the_reference(view):
    rows = view.sql("SELECT state, organisation, since FROM memberships WHERE organisation = 'OTS'").rows()
    assert {"state": "AZE", "organisation": "OTS", "since": "2009-10-03"} in rows


def test_a_turn_names_the_stories_that_are_new(view):
    rows = view.sql("SELECT * FROM turning_points WHERE actor = 'AZE' AND pole = 'TUR/OTS' AND period = '2022'").rows()
    assert [key for key in rows[0]["keys"] if key.startswith("st-")] == ["st-d"]
    assert rows[0]["change"] == pytest.approx(rows[0]["score"] - rows[0]["before"])


def test_coverage_lists_the_empty_months_too(tmp_path):
    told = [reading("One.", published="2021-11-03", name="a"), reading("Two.", published="2022-01-20", name="b")]
    with writing(tmp_path / "t") as writer:
        writer.append(told, [])
        writer.publish({}, relate(told, ()).steps)
    with viewing(tmp_path / "t") as opened:
        rows = opened.sql("SELECT period, articles, originals FROM coverage").rows()
    assert [tuple(row.values()) for row in rows] == [("2021-11", 1, 1), ("2021-12", 0, 0), ("2022-01", 1, 1)]

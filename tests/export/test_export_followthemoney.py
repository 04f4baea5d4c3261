"""The FollowTheMoney export, read back by the library that defines the format."""

import json

import pytest

from dragoman.export import export
from dragoman.records import Actor, Commitment, Role, When
from dragoman.store import viewing, writing

NEEDS = "followthemoney is not installed (it needs PyICU, which needs a compiler and libicu): pip install followthemoney runs this test"
followthemoney = pytest.importorskip("followthemoney", reason=NEEDS)

ACTORS = (
    Actor(id="KAZ", kind="state", name="Kazakhstan", names={"ru": "Казахстан", "ar": "كازاخستان"}, country="KAZ"),
    Actor(id="CSTO", kind="organisation", name="Collective Security Treaty Organization", country="IGO"),
    Actor(
        id="kassym-jomart-tokayev",
        kind="person",
        name="Kassym-Jomart Tokayev",
        country="KAZ",
        roles=(Role(title="President", of="KAZ", sectors=("GOV",), start="2019-03-20", evidence="reference"),),
    ),
    Actor(id="rebels", kind="group", name="rebels"),
)
MEMBER = Commitment(
    key="co-1",
    kind="membership",
    parties=("CSTO", "KAZ"),
    status="in_force",
    start=When(start="1994-04-20"),
    end=When(start="2030-01", precision="month"),
)


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ftm")
    with writing(folder / "s.dragoman") as writer:
        writer.publish({"actors": ACTORS, "commitments": (MEMBER,)})
    with viewing(folder / "s.dragoman") as view:
        assert export(view, "entities", "ftm", folder / "e.ftm.json") == 5
    return [json.loads(line) for line in (folder / "e.ftm.json").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def proxies(rows):
    return {row["id"]: followthemoney.model.get_proxy(row, cleaned=False) for row in rows}


def test_no_value_is_thrown_away(rows, proxies):
    """A property of another name, or a value that its type cannot be, would be left out by the library."""
    for row in rows:
        kept = {name: sorted(values) for name, values in proxies[row["id"]].properties.items()}
        assert kept == {name: sorted(values) for name, values in row["properties"].items()}, row["id"]


def test_entities_are_what_they_were(proxies):
    assert {id: proxy.schema.name for id, proxy in proxies.items()} == {
        "dragoman-kaz": "PublicBody",
        "dragoman-csto": "Organization",
        "dragoman-kassym-jomart-tokayev": "Person",
        "dragoman-rebels": "Organization",
        "dragoman-co-1": "Membership",
    }
    assert proxies["dragoman-kaz"].countries == ["kz"]
    assert proxies["dragoman-kassym-jomart-tokayev"].get("position") == ["President"]


def test_a_membership_leads_to_both_and_keeps_its_precision(proxies):
    tie = proxies["dragoman-co-1"]
    assert (tie.get("member"), tie.get("organization")) == (["dragoman-kaz"], ["dragoman-csto"])
    assert (tie.get("startDate"), tie.get("endDate")) == (["1994-04-20"], ["2030-01"])
    assert {tie.get("member")[0], tie.get("organization")[0]} <= set(proxies)
    assert proxies["dragoman-kaz"].schema.is_a(tie.schema.get("member").range)
    assert proxies["dragoman-csto"].schema.is_a(tie.schema.get("organization").range)

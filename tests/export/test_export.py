"""Exports: columns equal the field's lists, public readers read them back, hostile cells are made safe."""

import json

import networkx
import pandas as pd
import polars as pl
import pytest

from dragoman.errors import StoreError
from dragoman.export import FORMATS, export
from dragoman.export.layouts import fips, number
from dragoman.export.write import cell
from dragoman.records import Actor, Article, Commitment, Dyad, Event, Grade, Outlet, Party, Place, Reading, Sentence, Story, When, cut_span
from dragoman.store import View, viewing, writing
from dragoman.vocab.crosswalk import cameo, layouts

TEXT = "Kazakhstan signed a security pact\twith Italy in Rome. Russia did not object."


def party(text, id, sector=()):
    start = TEXT.index(text)
    return Party(text=text, start=start, end=start + len(text), id=id, name=text, country=id, sectors=sector, kind="state")


def event(key, **given):
    base = {
        "key": key,
        "article": "art-1",
        "type": "SUPPORT",
        "quad": "verbal cooperation",
        "score": 5.0,
        "contexts": ("military", "diplomatic"),
        "actors": (party("Kazakhstan", "KAZ", ("GOV",)),),
        "recipients": (party("Italy", "ITA"),),
        "when": When(start="2021-10", precision="month"),
        "where": Place(span=cut_span(TEXT, 48, 52), name="Rome", lat=41.9, lon=12.5, geonameid=3169070, country="ITA", feature="P"),
        "sentence": cut_span(TEXT, 0, 53),
        "trigger": cut_span(TEXT, 11, 17),
        "confidence": 0.9,
        "engine": "test-1",
    }
    return Event(**{**base, **given})


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "s.dragoman"
    signed = event("ev-1")
    refused = event("ev-2", type="REJECT", status="negated", actors=(party("Russia", "RUS"),), recipients=())
    article = Article(
        key="art-1",
        text=TEXT,
        title='=HYPERLINK("http://x")',
        outlet="x",
        url="http://x/1",
        published=When(start="2021-12-22"),
        language="en",
    )
    reading = Reading(
        article=article, events=(signed, refused), sentences=(Sentence(start=0, end=53, number=0, paragraph=0, language="en"),)
    )
    story = Story(
        key="st-1",
        type="SUPPORT",
        status="actual",
        quad=signed.quad,
        score=5.0,
        actors=("KAZ",),
        recipients=("ITA",),
        events=("ev-1",),
        articles=("art-1",),
        origins=(("art-1",),),
        grade=Grade(letter="F", number=3, because="one report"),
    )
    actors = (Actor(id="KAZ", kind="state", name="Kazakhstan", country="KAZ"), Actor(id="ITA", kind="state", name="Italy", country="ITA"))
    with writing(path) as writer:
        writer.append([reading], [])
        writer.publish({"stories": (story,), "actors": actors, "outlets": (Outlet(id="x", name="The Example"),)})
    opened = View(path)
    yield opened
    opened.close()


def test_our_own_line_follows_down_to_offsets(view, tmp_path):
    assert export(view, "events", "jsonl", tmp_path / "e.jsonl") == 2
    row = json.loads((tmp_path / "e.jsonl").read_text().splitlines()[0])
    assert TEXT[row["trigger"]["start"] : row["trigger"]["end"]] == row["trigger"]["text"] == "signed"
    assert row["actors"][0] | {"name": ""} == {
        "text": "Kazakhstan",
        "start": 0,
        "end": 10,
        "id": "KAZ",
        "name": "",
        "country": "KAZ",
        "kind": "state",
        "sector": "GOV",
        "sectors": ["GOV"],
    }
    assert (row["when"]["start"], row["story"], row["claim"]) == ("2021-10", "st-1", None)


@pytest.mark.parametrize("form", ["polecat", "icews"])
def test_layouts_have_exactly_their_columns(view, tmp_path, form):
    export(view, "events", form, tmp_path / form)
    table = pd.read_csv(tmp_path / form, sep="\t", dtype=str)
    assert tuple(table.columns) == layouts()[form]
    assert len(table) == 1  # the negated event has no place in a layout without a status


def test_gdelt_has_61_columns_and_no_header(view, tmp_path):
    export(view, "events", "gdelt", tmp_path / "g.tsv")
    table = pd.read_csv(tmp_path / "g.tsv", sep="\t", header=None, names=list(layouts()["gdelt"]), dtype=str)
    row = table.iloc[0]
    assert len(layouts()["gdelt"]) == 61
    assert (row["Actor1Code"], row["Actor2CountryCode"], row["SQLDATE"]) == ("KAZGOV", "ITA", "20211001")
    assert (row["EventRootCode"], row["QuadClass"], row["ActionGeo_CountryCode"]) == ("05", "1", "IT")


def test_plover_json_has_the_manuals_fields(view, tmp_path):
    export(view, "events", "plover", tmp_path / "p.jsonl")
    signed, refused = (json.loads(line) for line in (tmp_path / "p.jsonl").read_text().splitlines())
    assert {"id", "date", "actor", "event"} <= set(signed)
    assert set(signed["actor"][0]) <= set(layouts()["plover_entity"])
    assert set(signed["event_loc"]) <= set(layouts()["plover_location"])
    assert refused["mode"] == ["negation"]
    assert signed["date"] == "2021-10"


@pytest.mark.parametrize(("what", "form"), [(what, form) for what, forms in FORMATS.items() for form in forms])
def test_everything_that_is_offered_is_written(view, tmp_path, what, form):
    assert export(view, what, form, tmp_path / f"{what}.{form}") >= 0
    assert (tmp_path / f"{what}.{form}").exists()


def test_public_readers_read_them_back(view, tmp_path):
    for name in ("csv", "parquet"):
        export(view, "stories", name, tmp_path / f"s.{name}")
    assert pl.read_parquet(tmp_path / "s.parquet")["key"].to_list() == ["st-1"]
    assert pd.read_csv(tmp_path / "s.csv")["type"].tolist() == ["SUPPORT"]
    export(view, "network", "gexf", tmp_path / "n.gexf")
    export(view, "network", "graphml", tmp_path / "n.graphml")
    assert set(networkx.read_gexf(tmp_path / "n.gexf")) == set(networkx.read_graphml(tmp_path / "n.graphml")) == {"KAZ", "ITA"}


@pytest.mark.parametrize(("form", "read"), [("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)])
def test_edges_keep_their_days(tmp_path, form, read):
    held = {"key": "co-1", "kind": "treaty", "parties": ("KAZ", "ITA"), "status": "ended", "contested": "doubted by nobody else"}
    bound = Commitment(**held, signed=When(start="2021-10", precision="month"), end=When(start="2024-05-01"))
    undated = Commitment(key="co-2", kind="agreement", parties=("KAZ", "ITA"), status="signed")
    sums = dict.fromkeys(("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict", "net", "low", "high"), 0.0)
    dyad = Dyad(key="dy-1", left="ITA", right="KAZ", period="2021", **(sums | {"net": 2.5}), stories=("st-1",))
    with writing(tmp_path / "s") as writer:
        writer.publish({"commitments": [bound, undated], "dyads": [dyad]})
    with viewing(tmp_path / "s") as opened:
        assert export(opened, "network", form, tmp_path / "n") == 3
    edges = {data["record"]: data for _, _, data in read(tmp_path / "n").edges(data=True)}
    assert (edges["co-1"]["start"], edges["co-1"]["end"], edges["co-1"]["contested"]) == ("2021-10", "2024-05-01", "doubted by nobody else")
    assert (edges["dy-1"]["start"], edges["dy-1"]["end"], edges["dy-1"]["net"]) == ("2021", "2021", 2.5)
    assert "start" not in edges["co-2"]


def test_a_cell_is_never_a_formula(view, tmp_path):
    export(view, "articles", "csv", tmp_path / "a.csv")
    assert pd.read_csv(tmp_path / "a.csv")["title"][0].startswith("'=HYPERLINK")
    assert [cell("@x"), cell("-1"), cell(-1.5), cell(None), cell(["a"])] == ["'@x", "'-1", "-1.5", "", '["a"]']


def test_what_cannot_be_exported_is_told(view, tmp_path):
    with pytest.raises(StoreError, match="cannot be exported"):
        export(view, "stories", "gdelt", tmp_path / "x")


def test_codes():
    assert cameo("CONSULT", "visit").code == "042"
    assert cameo("SUPPORT").code == "050"
    assert fips("KAZ") == "KZ"
    assert number("ev-1", None, None) < 2**53

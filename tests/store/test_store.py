"""The store: what is written comes back, twice the same, and survives what a killed run leaves."""

import json
import os

import pytest

from dragoman.errors import StoreError
from dragoman.records import Article, Event, Failure, Grade, Party, Reading, Sentence, Story, Verdict, When, cut_span, make_key
from dragoman.show import show
from dragoman.store import Ledger, View, standing, viewing, writing

TEXT = "Kazakhstan signed a pact with Italy."


def reading(text=TEXT):
    key = make_key("art", text)
    event = Event(
        key=make_key("ev", key),
        article=key,
        type="SUPPORT",
        actors=(Party(text=text[:10], start=0, end=10, id="KAZ"),),
        sentence=cut_span(text, 0, len(text)),
        trigger=cut_span(text, 11, 17),
        confidence=0.5,
        engine="test-1",
        when=When(start="2021-10", precision="month"),
    )
    return Reading(
        article=Article(key=key, text=text, title="News", published=When(start="2021-12-22")),
        sentences=(Sentence(start=0, end=len(text), number=0, paragraph=0, language="en"),),
        events=(event,),
    )


FAILURE = Failure(key="fail-1", origin="x.txt", reason="empty")


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "press.dragoman"
    with writing(path) as writer:
        writer.append([reading()], [FAILURE])
        writer.publish({})
    return path


def test_what_is_written_comes_back(store):
    with viewing(store) as view:
        assert view.records("events") == list(reading().events)
        assert view.records("articles") == [reading().article]
        assert view.get(reading().events[0].key) == reading().events[0]
        assert view.records("failures") == [FAILURE]


def test_a_story_is_found_by_its_former_keys(tmp_path):
    story = Story(
        key="st-new",
        type="SUPPORT",
        status="actual",
        quad="verbal cooperation",
        score=5.0,
        actors=("KAZ",),
        events=(reading().events[0].key,),
        articles=(reading().article.key,),
        grade=Grade(letter="F", number=6, because="one report"),
        aliases=("st-old", "st-older"),
    )
    with writing(tmp_path / "press.dragoman") as writer:
        writer.append([reading()], [])
        writer.publish({"stories": [story]})
    with viewing(tmp_path / "press.dragoman") as view:
        assert view.get("st-old") == view.get("st-older") == view.get("st-new") == story
        assert view.get("st-none") is None
        assert show(view, "st-old").key == "st-new"


def test_what_one_run_leaves_the_next_one_finds(store):
    with writing(store) as writer:
        assert writer.kept() == b""
        writer.keep(b"scores")
    with writing(store) as writer:
        assert writer.kept() == b"scores"


def test_a_month_stays_a_month(store):
    with viewing(store) as view:
        assert view.records("events")[0].when == When(start="2021-10", precision="month")


def test_writing_the_same_again_adds_nothing(store):
    with writing(store) as writer:
        assert writer.known() == {reading().article.key, "fail-1"}
        writer.append([reading()], [FAILURE])
        writer.publish({})
    with viewing(store) as view:
        assert len(view.table("articles")) == 1
    assert len(list((store / "shards").iterdir())) == 1


def test_readings_come_back_whole(store):
    with writing(store) as writer:
        assert list(writer.readings()) == [reading()]


def test_text_is_found_in_any_script(tmp_path):
    texts = ["Kazakhstan signed a pact.", "Казахстан подписал договор.", "北京と東京が合意した。二国間の協定である。"]
    with writing(tmp_path / "s") as writer:
        writer.append([reading(text) for text in texts], [])
        writer.publish({})
    with viewing(tmp_path / "s") as view:
        assert [key for key, _ in view.search("pact")] == [make_key("art", texts[0])]
        assert [key for key, _ in view.search("договор")] == [make_key("art", texts[1])]
        assert [key for key, _ in view.search("東京")] == [make_key("art", texts[2])]
        assert view.search('"broken AND (') == []


def test_a_shard_that_was_renamed_but_not_listed_is_adopted(store):
    manifest = json.loads((store / "manifest.json").read_text())
    manifest["shards"] = []
    (store / "manifest.json").write_text(json.dumps(manifest))
    with writing(store) as writer:
        assert reading().article.key in writer.known()


def test_half_written_things_are_swept(store):
    (store / "shards" / ".shard-x.1.tmp").mkdir()
    (store / ".manifest.json.1.tmp").write_text("{")
    with writing(store):
        pass
    assert not list(store.rglob("*.tmp"))


def test_a_second_writer_is_told(store):
    with writing(store), pytest.raises(StoreError, match="another run"), writing(store):
        pass


def test_a_newer_store_is_not_touched(store):
    (store / "manifest.json").write_text('{"format": 99, "shards": []}')
    with pytest.raises(StoreError, match="newer"):
        View(store)
    with pytest.raises(StoreError, match="newer"), writing(store):
        pass


def test_a_damaged_shard_is_named(store):
    shard = next((store / "shards").iterdir())
    (shard / "articles.parquet").write_bytes(b"PAR1")
    with writing(store) as writer, pytest.raises(StoreError, match=r"articles\.parquet"):
        writer.known()


def test_no_view_yet(tmp_path):
    with pytest.raises(StoreError, match="no published view"):
        View(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="cannot be written"), writing(tmp_path / "s"):
        pass


def test_a_later_verdict_closes_an_earlier_one(store):
    ledger = Ledger(store)
    ledger.judge(Verdict(left="a", right="b", same=True, by="me", made="2022-01-01"))
    ledger.judge(Verdict(left="b", right="a", same=False, by="me", made="2022-01-02"))
    closed, open_ = ledger.verdicts()
    assert closed.closed == "2022-01-02"
    assert standing(ledger.verdicts()) == (open_,)
    assert not open_.same


def test_a_wrong_query_is_told(store):
    with viewing(store) as view, pytest.raises(StoreError, match="nope"):
        view.sql("SELECT nope FROM events")

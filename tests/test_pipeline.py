"""The flow as a whole: shares equal one piece, a second read adds nothing, kills and bad input lose nothing."""

import gzip
import io
import itertools
import json
import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import msgspec
import pytest

from dragoman import pipeline
from dragoman.doctor import examine
from dragoman.engines import READER
from dragoman.errors import SourceError, StoreError
from dragoman.settings import Settings
from dragoman.store import Ledger, viewing

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "demo"
# Computed once for the checkout, as `make run` does.
CACHE = ROOT / ".cache" / "dragoman"
FROM_DEMO = ("001-", "007-", "015-", "016-", "022-", "023-")
LINES = (
    {
        "outlet": "Steppe Courier",
        "published": "2021-12-23",
        "language": "en",
        "title": "Pact signed",
        "text": "Kazakhstan and Russia signed a security agreement in Moscow on 22 December 2021, officials said on Thursday. "
        "Defence Minister Murat Bektanov of Kazakhstan called the pact a step forward.",
    },
    {
        "outlet": "Harbour Post",
        "published": "2021-12-24",
        "language": "en",
        "title": "A pact in Moscow",
        "text": "Russia and Kazakhstan signed an agreement on security cooperation on 22 December, the Steppe Courier reported. "
        "Italy has denied that it was asked to join.",
    },
    {
        "outlet": "Harbour Post",
        "published": "2022-01-08",
        "language": "en",
        "title": "Troops arrive",
        "text": "The CSTO sent peacekeepers to Kazakhstan on 6 January 2022. Turkey accused Russia of occupation, a senior official said. "
        "Bektanov met his Turkish colleague Hulusi Akar in Ankara.",
    },
)


def settings(store, **given):
    made = {"cache": CACHE, "engine": "lexicon", "outlets": DEMO / "outlets.yaml", "batch_articles": 3}
    return Settings(store=store, **{**made, **given})


def read(store, *inputs, **given):
    return pipeline.read([str(one) for one in inputs], settings(store, **given), lambda stage, number: None)


def tables(store):
    """Every row of every table, in the order of the view."""
    with viewing(store) as view:
        return {name: view.sql(f'SELECT * FROM "{name}"').rows() for name in view.tables()}


def failures(store):
    with viewing(store) as view:
        return {failure.origin: failure.reason for failure in view.records("failures")}


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    """Nine articles as files, one of them twice under two names, and an empty file."""
    folder = tmp_path_factory.mktemp("press")
    for number, line in enumerate(LINES):
        (folder / f"made-{number}.jsonl").write_text(json.dumps(line))
    (folder / "again-0.jsonl").write_text(json.dumps(LINES[0]))
    for path in sorted((DEMO / "press").glob("*.txt")):
        if path.name.startswith(FROM_DEMO):
            (folder / path.name).write_bytes(path.read_bytes())
    (folder / "empty.txt").write_text("")
    return folder


@pytest.fixture(scope="module")
def whole(press, tmp_path_factory):
    """The store of one undisturbed run."""
    store = tmp_path_factory.mktemp("whole") / "press.dragoman"
    summary = read(store, press)
    assert (summary.added, summary.known, summary.failed) == (9, 1, 1)
    return store


def test_the_flow_finds_what_the_articles_say(whole):
    found = tables(whole)
    assert {"CONSULT", "AGREE"} & {event["type"] for event in found["events"]}
    assert found["stories"]
    assert found["claims"]


def test_three_shares_in_another_order_equal_one_piece(press, whole, tmp_path):
    files = sorted(press.iterdir(), reverse=True)
    store = tmp_path / "shares"
    for share in (files[1::3], files[2::3], files[0::3]):
        read(store, *share, batch_articles=2)
    one, three = tables(whole), tables(store)
    assert one.keys() == three.keys()
    for name in one:
        assert three[name] == one[name], name


def test_of_two_origins_of_one_article_the_first_by_name_stands(press, whole):
    with viewing(whole) as view:
        origins = [article.origin for article in view.records("articles")]
    assert "again-0.jsonl#1" in origins
    assert "made-0.jsonl#1" not in origins


def test_reading_again_adds_nothing(press, whole):
    before = tables(whole)
    shards = sorted((whole / "shards").iterdir())
    summary = read(whole, press)
    assert (summary.added, summary.known, summary.failed) == (0, 11, 0)
    assert sorted((whole / "shards").iterdir()) == shards
    assert tables(whole) == before


def test_no_row_stands_twice(whole):
    for name, rows in tables(whole).items():
        keys = [row["key"] for row in rows if "key" in row]
        assert len(keys) == len(set(keys)), name


def test_every_span_is_cut_from_the_original(whole):
    with viewing(whole) as view:
        texts = {article.key: article.text for article in view.records("articles")}
        for event in view.records("events"):
            for span in (event.sentence, event.trigger):
                assert texts[event.article][span.start : span.end] == span.text


def test_killed_runs_lose_nothing():
    command = [sys.executable, str(ROOT / "bench" / "faults.py"), "--kills", "4", "--articles", "3", "--only-kills", "--json"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.stdout, told.stderr
    assert json.loads(told.stdout)["problems"] == {}
    assert json.loads(told.stdout)["lost_nothing"] == 4


class Killed(BaseException):
    """Stands for the moment of a kill: nothing between here and the test may catch it."""


@pytest.mark.parametrize("stage", ["read", "opened", "copies", "stories", "relations"])
def test_a_run_that_dies_between_stages_is_finished_by_the_next(stage, tmp_path):
    for number, line in enumerate(LINES):
        (tmp_path / f"{number}.jsonl").write_text(json.dumps(line))

    def die(reached, number):
        if reached == stage:
            raise Killed

    store = tmp_path / "press.dragoman"
    with pytest.raises(Killed):
        pipeline.read([str(tmp_path)], settings(store, batch_articles=2), die)
    with pytest.raises(StoreError, match="no published view") as told, viewing(store):
        pass
    assert "dragoman read" in told.value.hint
    read(store, tmp_path)
    read(tmp_path / "undisturbed", tmp_path)
    assert tables(store) == tables(tmp_path / "undisturbed")


def test_what_a_killed_publishing_left_is_not_replayed(press, tmp_path):
    store = tmp_path / "press.dragoman"
    read(store, press / "made-1.jsonl")
    before = tables(store)
    (store / "view-000002.duckdb").write_bytes(b"half a view")
    (store / "view-000002.duckdb.wal").write_bytes(b"and its log")
    (store / "text-000002").mkdir()
    assert tables(store) == before
    read(store, press / "made-1.jsonl")
    assert tables(store) == before
    assert [path.name for path in sorted(store.glob("view-*"))] == ["view-000002.duckdb"]


def zipped():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("article.txt", LINES[0]["text"])
    return data.getvalue()


SCRIPT = "<html><head><script>" + "var a = [1, 2, 3];" * 400 + "</script></head><body><nav><a href='/'>Home</a></nav></body></html>"
GOOD = json.dumps(LINES[0]).encode()
BAD = {
    "empty.txt": (b"", "empty"),
    "blank.html": (b" \n\n ", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "picture.html": (b"\x89PNG\r\n\x1a\n" + os.urandom(3000), "binary"),
    "one-line.txt": (b"a" * 50_000_000, "larger than"),
    "one-line.jsonl": (b'{"text": "' + b"a" * 50_000_000 + b'"}\n' + GOOD, "larger than"),
    "script.html": (SCRIPT.encode(), "no article"),
    "half.jsonl": (GOOD[:90] + b"\n", "not a JSON line"),
    "half.json": (GOOD[:90], "not JSON"),
    "deep.json": (b"[" * 100_000, "not JSON"),
    "nested.jsonl.gz": (gzip.compress(zipped()), "archive"),
    "cut.jsonl.gz": (gzip.compress(GOOD * 50)[:-200], "breaks off"),
    "packed.zip": (zipped(), "not a format"),
    "not-a-table.parquet": (b"PAR1 no", "not a Parquet table"),
    "not-an-archive.warc.gz": (gzip.compress(b"hello"), "no page"),
    "number.jsonl": (b"17\n", "not an article record"),
}


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    """A store read from everything that is bad, with good articles between."""
    folder = tmp_path_factory.mktemp("bad")
    for name, (data, _) in BAD.items():
        (folder / name).write_bytes(data)
    (folder / "good.jsonl").write_bytes(json.dumps(LINES[1]).encode() + b"\n")
    (folder / "broken-utf8.txt").write_bytes(LINES[2]["text"].encode() + b" \xff\xfe\xff " + LINES[1]["text"].encode())
    (folder / "wide.txt").write_bytes(LINES[2]["text"].encode("utf-16"))
    (folder / "wide-unmarked.txt").write_bytes((LINES[2]["text"] + " It was cold.").encode("utf-16-le"))
    store = folder / "out" / "press.dragoman"
    read(store, folder)
    return store


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_recorded_with_its_reason(bad, name):
    found = {origin.partition("#")[0]: reason for origin, reason in failures(bad).items()}
    assert BAD[name][1] in found[name]


def test_what_can_be_read_beside_bad_input_is_read(bad):
    with viewing(bad) as view:
        origins = {article.origin for article in view.records("articles")}
    assert {"good.jsonl#1", "one-line.jsonl#2", "broken-utf8.txt", "wide.txt", "wide-unmarked.txt"} <= origins


def test_the_doctor_lists_what_was_not_read(bad):
    says = [finding.says for finding in examine(bad, READER) if finding.what == "not read"]
    assert len(says) == len(failures(bad)) >= len(BAD)
    assert any(one.startswith("empty.txt: empty") for one in says)


def test_bad_input_is_not_listed_twice(bad):
    before = failures(bad)
    read(bad, bad.parent.parent)
    assert failures(bad) == before


def test_a_missing_path_stops_the_run_before_anything_is_read(press, tmp_path):
    reached = []
    with pytest.raises(SourceError, match="no file or folder") as told:
        pipeline.read([str(press), str(tmp_path / "gone")], settings(tmp_path / "s"), lambda *step: reached.append(step))
    assert told.value.hint
    assert reached == []


def test_a_store_that_cannot_be_written_is_told(press, tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError, match="cannot be written") as told:
        read(tmp_path / "file" / "press.dragoman", press / "made-1.jsonl")
    assert "--store" in told.value.hint


@pytest.mark.parametrize("most", [2_000, 60_000])
def test_a_full_disk_is_told_and_what_was_read_is_kept(press, tmp_path, most):
    store = tmp_path / "press.dragoman"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
    try:
        with pytest.raises(StoreError, match="cannot be written") as told:
            read(store, press / "made-0.jsonl", press / "made-1.jsonl")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "free some space" in told.value.hint
    read(store, press / "made-0.jsonl", press / "made-1.jsonl")
    read(tmp_path / "undisturbed", press / "made-0.jsonl", press / "made-1.jsonl")
    assert tables(store) == tables(tmp_path / "undisturbed")


def test_a_verdict_that_a_kill_cut_short_does_not_spoil_the_next(whole):
    from dragoman.records import Verdict

    ledger = Ledger(whole)
    verdict = Verdict(left="a", right="b", same=True, by="me", made="2022-01-01")
    ledger.judge(verdict)
    with (whole / "verdicts.jsonl").open("ab") as file:
        file.write(msgspec.json.encode(verdict)[:20])
    ledger.judge(msgspec.structs.replace(verdict, left="c"))
    assert [one.left for one in ledger.verdicts()] == ["a", "c"]


def test_batches_hold_what_the_stream_holds():
    assert list(pipeline.batched(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(itertools.chain(*pipeline.batched([], 2))) == []

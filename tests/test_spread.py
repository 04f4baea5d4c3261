"""Reading on a cluster: the store of one process, from any number of workers; what is done is not done again."""

import importlib.util
import json
import os
import subprocess
import sys

import pytest

from dragoman import spread
from dragoman.errors import EngineError, SourceError
from dragoman.spread import Cluster, Done, Share
from test_pipeline import CACHE, DEMO, LINES, press, read, tables, whole  # noqa: F401

needs_cluster = pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in ("daft", "ray")), reason="the extra `cluster` (daft, ray) is not installed"
)


def on_ray(store, workers, *inputs):
    """In a process of its own: Daft takes one runner in the life of a process."""
    command = [sys.executable, "-m", "dragoman.cli", "spread", *map(str, inputs), "--store", str(store), "--engine", "lexicon", "--json"]
    command += ["--workers", str(workers), "--outlets", str(DEMO / "outlets.yaml")]
    told = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "DRAGOMAN_CACHE": str(CACHE)}, timeout=400, check=False
    )
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


@needs_cluster
@pytest.mark.parametrize("workers", [1, 2])
def test_the_cluster_makes_the_store_of_one_process(workers, press, whole, tmp_path):  # noqa: F811
    store = tmp_path / "press.dragoman"
    # The second time through addresses, as from a bucket.
    inputs = press if workers == 1 else f"file://{press}"
    summary = on_ray(store, workers, inputs)
    assert (summary["added"], summary["failed"]) == (9, 1)
    assert tables(store) == tables(whole)
    if workers == 2:
        before = sorted(store.glob("shards/*"))
        again = on_ray(store, workers, inputs)
        assert (again["added"], again["known"], again["failed"]) == (0, 0, 0)
        assert sorted(store.glob("shards/*")) == before


def share(path, **given):
    return Share(path=str(path), root=str(given.pop("root", path)), stamp="1", **given)


def made(path, tmp_path, **given):
    from dragoman.settings import Settings

    reader = spread.Reader(Settings(cache=CACHE, engine="lexicon", batch_articles=2), b"")
    return [spread.msgspec.msgpack.decode(one, type=spread.Made) for one in reader.read(spread.msgspec.json.encode(share(path, **given)))]


def test_the_parts_of_a_file_hold_each_of_its_batches_once(tmp_path):
    file = tmp_path / "press.jsonl"
    file.write_text("".join(json.dumps({**LINES[0], "title": f"Pact {number}"}) + "\n" for number in range(7)))
    whole_file = [one.packed.shard.name for one in made(file, tmp_path) if one.packed]
    parts = [one.packed.shard.name for part in range(3) for one in made(file, tmp_path, part=part, parts=3) if one.packed]
    assert len(whole_file) == 4
    assert sorted(parts) == sorted(whole_file)


def test_a_share_ends_with_word_that_it_is_done(tmp_path):
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(LINES[0]))
    *shards, last = made(file, tmp_path)
    assert [name.origin for name in shards[0].names] == ["one.jsonl#1"]
    assert last.packed is None
    assert last.share == share(file).key


def test_a_file_that_a_node_does_not_see_stops_the_run(tmp_path):
    with pytest.raises(SourceError, match="not on this node") as told:
        made(tmp_path / "gone.jsonl", tmp_path)
    assert "s3://" in told.value.hint


def test_shares_are_done_once_and_a_line_cut_by_a_kill_counts_for_nothing(tmp_path):
    Done(tmp_path).add("share-aa")
    with (tmp_path / "shares.jsonl").open("a") as file:
        file.write('\n"share-b')
    again = Done(tmp_path)
    again.add("share-c")
    assert ["share-aa" in again, "share-b" in again, "share-c" in Done(tmp_path)] == [True, False, True]


def test_a_large_file_is_read_in_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(spread, "PART_BYTES", 100)
    (tmp_path / "a.jsonl").write_text("x" * 250)
    (tmp_path / "b.jsonl").write_text("x" * 50)
    shares = list(spread._shares([str(tmp_path)], None))
    assert [(one.path.rsplit("/", 1)[1], one.part, one.parts) for one in shares] == [
        ("a.jsonl", 0, 3),
        ("a.jsonl", 1, 3),
        ("a.jsonl", 2, 3),
        ("b.jsonl", 0, 1),
    ]


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    def missing(name):
        raise ImportError(name=name)

    monkeypatch.setattr(spread.importlib, "import_module", missing)
    with pytest.raises(EngineError, match="`cluster` is not installed") as told, spread._engine(Cluster()):
        pass
    assert "dragoman[cluster]" in told.value.hint

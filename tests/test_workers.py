"""Reading in several processes: the same store, whoever is killed and whenever it is stopped."""

import os
import signal
import subprocess
import sys
import time

import pytest

from dragoman import pipeline
from test_pipeline import CACHE, DEMO, press, read, settings, tables, whole  # noqa: F401

COMMAND = (sys.executable, "-m", "dragoman.cli", "read", "--engine", "lexicon", "--outlets", str(DEMO / "outlets.yaml"), "--workers", "2")


def shards(store):
    return sorted(path.name for path in (store / "shards").iterdir())


@pytest.mark.parametrize("workers", [2, 3])
def test_workers_make_the_store_of_one_process(workers, press, whole, tmp_path):  # noqa: F811
    store = tmp_path / "press.dragoman"
    summary = read(store, press, workers=workers)
    assert (summary.added, summary.known, summary.failed) == (9, 1, 1)
    assert shards(store) == shards(whole)
    assert tables(store) == tables(whole)
    again = read(store, press, workers=workers)
    assert (again.added, again.known, again.failed) == (0, 11, 0)
    assert shards(store) == shards(whole)


def test_a_killed_worker_costs_nothing(press, whole, tmp_path):  # noqa: F811
    store = tmp_path / "press.dragoman"
    killed = []

    def kill_one(stage, number):
        if stage == "read" and not killed:
            killed.append(children(os.getpid())[0])
            os.kill(killed[0], signal.SIGKILL)

    summary = pipeline.read([str(press)], settings(store, workers=2, batch_articles=1), kill_one)
    assert killed
    assert (summary.added, summary.known, summary.failed) == (9, 1, 1)
    assert tables(store) == tables(whole)


def children(pid):
    return [int(one) for one in subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout.split()][:2]


def test_ctrl_c_ends_every_process_and_the_next_read_goes_on(tmp_path):
    store = tmp_path / "press.dragoman"
    many = tmp_path / "many"
    many.mkdir()
    for number in range(200):
        line = f"Russia met Turkey in Moscow on {number % 28 + 1} May 2022, {number} officials said. Talks went on. "
        (many / f"{number}.txt").write_text(line * 5)
    started = subprocess.Popen(
        [*COMMAND, str(many), "--store", str(store)],
        env={**os.environ, "DRAGOMAN_CACHE": str(CACHE)},
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    until = time.monotonic() + 60
    while not (store / "manifest.json").exists() and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(started.pid, signal.SIGINT)
    said = started.communicate(timeout=30)
    assert started.returncode == 130, said
    with pytest.raises(ProcessLookupError):
        os.killpg(started.pid, 0)
    summary = read(store, many, workers=2)
    assert summary.known >= 64
    assert summary.added + summary.known == 200

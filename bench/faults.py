"""Faults: runs are killed, files cut, disks filled; then the store must open or say what to do, and the finished run must equal an
undisturbed one.

usage: python bench/faults.py [--kills 100] [--articles 12] [--seed 1] [--engine lexicon] [--only-kills] [--json]

The kills take turns: at a random file operation of the run inside its store (an opened, renamed, made or removed file), so that the
short moments between two of them are hit as often as the long ones; at a random time; at a file operation while the view is being
published; a run with two workers at a random time; and one of two workers, after which the run must end well by itself. One process
warms up and every run is a fork of it: a hundred kills cost a hundred reads of a few articles, not a hundred start-ups.
"""

import argparse
import contextlib
import json
import multiprocessing
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from dragoman import pipeline
from dragoman.errors import DragomanError
from dragoman.settings import Settings
from dragoman.sources import Options, gather
from dragoman.store import View, writing

DEMO = Path(__file__).resolve().parent.parent / "demo"
WATCHED = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.listdir", "os.scandir", "shutil.rmtree")
NOBODY = 65534
# Threads of a numeric library would not survive the fork; it reads these when it is loaded, so the program begins again with them.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
# What is told of a run: its exit code is the signal that ended it, or 0.
Told = dict[str, Any]


class Bench:
    """Inputs, a scratch folder, and runs in processes of their own."""

    def __init__(self, scratch: Path, given: argparse.Namespace) -> None:
        self.scratch = scratch
        self.inputs = scratch / "press"
        self.random = random.Random(given.seed)
        self.inputs.mkdir()
        for path in sorted((DEMO / "press").glob("*.*"))[: given.articles]:
            shutil.copy(path, self.inputs)
        (self.inputs / "empty.txt").write_text("")
        self.base = Settings(cache=scratch / "cache", outlets=DEMO / "outlets.yaml", engine=given.engine, batch_articles=2)
        self._warm()
        began = time.monotonic()
        self.whole = self.finished(scratch / "whole")
        self.seconds = time.monotonic() - began
        self.steps, self.publishing = self._count_steps()

    def settings(self, store: Path, workers: int = 1) -> Settings:
        """The same run into another store."""
        base = self.base
        given = {"outlets": base.outlets, "engine": base.engine, "batch_articles": base.batch_articles, "workers": workers}
        return Settings(store=store, cache=base.cache, **given)

    def read(self, store: Path, workers: int = 1, said: pipeline.Progress = lambda stage, number: None) -> Told:
        """A run to its end, in this process."""
        summary = pipeline.read([str(self.inputs)], self.settings(store, workers), said)
        return {"added": summary.added, "failed": summary.failed}

    def finished(self, store: Path) -> Told:
        """A run to its end and what the store holds then."""
        status, told = forked(lambda: self.read(store))
        if status or "error" in told:
            return {"error": told.get("error", f"the run ended with {status}")}
        return forked(lambda: held(store))[1]

    def fresh(self) -> Path:
        """A folder name not used before."""
        return Path(tempfile.mkdtemp(dir=self.scratch)) / "press.dragoman"

    def _warm(self) -> None:
        flow = pipeline.Flow(self.base)
        found = flow.clean(list(gather([str(self.inputs)], Options.of(self.base))))
        flow.read([one for one in found if not isinstance(one, pipeline.Failure)])

    def _count_steps(self) -> tuple[int, int]:
        """File operations of a whole run, and those up to the moment when only publishing is left."""
        store = self.fresh()
        counted = Steps(store, 0)
        before: list[int] = []

        def said(stage: str, number: int) -> None:
            if stage == "relations":
                before.append(counted.number)

        told = forked(lambda: (counted.watch(), self.read(store, said=said), {"steps": counted.number, "before": before[0]})[-1])[1]
        return int(told["steps"]), int(told["before"])


class Steps:
    """Counts the file operations of this process inside a folder, and kills it before the one that is due."""

    def __init__(self, store: Path, due: int) -> None:
        self._inside = str(store)
        self._due = due
        self.number = 0

    def watch(self) -> None:
        """From now on. Cannot be taken back: for a forked process only."""
        sys.addaudithook(self._step)

    def _step(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in WATCHED and any(self._inside in str(one) for one in arguments[:2]):
            self.number += 1
            if self.number == self._due:
                os.kill(os.getpid(), signal.SIGKILL)


def forked(work: Callable[[], Told], kill_after: float | None = None) -> tuple[int, Told]:
    """Run `work` in a fork; its exit code (or minus the signal that ended it) and what it returned or said when it failed."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _answer(writer, work)
    os.close(writer)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reader, "rb") as stream:
        data = stream.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return status, json.loads(data) if data else {}


def _answer(writer: int, work: Callable[[], Told]) -> None:
    code = 0
    try:
        told = work()
    except DragomanError as error:
        told = {"error": str(error), "hint": error.hint}
    except BaseException as error:  # a fork must never return into the parent's code
        told, code = {"error": f"not foreseen: {type(error).__name__}: {error}"}, 1
    with os.fdopen(writer, "wb") as stream:
        stream.write(json.dumps(told).encode())
    os._exit(code)


def held(store: Path) -> Told:
    """Every row of every table of a store, sorted; the error and its hint when it does not open."""
    view = View(store)
    try:
        rows = {name: view.sql(f'SELECT * FROM "{name}"').rows() for name in view.tables()}
        return {name: sorted(json.dumps(row, default=str, sort_keys=True) for row in found) for name, found in rows.items()}
    finally:
        view.close()


def listed(store: Path) -> set[str]:
    """The shards that the manifest lists."""
    path = store / "manifest.json"
    return {shard["name"] for shard in json.loads(path.read_text())["shards"]} if path.exists() else set()


def after(bench: Bench, store: Path) -> str:
    """Whether a disturbed store opens or says what to do, and whether the next run makes it whole; '' when all is well."""
    before = listed(store)
    status, told = forked(lambda: held(store))
    if status or ("error" in told and not told.get("hint")):
        return f"does not open and does not say what to do: {told.get('error')}"
    found = bench.finished(store)
    if "error" in found:
        return f"cannot be finished: {found['error']}"
    lost = before - listed(store)
    return f"lost shards: {sorted(lost)}" if lost else different(bench.whole, found)


def different(whole: Told, found: Told) -> str:
    """The tables in which two stores differ, or ''."""
    tables = [name for name in sorted({*whole, *found}) if whole.get(name) != found.get(name)]
    return f"differs from an undisturbed run in {', '.join(tables)}" if tables else ""


def kills(bench: Bench, times: int) -> Iterator[tuple[str, str]]:
    """What happened at each kill; '' when nothing was lost."""
    ways = (at_a_file, at_a_time, while_publishing, with_workers, of_a_worker)
    for number in range(times):
        store = bench.fresh()
        yield ways[number % len(ways)](bench, store)
        shutil.rmtree(store.parent)


def at_a_time(bench: Bench, store: Path) -> tuple[str, str]:
    """At any time."""
    moment = bench.random.uniform(0, bench.seconds)
    forked(lambda: bench.read(store), kill_after=moment)
    return f"kill after {moment:.2f} s", after(bench, store)


def at_a_file(bench: Bench, store: Path) -> tuple[str, str]:
    """Before a file operation."""
    return _at_step(bench, store, bench.random.randint(1, bench.steps))


def while_publishing(bench: Bench, store: Path) -> tuple[str, str]:
    """Before a file operation of the publishing."""
    return _at_step(bench, store, bench.random.randint(bench.publishing + 1, bench.steps))


def _at_step(bench: Bench, store: Path, due: int) -> tuple[str, str]:
    steps = Steps(store, due)
    forked(lambda: (steps.watch(), bench.read(store))[-1])
    return f"kill at file operation {due} of {bench.steps}", after(bench, store)


def with_workers(bench: Bench, store: Path) -> tuple[str, str]:
    """A run with two workers at any time; they must not outlive it, or the next run would find the store held."""
    moment = bench.random.uniform(0, bench.seconds)
    forked(lambda: bench.read(store, 2), kill_after=moment)
    # The system ends them when the run is gone, which takes it a moment.
    time.sleep(0.2)
    return f"kill of a run with workers after {moment:.2f} s", after(bench, store)


def of_a_worker(bench: Bench, store: Path) -> tuple[str, str]:
    """One of two workers, while they read: the run ends well by itself."""
    said: list[int] = []
    moment = bench.random.randint(1, 3)
    victim = bench.random.randrange(2)

    def strike(stage: str, number: int) -> None:
        said.append(number)
        if len(said) == moment and stage == "read":
            os.kill(multiprocessing.active_children()[victim].pid or 0, signal.SIGKILL)

    status, told = forked(lambda: bench.read(store, 2, strike))
    what = f"kill of a worker after batch {moment}"
    if status or "error" in told:
        return what, f"the run did not end well: {told.get('error', status)}"
    return what, different(bench.whole, forked(lambda: held(store))[1]) or after(bench, store)


def truncated(bench: Bench) -> str:
    """A shard's file is cut in half: the message names it, and doing what it says mends the store."""
    store = bench.fresh()
    bench.finished(store)
    file = sorted((store / "shards").iterdir())[0] / "articles.parquet"
    os.truncate(file, file.stat().st_size // 2)
    told = bench.finished(store).get("error", "")
    if str(file) not in told:
        return f"the damaged file is not named: {told!r}"
    shutil.rmtree(file.parent)
    (store / "manifest.json").unlink()
    return different(bench.whole, bench.finished(store))


def newer(bench: Bench) -> str:
    """A manifest of a later format is refused and left alone."""
    store = bench.fresh()
    bench.finished(store)
    manifest = (store / "manifest.json").read_bytes()
    (store / "manifest.json").write_bytes(manifest.replace(b'"format": 1', b'"format": 99'))
    told = bench.finished(store).get("error", "")
    if "newer" not in told:
        return f"a newer manifest is not refused: {told!r}"
    (store / "manifest.json").write_bytes(manifest)
    return different(bench.whole, forked(lambda: held(store))[1])


def two_writers(bench: Bench) -> str:
    """A second writer is turned away at once and the first is not disturbed."""
    store = bench.fresh()
    with writing(store):
        told = forked(lambda: bench.read(store))[1].get("error", "")
    if "another run" not in told:
        return f"a second writer is not turned away: {told!r}"
    return different(bench.whole, bench.finished(store))


def clock_back(bench: Bench) -> str:
    """The second half of the work is done in the year 2000: no row knows the time."""
    store = bench.fresh()
    forked(lambda: bench.read(store), kill_after=bench.seconds / 2)

    def long_ago() -> Told:
        time.time = lambda: 946_684_800.0
        return bench.read(store)

    for file in store.rglob("*"):
        os.utime(file, (4e9, 4e9))
    forked(long_ago)
    return different(bench.whole, forked(lambda: held(store))[1])


def full_disk(bench: Bench) -> str:
    """No file may grow beyond a size, as on a full disk: a message with a hint, and nothing lost."""
    for most in (3_000, 40_000, 2_000_000):
        store = bench.fresh()

        def limited(store: Path = store, most: int = most) -> Told:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            return bench.read(store)

        status, told = forked(limited)
        if status or ("error" in told and not told.get("hint")):
            return f"a limit of {most:,} bytes: {told.get('error')} ({status})"
        if problem := after(bench, store):
            return f"a limit of {most:,} bytes: {problem}"
    return ""


def read_only(bench: Bench) -> str:
    """A folder that this user may not write: a message with a hint."""
    store = bench.fresh()
    bench.finished(store)
    for path in (bench.scratch, store.parent):
        path.chmod(0o755)

    def as_nobody() -> Told:
        if os.geteuid() == 0:
            os.setuid(NOBODY)
        return bench.read(store)

    if os.geteuid() != 0:
        store.chmod(0o500)
    told = forked(as_nobody)[1]
    store.chmod(0o755)
    if "cannot be written" not in told.get("error", "") or not told.get("hint"):
        return f"no clear message: {told!r}"
    return different(bench.whole, forked(lambda: held(store))[1])


FAULTS = (truncated, newer, two_writers, clock_back, full_disk, read_only)


def main() -> int:
    """Disturb, look, and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", default="lexicon")
    parser.add_argument("--only-kills", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if any(os.environ.get(name) != "1" for name in THREADS):
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **dict.fromkeys(THREADS, "1")})
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        bench = Bench(scratch, given)
        if "error" in bench.whole:
            print(bench.whole["error"])
            return 1
        faults = () if given.only_kills else FAULTS
        found = [*kills(bench, given.kills), *((fault.__name__.replace("_", " "), fault(bench)) for fault in faults)]
    return report(found, given)


def report(found: list[tuple[str, str]], given: argparse.Namespace) -> int:
    """Print what went wrong and the summary line; 1 when anything was lost."""
    bad = [(what, problem) for what, problem in found if problem]
    sound = sum(1 for what, problem in found[: given.kills] if not problem)
    others = {what: problem or "nothing lost" for what, problem in found[given.kills :]}
    if given.json:
        print(json.dumps({"kills": given.kills, "lost_nothing": sound, "faults": others, "problems": dict(bad)}))
        return 1 if bad else 0
    for what, problem in bad:
        print(f"{what}: {problem}")
    for what, problem in others.items():
        print(f"{what:14} {problem}")
    print(f"{sound} of {given.kills} lost nothing")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

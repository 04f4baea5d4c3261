"""The crew: results in order, dead workers replaced, no worker outlives its run."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from dragoman import crew
from dragoman.crew import Crew, WorkerLost
from dragoman.errors import StoreError


def doubled(job, ask):
    return ask(job) * 2


def slow_when_even(job, ask):
    reply = ask(job)
    time.sleep(0.02 if job % 2 == 0 else 0)
    return reply


def killed_once(marks, when, job, ask):
    """Dies at its first try of job 3, before it asks or after."""
    mark = Path(marks) / "died"
    if when == "before" and job == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    reply = ask(job)
    if when == "after" and job == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return reply


def always_killed(job, ask):
    ask(job)
    if job == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return job


def broken(job, ask):
    ask(job)
    raise StoreError(f"job {job} cannot be written", "free some space")


def strange(job, ask):
    class Local(Exception):
        """Cannot be sent to another process."""

    raise Local("odd")


@pytest.fixture(params=["fork", "spawn"])
def way(request, monkeypatch):
    if request.param == "fork" and not crew._can_fork():
        pytest.skip("processes are not forked here")
    monkeypatch.setattr(crew, "_can_fork", lambda: request.param == "fork")


def done(work, jobs, size=2, answer=lambda question: question + 100):
    with Crew(work, size) as hands:
        return list(hands.do(jobs, answer))


def test_each_job_comes_back_with_its_result_in_order(way):
    assert done(doubled, range(5)) == [(0, 200), (1, 202), (2, 204), (3, 206), (4, 208)]


def test_questions_are_answered_in_the_order_of_the_jobs():
    asked = []
    found = done(slow_when_even, range(20), 3, lambda question: asked.append(question) or len(asked))
    assert asked == list(range(20))
    assert [result for _, result in found] == list(range(1, 21))


def test_no_jobs_give_no_results():
    assert done(doubled, []) == []


def test_jobs_are_taken_only_as_they_are_worked_off():
    taken = []
    with Crew(doubled, 2) as hands:
        found = hands.do((taken.append(number) or number for number in range(1000)), lambda question: question)
        next(found)
        assert len(taken) <= 8


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_job_of_a_killed_worker_is_done_again_with_the_same_answer(way, when, tmp_path):
    asked = []
    work = partial(killed_once, str(tmp_path), when)
    found = done(work, range(6), 2, lambda question: asked.append(question) or question * 10)
    assert found == [(number, number * 10) for number in range(6)]
    assert asked == list(range(6))
    assert (tmp_path / "died").exists()


def test_a_worker_killed_from_outside_is_replaced():
    with Crew(slow_when_even, 2) as hands:
        found = hands.do(range(40), lambda question: question)
        first = next(found)
        victim = hands.pids()[0]
        os.kill(victim, signal.SIGKILL)
        assert [first, *found] == [(number, number) for number in range(40)]
        assert victim not in hands.pids()
        assert len(hands.pids()) == 2


def test_a_job_that_keeps_killing_its_workers_stops_the_run():
    with pytest.raises(WorkerLost, match="killed by signal 9, 3 times") as told:
        done(always_killed, range(5))
    assert "--workers 1" in told.value.hint


def test_an_error_of_a_worker_is_raised_as_it_was():
    with pytest.raises(StoreError, match="job 0 cannot be written") as told:
        done(broken, range(3))
    assert told.value.hint == "free some space"
    assert "in a worker" in told.value.__notes__[0]


def test_an_error_that_cannot_be_sent_is_told_as_text():
    with pytest.raises(RuntimeError, match="odd"):
        done(strange, range(1))


def test_no_worker_is_left_after(way):
    with Crew(doubled, 2) as hands:
        pids = hands.pids()
        next(hands.do(range(9), lambda question: question))
    assert not any(alive(pid) for pid in pids)


HELD = """
import sys, time
from test_crew import Crew, sleeping
with Crew(sleeping, 2) as hands:
    print(*hands.pids(), flush=True)
    list(hands.do(range(2), lambda question: question))
"""


def sleeping(job, ask):
    ask(job)
    time.sleep(60)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a worker ends at its next word to the dead run")
def test_workers_die_with_a_killed_run():
    paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    with subprocess.Popen([sys.executable, "-c", HELD], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths}) as run:
        pids = [int(word) for word in run.stdout.readline().split()]
        assert len(pids) == 2
        time.sleep(0.2)
        run.kill()
    until = time.monotonic() + 5
    while any(alive(pid) for pid in pids) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(alive(pid) for pid in pids)


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A process that has ended and is not yet waited for by whoever has inherited it.
    return Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"

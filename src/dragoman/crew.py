"""A crew of processes that do one kind of job, each job once, with the results in the order of the jobs.

A worker that dies is replaced and its job is done again; a job that kills several workers stops the run. Workers die with the process
that started them.
"""

import ctypes
import gc
import multiprocessing as mp
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

import msgspec

from dragoman.errors import DragomanError

Job = TypeVar("Job")
Done = TypeVar("Done")
Question = TypeVar("Question")
Reply = TypeVar("Reply")
Ask = Callable[[Question], Reply]
# A job that ends three workers is itself at fault: an input that crashes a library, or more memory than there is.
MOST_DEATHS = 3
# Jobs under way for each worker, so that a slow one does not leave the others idle, and no more are held than these.
_AHEAD = 3
# Objects made before the collector looks at them; Python's own number is 700 to 2,000.
_NEW_OBJECTS = 50_000
_DEATH_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux's prctl


class Asked(msgspec.Struct, frozen=True):
    """What a worker needs to know from the one that started it before it goes on."""

    question: Any


class Finished(msgspec.Struct, frozen=True):
    """What came of a job."""

    result: Any


class Broke(msgspec.Struct, frozen=True):
    """An error that ends the run, as the worker met it."""

    error: BaseException


class WorkerLost(DragomanError):
    """One job ended several workers."""


class _Worker:
    """A process, the way to it, and the number of the job that it does."""

    def __init__(self, process: Any, channel: Connection) -> None:
        self.process = process
        self.channel = channel
        self.job: int | None = None

    def end(self) -> None:
        """Stop it now, whatever it does."""
        self.channel.close()
        self.process.kill()
        self.process.join()


class Crew(Generic[Job, Question, Reply, Done]):
    """`size` processes that each call `work(job, ask)`, which asks exactly once: questions are answered in this process, in the order of
    the jobs. Use it in a `with`: leaving it ends every worker."""

    def __init__(self, work: Callable[[Job, Ask[Question, Reply]], Done], size: int) -> None:
        self._work = work
        self._workers: list[_Worker] = []
        for _ in range(size):
            self._workers.append(self._start())

    def __enter__(self) -> "Crew[Job, Question, Reply, Done]":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()

    def pids(self) -> list[int]:
        """The processes at work."""
        return [worker.process.pid for worker in self._workers]

    def do(self, jobs: Iterable[Job], answer: Callable[[Question], Reply]) -> Iterator[tuple[Job, Done]]:
        """Every job with its result, in order. Raises what a worker raised, and WorkerLost for a job that keeps killing them."""
        run: _Run[Job, Question, Reply, Done] = _Run(jobs, answer)
        while run.feed(self._idle(), _AHEAD * len(self._workers)):
            for worker in self._ready():
                told = _heard(worker)
                self._replace(worker, run) if told is None else run.heard(worker, told)
            yield from run.ready()

    def _idle(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.job is None]

    def _ready(self) -> list[_Worker]:
        heard = wait([worker.channel for worker in self._workers])
        return [worker for worker in self._workers if worker.channel in heard]

    def _replace(self, lost: _Worker, run: "_Run[Job, Question, Reply, Done]") -> None:
        lost.end()
        self._workers.remove(lost)
        run.lost(lost.job, lost.process.exitcode)
        self._workers.append(self._start())

    def _start(self) -> _Worker:
        context: Any = mp.get_context("fork" if _can_fork() else "spawn")
        ours, theirs = context.Pipe()
        # A forked worker holds copies of our ends, which would keep the others from seeing that we are gone.
        inherited = [ours, *(worker.channel for worker in self._workers)] if _can_fork() else []
        process = context.Process(target=_serve, args=(self._work, theirs, inherited, os.getpid()), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)


def _can_fork() -> bool:
    # A fork copies memory for nothing, but no thread, and with it perhaps a lock for ever; on macOS the system's own libraries
    # do not bear it. The numeric libraries that we load put their threads aside for a fork.
    return sys.platform == "linux" and threading.active_count() == 1


class _Run(Generic[Job, Question, Reply, Done]):
    """The jobs of one call: which are waiting, under way and done, and what was answered to whom."""

    def __init__(self, jobs: Iterable[Job], answer: Callable[[Question], Reply]) -> None:
        self._jobs = enumerate(jobs)
        self._answer = answer
        self._open: dict[int, Job] = {}
        self._again: list[int] = []
        self._asked: dict[int, tuple[_Worker, Question]] = {}
        self._replies: dict[int, Reply] = {}
        self._done: dict[int, Finished | Broke] = {}
        self._deaths: dict[int, int] = {}
        self._next_reply = self._next_done = 0

    def feed(self, idle: Sequence[_Worker], most: int) -> bool:
        """Give the idle workers their next jobs; whether any job is under way."""
        for worker in idle:
            number = self._take(most)
            if number is None:
                break
            worker.job = number
            _send(worker, self._open[number])
        return bool(self._open)

    def _take(self, most: int) -> int | None:
        if self._again:
            return self._again.pop(0)
        if len(self._open) >= most:
            return None
        fresh = next(self._jobs, None)
        if fresh is None:
            return None
        number, job = fresh
        self._open[number] = job
        return number

    def heard(self, worker: _Worker, told: Asked | Finished | Broke) -> None:
        """Take in what a worker says."""
        assert worker.job is not None
        if isinstance(told, Finished | Broke):
            self._done[worker.job] = told
            worker.job = None
            return
        self._asked[worker.job] = worker, told.question
        self._reply()

    def _reply(self) -> None:
        """Answer in the order of the jobs; a job that is done again gets the answer that it had."""
        while self._next_reply in self._asked:
            self._replies[self._next_reply] = self._answer(self._asked[self._next_reply][1])
            self._next_reply += 1
        for number in sorted(self._asked.keys() & self._replies.keys()):
            worker, _ = self._asked.pop(number)
            _send(worker, self._replies[number])

    def lost(self, number: int | None, code: int | None) -> None:
        """A worker is gone: its job is done again."""
        if number is None:
            return
        self._asked.pop(number, None)
        self._deaths[number] = self._deaths.get(number, 0) + 1
        if self._deaths[number] >= MOST_DEATHS:
            how = f"was killed by signal {-code}" if code and code < 0 else f"ended with code {code}"
            hint = "an input may crash a library or need more memory than there is: read with --workers 1, or in smaller parts, to find it"
            raise WorkerLost(f"a worker {how}, {MOST_DEATHS} times at the same articles; what was read before them is kept", hint)
        self._again.append(number)

    def ready(self) -> Iterator[tuple[Job, Done]]:
        """Results that are next in order. An error, too, waits for its turn: a run that fails says the same each time."""
        while self._next_done in self._done:
            number = self._next_done
            self._next_done += 1
            self._replies.pop(number, None)
            told = self._done.pop(number)
            if isinstance(told, Broke):
                raise told.error
            yield self._open.pop(number), told.result


def _heard(worker: _Worker) -> Asked | Finished | Broke | None:
    """What a worker says; None when it is gone, also in the middle of a word."""
    try:
        told: Asked | Finished | Broke = worker.channel.recv()
    except (EOFError, OSError, pickle.UnpicklingError):
        return None
    return told


def _send(worker: _Worker, message: Any) -> None:
    try:
        worker.channel.send(message)
    except OSError:
        # It is gone; the closed channel tells so when it is next listened to.
        return


def collect_seldom() -> None:
    """Let this process look for cyclic rubbish seldom. Records hold no cycles, and each look walks the whole vocabulary, which was a
    tenth of a short run."""
    gc.set_threshold(_NEW_OBJECTS, 20, 20)


def _serve(work: Callable[[Any, Any], Any], channel: Connection, inherited: Sequence[Connection], parent: int) -> None:
    """A worker's life: jobs until the channel closes."""
    _die_with(parent)
    collect_seldom()
    # Ctrl-C reaches every process of the terminal; the one that started us decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:
        other.close()

    def ask(question: Any) -> Any:
        channel.send(Asked(question))
        return channel.recv()

    try:
        while True:
            channel.send(_told(work, channel.recv(), ask))
    except (EOFError, OSError):
        return


def _told(work: Callable[[Any, Any], Any], job: Any, ask: Any) -> Finished | Broke:
    try:
        return Finished(work(job, ask))
    except (EOFError, BrokenPipeError):
        raise
    except Exception as error:
        return Broke(_sendable(error))


def _sendable(error: Exception) -> Exception:
    """The error with its traceback as a note; errors of libraries that cannot be sent go as text."""
    error.add_note(f"in a worker:\n{traceback.format_exc()}")
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # whatever a library's own error raises when it is copied
        return RuntimeError(traceback.format_exc())
    return error


def _die_with(parent: int) -> None:
    """Without this a killed run would leave workers that write into a store which another run holds by then."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)

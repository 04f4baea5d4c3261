"""What is done with one batch of inputs, in whichever process: clean, leave out what the store has, read, write a shard.

Which articles are new is decided in one place, batch by batch in order, so that the shards are the same for any number of workers.
"""

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec

from dragoman.crew import Crew
from dragoman.records import Failure, Raw, Reading
from dragoman.settings import Settings
from dragoman.store import Shard, Writer, write_shard

Batch = Sequence[Raw | Failure]
# Short texts in the two scripts that most models and lexicons are for, read once so that what they open is there.
_WARM = ("Russia met Turkey in Moscow on Monday, officials said. It was cold there.", "Россия и Турция провели переговоры в Москве.")
_LAST = chr(sys.maxunicode)


class Flow(Protocol):
    """The article-wise stages."""

    def clean(self, raws: Batch) -> list[Reading | Failure]:
        """Raws to cleaned readings; what cannot be read as failures."""
        ...

    def read(self, readings: Sequence[Reading]) -> list[Reading]:
        """Mentions, events and claims."""
        ...


class Name(msgspec.Struct, frozen=True):
    """What decides whether the store has an article or failure: its key, and where it was read from."""

    key: str
    origin: str = ""
    failed: bool = False


Ask = Callable[[Sequence[Name]], list[int]]
Work = Callable[[Iterable[Batch], Ask], Iterator[tuple[Batch, Shard | None]]]


class Seen:
    """What the store has, by key its origin ('' for what never gives way), and the counts of what was new."""

    def __init__(self, origins: dict[str, str]) -> None:
        self._origins = origins
        self.added = self.known = self.failed = 0

    @classmethod
    def of(cls, writer: Writer) -> "Seen":
        """All that a store has."""
        return cls(dict.fromkeys(writer.known(), "") | writer.origins())

    def take(self, names: Sequence[Name]) -> list[int]:
        """Positions of those that the store does not have yet, each key once; from now on it has them.

        An article that stands in two places is read again when its alphabetically first origin comes second: which origin the
        store names must not depend on the order of reading.
        """
        before = len(self._origins)
        taken: dict[str, int] = {}
        for place, name in enumerate(names):
            if self._origins.get(name.key, _LAST) > name.origin:
                self._origins[name.key] = name.origin
                taken[name.key] = place
        failed = sum(names[place].failed for place in taken.values())
        new = len(self._origins) - before
        self.added, self.failed, self.known = self.added + new - failed, self.failed + failed, self.known + len(names) - new
        return list(taken.values())


class Hand:
    """Reads batches into a store. Opened in the process that uses it, or before that process is forked."""

    def __init__(self, opens: Callable[[Settings], Flow], settings: Settings, flow: Flow | None = None) -> None:
        self._opens = opens
        self._settings = settings
        self._flow = flow

    def __getstate__(self) -> dict[str, Any]:
        # Another process opens its own models.
        return {**self.__dict__, "_flow": None}

    def __call__(self, batch: Batch, ask: Ask) -> Shard | None:
        """Write the shard of a batch's new articles and failures; None when nothing in it is new."""
        flow = self.flow()
        found = flow.clean(batch)
        readings, failures = parted(found[place] for place in ask([name(one) for one in found]))
        return write_shard(Path(self._settings.store), flow.read(readings), failures)

    def flow(self) -> Flow:
        """The stages, opened at the first call."""
        self._flow = self._flow or self._opens(self._settings)
        return self._flow

    def warm(self) -> None:
        """Open also what opens at its first use, so that forked processes share it."""
        found = self.flow().clean([Raw(origin="", text=text) for text in _WARM])
        self.flow().read([one for one in found if isinstance(one, Reading)])


@contextlib.contextmanager
def working(hand: Hand, workers: int) -> Iterator[Work]:
    """The hand's work on batches, in this process or in as many as asked for: each batch with its shard, in order."""
    if workers < 2:
        yield lambda batches, ask: ((batch, hand(batch, ask)) for batch in batches)
        return
    hand.warm()
    with Crew(hand, workers) as crew:
        yield crew.do


def name(one: Reading | Failure) -> Name:
    """What decides whether the store has it."""
    return Name(one.key, failed=True) if isinstance(one, Failure) else Name(one.article.key, one.article.origin)


def parted(found: Iterable[Reading | Failure]) -> tuple[list[Reading], list[Failure]]:
    """Readings and failures, each in order."""
    every = list(found)
    return [one for one in every if isinstance(one, Reading)], [one for one in every if isinstance(one, Failure)]

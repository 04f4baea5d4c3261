"""THE list of stages, in order: the only place where the flow is written.

inputs -> sources -> text -> mentions -> events -> claims -> shards, an article at a time; then over the whole store:
copies -> stories -> relations -> the published view.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

import msgspec

from dragoman.batches import Hand, Seen, name, parted, working
from dragoman.claims import Attributor
from dragoman.engines import open_engine
from dragoman.events import Coder
from dragoman.mentions import Finder
from dragoman.records import Failure, Outlet, Raw, Reading
from dragoman.relations import relate
from dragoman.settings import Settings
from dragoman.sources import Options, gather
from dragoman.store import Ledger, Shelf, Writer, standing, writing
from dragoman.stories import fuse
from dragoman.text import Cleaner, copies
from dragoman.vocab import codebook, outlet_registry

T = TypeVar("T")
Progress = Callable[[str, int], None]
Stage = Callable[[Sequence[Reading]], list[Reading]]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a read did: new articles, articles the store had already, failures (new ones), and what is in the store now."""

    added: int
    known: int
    failed: int
    stories: int


class Flow:
    """The article-wise stages, opened once: raws in, readings and failures out. Holds no state between batches."""

    def __init__(self, settings: Settings) -> None:
        self.outlets = outlet_registry(settings.outlets)
        self._cleaner = Cleaner(self.outlets)
        coder = Coder(open_engine(settings), codebook(), sanction_quad=settings.sanction_quad)
        self.stages: tuple[tuple[str, Stage], ...] = (
            ("find", Finder(settings.cache).find),
            ("code", coder.code),
            ("attribute", Attributor(self.outlets).attribute),
        )

    def clean(self, raws: Sequence[Raw | Failure]) -> list[Reading | Failure]:
        """The text stage alone: enough to know an article's key."""
        found: list[Reading | Failure] = [raw for raw in raws if isinstance(raw, Failure)]
        return found + self._cleaner.clean([raw for raw in raws if isinstance(raw, Raw)])

    def read(self, readings: Sequence[Reading]) -> list[Reading]:
        """Mentions, events and claims of cleaned articles, in order."""
        found = list(readings)
        for _, stage in self.stages:
            found = stage(found)
        return found


def read(inputs: Sequence[str], settings: Settings, progress: Progress) -> Summary:
    """Read inputs into the store and publish its view. Safe to repeat and to kill: finished batches stay."""
    flow = Flow(settings)
    hand = Hand(Flow, settings, flow)
    with working(hand, settings.workers) as work, writing(settings.store) as writer:
        seen = Seen.of(writer)
        for batch, shard in work(batched(gather(inputs, Options.of(settings)), settings.batch_articles), seen.take):
            if shard:
                writer.add(shard)
            progress("read", len(batch))
        stories = settle(writer, flow.outlets.outlets(), settings, progress)
    return Summary(added=seen.added, known=seen.known, failed=seen.failed, stories=stories)


def fresh(found: Sequence[Reading | Failure], seen: dict[str, str]) -> tuple[list[Reading], list[Failure]]:
    """What the store does not have yet, each once; `seen`, origins by key, grows."""
    return parted(found[place] for place in Seen(seen).take([name(one) for one in found]))


def settle(writer: Writer, outlets: Iterable[Outlet], settings: Settings, progress: Progress) -> int:
    """The stages over the whole store: copies, stories, relations; then publish. Returns the number of stories."""
    with writer.shelf() as readings:
        progress("opened", len(readings))
        return _settled(writer, readings, tuple(outlets), settings, progress)


def _settled(writer: Writer, readings: Shelf, registry: tuple[Outlet, ...], settings: Settings, progress: Progress) -> int:
    found = copies.find(readings.articles())
    progress("copies", len(found))
    verdicts = standing(Ledger(settings.store).verdicts())
    stories = fuse(readings, found, registry, verdicts)
    progress("stories", len(stories))
    derived: dict[str, Sequence[msgspec.Struct]] = {"outlets": registry, "copies": found, "stories": stories}
    relations = relate(readings, stories)
    progress("relations", len(relations.dyads))
    derived |= {"actors": relations.actors, "commitments": relations.commitments}
    derived |= {"dyads": relations.dyads, "alignments": relations.alignments}
    writer.publish(derived, relations.steps)
    progress("published", len(stories))
    return len(stories)


def batched(stream: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most `size`."""
    iterator = iter(stream)
    while batch := list(islice(iterator, size)):
        yield batch

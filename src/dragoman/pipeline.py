"""THE list of stages, in order: the only place where the flow is written.

inputs -> sources -> text -> mentions -> events -> claims -> shards, an article at a time; then over the whole store:
copies -> stories -> relations -> the published view.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec

from dragoman.batches import Hand, Seen, name, parted, working
from dragoman.claims import Attributor
from dragoman.engines import open_engine
from dragoman.events import Coder
from dragoman.kept import Kept
from dragoman.mentions import Finder
from dragoman.records import Failure, Outlet, Raw, Reading, Verdict
from dragoman.relations import relate
from dragoman.settings import Settings
from dragoman.sources import Options, gather
from dragoman.steps import Step
from dragoman.store import Ledger, Past, Shelf, Writer, standing, writing
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
        coder = Coder(open_engine(settings), codebook(settings.codebook), sanction_quad=settings.sanction_quad)
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


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """What the stages over the whole store work on: readings in key order, outlets, verdicts, and the day from which on facts of the
    reference are kept out."""

    readings: Sequence[Reading]
    outlets: tuple[Outlet, ...]
    verdicts: tuple[Verdict, ...]
    until: date | None = None


class Derived(msgspec.Struct, frozen=True):
    """The derived tables, and the steps beside them."""

    tables: dict[str, Sequence[msgspec.Struct]]
    steps: tuple[Step, ...]


def settle(writer: Writer, outlets: Iterable[Outlet], settings: Settings, progress: Progress) -> int:
    """The stages over the whole store: copies, stories, relations; then publish. Returns the number of stories."""
    with writer.shelf() as readings:
        progress("opened", len(readings))
        verdicts = tuple(standing(Ledger(settings.store).verdicts()))
        kept = Kept(writer.kept())
        made = derive(Basis(readings=readings, outlets=tuple(outlets), verdicts=verdicts), progress, kept)
        writer.keep(kept.dumps())
        writer.publish(made.tables, made.steps)
    progress("published", len(made.tables["stories"]))
    return len(made.tables["stories"])


def derive(basis: Basis, progress: Progress, kept: Kept | None = None) -> Derived:
    """Copies, stories and relations of the readings; what the last run has `kept` is taken over, what the next one may is left there."""
    readings = basis.readings
    found = copies.find(readings.articles() if isinstance(readings, Shelf) else (reading.article for reading in readings), kept)
    progress("copies", len(found))
    stories = fuse(basis.readings, found, basis.outlets, basis.verdicts, kept)
    progress("stories", len(stories))
    relations = relate(basis.readings, stories, found, basis.until, kept)
    progress("relations", len(relations.dyads))
    tables: dict[str, Sequence[msgspec.Struct]] = {"outlets": basis.outlets, "copies": found, "stories": stories}
    tables |= {"actors": relations.actors, "commitments": relations.commitments}
    tables |= {"dyads": relations.dyads, "alignments": relations.alignments, "turns": relations.turns}
    return Derived(tables, relations.steps)


def recall(store: Path, known_by: date, progress: Progress) -> None:
    """Make the view of what a store held of the press up to a day, unless it is there: the same stages over those articles alone.

    A person’s verdicts count whenever they were made. Articles without a day are left out; the table `known_by` says how many.
    """
    past = Past(store, known_by)
    if past.made:
        return
    readings, undated = past.readings()
    progress("opened", len(readings))
    verdicts = tuple(standing(Ledger(store).verdicts()))
    made = derive(Basis(readings=readings, outlets=past.outlets(), verdicts=verdicts, until=known_by), progress)
    told = Step("known_by", (), f"SELECT DATE '{known_by}' AS day, {undated} AS undated", "The day, and how many articles have none.")
    past.publish([reading.article.key for reading in readings], made.tables, (*made.steps, told))
    progress("published", len(made.tables["stories"]))


def batched(stream: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most `size`."""
    iterator = iter(stream)
    while batch := list(islice(iterator, size)):
        yield batch

"""Rounds of a watch: ask each feed what is new, read its new pages into the store, make the view anew when there are any."""

from collections.abc import Callable, Sequence

import msgspec

from dragoman.errors import BadArticle
from dragoman.pipeline import Flow, Summary, fresh, settle
from dragoman.records import Failure, Raw, failed
from dragoman.settings import Settings
from dragoman.sources import bytes_in
from dragoman.store import writing
from dragoman.watch import memory
from dragoman.watch.fetching import Clock, Fetcher, Manners, Refused, fetching, host_of
from dragoman.watch.listing import links
from dragoman.watch.memory import Due, Feed, Memory

Say = Callable[[str], None]
# A page is tried so often before it is listed as not read; waits double from the first to the longest, in seconds.
MOST_TRIES = 5
_FIRST_WAIT, _LONGEST_WAIT = 300.0, 86_400.0
# Pages that are read into the store in one go: a kill loses no more fetches than these.
_BATCH = 16
# Pages of one feed that wait to be read; those that it lists beyond are taken when there is room.
_MOST_DUE = 2_000


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """What a round did: feeds that answered and that failed, and what came into the store."""

    answered: int = 0
    failed: int = 0
    added: int = 0
    unread: int = 0


def backing_off(errors: int, wait: float = 0.0) -> float:
    """Seconds to leave alone what failed so many times in a row; longer where the server asks for it."""
    return max(min(_FIRST_WAIT * 2.0 ** min(errors - 1, 20), _LONGEST_WAIT), wait)


class Watch:
    """Feeds that are kept up with. The stages are opened once, at the first article, and serve every round."""

    def __init__(self, feeds: Sequence[str], settings: Settings, fetcher: Fetcher, clock: Clock, say: Say) -> None:
        self._feeds = tuple(dict.fromkeys(feeds))
        self._settings = settings
        self._fetcher = fetcher
        self._clock = clock
        self._say = say
        self._memory = memory.load(settings.store)
        self._flow: Flow | None = None

    def round(self) -> Round:
        """One round. Every step is saved, so that a kill at any moment loses at most some fetches."""
        answered = [self._ask(address) for address in self._feeds]
        added = unread = 0
        while batch := self._batch():
            more = self._read(self._fetched(batch))
            added, unread = added + more.added, unread + more.failed
        if self._memory.unsettled:
            self._settle()
        failed = answered.count(False)
        return Round(answered=len(answered) - failed, failed=failed, added=added, unread=unread)

    def _ask(self, address: str) -> bool:
        """Ask one feed what it lists; whether it answered (or is being left alone)."""
        feed = self._memory.feeds.get(address, Feed())
        if self._resting(address, feed.after):
            return True
        try:
            got = self._fetcher.get(address, feed.etag, feed.modified)
            listed = links(got.data, got.address) if got.status == 200 else None
        except (Refused, BadArticle) as error:
            self._failed(address, feed, error)
            return False
        feed = msgspec.structs.replace(feed, errors=0, after=0.0)
        if listed is not None:
            feed = msgspec.structs.replace(_listing(feed, listed), etag=got.etag, modified=got.modified)
        self._remember(address, feed)
        return True

    def _failed(self, address: str, feed: Feed, error: Refused | BadArticle) -> None:
        wait = error.wait if isinstance(error, Refused) else 0.0
        if wait:
            self._rest(address, wait)
        rest = backing_off(feed.errors + 1, wait)
        self._say(f"{address}: {error}; asked again in {max(1, round(rest / 60))} minutes at the earliest")
        self._remember(address, msgspec.structs.replace(feed, errors=feed.errors + 1, after=self._clock.now() + rest))

    def _resting(self, address: str, after: float) -> bool:
        return self._clock.now() < max(after, self._memory.hosts.get(host_of(address), 0.0))

    def _remember(self, address: str, feed: Feed) -> None:
        self._keep(msgspec.structs.replace(self._memory, feeds={**self._memory.feeds, address: feed}))

    def _keep(self, state: Memory) -> None:
        self._memory = state
        memory.save(self._settings.store, state)

    def _batch(self) -> list[str]:
        """The next pages that may be read now, oldest entry of a feed last in its list first."""
        due = [
            page
            for address in self._feeds
            for page, one in reversed(self._memory.feeds.get(address, Feed()).due.items())
            if not self._resting(page, one.after)
        ]
        return list(dict.fromkeys(due))[:_BATCH]

    def _fetched(self, pages: Sequence[str]) -> dict[str, Raw | Failure | Refused]:
        found: dict[str, Raw | Failure | Refused] = {}
        for page in pages:
            if self._resting(page, 0.0):
                continue
            one = found[page] = self._page(page)
            if isinstance(one, Refused) and one.wait:
                self._rest(page, one.wait)
        return found

    def _rest(self, address: str, wait: float) -> None:
        """Leave the host of an address alone for so many seconds."""
        now = self._clock.now()
        hosts = {host: until for host, until in self._memory.hosts.items() if until > now} | {host_of(address): now + wait}
        self._keep(msgspec.structs.replace(self._memory, hosts=hosts))

    def _page(self, address: str) -> Raw | Failure | Refused:
        try:
            got = self._fetcher.get(address)
            return Raw(origin=address, html=bytes_in.decode(got.data), url=got.address)
        except BadArticle as error:
            return failed(address, str(error))
        except Refused as error:
            return failed(address, str(error)) if error.last else error

    def _read(self, found: dict[str, Raw | Failure | Refused]) -> Summary:
        """Articles into the store, then the pages out of what is due. A page that failed too often is listed as not read."""
        tried = {page: self._tries(page) + 1 for page, one in found.items() if isinstance(one, Refused)}
        given_up = {page for page, tries in tried.items() if tries >= MOST_TRIES}
        raws: list[Raw | Failure] = [one for one in found.values() if not isinstance(one, Refused)]
        raws += [failed(page, f"{found[page]} (tried {MOST_TRIES} times)") for page in sorted(given_up)]
        summary = self._append(raws) if raws else Summary(added=0, known=0, failed=0, stories=0)
        again = {page: Due(tries, self._clock.now() + backing_off(tries)) for page, tries in tried.items() if page not in given_up}
        done = found.keys() - again.keys()
        feeds = {address: _done(feed, done, again) for address, feed in self._memory.feeds.items()}
        self._keep(msgspec.structs.replace(self._memory, feeds=feeds))
        return summary

    def _tries(self, page: str) -> int:
        return max((feed.due[page].tries for feed in self._memory.feeds.values() if page in feed.due), default=0)

    def _append(self, raws: Sequence[Raw | Failure]) -> Summary:
        flow = self._flow = self._flow or Flow(self._settings)
        self._keep(msgspec.structs.replace(self._memory, unsettled=True))
        with writing(self._settings.store) as writer:
            seen = dict.fromkeys(writer.known(), "") | writer.origins()
            readings, failures = fresh(flow.clean(raws), seen)
            writer.append(flow.read(readings), failures)
        for reading in readings:
            self._say(f"read {reading.article.origin}")
        return Summary(added=len(readings), known=len(raws) - len(readings) - len(failures), failed=len(failures), stories=0)

    def _settle(self) -> None:
        flow = self._flow = self._flow or Flow(self._settings)
        with writing(self._settings.store) as writer:
            settle(writer, flow.outlets.outlets(), self._settings, lambda stage, number: None)
        self._keep(msgspec.structs.replace(self._memory, unsettled=False))


def _listing(feed: Feed, listed: Sequence[str]) -> Feed:
    """The feed with what it lists now: pages that it has dropped are forgotten once read, still read if they are due."""
    read = frozenset(feed.read)
    due = {**{page: Due() for page in listed if page not in read and page not in feed.due}, **feed.due}
    bounded = dict(list(due.items())[-_MOST_DUE:])
    return msgspec.structs.replace(feed, read=tuple(page for page in listed if page in read), due=bounded)


def _done(feed: Feed, done: set[str], again: dict[str, Due]) -> Feed:
    left = {page: again.get(page, one) for page, one in feed.due.items() if page not in done}
    return msgspec.structs.replace(feed, due=left, read=(*feed.read, *(page for page in feed.due if page in done)))


def watch(feeds: Sequence[str], settings: Settings, manners: Manners, clock: Clock, say: Say) -> Round:
    """Keep a store current until interrupted, or for one round; returns the last round."""
    with fetching(manners, clock) as fetcher:
        keeper = Watch(feeds, settings, fetcher, clock, say)
        while True:
            begun = clock.now()
            last = keeper.round()
            say(f"{last.answered} feeds answered, {last.failed} failed; {last.added} articles added, {last.unread} pages not read")
            if manners.once:
                return last
            clock.sleep(max(0.0, begun + manners.every * 60 - clock.now()))

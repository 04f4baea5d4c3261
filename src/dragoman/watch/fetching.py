"""Fetching politely: robots.txt, a pause between two requests to a host, bounded sizes, no way into the local network."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import urljoin, urlsplit

import httpx
import msgspec

from dragoman import __version__
from dragoman.errors import BadArticle, SourceError
from dragoman.sources import network
from dragoman.sources.web import refuse_local
from dragoman.watch import robots

NAME = "dragoman"
_AGENT = f"{NAME}/{__version__} (follows feeds that its user names; obeys robots.txt)"
_MOST_REDIRECTS = 5
# RFC 9309: a robots.txt is asked for again after a day at the latest; one that could not be had, after an hour.
_DAY, _HOUR = 86_400.0, 3_600.0
# A whole answer may take so many times the timeout of one wait: a server that drips bytes ends.
_PATIENCE = 6
_LONGEST_REFUSAL = 7 * _DAY


class Clock(Protocol):
    """The time, and waiting."""

    def now(self) -> float:
        """Seconds since 1970."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class WallClock:
    """The machine's clock."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class Manners(msgspec.Struct, frozen=True, kw_only=True):
    """How a watch behaves: minutes from one round to the next, whether one round is all, seconds between two requests to one host,
    seconds to wait for an answer, bytes of one answer, and whether local addresses are allowed.
    """

    every: float = 30.0
    once: bool = False
    pause: float = 3.0
    timeout: float = 20.0
    most_bytes: int = 8_000_000
    local: bool = False


class Got(msgspec.Struct, frozen=True, kw_only=True):
    """An answer: its final address, status (200 or 304), bytes, and what the server asked to be told back."""

    address: str
    status: int
    data: bytes = b""
    etag: str = ""
    modified: str = ""


class Refused(Exception):
    """An address that gives nothing now. `last` when it will give nothing later either; `wait` seconds that the server asked for;
    `status` of its answer, 0 where there was none.
    """

    def __init__(self, reason: str, *, last: bool = False, wait: float = 0.0, status: int = 0) -> None:
        super().__init__(reason)
        self.last = last
        self.wait = wait
        self.status = status


class Fetcher:
    """One client; remembers each host's robots.txt and when it was last asked."""

    def __init__(self, manners: Manners, clock: Clock) -> None:
        self._manners = manners
        self._clock = clock
        self._client = network.client(_AGENT, manners.timeout, manners.local)
        self._robots: dict[str, tuple[float, robots.Robots]] = {}
        self._asked: dict[str, float] = {}

    def close(self) -> None:
        """Let go of connections."""
        self._client.close()

    def get(self, address: str, etag: str = "", modified: str = "") -> Got:
        """What stands at an address that its host lets us read. Raises Refused."""
        told = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in told.items() if value}
        for _ in range(_MOST_REDIRECTS):
            self._check(address)
            if not self._rules(address).allows(address):
                raise Refused("its robots.txt asks that it be left alone", last=True)
            got = self._once(address, headers, self._manners.most_bytes)
            if isinstance(got, Got):
                return got
            address = got
        raise Refused(f"more than {_MOST_REDIRECTS} redirects", last=True)

    def _check(self, address: str) -> None:
        try:
            refuse_local(address, self._manners.local)
        except SourceError as error:
            # A name that cannot be found today may be found tomorrow.
            raise Refused(str(error), last="cannot be found" not in str(error)) from error

    def _rules(self, address: str) -> robots.Robots:
        host = host_of(address)
        until, known = self._robots.get(host, (0.0, robots.Robots()))
        if self._clock.now() < until:
            return known
        rules, lasting = self._ask_rules(f"{host}/robots.txt")
        self._robots[host] = (self._clock.now() + lasting, rules)
        return rules

    def _ask_rules(self, address: str) -> tuple[robots.Robots, float]:
        """A host's rules and the seconds for which they stand: 4xx allows all, a host that fails allows nothing."""
        for _ in range(_MOST_REDIRECTS):
            try:
                self._check(address)
                got = self._once(address, {}, robots.MOST_BYTES)
            except Refused as error:
                return (robots.Robots(), _DAY) if error.last and error.status else (robots.NOTHING, _HOUR)
            if isinstance(got, Got):
                return robots.parse(got.data.decode("utf-8", "replace"), NAME), _DAY
            address = got
        return robots.Robots(), _DAY

    def _once(self, address: str, headers: dict[str, str], most: int) -> Got | str:
        """One request; the next address where the answer is a redirect."""
        self._pause(address)
        try:
            with self._client.stream("GET", address, headers=headers) as answer:
                if answer.has_redirect_location:
                    return urljoin(address, answer.headers["location"])
                self._check_status(answer)
                data = self._body(answer, most) if answer.status_code != 304 else b""
                etag, modified = (answer.headers.get(name, "")[:500] for name in ("etag", "last-modified"))
                return Got(address=address, status=answer.status_code, data=data, etag=etag, modified=modified)
        except BadArticle as error:
            raise Refused(str(error), last=True) from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise Refused(f"it cannot be fetched: {error or type(error).__name__}", last=isinstance(error, httpx.InvalidURL)) from error
        finally:
            self._asked[host_of(address)] = self._clock.now()

    def _pause(self, address: str) -> None:
        host = host_of(address)
        pause = max(self._manners.pause, self._robots[host][1].pause if host in self._robots else 0.0)
        wait = self._asked.get(host, 0.0) + pause - self._clock.now()
        if wait > 0:
            self._clock.sleep(wait)

    def _check_status(self, answer: httpx.Response) -> None:
        code = answer.status_code
        if code in (200, 304):
            return
        wait = waiting(answer.headers.get("retry-after", ""), self._clock.now())
        # 408, 425 and 429 ask for patience; other 4xx will not change by asking again.
        last = 400 <= code < 500 and code not in (408, 425, 429)
        raise Refused(f"the server answers {code}", last=last and not wait, wait=wait, status=code)

    def _body(self, answer: httpx.Response, most: int) -> bytes:
        data = bytearray()
        end = self._clock.now() + _PATIENCE * self._manners.timeout
        for chunk in answer.iter_bytes():
            data += chunk
            if len(data) > most:
                raise BadArticle(f"larger than {most:,} bytes")
            if self._clock.now() > end:
                raise Refused("the answer took too long")
        return bytes(data)


def host_of(address: str) -> str:
    """Scheme, host and port: what a robots.txt and a pause hold for."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def waiting(header: str, now: float) -> float:
    """The seconds of a Retry-After header, given as a number or a date; 0 where there is none."""
    try:
        asked = float(header) if header.strip().isdecimal() else parsedate_to_datetime(header).timestamp() - now
    except (ValueError, TypeError, OverflowError):
        return 0.0
    return min(max(asked, 0.0), _LONGEST_REFUSAL)


@contextmanager
def fetching(manners: Manners, clock: Clock) -> Iterator[Fetcher]:
    """A Fetcher, closed after."""
    fetcher = Fetcher(manners, clock)
    try:
        yield fetcher
    finally:
        fetcher.close()

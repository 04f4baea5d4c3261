"""Addresses and feeds, fetched only because the user named them. Addresses of the local network are refused."""

import functools
import importlib
import ipaddress
import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from dragoman.errors import BadArticle, SourceError
from dragoman.records import Failure, Raw, failed
from dragoman.sources import bytes_in

if TYPE_CHECKING:
    import httpx
_AGENT = "dragoman (reads pages that its user names)"
_MOST_REDIRECTS = 5
_MOST_ENTRIES = 500


@functools.cache
def _library(name: str) -> Any:
    """A library that only fetching needs: late, for most runs read files and the two cost a third of a second."""
    return importlib.import_module(name)


def is_address(name: str) -> bool:
    """Whether an input is an address rather than a path."""
    return name.startswith(("http://", "https://"))


def fetch(address: str, timeout: float, most_bytes: int, local: bool = False) -> Iterator[Raw | Failure]:
    """The page at an address, or the pages of the feed at it. `local` allows addresses of this machine and its network."""
    refuse_local(address, local)
    httpx = _library("httpx")
    with _library("dragoman.sources.network").client(_AGENT, timeout, local) as client:
        try:
            data, final = download(client, address, most_bytes, local)
        except (httpx.HTTPError, httpx.InvalidURL, BadArticle) as error:
            raise SourceError(f"{address} cannot be fetched: {error}", "check the address and the network") from error
        links = _feed_links(data, final)
        if not links:
            yield _page(address, data, final)
            return
        for link in links[:_MOST_ENTRIES]:
            yield _entry(client, link, most_bytes, local)


def _page(address: str, data: bytes, final: str) -> Raw | Failure:
    try:
        return Raw(origin=address, html=bytes_in.decode(data), url=final)
    except BadArticle as error:
        return failed(address, str(error), len(data))


def _entry(client: "httpx.Client", link: str, most_bytes: int, local: bool) -> Raw | Failure:
    httpx = _library("httpx")
    try:
        refuse_local(link, local)
        data, final = download(client, link, most_bytes, local)
        return _page(link, data, final)
    except (httpx.HTTPError, httpx.InvalidURL, BadArticle, SourceError) as error:
        return failed(link, str(error))


def download(client: "httpx.Client", address: str, most_bytes: int, local: bool) -> tuple[bytes, str]:
    """Bytes and final address; follows a few redirects, checking each; stops at `most_bytes`."""
    for _ in range(_MOST_REDIRECTS):
        with client.stream("GET", address) as answer:
            if answer.is_redirect:
                address = urljoin(address, answer.headers.get("location", ""))
                refuse_local(address, local)
                continue
            answer.raise_for_status()
            return _limited(answer, most_bytes), address
    raise BadArticle(f"more than {_MOST_REDIRECTS} redirects")


def _limited(answer: "httpx.Response", most_bytes: int) -> bytes:
    data = bytearray()
    for chunk in answer.iter_bytes():
        data += chunk
        if len(data) > most_bytes:
            raise BadArticle(f"larger than {most_bytes:,} bytes (the limit of one article)")
    return bytes(data)


def _feed_links(data: bytes, base: str) -> list[str]:
    head = data[:1000].lstrip().lower()
    if not (head.startswith(b"<?xml") or b"<rss" in head or b"<feed" in head) or b"<html" in head:
        return []
    found = _library("feedparser").parse(data)
    return [urljoin(base, entry["link"]) for entry in found.entries if entry.get("link")]


def refuse_local(address: str, local: bool) -> None:
    """Raise SourceError for anything but http(s) and, unless `local`, for addresses of this machine or its network."""
    try:
        parts = urlsplit(address)
        port = parts.port or 80
    except ValueError as error:
        raise SourceError(f"{address} is not an address: {error}", "check the address") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SourceError(f"{address} is not an http or https address", "check the address")
    if local:
        return
    try:
        found = addresses(parts.hostname, port)
    except (OSError, UnicodeError) as error:
        raise SourceError(f"{parts.hostname} cannot be found: {error}", "check the address and the network") from error
    for one in filter(is_local, found):
        raise SourceError(f"{address} leads to the local network ({one}) and is refused", "save the page as a file and read that")


def addresses(host: str, port: int) -> list[str]:
    """The addresses of a host, each once. Raises OSError or UnicodeError where it has none."""
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)))


def is_local(address: str) -> bool:
    """Whether an address belongs to this machine or its network."""
    return not ipaddress.ip_address(address).is_global

"""A client that cannot be led into the local network: each name is looked up once, and what was checked is what is connected to."""

import contextlib
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from dragoman.sources.web import addresses, is_local


def client(agent: str, timeout: float, local: bool) -> httpx.Client:
    """A client that follows no redirect by itself and asks no proxy. `local` allows addresses of this machine and its network."""
    return httpx.Client(timeout=timeout, headers={"User-Agent": agent}, trust_env=False, transport=None if local else _Outward())


class _Outward(httpx.HTTPTransport):
    def __init__(self) -> None:
        super().__init__(trust_env=False)
        # httpx has no public place for httpcore's network backend; a test fails should this one go.
        self._pool._network_backend = _Checked()


class _Checked(httpcore.SyncBackend):
    """A name that answers with one address to a check and with another to the connection (rebinding) gets nowhere: there is one look-up."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        *others, last = outward(host, port)
        for one in others:
            with contextlib.suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return super().connect_tcp(one, port, timeout, local_address, socket_options)
        return super().connect_tcp(last, port, timeout, local_address, socket_options)


def outward(host: str, port: int) -> list[str]:
    """The addresses of a host, at least one. Raises httpcore.ConnectError where it has none, or any of them is of the local network."""
    try:
        found = addresses(host, port)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"{host} cannot be found: {error}") from error
    if any(map(is_local, found)):
        raise httpcore.ConnectError("it leads to the local network")
    return found

"""What a watch remembers between rounds: a small JSON in the store's folder, replaced whole."""

import os
from pathlib import Path

import msgspec

from dragoman.errors import StoreError

NAME = "watch.json"


class Due(msgspec.Struct, frozen=True):
    """A page yet to be read: failed tries so far, and the time (seconds since 1970) before which it is left alone."""

    tries: int = 0
    after: float = 0.0


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed: what its server asked to be told back, errors in a row, pages read (of those it still lists) and pages to read."""

    etag: str = ""
    modified: str = ""
    errors: int = 0
    after: float = 0.0
    read: tuple[str, ...] = ()
    due: dict[str, Due] = {}


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """Feeds by address, hosts that asked to be left alone until a time, and whether articles wait for the store's view to be made."""

    feeds: dict[str, Feed] = {}
    hosts: dict[str, float] = {}
    unsettled: bool = False


def load(store: Path) -> Memory:
    """What was remembered, or nothing. Raises StoreError when the file is damaged."""
    path = store / NAME
    if not path.exists():
        return Memory()
    try:
        return msgspec.json.decode(path.read_bytes(), type=Memory)
    except (msgspec.DecodeError, msgspec.ValidationError, OSError) as error:
        raise StoreError(f"{path} cannot be read: {error}", "delete it: feeds are then read anew, and no article twice") from error


def save(store: Path, memory: Memory) -> None:
    """Write beside, sync, rename: a kill leaves the old file or the new one. Raises StoreError when it cannot be written."""
    path = store / NAME
    beside = path.with_name(f".{NAME}.{os.getpid()}.tmp")
    try:
        store.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(memory), indent=1))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}", "free some space or name another store with --store") from error

"""Parsed vocabulary files kept in the cache: reading YAML takes most of a start, reading them back takes hardly any time."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

# To be raised when the parser of the files changes what it makes of them.
_VERSION = 1


class Shelf:
    """A folder of parsed files by the hash of their text: a corrected file is parsed anew. Without a folder nothing is kept."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    def open(self, folder: Path) -> None:
        """Keep parsed files here from now on."""
        self._folder = folder

    def parsed(self, text: str, parse: Callable[[str], Any]) -> Any:
        """What `parse` makes of a text, as plain dicts, lists, words and numbers."""
        if self._folder is None:
            return parse(text)
        digest = hashlib.blake2b(f"{_VERSION}\n{text}".encode(), digest_size=16).hexdigest()
        path = self._folder / f"{digest}.msgpack"
        # A missing or damaged file is made again; a folder that cannot be written to costs time, not the run.
        with suppress(OSError, msgspec.DecodeError):
            return msgspec.msgpack.decode(path.read_bytes(), strict=False)
        found = parse(text)
        with suppress(OSError):
            _write(path, msgspec.msgpack.encode(found))
        return found


def _write(path: Path, content: bytes) -> None:
    """Under another name first, so that a reader sees a whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(path)

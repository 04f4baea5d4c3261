"""Replies kept by content: the same question to the same model is asked once, so that runs repeat."""

import hashlib
import os
import tempfile
from pathlib import Path


class Cache:
    """Replies as files under a folder, one a question, named by a digest of address, model and messages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, *parts: str) -> str | None:
        """The reply kept for these words, or None."""
        try:
            return self._path(parts).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def put(self, reply: str, *parts: str) -> None:
        """Keep a reply. Written aside and renamed: two processes may write the same one."""
        path = self._path(parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(reply)
        Path(name).replace(path)

    def _path(self, parts: tuple[str, ...]) -> Path:
        digest = hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
        return self._folder / digest[:2] / f"{digest}.txt"

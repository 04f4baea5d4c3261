"""The Ledger: verdicts of people on keys, in one append-only file; a later verdict closes an earlier one."""

import fcntl
import os
from pathlib import Path
from typing import BinaryIO

import msgspec

from dragoman.errors import StoreError
from dragoman.records import Verdict


class Ledger:
    """Verdicts of a store. `verdicts.jsonl` is opened, appended to, synced and closed at each verdict."""

    def __init__(self, store: Path) -> None:
        self._path = store / "verdicts.jsonl"

    def judge(self, verdict: Verdict) -> None:
        """Append one verdict, first dropping a last line that a kill had cut. Raises StoreError when the store cannot be written."""
        try:
            with self._path.open("a+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                file.truncate(_whole(file))
                file.write(msgspec.json.encode(verdict) + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            hint = "name the folder that `dragoman read` wrote, with --store"
            raise StoreError(f"{self._path} cannot be written: {error.strerror}", hint) from error

    def verdicts(self) -> tuple[Verdict, ...]:
        """Every verdict ever given, in order, the closed ones with the day on which a later one closed them.

        A last line that was cut by a kill is left out; a damaged line elsewhere raises StoreError.
        """
        if not self._path.exists():
            return ()
        lines = self._path.read_bytes().split(b"\n")
        whole = lines[:-1]
        return _closed([self._decode(number, line) for number, line in enumerate(whole, 1)])

    def _decode(self, number: int, line: bytes) -> Verdict:
        try:
            return msgspec.json.decode(line, type=Verdict)
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            raise StoreError(f"{self._path}, line {number}: {error}", "mend or delete that line") from error


def _whole(file: BinaryIO) -> int:
    """Bytes up to the end of the last whole line."""
    file.seek(0)
    return file.read().rfind(b"\n") + 1


def standing(verdicts: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """The verdicts that no later one has closed."""
    return tuple(verdict for verdict in verdicts if verdict.closed is None)


def _closed(given: list[Verdict]) -> tuple[Verdict, ...]:
    last: dict[frozenset[str], int] = {}
    out = list(given)
    for place, verdict in enumerate(given):
        pair = frozenset((verdict.left, verdict.right))
        if pair in last:
            out[last[pair]] = msgspec.structs.replace(out[last[pair]], closed=verdict.made)
        last[pair] = place
    return tuple(out)

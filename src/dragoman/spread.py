"""Reading on a cluster: shares of the inputs through Daft on Ray, by the same batch functions as on one machine.

Each share is a file, or every so manieth batch of a large one. Workers send their shards as Parquet; this process writes them into the
store, notes in `shares.jsonl` which shares are done, and makes stories and relations over all of them, merged by key.
"""

import contextlib
import importlib
import os
import posixpath
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from dragoman.batches import Name, Seen, name, parted
from dragoman.errors import DragomanError, EngineError, SourceError
from dragoman.pipeline import Flow, Progress, Summary, batched, settle
from dragoman.records import make_key
from dragoman.settings import Settings
from dragoman.sources import Options, files, opened
from dragoman.store import Packed, Writer, pack, writing
from dragoman.vocab import outlet_registry

# A file is read in parts of about so many bytes; each part passes over the whole file, which costs little beside reading its share.
PART_BYTES = 8_000_000
MOST_PARTS = 64
# Daft and Ray tell their makers of each use unless they are asked not to.
_QUIET = {"DO_NOT_TRACK": "true", "DAFT_ANALYTICS_ENABLED": "0", "RAY_USAGE_STATS_ENABLED": "0", "DAFT_PROGRESS_BAR": "0"}
_WITHOUT = 'pip install "dragoman[cluster]", or use `dragoman read --workers N`'


class Cluster(msgspec.Struct, frozen=True, kw_only=True):
    """Where to read: `local` starts Ray on this machine, else the address of a running cluster; and in how many processes."""

    address: str = "local"
    workers: int = 2


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the inputs that one worker reads: batches `part`, `part + parts`, ... of a file found under `root`."""

    path: str
    root: str
    stamp: str
    part: int = 0
    parts: int = 1

    @property
    def key(self) -> str:
        """The same while the file is unchanged."""
        return make_key("share", self.path, self.root, self.stamp, self.part, self.parts)


class Made(msgspec.Struct, frozen=True):
    """What a worker sends: a shard and what is in it, or, with neither, word that the share is done."""

    share: str
    packed: Packed | None = None
    names: tuple[Name, ...] = ()


def read(inputs: Sequence[str], settings: Settings, cluster: Cluster, progress: Progress) -> Summary:
    """Read inputs on a cluster into a store here, and publish its view; equal to `pipeline.read` row for row.

    Raises EngineError without the extra `cluster` or when the cluster fails: what was done is kept, the next run goes on.
    """
    with writing(settings.store) as writer, _engine(cluster) as daft:
        done = Done(settings.store)
        todo = [share for share in _shares(inputs, daft) if share.key not in done]
        seen = Seen.of(writer)
        for made in _made(daft, todo, settings, cluster):
            _take(made, writer, seen, done)
            progress("read", len(made.names))
        outlets = outlet_registry(settings.outlets).outlets()
        stories = settle(writer, outlets, settings, progress)
    return Summary(added=seen.added, known=seen.known, failed=seen.failed, stories=stories)


def _take(made: Made, writer: Writer, seen: Seen, done: "Done") -> None:
    if made.packed is None:
        done.add(made.share)
    # A shard with anything new is kept whole: of what two shards hold the store shows one, whichever came first.
    elif seen.take(made.names):
        writer.take(made.packed)


class Done:
    """The manifest of shares: the keys of those that are wholly in the store, one a line, in `shares.jsonl`."""

    def __init__(self, store: Path) -> None:
        self._path = store / "shares.jsonl"
        self._keys = set(self._path.read_text(encoding="utf-8").split("\n")) if self._path.exists() else set()

    def __contains__(self, key: str) -> bool:
        return f'"{key}"' in self._keys

    def add(self, key: str) -> None:
        """Note a share; a line that a kill cut short counts for nothing, and its share is read again."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f'\n"{key}"\n')
        self._keys.add(f'"{key}"')


def _shares(inputs: Sequence[str], daft: Any) -> Iterator[Share]:
    """The inputs in shares, in order of path."""
    for one in inputs:
        yield from _remote(one, daft) if "://" in one else _local(one)


def _local(name: str) -> Iterator[Share]:
    root = str(Path(name).absolute())
    for file in files(root):
        state = file.stat()
        parts = min(MOST_PARTS, state.st_size // PART_BYTES + 1)
        for part in range(parts):
            yield Share(path=str(file), root=root, stamp=f"{state.st_size} {state.st_mtime_ns}", part=part, parts=parts)


def _remote(address: str, daft: Any) -> Iterator[Share]:
    if address.startswith(("http://", "https://")):
        raise SourceError(f"{address} is a page, not a store of files", "read it with `dragoman read`")
    one_file = posixpath.splitext(address)[1] != ""
    try:
        found = daft.from_glob_path(address if one_file else address.rstrip("/") + "/**").to_pydict()
    except Exception as error:  # each kind of store has errors of its own
        raise SourceError(f"{address} cannot be listed: {error}", "check the address, the network and the rights to it") from error
    if not found["path"]:
        raise SourceError(f"there is nothing at {address}", "check the address and the rights to it")
    for path, size in sorted(zip(found["path"], found["size"], strict=True)):
        yield Share(path=path, root=address.rstrip("/"), stamp=str(size))


def _made(daft: Any, todo: Sequence[Share], settings: Settings, cluster: Cluster) -> Iterator[Made]:
    """What the workers send, as it comes."""
    if not todo:
        return
    outlets = settings.outlets.read_bytes() if settings.outlets else b""
    plain = msgspec.structs.replace(settings, outlets=None)
    reads = daft.method(Reader.read, return_dtype=daft.DataType.binary())
    kind = daft.cls(type("Reader", (Reader,), {"read": reads}), max_concurrency=cluster.workers, cpus=1, use_process=True)
    frame = daft.from_pydict({"share": [msgspec.json.encode(share) for share in todo]}).into_batches(1)
    rows = frame.select(kind(plain, outlets).read(frame["share"]).alias("made")).iter_rows()
    while row := _next(rows):
        yield msgspec.msgpack.decode(row["made"], type=Made)


def _next(rows: Iterator[dict[str, Any]]) -> dict[str, Any] | None:
    try:
        return next(rows, None)
    except DragomanError:
        raise
    except Exception as error:  # Daft and Ray raise errors of many kinds, and wrap ours
        raise EngineError(f"the cluster failed: {error}", "what was done is kept: mend it and run the same command again") from error


class Reader:
    """A worker's side: opened once in its process, reads share after share."""

    def __init__(self, settings: Settings, outlets: bytes) -> None:
        self._settings = msgspec.structs.replace(settings, outlets=_laid_down(outlets)) if outlets else settings
        self._flow = Flow(self._settings)

    def read(self, share: bytes) -> Iterator[bytes]:
        """The shards of a share, then word that it is done."""
        one = msgspec.json.decode(share, type=Share)
        for packed, names in self._shards(one):
            yield msgspec.msgpack.encode(Made(one.key, packed, names))
        yield msgspec.msgpack.encode(Made(one.key))

    def _shards(self, share: Share) -> Iterator[tuple[Packed, tuple[Name, ...]]]:
        with _at_hand(share) as (file, root):
            batches = batched(opened(file, root, Options.of(self._settings)), self._settings.batch_articles)
            for batch in islice(batches, share.part, None, share.parts):
                found = self._flow.clean(batch)
                names = [name(item) for item in found]
                readings, failures = parted(found[place] for place in Seen({}).take(names))
                yield pack(self._flow.read(readings), failures), tuple(names)


def _laid_down(outlets: bytes) -> Path:
    with tempfile.NamedTemporaryFile(suffix=".yaml", delete=False) as file:
        file.write(outlets)
    return Path(file.name)


@contextlib.contextmanager
def _at_hand(share: Share) -> Iterator[tuple[Path, Path]]:
    """The share's file on this machine, and the root that its name is told from."""
    if "://" not in share.path:
        if not Path(share.path).exists():
            raise SourceError(f"{share.path} is not on this node", "put the inputs where every node sees them, or name an s3:// address")
        yield Path(share.path), Path(share.root)
        return
    daft = importlib.import_module("daft")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / posixpath.basename(share.root)
        # An address names what is below the root, or is the root itself.
        file = root / posixpath.relpath(share.path, share.root) if share.path != share.root else root
        file.parent.mkdir(parents=True, exist_ok=True)
        with daft.open_file(share.path, "rb") as stream, file.open("wb") as copy:
            copy.writelines(iter(lambda: stream.read(1 << 20), b""))
        yield file, root


@contextlib.contextmanager
def _engine(cluster: Cluster) -> Iterator[Any]:
    """Daft on Ray. Raises EngineError without the extra, or when there is no cluster at the address."""
    os.environ.update(_QUIET)
    try:
        daft, ray = importlib.import_module("daft"), importlib.import_module("ray")
    except ImportError as error:
        raise EngineError(f"the extra `cluster` is not installed ({error.name})", _WITHOUT) from error
    place = {"num_cpus": cluster.workers} if cluster.address == "local" else {"address": cluster.address}
    try:
        # Daft takes one runner in the life of a process, so Ray stays until its end.
        if not ray.is_initialized():
            ray.init(**place, include_dashboard=False, log_to_driver=False, logging_level="error", runtime_env={"env_vars": _QUIET})
        daft.set_runner_ray(noop_if_initialized=True)
    except Exception as error:  # Ray's own errors are of many kinds
        raise EngineError(f"no cluster at {cluster.address}: {error}", "check the address (`ray status` on its head)") from error
    yield daft

"""From what the user names to a stream of Raw articles. One bad input is a Failure; a path that is not there stops the run."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from dragoman.errors import BadArticle, SourceError
from dragoman.records import Failure, Raw, failed
from dragoman.settings import Settings
from dragoman.sources import archives, bytes_in, tables, web


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds on input: bytes of one file or unpacked member, characters of one text, seconds for one fetch."""

    most_bytes: int = 8_000_000
    most_characters: int = 400_000
    timeout: float = 20.0

    @classmethod
    def of(cls, settings: Settings) -> "Options":
        """The bounds that Settings carries."""
        return cls(
            most_bytes=settings.max_article_bytes, most_characters=settings.max_article_chars, timeout=settings.fetch_timeout_seconds
        )


_TEXT = frozenset({".txt", ".text", ".md"})
_PAGE = frozenset({".html", ".htm", ".xhtml"})
_MANY = (".jsonl", ".jsonl.gz", ".ndjson", ".parquet", ".warc", ".warc.gz")
_READABLE = (*_TEXT, *_PAGE, ".json", *_MANY)
# What may hold articles and is not opened: in a folder it is listed as not read, where pictures and programs are passed over.
_PACKED = (
    ".zip",
    ".gz",
    ".tar",
    ".tgz",
    ".bz2",
    ".xz",
    ".zst",
    ".7z",
    ".rar",
    ".pdf",
    ".doc",
    ".docx",
    ".rtf",
    ".odt",
    ".epub",
    ".csv",
    ".xlsx",
)


def gather(inputs: Sequence[str], options: Options) -> Iterator[Raw | Failure]:
    """All articles of all inputs, folders in order of path. Raises SourceError, before any is read, when an input does not exist."""
    for name in inputs:
        _check(name)
    for name in inputs:
        if web.is_address(name):
            yield from _bounded(web.fetch(name, options.timeout, options.most_bytes), options)
            continue
        for file in files(name):
            yield from opened(file, Path(name), options)


def files(name: str) -> Iterator[Path]:
    """The files of one input, in order of path; those that are not read among them. Raises SourceError when it does not exist."""
    _check(name)
    return _files(Path(name))


def opened(file: Path, root: Path, options: Options) -> Iterator[Raw | Failure]:
    """The articles of one file that was found under `root`, or is it."""
    return _bounded(_one(file, root, options), options)


def _check(name: str) -> None:
    try:
        if web.is_address(name) or Path(name).stat():
            return
    except (OSError, ValueError) as error:
        reason = "" if isinstance(error, FileNotFoundError) else f" that can be read ({error})"
        hint = "check the path; addresses begin with http:// or https://"
        raise SourceError(f"there is no file or folder {name[:200]}{reason}", hint) from error


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    # A store inside the folder (`dragoman read .`) holds tables of articles that would be read as new ones.
    stores = {lock.parent for lock in path.rglob(".lock") if (lock.parent / "shards").is_dir()}
    for file in sorted(path.rglob("*")):
        # A link may lead out of the folder that the user named; hidden files are not articles.
        hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
        if file.is_file() and not file.is_symlink() and not hidden and stores.isdisjoint(file.parents):
            yield file


def _one(file: Path, root: Path, options: Options) -> Iterator[Raw | Failure]:
    origin = file.name if file == root else str(file.relative_to(root))
    name = file.name.lower()
    if not name.endswith(_READABLE):
        if file == root or name.endswith(_PACKED):
            yield failed(origin, f"{file.suffix or 'a file without a suffix'} is not a format that is read", file.stat().st_size)
        return
    try:
        if name.endswith((".warc", ".warc.gz")):
            yield from archives.pages(file, origin, options.most_bytes)
        elif name.endswith(".parquet"):
            yield from tables.parquet(file, origin)
        elif name.endswith((".jsonl", ".jsonl.gz", ".ndjson")):
            yield from tables.lines(file, origin, options.most_bytes)
        else:
            yield from _single(file, origin, options)
    except BadArticle as error:
        yield failed(origin, str(error), file.stat().st_size)
    except OSError as error:
        yield failed(origin, error.strerror or str(error), 0)


def _single(file: Path, origin: str, options: Options) -> Iterator[Raw | Failure]:
    if file.stat().st_size > options.most_bytes:
        raise BadArticle(f"larger than {options.most_bytes:,} bytes (the limit of one article)")
    data = file.read_bytes()
    if file.suffix.lower() == ".json":
        yield from tables.document(data, origin)
        return
    text = bytes_in.decode(data)
    yield Raw(origin=origin, html=text) if file.suffix.lower() in _PAGE else Raw(origin=origin, text=text)


def _bounded(found: Iterator[Raw | Failure], options: Options) -> Iterator[Raw | Failure]:
    for one in found:
        size = len(one.text) + len(one.html) if isinstance(one, Raw) else 0
        if isinstance(one, Raw) and not (one.text.strip() or one.html.strip()):
            yield failed(one.origin, "empty", 0)
        elif isinstance(one, Raw) and len(one.text) > options.most_characters:
            yield failed(one.origin, f"{size:,} characters (the limit of one article is {options.most_characters:,})", size)
        elif isinstance(one, Raw) and len(one.html) > options.most_bytes:
            yield failed(one.origin, f"{size:,} characters (the limit of one page is {options.most_bytes:,})", size)
        else:
            yield one

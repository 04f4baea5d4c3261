"""Reading the vocabulary files. A broken file stops the run and says where it is broken."""

import csv
import re
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from dragoman.errors import BadVocabulary
from dragoman.vocab.shelf import Shelf

T = TypeVar("T")
_SHELF = Shelf()


class _Loader(yaml.CSafeLoader):
    """YAML without guesses: dates stay text with their precision, and NO stays Norway's code."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in found if tag.rpartition(":")[2] not in ("timestamp", "bool")]
    for letter, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])


def text(name: str) -> str:
    """A vocabulary file's text. Raises BadVocabulary when it is missing."""
    path = files("dragoman.vocab").joinpath("data", name)
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise BadVocabulary(f"vocabulary file {name} cannot be read: {error}") from error


def exists(name: str) -> bool:
    """Whether there is such a vocabulary file (a language may lack some)."""
    return files("dragoman.vocab").joinpath("data", name).is_file()


def listed(folder: str, suffix: str) -> list[str]:
    """Stems of the files in a vocabulary folder, e.g. the languages that have cue files."""
    found = files("dragoman.vocab").joinpath("data", folder).iterdir()
    return sorted(entry.name.removesuffix(suffix) for entry in found if entry.name.endswith(suffix))


def load(name: str, kind: type[T]) -> T:
    """A YAML file as a typed record. Raises BadVocabulary naming the file and the place that breaks the rules."""
    try:
        return msgspec.convert(raw(name), kind, strict=False)
    except msgspec.ValidationError as error:
        raise BadVocabulary(f"vocabulary file {name}: {error}") from error


def load_path(path: Path, kind: type[T]) -> T:
    """A user's YAML file as a typed record. Raises BadVocabulary naming the file and what is wrong in it."""
    try:
        return msgspec.convert(yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader) or {}, kind, strict=False)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise BadVocabulary(f"{path}: {error}") from error


def raw(name: str) -> Any:
    """A YAML file as plain dicts and lists."""
    try:
        return _SHELF.parsed(text(name), _parse)
    except yaml.YAMLError as error:
        raise BadVocabulary(f"vocabulary file {name}: {error}") from error


def keep(folder: Path) -> None:
    """Keep parsed YAML files in a folder, by content, for the next start."""
    _SHELF.open(folder)


def _parse(content: str) -> Any:
    return yaml.load(content, Loader=_Loader)


def rows(name: str) -> list[dict[str, str]]:
    """A TSV file with a header line as dicts; lines that begin with # are comments."""
    lines = [line for line in text(name).splitlines() if line.strip() and not line.startswith("#")]
    table = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, row in enumerate(table, 2):
        if None in row or any(value is None for value in row.values()):
            raise BadVocabulary(f"vocabulary file {name}, row {number}: wrong number of columns: {row}")
    return table

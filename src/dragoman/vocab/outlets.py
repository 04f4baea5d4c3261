"""Outlets: who publishes. The shipped list, and the user's own list laid over it."""

import functools
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import yaml

from dragoman.errors import BadVocabulary
from dragoman.vocab import files
from dragoman.vocab.outlet import Outlet

_SHIPPED = "outlets.yaml"
_NOTHING = ("", "null", "~")
# Marks round a name that do not tell outlets apart: «Тобол», “Le Monde”.
_MARKS = str.maketrans("", "", '«»“”„"')
_SUBDOMAINS = ("www.", "m.", "amp.", "mobile.")


class OutletRegistry:
    """Outlets by id, name, alias, domain or address."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        self._outlets = tuple(sorted(outlets, key=lambda outlet: outlet.id))
        self._ids = {outlet.id: outlet for outlet in self._outlets}
        self._names: dict[str, Outlet] = {}
        self._domains: dict[str, Outlet] = {}
        for outlet in self._outlets:
            for name in (outlet.name, outlet.id, *outlet.aliases):
                self._names.setdefault(folded(name), outlet)
            for domain in outlet.domains:
                self._domains.setdefault(_host(domain), outlet)

    def outlets(self) -> tuple[Outlet, ...]:
        """All outlets, sorted by id."""
        return self._outlets

    def get(self, id: str) -> Outlet | None:
        """The outlet with this id."""
        return self._ids.get(id)

    def find(self, name: str) -> Outlet | None:
        """The outlet with this name, alias, id, domain or address (its own or of a page below it); None when unknown."""
        return self._names.get(folded(name)) or self._by_host(_host(name))

    def _by_host(self, host: str) -> Outlet | None:
        # news.example.org belongs to example.org, but never to org.
        labels = host.split(".")[-6:]
        for start in range(len(labels) - 1):
            found = self._domains.get(".".join(labels[start:]))
            if found:
                return found
        return None


def folded(name: str) -> str:
    """A name for comparison: case, quotation marks and runs of white space do not count."""
    return " ".join(name.translate(_MARKS).casefold().replace("’", "'").split())


def _host(name: str) -> str:
    address = name.strip().casefold()
    if any(mark.isspace() for mark in address):
        return ""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    for prefix in _SUBDOMAINS:
        host = host.removeprefix(prefix)
    return host if "." in host else ""


def outlet_registry(extra: Path | None = None) -> OutletRegistry:
    """The shipped outlets with the user's YAML laid over them: rows with a known id change only the fields they give.

    Raises BadVocabulary when either file is broken.
    """
    rows = dict(_shipped())
    if extra is not None:
        for id, row in _rows(_read(extra), str(extra)).items():
            rows[id] = {**rows.get(id, {}), **row}
    return OutletRegistry(_outlet(row, str(extra or _SHIPPED)) for row in rows.values())


@functools.cache
def _shipped() -> dict[str, dict[str, Any]]:
    return _rows(files.text(_SHIPPED), _SHIPPED) if files.exists(_SHIPPED) else {}


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadVocabulary(f"outlets file {path} cannot be read: {error}", "give a YAML file like demo/outlets.yaml") from error


def _rows(text: str, name: str) -> dict[str, dict[str, Any]]:
    try:
        # Nothing is guessed: dates, yes, no and 007 stay the text that the user wrote.
        found = yaml.load(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        raise BadVocabulary(f"outlets file {name}: {error}") from error
    rows = found.get("outlets") if isinstance(found, dict) else found
    if not isinstance(rows, list):
        raise BadVocabulary(f"outlets file {name}: a list under `outlets:` was expected")
    by_id: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,79}", str(row.get("id", ""))):
            raise BadVocabulary(f"outlets file {name}, outlet {number}: an id of small letters, digits and hyphens was expected")
        if row["id"] in by_id:
            raise BadVocabulary(f"outlets file {name}, outlet {number}: the id {row['id']} is there twice")
        by_id[row["id"]] = {field: value for field, value in row.items() if value not in _NOTHING}
    return by_id


def _outlet(row: dict[str, Any], name: str) -> Outlet:
    # `bloc` in the file is the pole whose line the outlet usually takes: an outlet's side.
    fields = {("side" if field == "bloc" else field): value for field, value in row.items()}
    try:
        return msgspec.convert({"name": fields["id"], **fields}, Outlet)
    except msgspec.ValidationError as error:
        raise BadVocabulary(f"outlets file {name}, {row['id']}: {error}") from error

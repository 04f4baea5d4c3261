"""Under which licence each package that Dragoman needs is installed here, from the packages' own metadata."""

import re
from collections.abc import Iterator
from importlib import metadata

import msgspec

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_TROVE = "License :: "
# Some packages put the licence's whole text in the field.
_LONGEST = 80


class Licence(msgspec.Struct, frozen=True):
    """A package, its version, and the licence that it states; 'not stated' when its metadata is silent."""

    package: str
    version: str
    licence: str


def licences(root: str = "dragoman") -> tuple[Licence, ...]:
    """The packages that `root` needs, directly or through others, in order of name; extras count when they are installed."""
    found: dict[str, Licence] = {}
    waiting = [root]
    while waiting:
        name = waiting.pop()
        if _plain(name) in found:
            continue
        try:
            about = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        found[_plain(name)] = Licence(about.metadata["Name"], about.version, _stated(about))
        waiting += _needs(about, extras=name == root)
    return tuple(found[name] for name in sorted(found))


def _needs(about: metadata.Distribution, extras: bool) -> Iterator[str]:
    for line in about.requires or ():
        if extras or "extra ==" not in line:
            found = _NAME.match(line)
            if found:
                yield found[0]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _stated(about: metadata.Distribution) -> str:
    fields = about.metadata
    expression, trove = (fields.get_all("License-Expression") or [""])[0], fields.get_all("Classifier") or []
    named = [one.rpartition(" :: ")[2] for one in trove if one.startswith(_TROVE) and one != "License :: OSI Approved"]
    plain = (fields.get_all("License") or [""])[0].strip().split("\n")[0]
    return expression or ", ".join(named) or (plain if 0 < len(plain) <= _LONGEST else "") or "not stated"

"""Deployments told as known, by a noun: patterns by language, as typed data."""

import functools

import msgspec

from dragoman.vocab import files


class Deployments(msgspec.Struct, frozen=True, kw_only=True):
    """The file deployments.yaml."""

    checked: str
    patterns: dict[str, tuple[str, ...]]
    troops: dict[str, tuple[str, ...]]
    not_yet: dict[str, tuple[str, ...]]
    denied: dict[str, tuple[str, ...]]


@functools.cache
def deployments() -> Deployments:
    """The patterns that ship with Dragoman. Raises BadVocabulary when the file is broken."""
    return files.load("deployments.yaml", Deployments)

"""Meetings that only bear an actor's name: patterns by language, as typed data."""

import functools

import msgspec

from dragoman.vocab import files


class Venues(msgspec.Struct, frozen=True, kw_only=True):
    """The file venues.yaml."""

    checked: str
    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]


@functools.cache
def venues() -> Venues:
    """The patterns that ship with Dragoman. Raises BadVocabulary when the file is broken."""
    return files.load("venues.yaml", Venues)

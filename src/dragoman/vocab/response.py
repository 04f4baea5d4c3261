"""What a state may ask for and which clauses, pacts and acts answer it, from `response.yaml`."""

import functools
from typing import Literal

import msgspec

from dragoman.vocab import files


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to ask for, e.g. troops."""

    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    pacts: dict[str, Literal["must", "may"]] = {}
    offers: tuple[str, ...] = ()


class ResponseRules(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file."""

    checked: str
    before: int
    after: int
    needs: dict[str, Need]


@functools.cache
def response_rules() -> ResponseRules:
    """The rules. Raises BadVocabulary when the file is broken."""
    return files.load("response.yaml", ResponseRules)

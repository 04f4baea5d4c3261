"""Codes of other systems: CAMEO, and the column lists of the field's file layouts."""

import functools

import msgspec

from dragoman.vocab import files


class Cameo(msgspec.Struct, frozen=True):
    """A CAMEO code on export: its label in our words and its Goldstein value (-10 to +10)."""

    code: str
    label: str
    goldstein: float


@functools.cache
def layouts() -> dict[str, tuple[str, ...]]:
    """Column names by layout: polecat, icews, gdelt, ftm, plover and its objects."""
    return files.load("layouts.yaml", dict[str, tuple[str, ...]])


@functools.cache
def _codes() -> dict[str, Cameo]:
    return {row["cameo"]: Cameo(row["cameo"], row["label"], float(row["goldstein"])) for row in files.rows("cameo.tsv")}


@functools.cache
def _exports() -> dict[tuple[str, str], str]:
    return {(row["event"], row["mode"].strip("-")): row["cameo"] for row in files.rows("plover_to_cameo.tsv")}


def cameo(event: str, mode: str = "") -> Cameo:
    """The one CAMEO code under which a PLOVER event and mode is exported."""
    chosen = _exports()
    return _codes()[chosen.get((event, mode), chosen[event, ""])]


def has_cameo(event: str) -> bool:
    """Whether an event type has a CAMEO code; one of a user's own has none."""
    return (event, "") in _exports()

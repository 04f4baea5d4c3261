"""Poles, weights and half-life of dyads and alignments, from `alignment.yaml`."""

import functools

import msgspec

from dragoman.errors import BadVocabulary
from dragoman.vocab import files
from dragoman.vocab.organisations import organisations
from dragoman.vocab.states import states


class Pole(msgspec.Struct, frozen=True, kw_only=True):
    """What an alignment is measured against."""

    states: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()

    @property
    def members(self) -> frozenset[str]:
        """States and organisations that stand for the pole."""
        return frozenset(self.states) | frozenset(self.organisations)


class PartRule(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the score: made of commitments of some kinds, or of stories of some types or quad classes."""

    weight: float
    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    quads: tuple[str, ...] = ()


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file; see its own comments for what each number does."""

    checked: str
    poles: dict[str, Pole]
    grades: dict[int, float]
    statuses: dict[str, float]
    half_life_days: float
    damping: float
    scale: float
    ties: dict[str, float]
    steps: dict[str, float]
    parts: dict[str, PartRule]
    judgement: float
    draws: int
    low: float
    high: float


@functools.cache
def weights() -> Weights:
    """The weights. Raises BadVocabulary for a pole of unknown states or organisations."""
    found = files.load("alignment.yaml", Weights)
    for name, pole in found.poles.items():
        unknown = sorted(pole.members - set(states()) - set(organisations()))
        if unknown:
            raise BadVocabulary(f"vocabulary file alignment.yaml: pole {name} names {', '.join(unknown)}, who are in no list")
    return found

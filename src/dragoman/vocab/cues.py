"""Cue words by language: who says so, how firmly, and when; trigger words of events; role and body words of actors."""

import functools

import msgspec

from dragoman.errors import BadVocabulary
from dragoman.vocab import files
from dragoman.vocab.codebook import codebook
from dragoman.vocab.terms import Terms


class Cues(msgspec.Struct, frozen=True, kw_only=True):
    """One language's cue terms (see `terms.Terms` for `*`). Attribution verbs are keyed by the stance they give."""

    language: str
    checked: str
    attribution_verbs: dict[str, tuple[str, ...]]
    attribution_nouns: tuple[str, ...] = ()
    attribution_prepositions: tuple[str, ...] = ()
    attribution_postposed: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    doubt: tuple[str, ...] = ()
    negation: tuple[str, ...] = ()
    future: tuple[str, ...] = ()
    hypothetical: tuple[str, ...] = ()
    historical: tuple[str, ...] = ()
    opinion: tuple[str, ...] = ()
    anonymous_sources: tuple[str, ...] = ()
    question_words: tuple[str, ...] = ()


class Trigger(msgspec.Struct, frozen=True):
    """What a trigger term stands for."""

    event: str
    mode: str
    contexts: tuple[str, ...]
    pos: str


class Sector(msgspec.Struct, frozen=True):
    """What a sector term stands for: PLOVER sectors, whether it is a role, a body or a group, and the role in English."""

    sectors: tuple[str, ...]
    kind: str
    role: str


def languages() -> tuple[str, ...]:
    """Languages that have cue words and triggers."""
    return tuple(sorted(set(files.listed("cues", ".yaml")) & set(files.listed("triggers", ".tsv"))))


@functools.cache
def cues(language: str) -> Cues | None:
    """The cue terms of a language, or None where there are none yet."""
    name = f"cues/{language}.yaml"
    return files.load(name, Cues) if files.exists(name) else None


@functools.cache
def triggers(language: str) -> Terms[Trigger]:
    """The trigger terms of a language; empty where there are none yet. Raises BadVocabulary for an unknown event or mode."""
    name = f"triggers/{language}.tsv"
    found = files.rows(name) if files.exists(name) else []
    return Terms((row["term"], _trigger(row, name)) for row in found)


def _trigger(row: dict[str, str], name: str) -> Trigger:
    mode = row["mode"].strip("-")
    kind = codebook().events.get(row["event"])
    if kind is None or (mode and mode not in kind.modes):
        raise BadVocabulary(f"vocabulary file {name}: no such event or mode: {row['event']} {mode} ({row['term']})")
    return Trigger(row["event"], mode, _listed(row["contexts"]), row["pos"])


@functools.cache
def sectors(language: str) -> Terms[Sector]:
    """The role, body and group terms of a language; empty where there are none yet."""
    name = f"sectors/{language}.tsv"
    found = files.rows(name) if files.exists(name) else []
    return Terms((row["term"], Sector(_listed(row["sectors"]), row["kind"], row.get("role", ""))) for row in found)


@functools.cache
def contexts(language: str) -> Terms[str]:
    """The cue terms of PLOVER's contexts in a language."""
    pairs = ((word, name) for name, context in codebook().contexts.items() for word in context.words.get(language, ()))
    return Terms(pairs)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.replace(" ", "").split(",") if word and word != "-")

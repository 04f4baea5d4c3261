"""Deeds that a sentence names as known, by a noun, while it tells of something else.

'Criticism of Russia over the deployment of CSTO troops in Kazakhstan' is a criticism to an engine that reads sentences, and the
deployment is lost. Only deployments are looked for: for other deeds nouns are too often plans, fields of policy or parts of names.
"""

import functools
import re
from collections.abc import Iterator

from dragoman.records import Mention, Question, Relation, Status
from dragoman.vocab.deployments import deployments

# How sure such a relation is: two actors, a word for troops and a fixed phrase, in which the reader saw no event of its own.
CONFIDENCE = 0.6
NAME = "named-1"
# A mention in the text as patterns see it: its number between two private characters, its own words kept behind.
_OPEN, _CLOSE = "\ue000", "\ue001"
_SLOT = _OPEN + r"(?P<%s>\d+)" + _CLOSE
# How far words reach that make it a plan (before) or deny it (behind).
_BEFORE, _BEHIND = 60, 40
_NEVER = ("\0",)


def named(question: Question, mentions: tuple[Mention, ...]) -> Iterator[Relation]:
    """The deployments named in a sentence. Their words stand in the sentence, so the offsets are those of an engine's answer."""
    language, troops = question.language, deployments().troops.get(question.language)
    if not troops or len(question.actors) < 2 or not _any(troops).search(question.text):
        return
    marked, places = _marked(question)
    for pattern in _patterns(language):
        for found in pattern.finditer(marked):
            sender, target = int(found["A"]), int(found["B"])
            start, end = places[found.start("deed")], places[found.end("deed") - 1] + 1
            words = question.text[places[found.start()] : max(question.actors[target][1], end)]
            if mentions[sender].actor != mentions[target].actor and mentions[target].kind == "state" and _any(troops).search(words):
                status = _status(question, start, max(question.actors[target][1], end))
                yield _relation((sender, target), (start, end), status)


def _status(question: Question, start: int, end: int) -> Status:
    """By the words before the phrase and behind it."""
    rules, text = deployments(), question.text
    if _any(rules.denied.get(question.language, _NEVER)).search(text[end : end + _BEHIND]):
        return "negated"
    thought = _any(rules.not_yet.get(question.language, _NEVER)).search(text[max(0, start - _BEFORE) : start])
    return "hypothetical" if thought else "actual"


def _relation(pair: tuple[int, int], trigger: tuple[int, int], status: Status) -> Relation:
    return Relation(
        type="MOBILIZE",
        modes=("troops",),
        contexts=("military",),
        status=status,
        actors=(pair[0],),
        recipients=(pair[1],),
        trigger=trigger,
        confidence=CONFIDENCE,
    )


def _marked(question: Question) -> tuple[str, list[int]]:
    """The sentence with a numbered slot for each mention, and for each character of it the offset it stands for."""
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for number, (start, end) in enumerate(question.actors):
        slot = f"{_OPEN}{number}{_CLOSE}"
        parts += [question.text[at:start], slot]
        places += [*range(at, start), *([start] * len(slot))]
        at = end
    return "".join([*parts, question.text[at:]]), [*places, *range(at, len(question.text)), len(question.text)]


@functools.cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    shapes = deployments().patterns.get(language, ())
    return tuple(re.compile(shape.replace("{A}", _SLOT % "A").replace("{B}", _SLOT % "B"), re.IGNORECASE) for shape in shapes)


@functools.cache
def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)

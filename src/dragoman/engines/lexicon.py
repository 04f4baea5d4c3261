"""The lexicon engine: trigger words and word order. A dictionary coder, kept as a yardstick and for languages without examples."""

import functools
from collections.abc import Sequence

import msgspec

from dragoman.records import Answer, Question, Relation, Status
from dragoman.vocab import cues as words
from dragoman.vocab.cues import Trigger
from dragoman.vocab.terms import Hit, Terms

# Languages whose verb stands last: both actors come before it.
_VERB_LAST = frozenset({"tr", "kk", "az"})
_JOINTS = {
    "en": ("and", "with"),
    "ru": ("и", "с", "со"),
    "tr": ("ve", "ile"),
    "kk": ("мен", "бен", "пен", "және"),
    "fr": ("et", "avec"),
}
_PASSIVE = {"en": (" by ",), "ru": (), "tr": (" tarafından",), "kk": (" тарапынан",), "fr": (" par ",)}


class Lexicon:
    """Dictionary coding. Confidence is a fixed figure by how much of the pattern was found, not a probability."""

    name = "lexicon-1"

    def read(self, questions: Sequence[Question]) -> list[Answer]:
        """One answer a question; languages without trigger words get empty answers."""
        return [self._answer(question) for question in questions]

    def _answer(self, question: Question) -> Answer:
        actors = question.actors
        hits = [hit for hit in words.triggers(question.language).longest(question.text) if not _inside(hit, actors)]
        relations = (relation(question, hit) for hit in hits)
        return Answer(relations=tuple(_once([found for found in relations if found is not None])))


def relation(question: Question, hit: Hit[Trigger]) -> Relation | None:
    """The event that one trigger makes with the actors around it, or None when none is near."""
    before = [i for i, (_, end) in enumerate(question.actors) if end <= hit.start]
    after = [i for i, (start, _) in enumerate(question.actors) if start >= hit.end]
    doers, receivers = _sides(question, before, after)
    if not doers and not receivers:
        return None
    trigger = hit.value
    return Relation(
        type=trigger.event,
        modes=(trigger.mode,) if trigger.mode else (),
        contexts=_contexts(question, trigger),
        status=status(question, hit),
        actors=tuple(doers),
        recipients=tuple(receivers),
        trigger=(hit.start, hit.end),
        confidence=0.5 if doers and receivers else 0.3,
    )


def _sides(question: Question, before: list[int], after: list[int]) -> tuple[list[int], list[int]]:
    if question.language in _VERB_LAST:
        left = _joined(question, before[-2:]) if before else []
        return (left, []) if len(left) != 1 else (before[-2:-1] or before[-1:], before[-1:] if len(before) > 1 else after[:1])
    doers = _joined(question, before[-2:]) or before[-1:]
    receivers = after[:1]
    if receivers and _passive(question, before, after):
        return receivers, doers
    return doers, receivers


def _joined(question: Question, pair: list[int]) -> list[int]:
    if len(pair) < 2:
        return pair
    between = question.text[question.actors[pair[0]][1] : question.actors[pair[1]][0]].strip().lower()
    return pair if between in _JOINTS.get(question.language, ()) else pair[-1:]


def _passive(question: Question, before: list[int], after: list[int]) -> bool:
    if not before or not after:
        return False
    between = question.text[question.actors[before[-1]][1] : question.actors[after[0]][0]].lower() + " "
    return any(mark in between for mark in _PASSIVE.get(question.language, ()))


def status(question: Question, hit: Hit[Trigger]) -> Status:
    """Whether the deed is done, denied, planned, supposed or long past, by cue words; negation must stand close before it."""
    found = {cue.value for cue in _cues(question.language).all(question.text) if cue.end <= hit.start or cue.value != "negated"}
    near = {cue.value for cue in _cues(question.language).all(question.text) if 0 <= hit.start - cue.end <= 12}
    if "negated" in near:
        return "negated"
    order: tuple[Status, ...] = ("hypothetical", "future", "historical")
    return next((name for name in order if name in found), "actual")


@functools.cache
def _cues(language: str) -> Terms[Status]:
    found = words.cues(language)
    if found is None:
        return Terms(())
    groups: tuple[tuple[Status, tuple[str, ...]], ...] = (
        ("negated", found.negation),
        ("future", found.future),
        ("hypothetical", found.hypothetical),
        ("historical", found.historical),
    )
    return Terms((term, name) for name, terms in groups for term in terms)


def _contexts(question: Question, trigger: Trigger) -> tuple[str, ...]:
    named = {hit.value for hit in words.contexts(question.language).all(question.text)}
    return tuple(sorted(named | set(trigger.contexts)))


def _inside(hit: Hit[Trigger], actors: tuple[tuple[int, int], ...]) -> bool:
    return any(start < hit.end and hit.start < end for start, end in actors)


def _once(relations: list[Relation]) -> list[Relation]:
    kept: dict[tuple[object, ...], Relation] = {}
    for found in relations:
        kept.setdefault((found.type, found.actors, found.recipients), found)
    return [msgspec.structs.replace(found) for found in kept.values()]

"""From a language model's reply to an answer. What does not quote the sentence, or is not in the codebook, is refused."""

from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from dragoman.records import Answer, Marked, Question, Relation, Status
from dragoman.vocab import Codebook

_LONGEST_QUOTE = 300  # code points: a longer one is the sentence itself, not the words that decide


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One event as the model tells it."""

    type: str
    quote: str
    status: str = "actual"
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    confidence: float = 0.5


class Stated(msgspec.Struct, frozen=True):
    """One attribution as the model tells it."""

    source: str = ""
    cue: str = ""
    content: str = ""


class Refused(ValueError):
    """Why a reply, or an event in it, was not taken."""


def answer(question: Question, reply: str, codebook: Codebook) -> tuple[Answer, list[str]]:
    """The answer in a reply, and why parts of it were refused. A reply that is no JSON object of the asked form is refused whole."""
    try:
        whole = msgspec.json.decode(_bare(reply), type=dict[str, Any])
    except msgspec.DecodeError as error:
        return Answer(), [f"no JSON object: {error}"]
    refused: list[str] = []
    relations = [found for item in _items(whole, "events") if (found := _taken(question, item, codebook, refused)) is not None]
    marked = [part for item in _items(whole, "statements") if (part := _marked(question, item)) is not None]
    return Answer(relations=tuple(relations), marked=tuple(marked)), refused


def _bare(reply: str) -> str:
    # Many servers wrap JSON in a Markdown fence although told not to.
    return reply[reply.find("{") : reply.rfind("}") + 1] or reply


def _items(whole: dict[str, Any], name: str) -> list[Any]:
    found = whole.get(name)
    return found if isinstance(found, list) else []


def _taken(question: Question, item: Any, codebook: Codebook, refused: list[str]) -> Relation | None:
    try:
        return _relation(question, msgspec.convert(item, Told), codebook)
    except (msgspec.ValidationError, Refused) as error:
        refused.append(str(error))
        return None


def _relation(question: Question, told: Told, codebook: Codebook) -> Relation:
    if told.type not in codebook.events:
        raise Refused(f"no event type {told.type!r}")
    actors, recipients = _numbers(question, told.actors), _numbers(question, told.recipients)
    if not actors and not recipients:
        raise Refused(f"{told.type} without a party")
    if told.status not in get_args(Status):
        raise Refused(f"no status {told.status!r}")
    return Relation(
        type=told.type,
        modes=(told.mode,) if told.mode in codebook.events[told.type].modes else (),
        contexts=tuple(name for name in sorted(set(told.contexts)) if name in codebook.contexts),
        status=_status(told.status),
        actors=actors,
        recipients=tuple(number for number in recipients if number not in actors),
        trigger=_quoted(question.text, told.quote),
        confidence=min(1.0, max(0.0, told.confidence)),
    )


def _status(name: str) -> Status:
    return next(status for status in get_args(Status) if status == name)


def _numbers(question: Question, given: tuple[int, ...]) -> tuple[int, ...]:
    wrong = [number for number in given if not 0 <= number < len(question.actors)]
    if wrong:
        raise Refused(f"no actor {wrong[0]}")
    return tuple(sorted(set(given)))


def _quoted(text: str, quote: str) -> tuple[int, int]:
    start = text.find(quote) if quote.strip() else -1
    if start < 0 or len(quote) > _LONGEST_QUOTE:
        raise Refused(f"not in the sentence: {quote[:80]!r}")
    return start, start + len(quote)


def _marked(question: Question, item: Any) -> Marked | None:
    try:
        told = msgspec.convert(item, Stated)
    except msgspec.ValidationError:
        return None
    source, cue, content = (tuple(_places(question.text, words)) for words in (told.source, told.cue, told.content))
    return Marked(source=source, cue=cue, content=content) if cue and content else None


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    if words.strip() and (start := text.find(words)) >= 0:
        yield start, start + len(words)

"""Any record down to its words: the record, the records it was made from, and each passage with the article's lines around it."""

from typing import Any

import msgspec

from dragoman.brief import Words
from dragoman.errors import NotFound
from dragoman.records import Alignment, Article, Claim, Commitment, Copy, Dyad, Event, Mention, Span, Story, Turn
from dragoman.store import View

AROUND = 160


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """Words of an article with what stands before and after; `where` is outlet and day, `of` the key of the record they support."""

    of: str
    article: str
    where: str
    before: str
    words: str
    after: str


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A record, the keys it leads on to, and its passages."""

    key: str
    kind: str
    record: dict[str, Any]
    leads: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()


def show(view: View, key: str) -> Shown:
    """Follow a key. Raises NotFound when the store has no such record."""
    record = view.get(key)
    if record is None:
        hint = "keys stand at the left of each line of `dragoman brief`; actors are found by id, e.g. KAZ"
        raise NotFound(f"there is no record {key}", hint)
    words = Words(view)
    return Shown(
        key=getattr(record, "key", key),
        kind=type(record).__name__.lower(),
        record=msgspec.to_builtins(record),
        leads=leads(record),
        passages=tuple(_passages(record, view, words)),
    )


def leads(record: msgspec.Struct) -> tuple[str, ...]:
    """The keys of the records that this one was made from."""
    match record:
        case Story():
            return record.events + record.articles
        case Event() | Claim():
            found = record.events + record.bears_on if isinstance(record, Claim) else ()
            return (*found, record.article)
        case Commitment():
            return record.events + record.articles + record.beside
        case Dyad():
            return record.stories
        case Alignment():
            return tuple(sorted({key for part in record.parts for key in part.keys}))
        case Turn():
            return tuple(one.key for one in record.moves)
        case Copy():
            return (record.article, record.source)
    return ()


def _passages(record: msgspec.Struct, view: View, words: Words) -> list[Passage]:
    match record:
        case Story():
            return [_event(words.events[key], words) for key in record.events]
        case Event():
            return [_event(record, words)]
        case Claim():
            return [passage(record.key, words.articles[record.article], record.content, words)]
        case Commitment():
            others = (view.get(key) for key in record.beside)
            return [one for it in (record, *others) if isinstance(it, Commitment) for one in _told(it, words)]
        case Mention():
            owner = view.sql("SELECT article FROM mentions WHERE key = ?", [record.key]).rows()[0]["article"]
            return [passage(record.key, words.articles[owner], record.span, words)]
        case Dyad() | Alignment() | Turn():
            return [one for key in leads(record) for one in _followed(key, view, words)]
    return []


def _told(record: Commitment, words: Words) -> list[Passage]:
    pairs = zip(record.articles, record.spans, strict=False)
    return [passage(record.key, words.articles[article], span, words) for article, span in pairs]


def _followed(key: str, view: View, words: Words) -> list[Passage]:
    record = view.get(key)
    return _passages(record, view, words) if record is not None else []


def _event(event: Event, words: Words) -> Passage:
    return passage(event.key, words.articles[event.article], event.sentence, words)


def passage(of: str, article: Article, span: Span, words: Words) -> Passage:
    """A span with its surroundings."""
    return Passage(
        of=of,
        article=article.key,
        where=words.where(article.key),
        before=article.text[max(0, span.start - AROUND) : span.start],
        words=span.text,
        after=article.text[span.end : span.end + AROUND],
    )

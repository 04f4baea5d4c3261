"""Copies of one article: documents that the copies stage finds to be one text again, joined into groups."""

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.records import Article, Copy, Raw, Reading
from dragoman.text import Cleaner, copies
from dragoman.vocab import outlet_registry

# The task's groups hold copies of a whole article, not pieces lifted from one or retellings of it.
WHOLE = frozenset({"exact", "near", "cut", "padded", "spun"})


def predict(inputs: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One line a document; a document without copies is a group of its own."""
    items = list(inputs)
    articles = {item["id"]: article for item, article in zip(items, cleaned(items), strict=True)}
    grouped = groups(copies.find({one.key: one for one in articles.values() if one}.values()))
    for item in items:
        article = articles[item["id"]]
        yield {"id": item["id"], "group": grouped.get(article.key, article.key) if article else None}


def cleaned(items: Iterable[dict[str, Any]]) -> Iterator[Article | None]:
    """The article of each item, None where there is none."""
    for found in Cleaner(outlet_registry(None)).clean([raw(item) for item in items]):
        yield found.article if isinstance(found, Reading) else None


def raw(item: dict[str, Any]) -> Raw:
    """An item as the sources room would hand it on."""
    given = {field: item.get(name) or "" for field, name in (("outlet", "publisher"), ("published", "date"), ("language", "lang"))}
    return Raw(origin=item["id"], text=item["text"], **given)


def groups(found: Iterable[Copy], kinds: frozenset[str] = WHOLE) -> dict[str, str]:
    """The smallest key of each connected component of whole copies, by article key; a group may be one article printed twice."""
    links: dict[str, set[str]] = {}
    for copy in found:
        if copy.kind in kinds:
            links.setdefault(copy.article, set()).add(copy.source)
            links.setdefault(copy.source, set()).add(copy.article)
    named: dict[str, str] = {}
    for key in sorted(links):
        waiting = [] if key in named else [key]
        while waiting:
            one = waiting.pop()
            if one not in named:
                named[one] = key
                waiting.extend(links[one])
    return named

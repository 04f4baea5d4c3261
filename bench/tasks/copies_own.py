"""Our own copies, without the gold: the groups that the copies stage makes, translations counted as copies."""

from collections.abc import Iterator
from typing import Any

from dragoman.text import copies
from tasks.neardup import WHOLE, cleaned, groups


def predict(inputs: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One line an article; one without copies is a group of its own."""
    items = list(inputs)
    articles = dict(zip((item["id"] for item in items), cleaned(items), strict=True))
    found = copies.find({one.key: one for one in articles.values() if one}.values())
    grouped = groups(found, WHOLE | {"translated"})
    for name, article in articles.items():
        yield {"id": name, "group": grouped.get(article.key, article.key) if article else name}

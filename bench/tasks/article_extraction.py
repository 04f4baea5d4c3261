"""Article body from HTML: the text stage's page, less the title and all that it cut."""

import base64
import gzip
from collections.abc import Iterator
from typing import Any

from dragoman.errors import BadArticle
from dragoman.records import Article, Raw, Reading
from dragoman.sources import bytes_in
from dragoman.text import Cleaner
from dragoman.vocab import outlet_registry


def predict(inputs: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One line a page; a page without an article has no text."""
    cleaner = Cleaner(outlet_registry(None))
    for item in inputs:
        try:
            html = bytes_in.decode(gzip.decompress(base64.b64decode(item["html_gz_b64"])))
        except BadArticle:
            html = ""
        found = cleaner.clean([Raw(origin=item["id"], html=html, url=item.get("url", ""))])[0]
        yield {"id": item["id"], "text": body(found.article) if isinstance(found, Reading) else ""}


def body(article: Article) -> str:
    """The text between the cuts, without the title."""
    spans = [(cut.start, cut.end) for cut in article.cuts]
    if article.title_span:
        spans.append((article.title_span.start, article.title_span.end))
    parts, at = [], 0
    for start, end in [*sorted(spans), (len(article.text), len(article.text))]:
        parts.append(article.text[at:start])
        at = end
    return "\n".join(part.strip() for part in parts if part.strip())

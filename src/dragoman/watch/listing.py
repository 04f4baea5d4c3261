"""The addresses that a feed lists."""

import io
from urllib.parse import urldefrag, urljoin

import feedparser

from dragoman.errors import BadArticle

MOST_LINKS = 500
_LONGEST = 2_000


def links(data: bytes, base: str) -> list[str]:
    """Addresses of a feed's entries, each once, in its order. Raises BadArticle when the bytes are no feed."""
    # As a stream: given bare bytes feedparser would try them as the name of a file.
    found = feedparser.parse(io.BytesIO(data))
    if not found.get("version") and not found.entries:
        raise BadArticle("this is no feed (RSS or Atom)")
    joined = (_joined(base, entry.get("link") or "") for entry in found.entries)
    return list(dict.fromkeys(link for link in joined if link.startswith(("http://", "https://")) and len(link) <= _LONGEST))[:MOST_LINKS]


def _joined(base: str, link: str) -> str:
    try:
        return urldefrag(urljoin(base, link.strip())).url if link.strip() else ""
    except ValueError:
        return ""

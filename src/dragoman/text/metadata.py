"""What a page's markup says of itself: title, author, site, dates, language, address."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from lxml import html

_TITLES = ("og:title", "twitter:title", "dc.title", "headline")
_AUTHORS = ("author", "article:author", "articleauthor", "dc.creator", "byl", "parsely-author", "sailthru.author")
_SITES = ("og:site_name", "application-name", "publisher", "dc.publisher", "twitter:site")
_DATES = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "pubdate",
    "publishdate",
    "parsely-pub-date",
    "publish-date",
    "og:published_time",
    "sailthru.date",
    "article.published",
    "publication_date",
    "dcterms.created",
    "citation_publication_date",
)
_MOST_JSON = 300_000
_MOST_NODES = 2000
_ARTICLE_TYPES = re.compile(r"Article|BlogPosting|Report|WebPage")


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """All as written in the page, the most trusted first."""

    title: str = ""
    byline: str = ""
    outlets: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    language: str = ""
    url: str = ""


def metadata(root: html.HtmlElement) -> Metadata:
    """Meta elements first, then JSON-LD, then elements of the page."""
    tags = _tags(root)
    linked = list(_linked(root))
    titles = [*_listed(tags, _TITLES), *_texts(linked, "headline"), *_element_text(root, "title")]
    authors = [*_names(linked, "author"), *_listed(tags, _AUTHORS)]
    dates = [*_listed(tags, _DATES), *_texts(linked, "datePublished"), *_times(root)]
    return Metadata(
        title=next(iter(titles), ""),
        byline=next((name for name in authors if not name.startswith("http")), ""),
        outlets=tuple(dict.fromkeys([*_listed(tags, _SITES), *_names(linked, "publisher")])),
        published=tuple(dict.fromkeys(dates)),
        language=(root.get("lang") or root.get("xml:lang") or next(iter(_listed(tags, ("og:locale", "content-language"))), ""))[:10],
        url=next(iter([*_canonical(root), *_listed(tags, ("og:url",))]), ""),
    )


def _tags(root: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content[:500])
    return found


def _listed(tags: dict[str, str], names: Iterable[str]) -> list[str]:
    return [tags[name] for name in names if name in tags]


def _element_text(root: html.HtmlElement, tag: str) -> list[str]:
    found = next(root.iter(tag), None)
    words = " ".join((found.text or "").split())[:500] if found is not None else ""
    return [words] if words else []


def _times(root: html.HtmlElement) -> list[str]:
    found = [element.get("datetime", "").strip() for element in root.iter("time") if element.get("datetime")]
    # One or two are the article's own; many are a list of other articles.
    return found[:1] if len(found) <= 3 else []


def _canonical(root: html.HtmlElement) -> list[str]:
    links = (element for element in root.iter("link") if "canonical" in (element.get("rel") or "").lower())
    return [element.get("href", "")[:2000] for element in links if element.get("href")]


def _linked(root: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """JSON-LD objects that describe an article, in order."""
    for element in root.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower() or not element.text or len(element.text) > _MOST_JSON:
            continue
        try:
            yield from _articles(json.loads(element.text, strict=False))
        except (ValueError, RecursionError):
            continue


def _articles(found: Any) -> Iterator[dict[str, Any]]:
    waiting, seen = [found], 0
    while waiting and seen < _MOST_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            if _ARTICLE_TYPES.search(str(node.get("@type", ""))):
                yield node
            waiting.extend(value for key, value in node.items() if key in ("@graph", "mainEntity"))


def _texts(nodes: list[dict[str, Any]], field: str) -> list[str]:
    return [" ".join(node[field].split())[:500] for node in nodes if isinstance(node.get(field), str) and node[field].strip()]


def _names(nodes: list[dict[str, Any]], field: str) -> list[str]:
    found = []
    for node in nodes:
        for one in node[field] if isinstance(node.get(field), list) else [node.get(field)]:
            name = one.get("name") if isinstance(one, dict) else one
            if isinstance(name, str) and name.strip():
                found.append(" ".join(name.split())[:200])
    return found

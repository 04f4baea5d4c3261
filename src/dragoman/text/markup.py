"""HTML pages: a linearised text of all visible blocks, what the markup says about the article, and which blocks are its body."""

import re
from collections.abc import Iterator

import msgspec
from lxml import etree, html

from dragoman.errors import BadArticle
from dragoman.text.blocks import Block, Page
from dragoman.text.extract import bodies
from dragoman.text.metadata import Metadata, metadata
from dragoman.vocab.furniture import furniture


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Not text that a reader sees.
_UNSEEN = _tags(
    "script style noscript template svg math iframe object embed canvas audio video map head title meta link select datalist textarea"
)
_INLINE = _tags(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp "
    "small span strike strong sub sup td th time tt u var wbr"
)
# Elements that give their blocks a reason; class words are asked too, but not of those that hold the whole page.
_ZONES = {
    "nav": "navigation",
    "footer": "navigation",
    "header": "navigation",
    "menu": "navigation",
    "button": "navigation",
    "aside": "related",
    "form": "comments",
}
_HOLDERS = frozenset({"html", "body", "main", "article"})
# A blank between two links or cells that touch: their words are not one word. The cells of a row make one line.
_APART = frozenset({"a", "td", "th", "label", "option"})
_MOST_DEPTH = 2000
_HEAD = re.compile(r"\s{0,200}<(?:!doctype|html|head|body|div|p|article|section|table|span)\b", re.I)
_CLASS_WORDS = re.compile(r"[a-z][a-z-]{0,40}")


class _Open(msgspec.Struct):
    """The block being filled."""

    parts: list[str]
    linked: int = 0
    tag: str = ""
    hint: str = ""
    gap: int = 1


def is_html(text: str) -> bool:
    """Whether what came as text is a page's source."""
    return bool(_HEAD.match(text)) and text.count("</", 0, 100_000) >= 2


def html_page(source: str) -> Page:
    """The page as text and blocks. Raises BadArticle when there is no text in it."""
    root = _parsed(source)
    found = metadata(root)
    blocks: list[Block] = []
    parts: list[str] = []
    at = 0
    for opened in _walk(root):
        words = " ".join("".join(opened.parts).split())
        if not words:
            continue
        separator = "" if not parts else "\n" if opened.gap == 0 else "\n\n"
        start = at + len(separator)
        links = min(opened.linked / len(words), 1.0)
        blocks.append(Block(start=start, end=start + len(words), gap=opened.gap, tag=opened.tag, hint=opened.hint, links=links))
        parts.append(separator + words)
        at = start + len(words)
    if not blocks:
        raise BadArticle("a page without text")
    text = "".join(parts)
    return _page(text, bodies(source, text, blocks), found)


def _page(text: str, blocks: list[Block], found: Metadata) -> Page:
    return Page(
        text=text,
        blocks=tuple(blocks),
        title=found.title,
        byline=found.byline,
        outlets=found.outlets,
        published=found.published,
        language=found.language,
        url=found.url,
    )


def _parsed(source: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise BadArticle(f"not a page: {error}") from error
    return root


def _walk(root: html.HtmlElement) -> Iterator[_Open]:
    """Blocks in the order of the page; a walk without recursion, since pages may nest as deep as they like."""
    current = _Open(parts=[])
    zones: list[str] = []
    tags: list[str] = []
    links = 0
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _UNSEEN or not tag or len(tags) > _MOST_DEPTH:
                walker.skip_subtree()
            links += tag == "a"
            zones.append(_zone(element, tag) or (zones[-1] if zones else ""))
            tags.append(tag if tag not in _INLINE else (tags[-1] if tags else ""))
            words = "" if tag in _UNSEEN or not tag else element.text or ""
            if tag in _APART and current.parts:
                words = " " + words
        else:
            links -= tag == "a"
            zones.pop()
            tags.pop()
            words = element.tail or ""
        if tag and tag not in _INLINE and (event == "end" or tag != "br"):
            yield current
            current = _Open(parts=[], gap=0 if tag == "br" else 1)
        _add(current, words, links > 0, tags[-1] if tags else "", zones[-1] if zones else "")
    yield current


def _add(current: _Open, words: str, linked: bool, tag: str, zone: str) -> None:
    if not words:
        return
    if words.strip() and not current.tag:
        current.tag, current.hint = tag or "body", zone
    if linked:
        current.linked += len(words.strip())
    current.parts.append(words)


def _zone(element: html.HtmlElement, tag: str) -> str:
    if tag in _ZONES:
        return _ZONES[tag]
    if tag in _HOLDERS or tag in _INLINE:
        return ""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:300].lower().replace("_", "-")
    return furniture().class_reason(_CLASS_WORDS.findall(names)) if names.strip() else ""

"""Where an article comes from: its outlet, author and day, and the outlets that it credits."""

import re
from collections.abc import Iterator, Sequence

from dragoman.records import Outlet, Sentence, Span, When, cut_span
from dragoman.text.dates import in_address, published
from dragoman.text.draft import Draft
from dragoman.text.heading import is_name
from dragoman.text.names import credited, domains, own_name, written_for
from dragoman.vocab import OutletRegistry

# Where an outlet signs, and where its name may stand among other words (NATION in a menu is no outlet).
_SIGNED = frozenset({"copyright", "byline", "dateline", "author_box"})
_NAMED = frozenset({"share", "advert", "navigation", "subscription", "read_also", "comments"})
_LONG_NAME = 9
_NOTED = frozenset({"source_note", "byline", "dateline", "author_box"})
_HOST = re.compile(r"https?://(?:[^/@\s]{0,80}@)?(?:www\.)?([\w.-]{3,120})", re.I)
_RIGHT = r"(?:©|\([cс]\)|copyright)"
# One year; 2007–2022 says how old the site is, not the article.
_ONE_YEAR = r"((?:19|20)\d\d)(?!\s?[-–—]\s?\d|\d)"
_RIGHT_YEAR = re.compile(rf"{_RIGHT}\s{{0,3}}{_ONE_YEAR}|{_RIGHT}[^\n]{{2,60}}?[,\s]{_ONE_YEAR}", re.I)
_LONGEST_TITLE = 160


def outlet_of(draft: Draft, registry: OutletRegistry) -> tuple[str, str]:
    """The outlet's id ('' when not registered) and its name; both '' when the text does not say."""
    site = draft.raw.outlet or next(iter(draft.page.outlets), "") or _host(draft.raw.url or draft.page.url)
    for name in (draft.raw.outlet, draft.raw.url, *draft.page.outlets, draft.page.url):
        found = registry.find(name) if name else None
        if found:
            return found.id, found.name
    if site:
        # A page that says whose it is, unregistered though it be, belongs to nobody else whom it names.
        return "", site
    signed = _signature(draft, registry)
    return (signed.id, signed.name) if signed else ("", next(_claims(draft), ""))


def _host(url: str) -> str:
    found = _HOST.match(url.strip())
    return found[1].lower() if found else ""


def _claims(draft: Draft) -> Iterator[str]:
    """Names by trust: the heading's, the copyright line's, the author line's."""
    yield from draft.heading.outlets
    yield from filter(None, map(own_name, draft.lines({"copyright"})))
    yield from filter(None, map(written_for, draft.lines({"author_box", "source_note"})))


def _signature(draft: Draft, registry: OutletRegistry) -> Outlet | None:
    claimed = next(filter(None, map(registry.find, _claims(draft))), None)
    if claimed:
        return claimed
    for reasons, shortest in ((_SIGNED, 0), (_NAMED, _LONG_NAME)):
        for line in draft.lines(reasons):
            known = _named(draft, registry, line, shortest)
            if known and known.id not in draft.heading.credits:
                return known
    return None


def _named(draft: Draft, registry: OutletRegistry, line: str, shortest: int) -> Outlet | None:
    """The first known outlet that a line names, by a name of at least so many letters or its address."""
    found = [known.outlet for known in draft.names.find(line) if known.end - known.start >= shortest]
    return found[0] if found else next(filter(None, map(registry.find, domains(line))), None)


def byline_of(draft: Draft) -> str:
    """The author as written; '' when none, or when it is an outlet or a stand-in such as admin."""
    if draft.raw.byline:
        return draft.raw.byline
    boxed = (line for line in draft.lines({"author_box"}) if len(line.split()) > 1)
    names = [draft.heading.byline, draft.page.byline, *boxed]
    return next((name for name in names if name and is_name(name, draft.names)), "")


def credits_of(draft: Draft, own: str) -> tuple[str, ...]:
    """Outlets that the article names as its source: in its dateline, its byline, its last lines and its text; never itself."""
    agency = [draft.names.id_of(draft.dateline[2])] if draft.dateline and draft.dateline[2] else []
    heads = [draft.names.id_of(name) for name in draft.heading.outlets]
    noted = [known.outlet.id for line in draft.lines(_NOTED) for known in draft.names.find(line)]
    bodies = [draft.page.text[piece.start : piece.end] for piece in draft.pieces()]
    said = [name for body in bodies for name in credited(body, draft.names, own)]
    return tuple(dict.fromkeys(name for name in (*agency, *draft.heading.credits, *heads, *noted, *said) if name and name != own))


def title_of(draft: Draft, sentences: Sequence[Sentence]) -> tuple[str, Span | None]:
    """The title and where it stands; without a headline the first sentence serves, and stands nowhere as a title."""
    text = draft.page.text
    if draft.heading.title is not None:
        block = draft.page.blocks[draft.heading.title]
        span = cut_span(text, block.start, block.end)
        return span.text, span
    first = text[sentences[0].start : sentences[0].end].rstrip(".")
    short = first if len(first) <= _LONGEST_TITLE else first[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return draft.title or short, None


def published_of(draft: Draft) -> When | None:
    """The day of publication by trust: what came with the input, markup, heading, address; a lone copyright year is about right."""
    for value in (draft.raw.published, *draft.page.published):
        when = published(value, draft.language) if value else None
        if when:
            return when
    when = draft.heading.published or in_address(draft.raw.url) or in_address(draft.page.url)
    return when or next(filter(None, map(_right_year, draft.lines({"copyright"}))), None)


def _right_year(line: str) -> When | None:
    found = _RIGHT_YEAR.search(line[:300])
    year = (found[1] or found[2]) if found else ""
    return When(start=year, precision="year", text=year, value=year, approximate=True) if year else None

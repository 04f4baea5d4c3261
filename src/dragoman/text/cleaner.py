"""The text stage: raw inputs in, cleaned readings out. The original text is kept whole; what is not the article is marked."""

import re
from collections.abc import Iterator, Sequence

import msgspec
from lxml import etree

from dragoman.errors import BadArticle, BadRecord
from dragoman.records import Article, Cut, Failure, Outlet, Raw, Reading, Sentence, Span, When, cut_span, make_key
from dragoman.text.blocks import Page, plain_page
from dragoman.text.cutting import cut_tail, is_prose, labelled
from dragoman.text.dateline import dateline
from dragoman.text.dates import in_address, published
from dragoman.text.heading import Heading, clean_title, heading, is_name
from dragoman.text.markup import html_page
from dragoman.text.names import Names, credited, domains, own_name, written_for
from dragoman.text.paragraphs import Piece, sentences
from dragoman.text.tongue import code, language_of
from dragoman.vocab import OutletRegistry

# Below this many letters of prose there is no article (a menu, a counter, a script).
_LEAST_LETTERS = 40
_PAGE = re.compile(r"^\s{0,200}<(?:!doctype|html|head|body|div|p|article|section|table|span)\b", re.I)
_COPYRIGHT_YEAR = re.compile(r"(?:©|\([cс]\)|copyright)\s{0,3}((?:19|20)\d\d)(?!\s?[-–—]\s?\d|\d)|(?:©|\([cс]\)).{2,60}?[,\s]((?:19|20)\d\d)(?!\s?[-–—]\s?\d|\d)", re.I)
_SOURCES = frozenset({"source_note", "byline", "dateline", "author_box"})
# Where an outlet signs, and where its name may stand among others' words (NATION in a menu is no outlet).
_SIGNED = frozenset({"copyright", "byline", "dateline", "author_box"})
_NAMED = frozenset({"share", "advert", "navigation", "subscription", "read_also", "comments"})
_LONG_NAME = 9
_LONGEST_TITLE = 160
_LONGEST_WORD = 60
_HOST = re.compile(r"https?://(?:[^/@\s]{0,80}@)?(?:www\.)?([\w.-]{3,120})", re.I)
_BROKEN = (ValueError, TypeError, IndexError, KeyError, AttributeError, RecursionError, etree.LxmlError)


class _Draft(msgspec.Struct, frozen=True):
    """An article on its way: what came, the page, and a reason a block."""

    raw: Raw
    page: Page
    labels: tuple[str, ...]
    heading: Heading
    names: Names
    language: str

    def lines(self, reasons: frozenset[str]) -> list[str]:
        """The lines cut for one of these reasons."""
        return [self.page.text[block.start : block.end] for block, label in zip(self.page.blocks, self.labels, strict=True) if label in reasons]


class Cleaner:
    """Raws to readings. Opened once; holds no state between calls."""

    def __init__(self, registry: OutletRegistry) -> None:
        self._names = Names(registry)
        self._registry = registry

    def clean(self, raws: Sequence[Raw]) -> list[Reading | Failure]:
        """One Reading or Failure a Raw, in order."""
        return [self._clean(raw) for raw in raws]

    def _clean(self, raw: Raw) -> Reading | Failure:
        try:
            return self._read(raw)
        except (BadArticle, BadRecord) as error:
            return _failure(raw, str(error))
        except _BROKEN as error:
            # A page that breaks a parser is a bad page; the run goes on.
            return _failure(raw, f"it cannot be read: {type(error).__name__}: {error}"[:300])

    def _read(self, raw: Raw) -> Reading:
        page = _page(raw)
        draft = self._draft(raw, page)
        outlet, outlet_name = self._outlet(draft)
        prefixes = _datelines(draft)
        cuts = tuple(_cuts(draft, prefixes))
        found = tuple(sentences(page.text, _pieces(draft, prefixes), draft.language))
        if sum(_letters(page.text, one) for one in found if one.part != "title") < _LEAST_LETTERS:
            raise BadArticle("no article in it: less than 40 letters of prose")
        title, span = _title(draft, found)
        when = _when(draft)
        article = Article(
            key=make_key("art", outlet or outlet_name, raw.url or page.url, title, when, page.text),
            text=page.text,
            outlet=outlet,
            outlet_name=outlet_name,
            url=raw.url or page.url,
            title=title,
            title_span=span,
            byline=self._byline(draft),
            published=when,
            language=draft.language,
            cuts=cuts,
            truncated="subscription" in draft.labels,
            credits=self._credits(draft, prefixes, outlet or outlet_name),
            origin=raw.origin,
        )
        return Reading(article=article, sentences=found)

    def _draft(self, raw: Raw, page: Page) -> _Draft:
        labels = labelled(page)
        lines = [page.text[block.start : block.end] for block in page.blocks]
        language = _language(raw, page, [line for line, label in zip(lines, labels, strict=True) if not label])
        rights = [own_name(line) for line, label in zip(lines, labels, strict=True) if label == "copyright"]
        names = self._names.beside([*page.outlets, raw.outlet, *rights])
        title = clean_title(raw.title or page.title, [*page.outlets, raw.outlet, *rights])
        found = heading(page, labels, title, names, language)
        cut_tail(lines, labels)
        _cut_author(lines, labels, raw.byline or found.byline or page.byline)
        _cut_names(lines, labels, names)
        return _Draft(raw, page, tuple(labels), found, names, language)

    def _outlet(self, draft: _Draft) -> tuple[str, str]:
        """The outlet's id ('' when not registered) and its name as found."""
        for name in _claimed(draft):
            found = self._registry.find(name)
            if found:
                return found.id, found.name
        site = draft.raw.outlet or next(iter(draft.page.outlets), "") or _host(draft.raw.url or draft.page.url)
        if site:
            # A page that says whose it is and is not registered belongs to nobody else whom it names.
            return "", site
        for reasons, shortest in ((_SIGNED, 0), (_NAMED, _LONG_NAME)):
            for line in draft.lines(reasons):
                known = self._signed(draft, line, shortest)
                if known and known.id not in draft.heading.credits:
                    return known.id, known.name
        named = next((name for name in _claimed(draft) if "://" not in name), "")
        return "", named

    def _signed(self, draft: _Draft, line: str, shortest: int) -> Outlet | None:
        """The first known outlet that a line names, by a name of at least so many letters or its address."""
        own = [found.outlet for found in draft.names.find(line) if found.end - found.start >= shortest]
        return own[0] if own else next((one for one in map(self._registry.find, domains(line)) if one), None)

    def _byline(self, draft: _Draft) -> str:
        boxed = (line for line in draft.lines(frozenset({"author_box"})) if len(line.split()) > 1)
        given = draft.raw.byline or draft.heading.byline or draft.page.byline or next((line for line in boxed if is_name(line, draft.names)), "")
        return given if draft.raw.byline or is_name(given, draft.names) else ""

    def _credits(self, draft: _Draft, prefixes: dict[int, tuple[int, str]], own: str) -> tuple[str, ...]:
        text = draft.page.text
        agencies = [draft.names.id_of(agency) for _, agency in prefixes.values() if agency]
        heads = [name for name in draft.heading.outlets if draft.names.id_of(name) != own]
        noted = [known.outlet.id for line in draft.lines(_SOURCES) for known in draft.names.find(line)]
        bodies = [text[piece.start : piece.end] for piece in _pieces(draft, prefixes)]
        found = [*agencies, *draft.heading.credits, *map(draft.names.id_of, heads), *noted]
        found += [name for body in bodies for name in credited(body, draft.names, own)]
        return tuple(dict.fromkeys(name for name in found if name and name != own))


def _page(raw: Raw) -> Page:
    if raw.html.strip():
        return html_page(raw.html)
    if not raw.text.strip():
        raise BadArticle("empty")
    if _PAGE.match(raw.text) and raw.text.count("</") >= 2:
        return html_page(raw.text)
    return plain_page(raw.text)


def _language(raw: Raw, page: Page, lines: Sequence[str]) -> str:
    prose = " ".join(sorted((line for line in lines if is_prose(line)), key=len, reverse=True)[:6]) or " ".join(lines[:20])
    given = code(raw.language)
    found = language_of(prose, given or code(page.language))
    # What came with the record is believed unless the letters speak against it.
    return given if given and _same_script(given, found) else found


def _same_script(given: str, found: str) -> bool:
    scripts = {"ru": 1, "uk": 1, "be": 1, "kk": 1, "ky": 1, "bg": 1, "sr": 0, "mk": 1, "mn": 1, "tg": 1, "zh": 2, "ja": 3, "ko": 4, "ar": 5, "fa": 5, "hy": 6, "ka": 7, "el": 8, "he": 9}
    left, right = scripts.get(given, 0), scripts.get(found, 0)
    return left == right or given in ("sr", "uz", "az", "kk")


def _claimed(draft: _Draft) -> Iterator[str]:
    """Names of the outlet by trust: what came with the input, its address, its markup, its heading, its copyright line."""
    site = (draft.raw.outlet, draft.raw.url, *draft.page.outlets, draft.page.url)
    yield from (name for name in site if name)
    if any(site):
        return
    yield from draft.heading.outlets
    yield from filter(None, (own_name(line) for line in draft.lines(frozenset({"copyright"}))))
    yield from filter(None, (written_for(line) for line in draft.lines(frozenset({"author_box", "source_note"}))))


def _host(url: str) -> str:
    found = _HOST.match(url.strip())
    return found[1].lower() if found else ""


def _datelines(draft: _Draft) -> dict[int, tuple[int, str]]:
    """Of the first two open blocks, where their dateline ends and the agency in it."""
    found: dict[int, tuple[int, str]] = {}
    for at in [at for at, label in enumerate(draft.labels) if not label][:2]:
        block = draft.page.blocks[at]
        line = dateline(draft.page.text[block.start : min(block.end, block.start + 200)])
        if line and block.start + line.end < block.end:
            found[at] = (block.start + line.end, line.agency)
            break
    return found


def _pieces(draft: _Draft, prefixes: dict[int, tuple[int, str]]) -> list[Piece]:
    """The title and the blocks of the article, datelines taken off."""
    kept: list[Piece] = []
    apart = False
    for at, (block, label) in enumerate(zip(draft.page.blocks, draft.labels, strict=True)):
        if label in ("", "title"):
            start = prefixes[at][0] if at in prefixes else block.start
            kept.append(Piece(start=start, end=block.end, tag=block.tag, apart=apart, title=label == "title"))
        apart = label not in ("", "title")
    return kept


def _cuts(draft: _Draft, prefixes: dict[int, tuple[int, str]]) -> Iterator[Cut]:
    for at, (block, label) in enumerate(zip(draft.page.blocks, draft.labels, strict=True)):
        if label and label != "title":
            yield Cut(block.start, block.end, label)
        elif at in prefixes:
            yield Cut(block.start, prefixes[at][0], "dateline")


def _cut_author(lines: Sequence[str], labels: list[str], author: str) -> None:
    """A last short line about the author: `Dana Whitlock covers diplomacy. Follow her for updates.`"""
    last = max((at for at, label in enumerate(labels) if not label), default=-1)
    if author and last > 1 and lines[last].startswith(author) and len(lines[last]) <= 240 and not any(mark in lines[last] for mark in "“«\""):
        labels[last] = "author_box"


def _cut_names(lines: Sequence[str], labels: list[str], names: Names) -> None:
    """A last line that is nothing but an outlet's name is its sign."""
    last = max((at for at, label in enumerate(labels) if not label), default=-1)
    if last > 0 and names.exact(lines[last]):
        labels[last] = "source_note"


def _letters(text: str, sentence: Sentence) -> int:
    # A run of letters longer than any word is a key or a blob; scripts without blanks begin beyond U+0E00.
    words = (word for word in text[sentence.start : sentence.end].split() if len(word) <= _LONGEST_WORD or word[0] >= "\u0e00")
    return sum(letter.isalpha() for word in words for letter in word)


def _title(draft: _Draft, found: Sequence[Sentence]) -> tuple[str, Span | None]:
    """The title and where it stands; without a headline the first sentence serves, and stands nowhere as a title."""
    if draft.heading.title is not None:
        block = draft.page.blocks[draft.heading.title]
        span = cut_span(draft.page.text, block.start, block.end)
        return span.text, span
    given = clean_title(draft.raw.title or draft.page.title, [*draft.page.outlets, draft.raw.outlet])
    if given:
        return given, None
    first = draft.page.text[found[0].start : found[0].end].rstrip(".")
    return (first if len(first) <= _LONGEST_TITLE else first[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"), None


def _when(draft: _Draft) -> When | None:
    """The day of publication by trust: what came with the input, markup, heading, address; a lone copyright year is about right."""
    for value in (draft.raw.published, *draft.page.published):
        when = published(value, draft.language) if value else None
        if when:
            return when
    if draft.heading.published:
        return draft.heading.published
    when = in_address(draft.raw.url) or in_address(draft.page.url)
    return when or next(filter(None, map(_copyright_year, draft.lines(frozenset({"copyright"})))), None)


def _copyright_year(line: str) -> When | None:
    found = _COPYRIGHT_YEAR.search(line[:300])
    year = (found[1] or found[2]) if found else ""
    return When(start=year, precision="year", text=year, value=year, approximate=True) if found else None


def _failure(raw: Raw, reason: str) -> Failure:
    size = len(raw.text) + len(raw.html)
    return Failure(key=make_key("fail", raw.origin, reason, size), origin=raw.origin, reason=reason, size=size)

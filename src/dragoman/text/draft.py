"""An article on its way: the page, and for each block whether it is the article and if not, why."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dragoman.errors import BadArticle
from dragoman.records import Cut, Raw
from dragoman.text.blocks import Page, plain_page
from dragoman.text.cutting import cut_tail, is_prose, labelled
from dragoman.text.dateline import dateline
from dragoman.text.heading import Heading, clean_title, heading
from dragoman.text.markup import html_page, is_html
from dragoman.text.names import Names, own_name
from dragoman.text.paragraphs import Piece
from dragoman.text.tongue import code, language_of, same_script

# How much of the longest paragraphs tells the language.
_PARAGRAPHS = 6
_LONGEST_BOX = 240


class Draft(msgspec.Struct, frozen=True):
    """What came, the page, a reason a block ('' the article, 'title' its headline), what its heading says, and its dateline.

    `dateline` is the block that begins with one, the offset where it ends, and the agency in it.
    """

    raw: Raw
    page: Page
    labels: tuple[str, ...]
    heading: Heading
    names: Names
    language: str
    title: str
    dateline: tuple[int, int, str] | None

    def lines(self, reasons: Iterable[str]) -> list[str]:
        """The lines cut for one of these reasons."""
        pairs = zip(self.page.blocks, self.labels, strict=True)
        return [self.page.text[block.start : block.end] for block, label in pairs if label in reasons]

    def pieces(self) -> list[Piece]:
        """The title and the blocks of the article, the dateline taken off."""
        kept: list[Piece] = []
        apart = False
        for at, (block, label) in enumerate(zip(self.page.blocks, self.labels, strict=True)):
            if label in ("", "title"):
                headed = self.dateline is not None and self.dateline[0] == at
                start = self.dateline[1] if self.dateline and headed else block.start
                kept.append(Piece(start=start, end=block.end, tag=block.tag, apart=apart or headed, title=label == "title"))
            apart = label not in ("", "title")
        return kept

    def cuts(self) -> Iterator[Cut]:
        """All that is not the article, in order."""
        for at, (block, label) in enumerate(zip(self.page.blocks, self.labels, strict=True)):
            if label not in ("", "title"):
                yield Cut(block.start, block.end, label)
            elif self.dateline and self.dateline[0] == at:
                head = self.page.text[block.start : self.dateline[1]]
                yield Cut(block.start, block.start + len(head.rstrip()), "dateline")


def drafted(raw: Raw, known: Names) -> Draft:
    """The draft of an input. Raises BadArticle when there is no text in it."""
    page = _page(raw)
    labels = labelled(page)
    lines = [page.text[block.start : block.end] for block in page.blocks]
    language = _language(raw, page, [line for line, label in zip(lines, labels, strict=True) if not label])
    rights = [own_name(line) for line, label in zip(lines, labels, strict=True) if label == "copyright"]
    own = [*page.outlets, raw.outlet, *rights]
    names = known.beside(own)
    title = clean_title(raw.title or page.title, own)
    found = heading(page, labels, title, names, language)
    cut_tail(lines, labels)
    _cut_author(lines, labels, raw.byline or found.byline or page.byline)
    _cut_signature(lines, labels, names)
    return Draft(raw, page, tuple(labels), found, names, language, title, _dateline(page, labels))


def _page(raw: Raw) -> Page:
    if raw.html.strip():
        return html_page(raw.html)
    if not raw.text.strip():
        raise BadArticle("empty")
    return html_page(raw.text) if is_html(raw.text) else plain_page(raw.text)


def _language(raw: Raw, page: Page, lines: Sequence[str]) -> str:
    prose = sorted((line for line in lines if is_prose(line)), key=len, reverse=True)[:_PARAGRAPHS]
    given = code(raw.language)
    found = language_of(" ".join(prose) or " ".join(lines[:20]), given or code(page.language))
    # What came with the record is believed unless the letters speak against it.
    return given if given and same_script(given, found) else found


def _dateline(page: Page, labels: Sequence[str]) -> tuple[int, int, str] | None:
    """A dateline stands in the first paragraph; a line may come before it (a deck)."""
    for at in [at for at, label in enumerate(labels) if not label][:2]:
        block = page.blocks[at]
        found = dateline(page.text[block.start : min(block.end, block.start + 200)])
        if found and block.start + found.end < block.end:
            return at, block.start + found.end, found.agency
    return None


def _last_open(labels: Sequence[str]) -> int:
    return max((at for at, label in enumerate(labels) if not label), default=-1)


def _cut_author(lines: Sequence[str], labels: list[str], author: str) -> None:
    """A last short line about the author: `Dana Whitlock covers diplomacy. Follow her for updates.`"""
    last = _last_open(labels)
    if not author or last < 2 or len(lines[last]) > _LONGEST_BOX:
        return
    if lines[last].startswith(author) and not any(mark in lines[last] for mark in '“«"'):
        labels[last] = "author_box"


def _cut_signature(lines: Sequence[str], labels: list[str], names: Names) -> None:
    """A last line that is nothing but an outlet's name is where the text is from."""
    last = _last_open(labels)
    if last > 0 and names.exact(lines[last]):
        labels[last] = "source_note"

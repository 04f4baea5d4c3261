"""Which blocks are not the article, and why: page furniture by the vocabulary's rules, by the page's markup, and by its neighbours."""

import functools
import re
from collections.abc import Sequence

from dragoman.text.blocks import Block, Page
from dragoman.vocab.furniture import Sign, furniture

# Shares of a page that only links, menus or symbols fill.
_MOSTLY_LINKS = 0.6
_MENU_PIECE = re.compile(r"\s*[|•·›»>►▪]\s*|\s+/\s+|\s+[—–]\s+|\s{2,}|\t")
_MENU_MARK = re.compile(r"\s*[|•·›>►▪]\s*|\s{2,}|\t")
_LONGEST_PIECE = 32
_LONGEST_MENU = 400
_GLUED = re.compile(r"[^\W\d_][^\W\d_A-ZА-ЯЁ]{2}[A-ZА-ЯЁÇĞİÖŞÜÉÈ][^\W\d_A-ZА-ЯЁ]{2}")
_BULLET = re.compile(r"^\s*(?:[-*•▪►»›>–—]\s|\d{1,2}:\d{2}\s|\d{1,2}[.)]\s)")
_SCRIPT = re.compile(
    r"function\s*\(|=>\s*\{|\bvar\s+\w+\s*=|window\.|document\.|\);\s*$|^\s*[.#@]?[\w-]+\s*\{[^}]*[:;]"
    r"|</?[a-z][a-z0-9]{0,9}[^<>]{0,200}/?>\s*$|^\s*[{}\[\]()<>;]+\s*$"
)
_DESK = re.compile(r"[a-zà-ÿ]{2,4}(?:[/-][a-zà-ÿ]{2,4}){1,5}")
_TERMINAL = re.compile(r"[.!?…。！？][»”“\"’')\]\s]{0,4}$")
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?…][»”\"’)]{0,2}\s+[«“\"„‘]?\w")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_LONG = 250
_REMEMBERED = 4096
_LIST_LINE = 140
_LEAST_BEFORE = 400
# How many lines a heading such as `Related articles` may open below it when blank lines part them.
_MOST_OPENED = 12
# Reasons that markup alone may give to a block that the extractor kept.
_SURE = frozenset({"share", "read_also", "cookie", "comments", "tags", "related", "advert"})
_NOT_REASONS = frozenset({"dateline", "byline"})


def is_prose(line: str) -> bool:
    """Whether a line reads as running text: it ends a sentence, or holds two, or is long."""
    return len(line) >= _LONG or _short_prose(line)


@functools.lru_cache(_REMEMBERED)
def _short_prose(line: str) -> bool:
    # Every step of the cleaning asks it of the same lines.
    if _TWO_SENTENCES.search(line):
        return True
    return line.endswith((".", "。", "…")) or bool(_TERMINAL.search(line) and line.rstrip("»”“\"’') ").endswith("."))


def labelled(page: Page) -> list[str]:
    """A reason a block; '' for what may be the article."""
    lines = [page.text[block.start : block.end] for block in page.blocks]
    signs = [furniture().sign(line) for line in lines]
    labels = [_label(block, line, sign) for block, line, sign in zip(page.blocks, lines, signs, strict=True)]
    _open_lists(page.blocks, lines, signs, labels)
    _close(lines, signs, labels)
    return labels


def _label(block: Block, line: str, sign: Sign | None) -> str:
    hint = "" if block.hint in _NOT_REASONS else block.hint
    if sign:
        # Two long sentences that begin like a share bar are prose.
        return "" if sign.kind == "begins" and _too_much(line, sign.reason) else sign.reason
    if block.body is False:
        return hint or _by_form(block, line) or "navigation"
    if block.body is None and block.tag:
        return hint if not is_prose(line) or hint in ("cookie", "comments", "navigation") else _by_form(block, line)
    if hint in _SURE and (block.links >= 0.3 or (len(line) < 80 and not is_prose(line))):
        return hint
    return _by_form(block, line)


def _too_much(line: str, reason: str) -> bool:
    if reason in ("copyright", "cookie", "subscription", "comments"):
        return False
    if reason == "share":
        # `Share this article: WASHINGTON - The president said …` is a paragraph with a button before it.
        return len(line) > 120 and is_prose(line)
    return len(line) > 220 and bool(_TWO_SENTENCES.search(line))


def _by_form(block: Block, line: str) -> str:
    if not any(letter.isalpha() for letter in line):
        return "share" if any(letter > "\u2190" for letter in line) else "navigation"
    if _SCRIPT.search(line[:400]) and (line.count("<") + line.count("{") + line.count("(") + line.count(";")) * 25 >= len(line[:400]):
        return "markup"
    if (block.body is not True and _all_links(block, line)) or is_menu(line, 3) or is_ticker(line):
        return "navigation"
    return ""


def _all_links(block: Block, line: str) -> bool:
    return block.links >= _MOSTLY_LINKS and len(line) < 200 and not is_prose(line) and not block.tag.startswith("h")


def is_menu(line: str, least: int) -> bool:
    """Whether a line is short words with marks between them: `Home | World | Sport`, `Главная / Новости`."""
    if len(line) > _LONGEST_MENU:
        return False
    # A dash parts the halves of many a headline; a menu of dashes has more.
    marks = _MENU_PIECE if least > 2 else _MENU_MARK
    pieces = [piece for piece in marks.split(line.strip(" |•·»›>/")) if piece]
    return len(pieces) >= least and all(len(piece) <= _LONGEST_PIECE and not piece.endswith((".", ",")) for piece in pieces)


def is_ticker(line: str) -> bool:
    """Whether a line is rates, weather or counts: hardly any letters, many digits."""
    if len(line) >= 160:
        return False
    letters = sum(letter.isalpha() for letter in line)
    digits = sum(letter.isdigit() for letter in line)
    return digits >= 6 and letters <= digits * 1.5 and len(re.findall(r"\d[.,]\d|[+−-]\d", line)) >= 2


def is_glued(line: str) -> bool:
    """Whether a short line is menu words without blanks between them: `coin linksTechnology`."""
    return len(line) < 80 and bool(_GLUED.search(line)) and len(line.split()) <= 3


def is_desk(line: str) -> bool:
    """Whether a line is the initials of a news desk: `arp/em/hbp`."""
    return bool(_DESK.fullmatch(line))


def is_short(line: str) -> bool:
    """Whether a line is a headline or less: one line, no sentence in it."""
    return len(line) <= _LIST_LINE and not is_prose(line)


def _open_lists(blocks: Sequence[Block], lines: Sequence[str], signs: Sequence[Sign | None], labels: list[str]) -> None:
    """A heading such as `Read also` takes the headlines below it along."""
    last_prose = max((at for at, line in enumerate(lines) if not labels[at] and is_prose(line)), default=-1)
    for at, sign in enumerate(signs):
        if sign is None or not labels[at] or not (sign.kind in ("opens", "heads") or lines[at].rstrip().endswith(":")):
            continue
        for below in range(at + 1, min(at + 1 + _MOST_OPENED, len(lines))):
            loose = blocks[below].gap > 0 and not _BULLET.match(lines[below])
            if labels[below] or not is_short(lines[below]) or (loose and at < last_prose):
                break
            labels[below] = sign.reason


def _close(lines: Sequence[str], signs: Sequence[Sign | None], labels: list[str]) -> None:
    """A heading of the comments ends the article: what readers wrote below is not its text."""
    before = 0
    for at, sign in enumerate(signs):
        if sign and labels[at] and sign.kind == "opens" and sign.reason in furniture().closes and before >= _LEAST_BEFORE:
            # Readers' comments begin with a name, a date, a form; a long paragraph under `Comments` is the article's own.
            if at + 1 < len(lines) and len(lines[at + 1]) >= _LONG:
                return
            for below in range(at + 1, len(labels)):
                labels[below] = labels[below] or sign.reason
            return
        before += 0 if labels[at] or not is_prose(lines[at]) else len(lines[at])


def cut_tail(lines: Sequence[str], labels: list[str]) -> None:
    """Below the last prose: after the first furniture nothing is the article any more."""
    last = max((at for at, line in enumerate(lines) if not labels[at] and is_prose(line)), default=len(lines))
    seen = False
    for at in range(last + 1, len(lines)):
        if labels[at]:
            seen = labels[at] not in ("title", "dateline", "byline")
        elif is_desk(lines[at]):
            labels[at] = "author_box"
        elif seen or is_menu(lines[at], 2):
            labels[at] = _before_box(lines, labels, at) or "navigation"
    for at in range(last + 1, len(lines) - 1):
        if not labels[at] and _before_box(lines, labels, at):
            labels[at] = "author_box"


def _before_box(lines: Sequence[str], labels: Sequence[str], at: int) -> str:
    # `Hassaan Minhas` over `Hassaan is a journalist …`
    words = lines[at].split()
    named = at + 1 < len(lines) and 1 <= len(words) <= 5 and labels[at + 1] == "author_box"
    return "author_box" if named and lines[at + 1].startswith(words[0]) else ""

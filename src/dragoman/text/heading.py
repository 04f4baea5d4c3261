"""What stands over an article: its title, by whom, when and for whom; and which lines say so."""

import functools
import re
from collections.abc import Iterable, Sequence

import msgspec

from dragoman.records import When
from dragoman.text.blocks import Block, Page
from dragoman.text.cutting import is_glued, is_menu, is_prose
from dragoman.text.dates import Dated, dates
from dragoman.text.names import Names
from dragoman.vocab.furniture import plain
from dragoman.vocab.headings import headings, months, ordered, phrases, weekdays

_PIECE = re.compile(r"\s*[|·•]\s*|\s+[—–-]\s+|\s{2,}|\t|[()]|,\s")
_STRONG = re.compile(r"\s*[|·•]\s*|\s+[—–-]\s+|\s{2,}|\t")
_TIME = re.compile(r"\d{1,2}\s?[:.h]\s?\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?|\d[\d\s.,]*[KkМмMк]?")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NAME = re.compile(r"[^\W\d_][^\W\d_’'.-]*[\w’'.-]*")
# Spaces before a sign are counted: a line of spaces alone would be tried from each of them to its end.
_NAME_END = re.compile(r"\s{0,9}[|·•,;:(—–\n]\s*|\s{1,9}-\s+|\s{1,9}(?:on|in|at|for|and|et|и|ve)\s+|\s{1,9}\d|«|“|\"")
_SITE = re.compile(r"\s{1,9}[|»—–·•-]\s+|\s{0,9}[|]\s*")
_TWO = re.compile(r"[^\W\d_]{3}[.!?…]\s+\S")
_LONGEST_HEAD = 260
_LONGEST_LINE = 240
_LEAST_WORDS = 3
_LIST_LINE = 140
_FIRST_LINES = 8
_PARTICLES = frozenset({"de", "da", "van", "von", "der", "bin", "al", "el", "ibn", "du"})


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """What the lines over (and under) the text say; `title` is a block's index or None."""

    title: int | None = None
    byline: str = ""
    published: When | None = None
    outlets: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    reason: str
    byline: str = ""
    guessed: bool = False
    dates: tuple[tuple[bool, When], ...] = ()
    outlets: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()


def heading(page: Page, labels: list[str], title: str, names: Names, language: str) -> Heading:
    """Find the title, read the lines round it, and label them; `title` is what came with the article, '' when nothing did."""
    lines = [page.text[block.start : block.end] for block in page.blocks]
    known = _known_title(page.blocks, lines, title)
    zone = _zone(lines, labels, known)
    read: dict[int, _Line] = {}
    for at in zone:
        found = None if at == known else _read(lines[at], names, language)
        if found and found.guessed and _spoken_of(found.byline, lines[at + 1 :]):
            continue
        if found and (labels[at] in ("", "navigation", "source_note", "author_box", "share") or found.dates):
            read[at] = found
            labels[at] = found.reason
    chosen = known if known is not None else _choose(lines, labels, zone, bool(title))
    if chosen is not None:
        labels[chosen] = "title"
        _before_title(page.blocks, lines, labels, chosen)
    byline = _lone_name(lines, labels, zone, chosen, names)
    return _summed(read.values(), chosen, byline)


def _summed(read: Iterable[_Line], chosen: int | None, byline: str) -> Heading:
    found = list(read)
    days = [one for line in found for one in line.dates]
    first = next((when for changed, when in days if not changed), next((when for _, when in days), None))
    return Heading(
        title=chosen,
        byline=next((line.byline for line in found if line.byline), byline),
        published=first,
        outlets=tuple(dict.fromkeys(name for line in found for name in line.outlets)),
        credits=tuple(dict.fromkeys(name for line in found for name in line.credits)),
    )


def clean_title(title: str, outlets: Iterable[str]) -> str:
    """A title without the name of the site behind or before it: `Title | Site`."""
    pieces = _SITE.split(title)
    known = {plain(name) for name in outlets if name}
    last = plain(pieces[-1])
    if len(pieces) > 1 and last and any(last.startswith(name) or name.startswith(last) for name in known):
        return title[: title.rindex(pieces[-1])].rstrip(" |»—–·•-")
    if len(pieces) > 1 and plain(pieces[0]) in known:
        return title[len(pieces[0]) :].lstrip(" |»—–·•-")
    return title


def _known_title(blocks: Sequence[Block], lines: Sequence[str], title: str) -> int | None:
    """The block that holds the title that is known: a main heading that shares most of its words, or a line that is equal to it."""
    wanted = _bare(title)
    heads = [at for at, block in enumerate(blocks[:600]) if block.tag == "h1" and 0 < len(lines[at]) <= _LONGEST_HEAD]
    for at in heads:
        if wanted and _alike(_bare(lines[at]), wanted):
            return at
    for at, line in enumerate(lines[:400]):
        bare = _bare(line) if len(line) <= 400 else ""
        if wanted and (bare == wanted or (len(bare) >= 12 and wanted.startswith(bare) and len(bare) * 2 >= len(wanted))):
            return at
        if blocks[at].body and is_prose(line):
            break
    return heads[0] if len(heads) == 1 else None


def _alike(left: str, right: str) -> bool:
    mine, theirs = set(left.split()), set(right.split())
    return len(mine & theirs) * 2 > min(len(mine), len(theirs)) and len(mine & theirs) * 3 >= max(len(mine), len(theirs))


def _bare(text: str) -> str:
    return " ".join(_WORD.findall(plain(text)))


def _zone(lines: Sequence[str], labels: Sequence[str], known: int | None) -> range:
    """The lines before the running text begins (a first line that looks like a title may end like a sentence)."""
    start = known + 1 if known is not None else 0
    for at in range(start, len(lines)):
        # A headline that ends like a sentence is one when the line below gives author, date or outlet.
        if at == 0 and len(lines[0]) <= _LIST_LINE and len(lines) > 1 and _is_meta(lines[1]):
            continue
        if not labels[at] and is_prose(lines[at]) and not _is_meta(lines[at]):
            return range(at)
    return range(min(len(lines), start + 8))


def _is_meta(line: str) -> bool:
    return len(line) <= _LONGEST_LINE and bool(dates(line)) and line.count(".") <= 6 and (bool(_STRONG.search(line)) or len(line) < 60)


def _read(line: str, names: Names, language: str) -> _Line | None:
    """A line that gives author, date or outlet, or None when it says more than that."""
    if len(line) > _LONGEST_LINE:
        return None
    found = dates(line, language)
    cue = _cue(line)
    rest = _rest(line, found, names)
    if names.exact(line):
        return _Line(reason="byline", outlets=(line,))
    if not found and not cue:
        return None
    if found and not cue and _words_too_many(line, found, rest):
        return None
    if cue and not found and len(line.split()) > 16:
        return None
    outlets, credits = names.outlets_and_credits(line)
    byline = _byline(line, cue, found, names)
    return _Line(
        reason="dateline" if found else "byline",
        byline=byline,
        guessed=bool(byline) and not cue,
        dates=tuple((_changed(line, one), one.when) for one in found),
        outlets=outlets,
        credits=credits,
    )


def _changed(line: str, dated: Dated) -> bool:
    before = plain(line[max(dated.start - 30, 0) : dated.start])
    return any(word in before for word in ordered(headings().changed))


def _rest(line: str, found: Sequence[Dated], names: Names) -> list[str]:
    """What a line says besides dates, times, names of outlets and the words that go with them, piece by piece."""
    for dated in reversed(found):
        line = f"{line[: dated.start]} {line[dated.end :]}"
    pieces = [_TIME.sub(" ", names.without(piece)) for piece in _PIECE.split(line) if piece]
    return [piece for piece in pieces if _said(piece)]


def _said(piece: str) -> list[str]:
    plains = ((word, plain(word)) for word in _WORD.findall(piece))
    return [word for word, bare in plains if bare.strip(".'-") not in _of_dates() and bare not in months()]


@functools.cache
def _of_dates() -> frozenset[str]:
    return frozenset(phrases("date_words")) | weekdays()


def _words_too_many(line: str, found: Sequence[Dated], rest: Sequence[str]) -> bool:
    """Whether a line with a date says something of its own: it is a caption or a sentence then."""
    before, after = line[: found[0].start], line[found[0].end :]
    own = f"{_PIECE.split(before)[-1]} {_PIECE.split(after)[0]}"
    others = [piece for piece in rest if not _place_or_name(piece) and plain(piece.strip()) not in ordered(headings().nobody)]
    words = _WORD.findall(own)
    place = len(words) == 2 and all(word[0].isupper() for word in words)
    if len(_said(own)) > 1 and not place:
        return True
    return sum(len(_said(piece)) for piece in others) > 3 or sum(len(_said(piece)) for piece in rest) > 9


def _place_or_name(piece: str) -> bool:
    words = piece.split()
    return len(words) <= 3 and all(word[0].isupper() or not word[0].isalpha() for word in words)


def _cue(line: str) -> int:
    """Where a byline's name begins, 0 when no byline cue stands at the head of the line or of a piece of it."""
    folded = plain(line)
    starts = [0, *(found.end() for found in _STRONG.finditer(line))]
    for start in starts:
        for phrase in phrases("bylines"):
            if folded.startswith(phrase, start) and folded[start + len(phrase) : start + len(phrase) + 1] in (" ", ":", ""):
                after = line[start + len(phrase) :].lstrip(" :")
                if after and (after[0].isupper() or phrase.endswith(":") or plain(after).startswith(ordered(headings().nobody))):
                    return len(line) - len(after)
    posted = re.search(r"\sby\s(?=\S)", line) if dates(line) else None
    return posted.end() if posted else 0


def _byline(line: str, cue: int, found: Sequence[Dated], names: Names) -> str:
    if cue:
        name = _NAME_END.split(line[cue:], maxsplit=1)[0].strip(" .")
        return name if is_name(name, names) else ""
    pieces = [piece.strip() for piece in _STRONG.split(line)] if found else []
    return next((piece for piece in pieces if len(piece.split()) >= 2 and is_name(piece, names)), "")


def is_name(text: str, names: Names) -> bool:
    """Whether words may be a person's name: two to four, capitalised, not all capitals, no outlet, no stand-in such as admin."""
    words = text.split()
    if not 2 <= len(words) <= 4 or len(text) > 48 or text.isupper():
        return False
    if plain(text) in ordered(headings().nobody) or names.find(text):
        return False
    if dates(text) or any(plain(word) in months() for word in words):
        return False
    return all(_NAME.fullmatch(word) and (word[0].isupper() or plain(word) in _PARTICLES) for word in words)


def _choose(lines: Sequence[str], labels: Sequence[str], zone: range, given: bool) -> int | None:
    """The headline among the lines before the text: the first with three words that is no menu; none when a title was given apart."""
    heads = [at for at in zone if not labels[at] and _may_head(lines[at])]
    if not heads or given:
        return None
    full = (at for at in heads if len(_WORD.findall(lines[at])) >= _LEAST_WORDS or len(lines[at]) >= 30)
    return next(full, heads[0] if len(heads) == 1 else None)


def _may_head(line: str) -> bool:
    if len(line) > _LONGEST_HEAD or line.endswith((".", ":", ";", ",")) or is_glued(line) or is_menu(line, 2):
        return False
    return not (len(line) > 60 and _TWO.search(line) and is_prose(line))


def _before_title(blocks: Sequence[Block], lines: Sequence[str], labels: list[str], chosen: int) -> None:
    for at in range(chosen):
        if not labels[at] and not (blocks[at].body and is_prose(lines[at])):
            labels[at] = "navigation"


def _lone_name(lines: Sequence[str], labels: list[str], zone: range, chosen: int | None, names: Names) -> str:
    """A person's name alone on a line under the title."""
    if chosen is None:
        return ""
    for at in range(chosen + 1, len(zone)):
        # A name that the text goes on to speak of is a caption, not the author.
        if not labels[at] and is_name(lines[at], names) and not _spoken_of(lines[at], lines[at + 1 :]):
            labels[at] = "byline"
            return lines[at]
    return ""


def _spoken_of(name: str, lines: Sequence[str]) -> bool:
    # Cases change a name's end: Джонсон, Джонсона.
    surname = plain(name.split()[-1])[:7]
    return any(surname in plain(line) for line in lines[:_FIRST_LINES])

"""The dateline at the head of a news text: place, day and agency before the first sentence."""

import re

import msgspec

from dragoman.vocab.furniture import plain
from dragoman.vocab.headings import months

_LONGEST = 120
# NUR-SULTAN, January 6 (Alatau Newswire) – The …    ANKARA (AA) - …    ASTANA — …
_DASHED = re.compile(r"([^()—–\n:;!?«»“”\"]{2,70}?)(?:\s?\(([^()\n]{2,40})\))?(?:\s?[—–]\s?|\s?--\s?|\s-\s|-\s)(?=[^\s—–-])")
_CAPITAL = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІÇĞİÖŞÜ"
_PLACE_AND_DAY = r"([^()—–\n:;!?«»“”\".,]{3,40})[,.]\s(\d{1,2}\.?\s[^\W\d_]{3,9}\.?(?:\s\d{4})?(?:\s?г\.)?)"
# ДУШАНБЕ, 19 октября. …    МОСКВА, 19 октября. /ТАСС/. …    Москва. 6 января. ИНТЕРФАКС - …    МОСКВА, 6 янв — РИА Новости. …
_POINTED = re.compile(
    rf"{_PLACE_AND_DAY}(?:\s?[—–-]\s([{_CAPITAL}][\w-]{{1,20}}(?:\s[{_CAPITAL}][\w-]{{1,20}})?)\.\s"
    rf"|\s?(?:[.,]\s?|[—–-]\s)(?:/([^/\n]{{2,25}})/\s?[.—–-]{{0,2}}\s|\(([^()\n]{{2,40}})\)\s?[.—–-]{{0,2}}\s"
    rf"|([{_CAPITAL}][^\s—–.]{{2,20}}(?:\s[^\s—–.]{{2,20}})?(?:\.(?:ru|RU|com|kz))?)\s?[—–-]\s|[.—–-]\s)?)"
)


class Dateline(msgspec.Struct, frozen=True):
    """Where it ends (an offset into the line) and the agency it names, '' when none."""

    end: int
    agency: str


def dateline(line: str) -> Dateline | None:
    """The dateline at the head of a line of prose, or None."""
    head = line[:_LONGEST]
    pointed = _POINTED.match(head)
    if pointed and _place(pointed[1], True) and _day(pointed[2]):
        return Dateline(pointed.end(), next((name.strip() for name in pointed.groups()[2:] if name), ""))
    dashed = _DASHED.match(head)
    if dashed and _dashed(dashed, line):
        return Dateline(dashed.end(), (dashed[2] or "").strip())
    return None


def _dashed(found: re.Match[str], line: str) -> bool:
    pieces = [piece.strip() for piece in re.split(r"[,/]|\.\s", found[1]) if piece.strip()]
    days = [piece for piece in pieces if _day(piece)]
    places = [piece for piece in pieces if piece not in days]
    # A word in brackets is an agency; two may be anything: (Reuters), (Piccadilly Circus).
    sure = bool(days) or (found[2] is not None and len(found[2].split()) == 1)
    if not 1 <= len(places) <= 3 or not all(_place(piece, sure) for piece in places):
        return False
    # NATO — a bloc of thirty states: a name and its gloss. After a dateline a sentence begins.
    first = next((letter for letter in line[found.end() : found.end() + 6] if letter.isalnum()), "")
    if found[1].isupper() and found[2]:
        return True
    return sure or (found[1].isupper() and (first.isupper() or first.isdigit()))


def _place(piece: str, sure: bool) -> bool:
    words = piece.split()
    if not 1 <= len(words) <= 4 or not piece[0].isalpha() or any(mark.isdigit() for mark in piece):
        return False
    return piece.isupper() or (sure and words[0][0].isupper() and words[-1][0].isupper())


def _day(piece: str) -> bool:
    words = [plain(word).strip(".") for word in piece.split()]
    return len(words) <= 4 and any(word in months() for word in words) and any(word.isdigit() for word in words)

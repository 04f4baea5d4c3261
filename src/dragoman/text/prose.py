"""Sentences: offsets of each sentence in a stretch of prose, in any of the languages served."""

import re
from collections.abc import Iterator

from dragoman.vocab.furniture import plain
from dragoman.vocab.headings import abbreviations

# A full stop (or two, or an ellipsis) with what closes after it. Bounds keep hostile runs of marks linear.
# A quotation mark with space on either side closes («C’est bon. » Puis; “… security. “ The alliance).
_END = re.compile(r"[.!?…。！？]{1,6}(?:\s?[»”“\"](?=[\s,;:)\]]|$)|[»”\"’')\]]){0,4}(?:\[\d{1,3}\])?")
_CLOSERS = "»”\"’'“)]"
_OPENERS = "«“„\"'‘’([—–-•*"
_WIDE = "。！？"
# A word before the stop, with stops inside it: U.S, т.д, Lt.-Gen. Longer words are no abbreviations.
_LONGEST_WORD = 14
# No human sentence is longer; past it a line is cut at white space so that engines get bounded input.
LONGEST = 2000
_ROMAN = re.compile(r"[IVXL]{1,5}")
_WORD = re.compile(r"\w{1,30}")
_ORDINALS = frozenset({"tr", "de", "kk", "az"})
_SHORT_START = 25


def split(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the sentences of text[start:end], without the white space round them."""
    at = start
    for found in _END.finditer(text, start, end):
        if found.end() >= end:
            break
        stop = found.end()
        if stop > at and _ends(text, found, (at, end), language):
            yield from _bounded(text, at, stop)
            at = stop
    yield from _bounded(text, at, end)


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        while start < end and text[start].isspace():
            start += 1
        stop = end
        if end - start > LONGEST:
            space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            stop = space if space > 0 else start + LONGEST
        last = stop
        while last > start and text[last - 1].isspace():
            last -= 1
        if last > start:
            yield start, last
        start = stop


def _ends(text: str, found: re.Match[str], bounds: tuple[int, int], language: str) -> bool:
    end = bounds[1]
    mark, after = text[found.start()], found.end()
    if mark in _WIDE:
        return True
    following = _next_letter(text, after, end)
    if not text[after].isspace():
        return _glued(text, found, following)
    if following == "" or following.islower():
        return False
    only_stop = found.end() - found.start() == 1 and mark == "."
    return not (only_stop and _abbreviated(text, (bounds[0], found.start()), language))


def _next_letter(text: str, at: int, end: int) -> str:
    """The next letter or digit within a few marks, '' when there is none."""
    for place in range(at, min(at + 8, end)):
        if text[place].isalnum():
            return text[place]
        if not (text[place].isspace() or text[place] in _OPENERS):
            return "A"
    return ""


def _glued(text: str, found: re.Match[str], following: str) -> bool:
    """`…the meeting.The president`: no space, yet two sentences; not `example.Com`, `U.S.A`, `3.5`."""
    after = found.end()
    if text[after] not in _OPENERS and not text[after].isupper():
        return False
    if text[found.start() : after] != "." and text[found.start()] == "." and after - found.start() > 1 and text[after - 1] not in _CLOSERS:
        return False
    before = text[max(found.start() - 3, 0) : found.start()]
    longer = text[after : after + 2]
    return len(before) == 3 and before.islower() and before.isalpha() and following.isupper() and (len(longer) < 2 or not longer.isupper())


def _abbreviated(text: str, sentence: tuple[int, int], language: str) -> bool:
    """Whether the stop at sentence[1], in a sentence begun at sentence[0], ends an abbreviation and not the sentence."""
    start, stop = sentence
    word = _word_before(text, stop)
    known = abbreviations(language)
    folded = plain(word)
    if not word:
        return False
    if folded in known.either:
        return bool(known.starters) and _next_word(text, stop) not in known.starters
    if folded in known.years and _after_digit(text, stop - len(word)):
        # «В 2022 г. Казахстан…» goes on; «… подписан в 2022 г. Казахстан…» most often does not.
        return stop - start <= _SHORT_START
    if folded in known.inside or (len(word) == 1 and word.isupper()):
        return True
    if "." in word:
        return len(word) <= 8 and all(len(part) <= 2 for part in word.split("."))
    # An ordinal: 8. Zirve, XXI. yüzyıl.
    return language in _ORDINALS and ((word.isdigit() and len(word) <= 2) or _ROMAN.fullmatch(word) is not None)


def _next_word(text: str, stop: int) -> str:
    found = _WORD.search(text, stop, stop + 40)
    return plain(found[0]) if found else ""


def _after_digit(text: str, at: int) -> bool:
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at > 0 and text[at - 1].isdigit()


def _word_before(text: str, stop: int) -> str:
    start = stop
    while start > 0 and stop - start <= _LONGEST_WORD and (text[start - 1].isalnum() or text[start - 1] in ".-"):
        start -= 1
    return text[start:stop].lstrip(".-") if stop - start <= _LONGEST_WORD else ""

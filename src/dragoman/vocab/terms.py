"""Finding vocabulary terms in text: words and phrases, each word with any ending where it carries a `*`."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

import ahocorasick_rs
import msgspec

Payload = TypeVar("Payload")
# A `*` stands for at most this many letters: Turkish and Kazakh pile up suffixes, but a longer tail is another word.
_LONGEST_ENDING = 14


class Hit(msgspec.Struct, Generic[Payload], frozen=True):
    """A term found: code-point offsets, the term as written in the vocabulary, and what it stands for."""

    start: int
    end: int
    term: str
    value: Payload


class Terms(Generic[Payload]):
    """A compiled list of terms. Matching ignores case and the kind of apostrophe and wants whole words."""

    def __init__(self, rows: Iterable[tuple[str, Payload]]) -> None:
        given = [(fold(term).split(), term, value) for term, value in rows if term.strip(" *")]
        self._rows = [([(word.removesuffix("*"), word.endswith("*")) for word in words], term, value) for words, term, value in given]
        heads = [_literal(words) for words, _, _ in given]
        self._machine = ahocorasick_rs.AhoCorasick(heads, implementation=ahocorasick_rs.Implementation.ContiguousNFA) if heads else None

    def all(self, text: str) -> Iterator[Hit[Payload]]:
        """Every hit, overlapping ones too, in order of start, the longest first."""
        folded = fold(text)
        # Folding may change the length of a few exotic letters; then offsets would lie.
        if self._machine is None or len(folded) != len(text):
            return
        found = []
        for number, start, _ in self._machine.find_matches_as_indexes(folded, overlapping=True):
            # Heads are found inside words too, far more often than at their beginning.
            if start and folded[start - 1].isalnum():
                continue
            words, term, value = self._rows[number]
            end = _end(folded, start, words)
            if end:
                found.append(Hit(start, end, term, value))
        yield from sorted(found, key=lambda hit: (hit.start, -hit.end, hit.term))

    def longest(self, text: str) -> list[Hit[Payload]]:
        """Hits without overlaps: at each place the longest term wins."""
        kept: list[Hit[Payload]] = []
        for hit in self.all(text):
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
        return kept


def fold(text: str) -> str:
    """Lower case letter by letter, one apostrophe; İ and ẞ keep their length."""
    lowered = text.replace("İ", "i").lower()
    if len(lowered) != len(text):
        # İ is the only letter whose small form is longer than itself.
        lowered = text.replace("İ", "i").lower()
    return lowered.replace("’", "'")


def _literal(words: list[str]) -> str:
    head: list[str] = []
    for word in words:
        head.append(word.removesuffix("*"))
        if word.endswith("*"):
            break
    return " ".join(head)


def _end(text: str, start: int, words: list[tuple[str, bool]]) -> int:
    """Where a term (stems, and whether any ending may follow) ends that begins with the word at `start`; 0 where it does not."""
    at = start
    for stem, any_ending in words:
        if at > start:
            if at >= len(text) or not text[at].isspace():
                return 0
            at += 1
        if not text.startswith(stem, at):
            return 0
        at = _word_end(text, at + len(stem), any_ending)
        if not at:
            return 0
    return at


def _word_end(text: str, at: int, open_ending: bool) -> int:
    stop = at
    while stop < len(text) and text[stop].isalnum():
        stop += 1
    if stop == at:
        return at
    return stop if open_ending and stop - at <= _LONGEST_ENDING else 0

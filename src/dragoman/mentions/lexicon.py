"""All names and role words of one language, compiled once into one automaton over their stems."""

import functools
from collections.abc import Iterator, Sequence

import ahocorasick_rs
import msgspec

from dragoman.mentions.entries import EXACT, FIRST, OPEN, Entry, Table
from dragoman.mentions.tokens import Tokens
from dragoman.vocab.names import LONGEST_ENDING
from dragoman.vocab.remembered import Remembered


class Hit(msgspec.Struct, frozen=True, gc=False):
    """An entry found: words `first` to `last` (behind the last), the ending its last word took, whether that is the dictionary's
    (a word that does not change counts as undecided, hence not `plain`), and the word passed over inside it, if any."""

    first: int
    last: int
    entry: Entry
    ending: str = ""
    plain: bool = False
    skipped: int = -1


class Lexicon:
    """The compiled table of one language. `interposed`: an adjective may stand behind the first word of a term (French)."""

    def __init__(self, table: Table, interposed: frozenset[str] = frozenset(), spaces: bool = True) -> None:
        self._endings = [frozenset(group) for group in table.endings]
        self._plain = [group[0] if group else "" for group in table.endings]
        self._interposed = interposed
        self._lead = " " if spaces else ""
        by_head: dict[str, list[Entry]] = {}
        for entry in table.entries:
            by_head.setdefault(self._head(entry, spaces), []).append(entry)
        heads = sorted(by_head)
        self._groups = [tuple(by_head[head]) for head in heads]
        kind = ahocorasick_rs.Implementation.ContiguousNFA
        self._fitting = Remembered(self._fits)
        self._machine = ahocorasick_rs.AhoCorasick(heads, implementation=kind) if heads else None

    def _head(self, entry: Entry, spaces: bool) -> str:
        joint = " " if spaces else ""
        parts: list[str] = []
        for stem, ending in entry.words:
            parts.append(stem)
            if ending:
                return self._lead + joint.join(parts)
            if self._interposed and entry.kind in "RDG":
                break
        return self._lead + joint.join(parts) + joint

    def find(self, tokens: Tokens) -> Iterator[Hit]:
        """Every hit in a text, overlapping ones too, in no particular order."""
        if self._machine is None or len(tokens.flat) != len(tokens.text):
            return
        skip = len(self._lead)
        padded = f" {tokens.flat} " if self._lead else tokens.flat
        shift = skip - (1 if self._lead else 0)
        numbers = dict(zip(tokens.starts, range(len(tokens.starts)), strict=True))
        fitting, words = self._fitting, tokens.words
        for number, start, _ in self._machine.find_matches_as_indexes(padded, overlapping=True):
            first = numbers.get(start + shift)
            if first is None:
                continue
            for one in fitting[number, words[first]]:
                hit = self._hit(tokens, first, one)
                if hit is not None:
                    yield hit

    def _fits(self, found: tuple[int, str]) -> tuple[Hit, ...]:
        """The entries of a group that may begin with a word, in order, as hits of that word alone."""
        number, word = found
        parts = ((entry, *entry.words[0]) for entry in self._groups[number])
        fits = [(entry, word[len(stem) :], code) for entry, stem, code in parts if word.startswith(stem)]
        return tuple(
            Hit(0, 1, entry, ending, code > OPEN and ending == self._plain[code])
            for entry, ending, code in fits
            if self._takes(ending, code)
        )

    def _hit(self, tokens: Tokens, first: int, begun: Hit) -> Hit | None:
        """The hit of an entry whose first word fits, or None where the others or the capitals do not."""
        entry = begun.entry
        if (entry.case == FIRST and not tokens.capitals[first]) or (entry.case == EXACT and not _exact(tokens, first, entry)):
            return None
        if len(entry.words) == 1:
            return Hit(first, first + 1, entry, begun.ending, begun.plain)
        return self._whole(tokens, first, entry)

    def _whole(self, tokens: Tokens, first: int, entry: Entry) -> Hit | None:
        """The hit of an entry of several words, the first of which fits."""
        last, ending, skipped = first + 1, "", -1
        for stem, code in entry.words[1:]:
            if skipped < 0 and self._skips(tokens, last, stem):
                skipped, last = last, last + 1
            if last >= len(tokens.words) or not _near(tokens, last - 1):
                return None
            word = tokens.words[last]
            ending = word[len(stem) :]
            if not word.startswith(stem) or not self._takes(ending, code):
                return None
            last += 1
        code = entry.words[-1][1]
        return Hit(first, last, entry, ending, code > OPEN and ending == self._plain[code], skipped)

    def _skips(self, tokens: Tokens, number: int, stem: str) -> bool:
        if not self._interposed or number + 1 >= len(tokens.words):
            return False
        return tokens.words[number] != stem and tokens.words[number] in self._interposed

    def _takes(self, ending: str, code: int) -> bool:
        if not code:
            return not ending
        return len(ending) <= LONGEST_ENDING if code == OPEN else ending in self._endings[code]


def _near(tokens: Tokens, number: int) -> bool:
    between = tokens.between(number)
    return len(between) <= 2 and "\n" not in between and ";" not in between


def _exact(tokens: Tokens, first: int, entry: Entry) -> bool:
    inside = range(first, min(first + len(entry.surface), len(tokens.words)))
    return all(tokens.raw(number).startswith(part) for number, part in zip(inside, entry.surface, strict=False))


def widest(hits: Sequence[Hit]) -> list[tuple[Hit, ...]]:
    """Hits without overlaps, leftmost and longest first; those of equal extent stay together, in the order of their kinds."""
    kept: list[list[Hit]] = []
    for hit in sorted(hits, key=_order):
        if not kept or hit.first >= kept[-1][0].last:
            kept.append([hit])
        elif (hit.first, hit.last) == (kept[-1][0].first, kept[-1][0].last):
            kept[-1].append(hit)
    return [tuple(group) for group in kept]


def _order(hit: Hit) -> tuple[int, int, int, str]:
    return hit.first, -hit.last, _KINDS.find(hit.entry.kind), hit.entry.id


# Organisations before persons, states, abbreviations, words of states, surnames, then roles, bodies and groups.
_KINDS = "OENBASPCFRDG"


@functools.cache
def kind_rank(kind: str) -> int:
    """The place of a kind of entry among those of equal extent."""
    return _KINDS.find(kind)

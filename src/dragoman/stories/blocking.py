"""Which pairs of reports are compared: those that share parties and days, rare words, a copy or a statement.

Blocks that grow with the collection are never compared all against all. Within one, reports are sorted in two orders and each
meets its next few neighbours (sorted neighbourhoods, Hernández and Stolfo 1995), so the number of pairs grows as the number of reports.
"""

import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dragoman.stories.book import Book
from dragoman.stories.known import Known
from dragoman.stories.report import Report
from dragoman.vocab.stories import StoryRules

Ints = NDArray[np.int64]
Entries = tuple[Ints, Ints]
# Parties beyond these make no further blocks: a summit of twenty states is found by any pair of them.
_MOST_PARTIES = 4
# Days fit in twenty bits; what stands above them in a block's key is the parties.
_BITS = 20
_MONTH = 31
# A copy's sentence stands in the same eighth of the article as the original's, or the types tell.
_EIGHTHS = 8
_WAITING = 1 << 18


class Columns:
    """What blocking reads of each report, as arrays: position in an array is the report's number."""

    def __init__(self, book: Book, rules: StoryRules) -> None:
        reports = book.reports
        # Types of a user's own come after the codebook's.
        self.types = (*rules.order, *sorted({report.event.type for report in reports} - set(rules.order)))
        rank = {name: place for place, name in enumerate(self.types)}
        self.type = _ints(rank[report.event.type] for report in reports)
        self.first = _ints(report.period.first for report in reports)
        self.last = _ints(report.period.last for report in reports)
        self.certain = _ints(report.period.certain for report in reports).astype(bool)
        self.open = _ints(report.period.grip == "open" for report in reports).astype(bool)
        self.published = _ints(report.published or 0 for report in reports)
        self.parties = _ints(_mask(zlib.crc32(party.encode()) for party in report.everyone) for report in reports)
        self.rare = _ints(_mask(_rare(report, book, rules)) for report in reports)
        languages = {language: number for number, language in enumerate(sorted({report.language for report in reports}))}
        self.language = _ints(languages[report.language] for report in reports)
        size = _ints(len(report.everyone) for report in reports)
        mode = _ints(zlib.crc32("".join(report.event.modes).encode()) for report in reports)
        rarest = _ints(_rarest(report, book) for report in reports)
        day = np.where(self.open, self.published, self.last)
        numbers = np.arange(len(reports))
        # Two orders in which reports of one deed come to stand side by side.
        self.orders = (_places(numbers, size, mode, day, self.type), _places(numbers, day, self.type, rarest))


class Blocking:
    """Collects candidate pairs of reports, each pair once; only `numbers` take part."""

    def __init__(self, book: Book, rules: StoryRules, numbers: Sequence[int], known: Known) -> None:
        self._book = book
        self._rules = rules
        self._numbers = numbers
        self._columns = Columns(book, rules)
        self._related = np.array([[a == b or (a, b) in known.related for b in self._columns.types] for a in self._columns.types])

    def pairs(self) -> Iterator[Entries]:
        """All candidate pairs that might be one event by type, parties and days, in parts; the lower number first, in order."""
        total = len(self._book.reports)
        codes = _united(low * total + high for near in self._passes() for low, high in near)
        for start in range(0, len(codes), 1 << 16):
            yield np.divmod(codes[start : start + (1 << 16)], total)

    def _passes(self) -> Iterator[Iterator[Entries]]:
        for entries in self._by_time():
            yield self._near(entries, likely=True)
        for pairs in (self._by_words(), self._by_statement(), self._by_copies(), self._by_deed()):
            yield self._near(_columns(pairs), likely=False)

    def _by_time(self) -> Iterator[Entries]:
        """Reports of the same parties on a day, in a month, or published within a window."""
        parties, numbers, several = self._by_parties()
        columns, base = self._columns, parties << _BITS
        dated = columns.certain[numbers]
        yield base[dated] + columns.last[numbers][dated], numbers[dated]
        coarse = dated & (several | (columns.last > columns.first)[numbers])
        yield base[coarse] + columns.first[numbers][coarse] // _MONTH, numbers[coarse]
        slot = columns.published[numbers] // (self._rules.blocking.window_days + 1)
        # Each report stands in its own slot and the next, so that neighbours over a border meet.
        yield np.concatenate([base + slot, base + slot + 1]), np.concatenate([numbers, numbers])

    def _by_parties(self) -> tuple[Ints, Ints, NDArray[np.bool_]]:
        """Numbers of every two parties of a report and of each alone, the report, and whether they are two."""
        ids: dict[tuple[str, ...], int] = {}
        keys, numbers, several = array("q"), array("q"), array("b")
        for number in self._numbers:
            named = sorted(self._book.reports[number].everyone)[:_MOST_PARTIES]
            for parties in (*combinations(named, 2), *((name,) for name in named)):
                keys.append(ids.setdefault(parties, len(ids)))
                numbers.append(number)
                several.append(len(parties) > 1)
        return np.array(keys, dtype=np.int64), np.array(numbers, dtype=np.int64), np.array(several, dtype=bool)

    def _by_words(self) -> Iterator[tuple[int, int]]:
        """A report's rarest words."""
        rarity, limits = self._book.rarity, self._rules.blocking
        for number in self._numbers:
            report = self._book.reports[number]
            rare = [(-rarity[word], word) for word in _rare(report, self._book, self._rules)]
            for _, word in sorted(rare)[: limits.rare_words]:
                yield word, number

    def _by_statement(self) -> Iterator[tuple[int, int]]:
        ids: dict[str, int] = {}
        for number in self._numbers:
            for statement in sorted(self._book.reports[number].statements):
                yield ids.setdefault(statement, len(ids)), number

    def _by_copies(self) -> Iterator[tuple[int, int]]:
        """Reports of dependent articles that stand at about the same place or have the same type."""
        kin = self._book.kin
        ids: dict[tuple[str, str | int], int] = {}
        rooted = {article: kin.root(article) for family in kin.families() for article in family}
        for number in self._numbers:
            report = self._book.reports[number]
            root = rooted.get(report.event.article)
            for part in (report.event.type, int(report.position * _EIGHTHS)) if root is not None else ():
                yield ids.setdefault((root or "", part), len(ids)), number

    def _by_deed(self) -> Iterator[tuple[int, int]]:
        """Deeds named by a noun, with all that is told of the same type and parties: such a deed may lie any time back."""
        reports = self._book.reports
        ids: dict[object, int] = {}
        for number in self._numbers:
            if reports[number].named and (roles := reports[number].known_roles):
                ids.setdefault((reports[number].event.type, roles), len(ids))
        for number in self._numbers if ids else ():
            deed = ids.get((reports[number].event.type, reports[number].known_roles))
            if deed is not None:
                yield deed, number

    def _near(self, entries: Entries, likely: bool) -> Iterator[Entries]:
        """Pairs of neighbours within blocks, in each order, that might be one event."""
        keys, numbers = entries
        for places in self._columns.orders:
            order = np.lexsort((places[numbers], keys))
            sorted_keys, sorted_numbers = keys[order], numbers[order]
            for step in range(1, self._rules.blocking.neighbours + 1):
                same = sorted_keys[step:] == sorted_keys[:-step]
                left, right = sorted_numbers[:-step][same], sorted_numbers[step:][same]
                pairs = self._possible(np.minimum(left, right), np.maximum(left, right))
                yield self._likely(*pairs) if likely else pairs

    def _possible(self, low: Ints, high: Ints) -> Entries:
        """A quick look that spares most pairs the full score."""
        columns = self._columns
        gap = np.maximum(columns.first[low] - columns.last[high], columns.first[high] - columns.last[low])
        both = columns.certain[low] & columns.certain[high]
        farthest = np.where(both, self._rules.contradictions.days_apart, self._rules.blocking.window_days)
        timely = (gap <= farthest) | columns.open[low] | columns.open[high]
        shared = (columns.parties[low] & columns.parties[high]) != 0
        possible = (low != high) & timely & shared & self._related[columns.type[low], columns.type[high]]
        return low[possible], high[possible]

    def _likely(self, low: Ints, high: Ints) -> Entries:
        """Of pairs that share parties and time alone, those that may still score: without a rare word in common they need one type,
        and more than one party in common or one certain day."""
        columns = self._columns
        worded = (columns.rare[low] & columns.rare[high]) != 0
        parties = columns.parties[low] & columns.parties[high]
        several = (parties & (parties - 1)) != 0
        alike = columns.type[low] == columns.type[high]
        days = columns.certain[low] & columns.certain[high] & (columns.last[low] == columns.last[high])
        abroad = columns.language[low] != columns.language[high]
        kept = worded | (alike & (several | days)) | (abroad & several)
        return low[kept], high[kept]


def _united(parts: Iterable[Ints]) -> Ints:
    """The sorted set of all numbers; most come several times, so they are put together before they are many."""
    found, waiting = np.empty(0, dtype=np.int64), [np.empty(0, dtype=np.int64)]
    for part in parts:
        waiting.append(part)
        if sum(map(len, waiting)) > max(_WAITING, len(found)):
            found, waiting = np.unique(np.concatenate([found, *waiting])), []
    return np.unique(np.concatenate([found, *waiting]))


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _columns(pairs: Iterable[tuple[int, int]]) -> Entries:
    flat = array("q")
    for pair in pairs:
        flat.extend(pair)
    table = np.array(flat, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _places(*keys: Ints) -> Ints:
    """Each report's place in the order of the keys, the last one counting most."""
    places = np.empty(len(keys[0]), dtype=np.int64)
    places[np.lexsort(keys)] = np.arange(len(keys[0]))
    return places


def _mask(numbers: Iterable[int]) -> int:
    """A bit for each number; two masks without a common bit have no common number."""
    bits = 0
    for number in numbers:
        bits |= 1 << number % 62
    return bits


def _rare(report: Report, book: Book, rules: StoryRules) -> Iterator[int]:
    """Words and names that are in few sentences, but not in this one alone."""
    return (word for word in (*report.words, *report.names) if 1 < book.seen[word] <= rules.blocking.most_common)


def _rarest(report: Report, book: Book) -> int:
    return min(((-book.rarity[word], word) for word in report.words if book.seen[word] > 1), default=(0.0, -1))[1]

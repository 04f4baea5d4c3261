"""Alignments and turning points of each case, taken over from the last run where the case is as it was."""

from collections.abc import Iterable, Iterator

import msgspec

from dragoman.kept import Kept, printed
from dragoman.records import Alignment, Turn
from dragoman.relations.alignments import Case, aligned
from dragoman.relations.meant import Meant
from dragoman.relations.turns import turns


class Weighing(msgspec.Struct, frozen=True, array_like=True):
    """What one case comes to."""

    alignments: tuple[Alignment, ...]
    turns: tuple[Turn, ...]


def weighed(cases: Iterable[Case], meant: Meant, kept: Kept) -> Iterator[Weighing]:
    """Every case in order. It hangs on its stories, its ties and its periods alone."""
    with kept.memo("alignments", Weighing) as memo:
        for case in cases:
            print = meant.print(f"{case.actor} {case.pole}", case.stories, printed(case.ties, case.periods))
            yield memo.get(print) or memo.put(print, Weighing(tuple(aligned(case)), tuple(turns(case))))

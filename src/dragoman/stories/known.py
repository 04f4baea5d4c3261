"""What the features look up besides two reports: rarity of words, copies, crowds, and the rules."""

import math
from collections.abc import Sequence

from dragoman.stories.book import Book
from dragoman.stories.report import Report
from dragoman.stories.words import stem
from dragoman.vocab.deeds import deeds
from dragoman.vocab.stories import story_rules

# A sentence of a copy shares this part of its rarity with the original's; one that was rewritten less, but stands at its place.
_ALIGNED = 0.6
_SPUN = 0.3
# How far a sentence of a rewritten or translated copy may have moved, as a share of the article.
_SHIFT = 0.08
# Up to so many reports of one type on the same parties and day are no crowd.
_CROWD = 10
_NONE: frozenset[int] = frozenset()


class Known:
    """What the features of a collection look up."""

    def __init__(self, book: Book, crowds: dict[str, float]) -> None:
        rules = story_rules()
        self.rarity = book.rarity
        self.kin = book.kin
        self.crowds = crowds
        self.mutual = frozenset(rules.mutual)
        families = [frozenset(family) for family in rules.families.values()]
        self.related = frozenset((a, b) for family in families for a in family for b in family) | {(a, a) for a in rules.order}
        self.compatible = frozenset(frozenset(pair) for pair in rules.compatible_modes)
        self.limits = rules.contradictions
        self._deeds: dict[str, dict[str, frozenset[int]]] = {}

    def one_deed(self, left: str, right: str, language: str) -> bool:
        """Whether two stems are of words for one deed."""
        if language not in self._deeds:
            self._deeds[language] = _deeds(language)
        groups = self._deeds[language]
        return not groups.get(left, _NONE).isdisjoint(groups.get(right, _NONE))

    def shared(self, left: Sequence[int], right: Sequence[int]) -> tuple[float, float]:
        """Bits of rarity that both have, and the bits of the poorer side; both 0 when a side has no words."""
        if not left or not right:
            return 0.0, 0.0
        rarity = self.rarity
        both = sum([rarity[word] for word in set(left).intersection(right)])
        return both, min(sum([rarity[word] for word in left]), sum([rarity[word] for word in right]))


def _deeds(language: str) -> dict[str, frozenset[int]]:
    """By stem: the lines of the language's list that have a word with it. Phrases are left out: a trigger's stem is one word."""
    found: dict[str, set[int]] = {}
    for number, group in enumerate(deeds(language)):
        for word in group:
            if " " not in word:
                found.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def crowds(reports: Sequence[Report]) -> dict[str, float]:
    """By event key, how crowded its day is with reports of that type on the same parties: below 0 from ten on, -1 at a thousand."""
    groups: dict[tuple[str, frozenset[str], int], list[str]] = {}
    for report in reports:
        day = report.period.last if report.period.grip in ("day", "carried") else report.published or 0
        groups.setdefault((report.event.type, report.everyone, day), []).append(report.event.key)
    return {key: _crowded(len(keys)) for keys in groups.values() if len(keys) > _CROWD for key in keys}


def _crowded(reports: int) -> float:
    """In tenths, so that one report more seldom changes the score of all the others (see `carried`)."""
    return -min(1.0, round(math.log10(reports / _CROWD) / 2, 1))


def aligned(a: Report, b: Report, known: Known) -> bool:
    """Whether two sentences of dependent articles are each other's: by words, or by their place across languages."""
    if a.language == b.language:
        both, least = known.shared(a.words, b.words)
        return both >= _ALIGNED * least or (both >= _SPUN * least and abs(a.position - b.position) <= _SHIFT)
    return abs(a.position - b.position) <= _SHIFT


def same_sentence(a: Report, b: Report, known: Known) -> bool:
    """Whether two events are two acts of one sentence: of one article, or of an article and its copy."""
    if a.event.article == b.event.article:
        return a.event.sentence.start == b.event.sentence.start
    if a.event.sentence.text == b.event.sentence.text:
        return a.event.type != b.event.type or a.event.trigger != b.event.trigger
    # In a copy the act may be coded otherwise; two acts they are when the one sentence has both.
    both = a.event.type != b.event.type and (a.event.type in b.beside or b.event.type in a.beside)
    return both and known.kin.related(a.event.article, b.event.article) and aligned(a, b, known)

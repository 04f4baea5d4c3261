"""Telling places from persons, bodies and common words: every candidate is scored by what stands in it and around it."""

import math
from collections.abc import Sequence

import msgspec

from dragoman.mentions.places.cues import Cues
from dragoman.mentions.places.index import Row
from dragoman.mentions.places.spans import Run, Token

_BASE = {"country": 3.2, "admin1": 2.2, "admin2": 1.8, "region": 2.5, "water": 1.6, "range": 1.6, "people": 2.6, "capital": 2.4}
_TOWN_ZERO = 4.5
_FAMOUS = 1.6
_KNOWN_BEST = 6
# So short a word in capitals is an acronym.
_ACRONYM = 4
_DASHES = frozenset("-–—")


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A span of tokens that is the name of some places.

    `abbreviation` is a country or division that it stands for; `listed` that a list of names ends in their kind ('... counties').
    """

    start: int
    end: int
    run: Run
    rows: tuple[Row, ...]
    fame: float
    abbreviation: str = ""
    listed: bool = False


class Scene:
    """What an article tells about its names: who is a person in it, which words it writes small."""

    def __init__(self, tokens: Sequence[Token], cues: Cues, all_runs: Sequence[Run]) -> None:
        self.tokens = tokens
        self.cues = cues
        self.persons = frozenset(_surnames(tokens, cues, all_runs))
        self.named = frozenset(_paired(tokens, cues, all_runs)) - self.persons
        self.lower = frozenset(token.text for token in tokens if token.word and not token.capital)

    def before(self, place: int) -> Token | None:
        """The token before a place, dots of abbreviated titles skipped."""
        place -= 1
        if place > 0 and self.tokens[place].text == "." and self.tokens[place].glued and self.tokens[place - 1].text in self.cues.titles:
            place -= 1
        return self.tokens[place] if place >= 0 else None

    def after(self, place: int) -> Token | None:
        """The token at a place, possessive endings skipped."""
        tokens = self.tokens
        while place + 1 < len(tokens) and tokens[place].glued and tokens[place].text in ("'", "’", "s"):
            place += 1
        return tokens[place] if place < len(tokens) else None


def _surnames(tokens: Sequence[Token], cues: Cues, all_runs: Sequence[Run]) -> list[str]:
    """Words that follow a given name or a title somewhere: alone, they are most likely the same person."""
    found = []
    for run in all_runs:
        words = [token for token in tokens[run.start : run.end] if token.word]
        titled = bool(run.start) and _title(tokens, run.start - 1, cues)
        for place, word in enumerate(words):
            known = word.text in cues.given or word.text in cues.titles
            if (known and place + 1 < len(words)) or (titled and place == 0):
                following = words[place : place + 3] if titled and not known else words[place + 1 : place + 4]
                found += [token.text for token in _until_small(following) if len(token.text) > 2 and token.text not in cues.titles]
    return found


def _paired(tokens: Sequence[Token], cues: Cues, all_runs: Sequence[Run]) -> list[str]:
    """Words of two-word names with no word of an office, body or feature: persons, more often than not."""
    pairs = (tokens[run.start : run.end] for run in all_runs if run.end - run.start == 2)
    persons = (pair for pair in pairs if not pair[0].opens and all(word.word and not _explained(word, cues) for word in pair))
    return [word.text for pair in persons for word in pair]


def _explained(word: Token, cues: Cues) -> bool:
    return word.text in cues.explained or word.low in cues.common


def _until_small(words: Sequence[Token]) -> list[Token]:
    kept = []
    for word in words:
        if not word.capital:
            break
        kept.append(word)
    return kept


def _title(tokens: Sequence[Token], place: int, cues: Cues) -> bool:
    if tokens[place].text == "." and tokens[place].glued and place:
        place -= 1
    return tokens[place].text in cues.titles


def score(candidate: Candidate, scene: Scene) -> float:
    """How likely the candidate is a place, above or below nought, by itself."""
    if candidate.abbreviation:
        return 3.0
    fame = candidate.fame
    return fame + _small_words(candidate, scene) + _beside(candidate, scene, fame) + _itself(candidate, scene, fame)


def supported(candidate: Candidate, value: float, support: float) -> float:
    """The score of a candidate with what the article's other places say for it."""
    return value if candidate.abbreviation or candidate.fame >= _FAMOUS else value + min(1.6, 0.38 * support)


def fame(rows: Sequence[Row]) -> float:
    """How well known the best known place of a name is; rows come with the most peopled first."""
    return max(map(_known, rows[:_KNOWN_BEST]))


def _known(row: Row) -> float:
    if row.kind == "town":
        fame = max(-1.0, min(2.6, math.log10(row.people + 300) - _TOWN_ZERO))
        return fame if row.own else fame - (0.4 if row.people > 500_000 else 1.3)
    base = _BASE[row.kind] - (0.0 if row.own else 0.7)
    return base - (1.2 if row.kind == "admin1" and row.people < 200_000 else 0.0)


def _small_words(candidate: Candidate, scene: Scene) -> float:
    """Prepositions, titles, verbs of speech, datelines."""
    cues, first = scene.cues, scene.tokens[candidate.start]
    before, after = scene.before(candidate.start), scene.after(candidate.end)
    total = 3.0 if candidate.listed else 0.0
    if before is not None and not (first.opens and before.text in ".!?"):
        if before.low in cues.strong:
            total += 1.7
        elif before.low in cues.before:
            total += 1.1
        if before.text in cues.titles and not before.low.startswith(("minister", "secretary")):
            total -= 4.0
        if before.text == "-" and before.glued and first.glued and _party(scene.tokens[candidate.start - 2].text):
            total += 3.0
        if before.low == "the" and not any(row.kind in ("region", "water", "range", "people", "country") for row in candidate.rows):
            total -= 0.7
    if after is not None:
        if after.low in cues.speech:
            total -= 0.8
        if first.opens and after.text in _DASHES and not after.glued and scene.tokens[candidate.end - 1].text.isupper():
            total += 3.0
    return total


def _party(word: str) -> bool:
    """The party of 'R-Springfield'."""
    return len(word) <= 3 and word.isupper()


def _beside(candidate: Candidate, scene: Scene, fame: float) -> float:
    """Capitalised words right beside it make a longer name, 'Paris Hilton', unless they are of the kind of 'Paris Mayor'."""
    tokens, run, cues = scene.tokens, candidate.run, scene.cues
    left = tokens[candidate.start - 1] if candidate.start > run.start else None
    right = tokens[candidate.end] if candidate.end < run.end else None
    known = fame >= _FAMOUS
    total = 0.0
    if left is not None and left.capital and left.text not in cues.directions and left.text not in cues.titles:
        opening = left.opens and (left.low in scene.lower or left.low in cues.common)
        if not opening:
            total -= 4.0 if left.text in cues.given else 1.2 if known else 2.4
    if left is not None and left.low == "of" and tokens[candidate.start - 2].text in cues.begins:
        total -= 1.6 if known else 2.2
    if right is not None and right.capital and right.text not in cues.civic and right.text not in cues.directions:
        total -= 0.9 if known else 2.2
        if tokens[candidate.start].text in cues.given:
            total -= 2.5
    return total


def _itself(candidate: Candidate, scene: Scene, fame: float) -> float:
    tokens, cues = scene.tokens, scene.cues
    words = [token for token in tokens[candidate.start : candidate.end] if token.word]
    if len(words) > 1:
        return 0.9
    only = words[0]
    total = 0.0
    if only.text in cues.directions:
        total -= 5.0
    if only.low in cues.common and fame < 3.0:
        total -= 1.8
    if only.text in scene.persons and fame < 3.0:
        total -= 3.0
    if only.text in scene.named and fame < 2.0:
        total -= 0.8
    if len(only.text) <= _ACRONYM and only.text.isupper() and not only.opens:
        total -= 2.0
    if only.low in scene.lower:
        total -= 2.5
    if only.opens:
        total -= 0.4 if fame > 0 else 0.9
    if only.text in cues.given and fame < 2.0:
        total -= 0.6
    return total - (1.0 if len(only.text) <= 3 and fame < 3.0 else 0.0)

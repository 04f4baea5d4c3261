"""How reports become stories, and how stories are graded: weights, families and rules as typed data."""

import functools

import msgspec

from dragoman.errors import BadVocabulary
from dragoman.vocab import files
from dragoman.vocab.codebook import codebook

_STORIES = "stories.yaml"
_GRADING = "grading.yaml"
FACTS = (
    "origins",
    "sides",
    "texts",
    "text_sides",
    "denials",
    "doubts",
    "open",
    "negated",
    "owned",
    "named",
    "anonymous",
    "hedged",
    "quoted",
    "exact",
)


class Contradictions(msgspec.Struct, frozen=True):
    """What forbids a join whatever the score."""

    days_apart: int
    place_km: float


class Blocking(msgspec.Struct, frozen=True):
    """Which reports are compared at all."""

    window_days: int
    neighbours: int
    rare_words: int
    most_common: int


class StoryRules(msgspec.Struct, frozen=True, kw_only=True):
    """The file stories.yaml."""

    checked: str
    least_confidence: float
    families: dict[str, tuple[str, ...]]
    order: tuple[str, ...]
    mutual: tuple[str, ...]
    compatible_modes: tuple[tuple[str, str], ...]
    weights: dict[str, float]
    bias: float
    join: float
    contradictions: Contradictions
    blocking: Blocking
    troops: dict[str, tuple[str, ...]]
    unlikely: dict[str, tuple[str, ...]]


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule of grading.yaml: it holds when every fact in `least` is at least, and every fact in `most` at most, its value."""

    number: int
    because: str
    least: dict[str, int] = {}
    most: dict[str, int] = {}

    def holds(self, facts: dict[str, int]) -> bool:
        """Whether the facts of a story fit this rule."""
        return all(facts[name] >= value for name, value in self.least.items()) and all(
            facts[name] <= value for name, value in self.most.items()
        )


class Grading(msgspec.Struct, frozen=True, kw_only=True):
    """The file grading.yaml: rules for that it is so, and for that it was said."""

    checked: str
    so: tuple[Rule, ...]
    made: tuple[Rule, ...]


@functools.cache
def story_rules() -> StoryRules:
    """The rules that ship with Dragoman. Raises BadVocabulary when the file is broken or names an unknown event type."""
    rules = files.load(_STORIES, StoryRules)
    known = set(codebook().events)
    named = {name for family in rules.families.values() for name in family} | set(rules.mutual) | set(rules.order)
    if named - known or known - set(rules.order):
        raise BadVocabulary(f"vocabulary file {_STORIES}: types unknown or missing from `order`: {sorted(named ^ known)}")
    return rules


@functools.cache
def grading() -> Grading:
    """The grading rules. Raises BadVocabulary when a rule uses an unknown fact or the last one does not always hold."""
    found = files.load(_GRADING, Grading)
    for rule in (*found.so, *found.made):
        if not 1 <= rule.number <= 6 or (set(rule.least) | set(rule.most)) - set(FACTS):
            raise BadVocabulary(f"vocabulary file {_GRADING}: a rule with an unknown fact or number: {rule.because}")
    if any(rules[-1].least or rules[-1].most for rules in (found.so, found.made)):
        raise BadVocabulary(f"vocabulary file {_GRADING}: the last rule of a list must hold for every story")
    return found

"""The pair model: a list of features with weights, and its explanation."""

import msgspec

from dragoman.errors import BadVocabulary
from dragoman.stories.features import FEATURES, Feature, days_between, is_town, kilometres
from dragoman.stories.known import Known
from dragoman.stories.report import Report
from dragoman.vocab.stories import StoryRules


class Contribution(msgspec.Struct, frozen=True):
    """What one feature adds to a pair's score: value times weight, in bits."""

    feature: str
    value: float
    weight: float

    @property
    def bits(self) -> float:
        """The part of the score."""
        return self.value * self.weight


class Model:
    """Scores pairs of reports."""

    def __init__(self, rules: StoryRules, known: Known) -> None:
        named = {feature.__name__ for feature in FEATURES}
        if named != set(rules.weights):
            raise BadVocabulary(f"stories.yaml: weights for features that are not there, or none for some: {named ^ set(rules.weights)}")
        self.known = known
        self.rules = rules
        self._list: list[tuple[float, Feature]] = [(rules.weights[feature.__name__], feature) for feature in FEATURES]

    def score(self, a: Report, b: Report) -> float:
        """Bits for (above) or against (below zero) the two being one event."""
        known = self.known
        return self.rules.bias + sum([weight * feature(a, b, known) for weight, feature in self._list])

    def explain(self, a: Report, b: Report) -> tuple[Contribution, ...]:
        """What each feature adds, largest first; `bias` is one of them, so that the bits add up to the score."""
        found = [Contribution(feature.__name__, feature(a, b, self.known), weight) for weight, feature in self._list]
        told = [one for one in found if one.value] + [Contribution("bias", 1.0, self.rules.bias)]
        return tuple(sorted(told, key=lambda one: (-abs(one.bits), one.feature)))

    def contradicts(self, a: Report, b: Report) -> str:
        """Why two reports can never be one event: 'days', 'places', 'direction', 'types', or ''."""
        if (a.event.type, b.event.type) not in self.known.related:
            return "types"
        if a.period.certain and b.period.certain and days_between(a.period, b.period) > self.rules.contradictions.days_apart:
            return "days"
        return "places" if self._far(a, b) else "direction" if self._reversed(a, b) else ""

    def _far(self, a: Report, b: Report) -> bool:
        left, right = a.event.where, b.event.where
        if left is None or right is None or not (is_town(left) and is_town(right)):
            return False
        return (kilometres(left, right) or 0.0) > self.rules.contradictions.place_km

    def _reversed(self, a: Report, b: Report) -> bool:
        if a.event.type in self.known.mutual and b.event.type in self.known.mutual:
            return False
        straight = a.doers & b.doers or a.receivers & b.receivers
        return not straight and bool(a.doers & b.receivers) and bool(a.receivers & b.doers)

"""The features of a pair of reports. A feature is a function whose name is the feature; its value lies between -1 and +1."""

import math
from collections.abc import Callable

from rapidfuzz import fuzz

from dragoman.stories.known import Known, aligned, same_sentence
from dragoman.stories.report import Period, Report, is_state
from dragoman.stories.told import Spot

Feature = Callable[[Report, Report, Known], float]
_EARTH_KM = 6371.0
# Two sentences about the same parties share this much of their rarity by chance; those of one article more.
_CHANCE = 0.15
_CHANCE_WITHIN = 0.35
_WEEK = 7
# How likely two parts of one article tell of one event: the title sums up the first paragraph.
_TOLD_AGAIN = {
    frozenset({"title", "lead"}): 0.4,
    frozenset({"title", "body"}): 0.1,
    frozenset({"title"}): -0.2,
    frozenset({"body"}): -0.6,
}
# What a party that could not be resolved counts of a whole one.
_UNRESOLVED = 0.3
# So many bits of shared rarity are needed for full weight: two or three rare words, or one rare name or number.
_TELLING = 16.0
_NAMED = 6.0
# Two ids this alike (0 to 100) are spellings of one name.
_ONE_NAME = 88


def same_type(a: Report, b: Report, known: Known) -> float:
    """One type, or two that writers use for one deed."""
    return 1.0 if a.event.type == b.event.type else 0.25


def same_mode(a: Report, b: Report, known: Known) -> float:
    """A mode in common, or modes that cannot be one."""
    if not a.event.modes or not b.event.modes or a.event.type != b.event.type:
        return 0.0
    if set(a.event.modes) & set(b.event.modes):
        return 0.2
    fitting = any(frozenset((one, other)) in known.compatible for one in a.event.modes for other in b.event.modes)
    return 0.0 if fitting else -1.0


def participants(a: Report, b: Report, known: Known) -> float:
    """Parties in common as a share of all, worth more the more there are. Unresolved ones ('soldiers') are worth little."""
    common = a.everyone & b.everyone
    if not common:
        return -1.0
    both = a.known & b.known
    number = len(both) + _UNRESOLVED * (len(common) - len(both))
    share = min(1.0, number / max(1, len(a.known | b.known)))
    worth = min(1.0, 0.25 * number if number < 1 else 0.6 * number - 0.3)
    return worth * (0.5 + 0.5 * share)


def direction(a: Report, b: Report, known: Known) -> float:
    """Actors among actors and recipients among recipients; crossed, or other parties in a role."""
    doing, getting = _role(a.doers, b.doers), _role(a.receivers, b.receivers)
    if doing > 0 or getting > 0:
        return -1.0 if min(doing, getting) < 0 else (doing + getting) / 2 if a.receivers and b.receivers else 0.4
    crossed = bool(a.doers & b.receivers or a.receivers & b.doers)
    if a.event.type in known.mutual and b.event.type in known.mutual:
        # Both meet, whoever is named first; but of one party alone, doing and getting are not the same.
        return -0.3 if crossed and len(a.everyone | b.everyone) == 1 else 0.0
    return -1.0 if crossed else min(doing, getting) / 2


def _role(left: frozenset[str], right: frozenset[str]) -> float:
    """How alike one role is filled: 1 by the same, -1 by others, 0 when one side is silent or cannot be told apart."""
    common = len(left & right)
    if common or not left or not right:
        return common / min(len(left), len(right)) if common else 0.0
    both = left | right
    states = sum(map(is_state, both))
    # An organisation may stand for its members. Ids have capitals; slugs of what stayed unresolved differ between languages.
    apart = states in (0, len(both)) and all(party[:1].isupper() for party in both)
    return -1.0 if apart else 0.0


def persons(a: Report, b: Report, known: Known) -> float:
    """The same person acts, or other persons of the same state. What two ministers say are two acts; what they do may be one."""
    if not a.persons or not b.persons:
        return 0.0
    if _one_of(a.persons, b.persons):
        return 0.0
    if a.language != b.language or a.doers.isdisjoint(b.doers):
        return 0.0
    return -1.0 if a.event.quad.startswith("verbal") and a.event.type not in known.mutual else -0.3


def _one_of(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether a person is named by both; spellings of one name differ by a letter or two (tokayev, tokaev)."""
    if left & right:
        return True
    return any(fuzz.ratio(one, other) >= _ONE_NAME for one in left for other in right)


def known_deed(a: Report, b: Report, known: Known) -> float:
    """Named by a noun as known ('the deployment of CSTO troops'), of the same two parties: that means the deed one has heard of."""
    if not (a.named or b.named) or not a.known_roles or a.known_roles != b.known_roles:
        return 0.0
    return 1.0 if a.named and b.named else 0.5


def sectors(a: Report, b: Report, known: Known) -> float:
    """Which parts of a state take part, where both reports say it."""
    if not a.sectors or not b.sectors:
        return 0.0
    common = len(a.sectors & b.sectors) / min(len(a.sectors), len(b.sectors))
    return 0.25 * common if common else -0.5


def day(a: Report, b: Report, known: Known) -> float:
    """How well the two times fit, after their precision."""
    if a.period.grip == "open" or b.period.grip == "open":
        return _undated(a, b)
    gap = days_between(a.period, b.period)
    if gap > 0:
        return _apart(gap, a.period.certain and b.period.certain)
    width = max(a.period.last - a.period.first, b.period.last - b.period.first)
    for most, value in ((0, 1.0), (1, 0.5), (7, 0.4), (31, 0.3), (100, 0.15)):
        if width <= most:
            return value
    return 0.05


def _apart(gap: int, certain: bool) -> float:
    if certain:
        return -0.2 if gap <= 1 else -1.0
    return {1: 0.0, 2: -0.3}.get(gap, -0.5 if gap <= 7 else -1.0)


def _undated(a: Report, b: Report) -> float:
    """What no day speaks for must be told apart from all that the parties do to each other: the other signs have to make up for it."""
    if a.published is None or b.published is None:
        return -0.5
    apart = abs(a.published - b.published)
    return 0.0 if apart <= 3 else -0.3 if apart <= 14 else -0.6


def days_between(a: Period, b: Period) -> int:
    """Days between two periods; 0 when they touch."""
    return max(a.first - b.last, b.first - a.last, 0)


def place(a: Report, b: Report, known: Known) -> float:
    """One town, or towns apart. Countries and provinces say little."""
    left, right = a.event.where, b.event.where
    if left is None or right is None:
        return 0.0
    if left.geonameid is not None and left.geonameid == right.geonameid:
        return 1.0 if is_town(left) else 0.3
    apart = kilometres(left, right)
    if apart is None or not (is_town(left) and is_town(right)):
        return -0.3 if left.country and right.country and left.country != right.country else 0.0
    return 0.7 if apart <= 30 else -1.0 if apart > known.limits.place_km else -0.3


def is_town(found: Spot) -> bool:
    """Whether a place is a point that an event can be at, not an area."""
    return found.feature.startswith("P") and found.lat is not None


def kilometres(left: Spot, right: Spot) -> float | None:
    """Great-circle distance (haversine)."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return None
    lat1, lon1, lat2, lon2 = map(math.radians, (left.lat, left.lon, right.lat, right.lon))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def words(a: Report, b: Report, known: Known) -> float:
    """Rare words in common, within one language: none speaks against, more than half for."""
    if a.language != b.language or same_sentence(a, b, known):
        return 0.0
    both, least = known.shared(a.words, b.words)
    if not least:
        return 0.0
    over = both / least - (_CHANCE_WITHIN if a.event.article == b.event.article else _CHANCE)
    return max(-0.6, over * 4) * min(1.0, least / _TELLING) if over < 0 else min(1.0, over * 2) * min(1.0, both / _TELLING)


def names(a: Report, b: Report, known: Known) -> float:
    """Other actors and numbers in common, in any language."""
    both, least = known.shared(a.names, b.names)
    if not least or same_sentence(a, b, known):
        return 0.0
    return both / least * min(1.0, both / _NAMED) if both else -0.15


def trigger(a: Report, b: Report, known: Known) -> float:
    """The same word made both reports, or words for one deed."""
    if not a.trigger or a.language != b.language:
        return 0.0
    return 1.0 if a.trigger == b.trigger else 0.6 if known.one_deed(a.trigger, b.trigger, a.language) else 0.0


def copied(a: Report, b: Report, known: Known) -> float:
    """The one sentence is the other's copy or translation, in articles that depend on each other."""
    if not known.kin.related(a.event.article, b.event.article) or not aligned(a, b, known) or same_sentence(a, b, known):
        return 0.0
    return 1.0 if a.language == b.language else 0.5


def statement(a: Report, b: Report, known: Known) -> float:
    """Both lie in one statement of one speaker."""
    return 1.0 if a.statements & b.statements else 0.0


def speaker(a: Report, b: Report, known: Known) -> float:
    """Both are laid in the same mouth, or in two different ones."""
    if not a.speakers or not b.speakers:
        return 0.0
    if _one_of(a.speakers, b.speakers):
        return 1.0
    # A person learnt from one article has an id in its script, so other ids in another language are not yet other persons.
    return -0.5 if a.language == b.language else -0.1


def counts(a: Report, b: Report, known: Known) -> float:
    """The same numbers of dead, injured and arrested; differing ones say little, since tolls rise."""
    if not a.tally or not b.tally:
        return 0.0
    pairs = zip(a.tally, b.tally, strict=True)
    stated = [(one, other) for one, other in pairs if one is not None and other is not None]
    if not stated:
        return 0.0
    return 1.0 if all(one == other for one, other in stated) else -0.2


def contexts(a: Report, b: Report, known: Known) -> float:
    """PLOVER contexts in common."""
    left, right = set(a.event.contexts), set(b.event.contexts)
    if not left or not right:
        return 0.0
    return len(left & right) / min(len(left), len(right)) or -0.3


_DONE = frozenset({"actual", "historical"})


def status(a: Report, b: Report, known: Known) -> float:
    """Done against planned, possible or denied. Of what one mouth says, writers differ in how firmly they tell it: half as much."""
    one, other = a.event.status, b.event.status
    if one == other or {one, other} <= _DONE:
        return 0.0
    return _unlike(a, b) * (0.5 if _one_of(a.speakers, b.speakers) else 1.0)


def _unlike(a: Report, b: Report) -> float:
    told = {a.event.status, b.event.status}
    # A plan or a denial and a deed are one event when both are given the same days; else the plan is news of its own.
    fixed = _fixed(a.period) and _fixed(b.period) and days_between(a.period, b.period) == 0
    if "negated" in told:
        return -0.3 if fixed else -0.5
    if not told & _DONE:
        return -0.4
    return -0.4 if fixed and "future" in told else -1.0


def _fixed(period: Period) -> bool:
    return period.certain and period.last - period.first < _WEEK


def same_article(a: Report, b: Report, known: Known) -> float:
    """Two events of one sentence, in a copy too, are two; so are most of an article's body. Its title is told again in the body."""
    if same_sentence(a, b, known):
        return -1.0
    if a.event.article != b.event.article:
        return 0.0
    return _TOLD_AGAIN.get(frozenset((a.part, b.part)), -0.2)


def crowd(a: Report, b: Report, known: Known) -> float:
    """How crowded the parties' day is: where there are many reports each says less. 0 up to ten, -1 at a thousand."""
    return min(known.crowds.get(a.event.key, 0.0), known.crowds.get(b.event.key, 0.0)) if known.crowds else 0.0


FEATURES: tuple[Feature, ...] = (
    same_type,
    same_mode,
    participants,
    direction,
    persons,
    known_deed,
    sectors,
    day,
    place,
    words,
    names,
    trigger,
    copied,
    statement,
    speaker,
    counts,
    contexts,
    status,
    same_article,
    crowd,
)

"""What the vocabulary knows of actors, on a given day: codes, sectors, offices."""

import functools
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from dragoman.mentions.latin import alike, inflected, skeleton
from dragoman.records import ActorKind, first_day, last_day
from dragoman.vocab.cues import sectors
from dragoman.vocab.names import dated
from dragoman.vocab.organisations import Organisation, bodies, organisations
from dragoman.vocab.persons import Office, Person, persons
from dragoman.vocab.states import State, states

_MEMBERS = 2
_NEAR, _LETTERS = 60.0, 3  # likeness of names in per cent, shortest abbreviation
_POWER = frozenset({"GOV", "MIL", "LEG", "SPY", "JUD"})
_REMEMBERED = 20_000
# A first name may be given by its initial.
INITIAL = 1


class Coded(msgspec.Struct, frozen=True):
    """An actor with its codes: `country` a PLOVER country or organisation code."""

    id: str
    kind: ActorKind
    name: str
    country: str = ""
    sectors: tuple[str, ...] = ()


class World:
    """Read-only look-ups over states, organisations and persons."""

    def __init__(self) -> None:
        self._states: dict[str, State] = states()
        self._organisations: dict[str, Organisation] = {**bodies(), **organisations()}
        self._persons: dict[str, Person] = persons()
        self._coded = {key: _coded(key, state) for key, state in self._states.items()}
        # An article asks for the same few actors, on one day, again and again.
        self._organisation = functools.lru_cache(_REMEMBERED)(self._organisation_on)
        self._person = functools.lru_cache(_REMEMBERED)(self._person_on)
        self._office = functools.lru_cache(_REMEMBERED)(self._office_on)
        self._spelt = functools.lru_cache(_REMEMBERED)(self._listed)
        self._nearest = functools.lru_cache(_REMEMBERED)(self._nearest_to)

    def state(self, key: str) -> Coded:
        """A state by id. A breakaway region keeps its id and codes to its nominal state with PRE; a dissolved state is its successor."""
        return self._coded[key]

    def gone(self, key: str) -> bool:
        """Whether a state no longer exists."""
        return self._states[key].code != key and not self._states[key].sectors

    def has_state(self, key: str) -> bool:
        """Whether there is such a state."""
        return key in self._states

    def organisation(self, key: str, day: date | None = None) -> Coded:
        """An organisation by id, with the sectors of the day."""
        return self._organisation(key, day)

    def _organisation_on(self, key: str, day: date | None) -> Coded:
        found = self._organisations[key]
        sectors = list(found.sectors)
        for period in found.sector_periods:
            named = [*period.sectors, *([period.sector] if period.sector else [])]
            if not holds(period.start, period.end, day):
                sectors = [sector for sector in sectors if sector not in named]
        return Coded(key, "organisation", found.name, found.code or "", tuple(sectors))

    def vouched(self, key: str, support: Mapping[str, int]) -> bool:
        """Whether an article that names these states and organisations may mean a doubtful organisation: it is named in full, or its
        own state, its parent, or two of its members are."""
        found = self._organisations[key]
        if found.parent:
            return bool(support.get(found.parent) or support.get(key))
        if support.get(key) or support.get(found.code or ""):
            return True
        members = () if isinstance(found.members, str) else found.members
        return sum(1 for state in {member.state for member in members} if support.get(state)) >= _MEMBERS

    def parent(self, key: str) -> str:
        """The organisation that another is an organ of, or ''."""
        return self._organisations[key].parent or ""

    def nearest(self, name: str, short: str, language: str) -> str:
        """The organisation whose name and abbreviation are almost these, or ''."""
        return self._nearest(name, short, language)

    def _nearest_to(self, name: str, short: str, language: str) -> str:
        best, key = _NEAR, ""
        for number, found in sorted(self._organisations.items()):
            words = found.names.get(language)
            if words is None or not any(OSA.distance(dated(abbr).name, short) <= 1 for abbr in words.abbr if len(short) >= _LETTERS):
                continue
            alike = max((fuzz.token_sort_ratio(dated(full).name.replace("|", ""), name) for full in words.full), default=0.0)
            best, key = max((best, key), (alike, number))
        return key

    def organisation_kind(self, key: str) -> str:
        """alliance, igo, media ..."""
        return self._organisations[key].kind

    def owner(self, key: str, day: date | None = None) -> Coded:
        """A state or an organisation by id."""
        return self.state(key) if key in self._states else self.organisation(key, day)

    def has(self, key: str) -> bool:
        """Whether an id is a state or an organisation."""
        return key in self._states or key in self._organisations

    def person(self, key: str, day: date | None = None) -> Coded:
        """A listed person as of a day: in office, or after it among the former elites."""
        return self._person(key, day)

    def _person_on(self, key: str, day: date | None) -> Coded:
        found = self._persons[key]
        offices = serving(found.roles, day)
        if offices:
            country = self._country(offices[0].of)
            return Coded(key, "person", found.name, country, _union(office.sectors for office in offices))
        last = before(found.roles, day)
        country = self._country((last or found.roles[0]).of) if found.roles else ""
        powerful = last is not None and not _POWER.isdisjoint(last.sectors)
        return Coded(key, "person", found.name, country, ("ELI",) if powerful else ())

    def office(self, key: str, day: date | None = None) -> Office | None:
        """The office a listed person holds on a day, or None."""
        return self._office(key, day)

    def _office_on(self, key: str, day: date | None) -> Office | None:
        return next(iter(serving(self._persons[key].roles, day)), None)

    @staticmethod
    @functools.lru_cache(_REMEMBERED)
    def role(title: str) -> str:
        """The role word for a title of the list: 'Minister of National Defence' is a defence minister."""
        if "secretary" in title.lower() and "general" in title.lower():
            return "secretary-general"
        hits = sectors("en").longest(title)
        telling = [hit for hit in hits if hit.value.kind == "role" and hit.value.role]
        return telling[0].value.role if telling else title.lower()

    def has_person(self, key: str) -> bool:
        """Whether a person is listed."""
        return key in self._persons

    def spelt(self, words: tuple[str, ...]) -> str:
        """The id of the listed person with this full name in any spelling, or ''."""
        return self._spelt(words)

    def _listed(self, words: tuple[str, ...]) -> str:
        skeletons = tuple(skeleton(word) for word in words)
        if len(skeletons) < 2:
            return ""
        found = {key for key, name in self._surnames.get(skeletons[-1][:1] + skeletons[0][:1], ()) if _full(name, skeletons)}
        return found.pop() if len(found) == 1 else ""

    @functools.cached_property
    def _surnames(self) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
        """Listed persons by the first sounds of surname and first name: (id, skeletons of all their names' words)."""
        found: dict[str, set[tuple[str, tuple[str, ...]]]] = {}
        for key, person in self._persons.items():
            for names in person.names.values():
                for name in names:
                    words = tuple(skeleton(word) for word in name.replace("|", "").replace("-", " ").split())
                    found.setdefault(words[-1][:1] + words[0][:1], set()).add((key, words))
        return {sound: tuple(sorted(group)) for sound, group in found.items()}

    def _country(self, key: str) -> str:
        return self.owner(key).country if self.has(key) else ""


def _coded(key: str, state: State) -> Coded:
    return Coded(key if state.sectors else state.code, "state", state.name, state.code, state.sectors)


def holds(start: str | None, end: str | None, day: date | None) -> bool:
    """Whether something holds on a day; without a day, whether it has not ended. `end` is the day on which it ceased."""
    if day is None:
        return end is None
    return (start is None or first_day(start) <= day) and (end is None or day < last_day(end))


def serving(offices: Iterable[Office], day: date | None) -> list[Office]:
    """The offices held on a day, the latest begun first; without a day, those not ended, or else all."""
    found = [office for office in offices if holds(office.start, office.end, day)]
    if day is None and not found:
        found = list(offices)[-1:]
    return sorted(found, key=lambda office: office.start or "", reverse=True)


def before(offices: Iterable[Office], day: date | None) -> Office | None:
    """The last office that had ended by a day."""
    ended = [office for office in offices if office.end and day is not None and last_day(office.end) <= day]
    return max(ended, key=lambda office: office.end or "", default=None)


def _union(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sector for group in groups for sector in group))


def firsts(one: str, other: str) -> bool:
    """Whether two skeletons may be one first name, or its initial."""
    if len(one) <= INITIAL or len(other) <= INITIAL:
        return one[:1] == other[:1]
    return one == other or alike(one, other) or inflected(one, other)


def _full(known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    last = known[-1] == words[-1] or alike(known[-1], words[-1]) or inflected(known[-1], words[-1])
    return last and len(known) > 1 and len(words[0]) > INITIAL and firsts(known[0], words[0])

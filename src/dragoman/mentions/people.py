"""Persons of one article: who is named with which role, and whom a later surname means."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from dragoman.mentions.entries import CHIEF, Entry
from dragoman.mentions.grammar import Rules
from dragoman.mentions.latin import alike, inflected, skeleton
from dragoman.mentions.phrases import Phrase
from dragoman.mentions.tokens import Tokens
from dragoman.mentions.world import Coded, World, firsts
from dragoman.vocab.grammar import NameCase
from dragoman.vocab.latin import slug
from dragoman.vocab.names import given

_POWER = frozenset({"GOV", "MIL", "LEG", "SPY", "JUD"})


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A person met in the article. `words` are the skeletons of the name's words; `of` the id of whom the office belongs to."""

    id: str
    name: str
    words: tuple[str, ...]
    country: str = ""
    sectors: tuple[str, ...] = ()
    role: str = ""
    of: str = ""
    evidence: str = ""
    listed: bool = False


class Roster:
    """Grows while an article is read the first time; asked while it is read the second time."""

    def __init__(self, world: World, day: date | None) -> None:
        self._world = world
        self._day = day
        self._people: dict[str, Known] = {}
        self._by_sound: dict[str, list[Known]] | None = None

    def people(self) -> tuple[Known, ...]:
        """Everyone met, by id."""
        return tuple(self._people[key] for key in sorted(self._people))

    def get(self, key: str) -> Known | None:
        """A person met in the article."""
        return self._people.get(key)

    def add(self, person: Known) -> Known:
        """Remember a person; what an earlier, fuller mention taught stays."""
        before = self._people.get(person.id)
        if before is not None and before is not person:
            person = msgspec.structs.replace(
                before if before.role or not person.role else person, words=max(before.words, person.words, key=len)
            )
        self._people[person.id] = person
        self._by_sound = None
        return person

    def listed(self, key: str, words: tuple[str, ...] = ()) -> Known:
        """A person of the list as of the article's day."""
        known = self._people.get(key)
        if known is not None:
            return known
        coded = self._world.person(key, self._day)
        office = self._world.office(key, self._day)
        words = words or _skeletons(coded.name)
        person = Known(id=key, name=coded.name, words=words, country=coded.country, sectors=coded.sectors, listed=True)
        return msgspec.structs.replace(person, role=self._world.role(office.title), of=office.of) if office else person

    def named(self, words: Sequence[str], exact: bool = False) -> Known | None:
        """The one person met so far whom a name's words mean: by surname or in full, unless `exact` inflected or misspelt too;
        None when not sure."""
        skeletons = tuple(skeleton(word) for word in words)
        sounding = self._sounding(skeletons[-1][:1])
        for fits in (_same,) if exact else (_same, _inflected, _misspelt):
            found = [person for person in sounding if fits(person.words, skeletons)]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _sounding(self, sound: str) -> list[Known]:
        """Those whose surname begins with a sound: no other can be meant."""
        if self._by_sound is None:
            self._by_sound = {}
            for person in self.people():
                self._by_sound.setdefault(person.words[-1][:1], []).append(person)
        return self._by_sound.get(sound, [])

    def on_the_list(self, words: Sequence[str]) -> str:
        """The id of the listed person with this full name in any spelling, or ''."""
        return self._world.spelt(tuple(words))

    def holding(self, role: str, of: str) -> Known | None:
        """The one person met who holds a role (`minister` also finds a `defence minister`), of a given country where that is known."""
        found = [
            person
            for person in self.people()
            if (person.role == role or person.role.endswith(" " + role)) and (not of or person.country in ("", of))
        ]
        return found[0] if len(found) == 1 else None


def _skeletons(name: str) -> tuple[str, ...]:
    return tuple(skeleton(word) for word in name.replace("-", " ").split())


def learn(tokens: Tokens, rules: Rules, phrase: Phrase, name: tuple[int, int], owner: Coded | None) -> Known:
    """A person as one phrase presents them: name, role, whose, and the words that say so."""
    raw = [tokens.raw(number) for number in range(*name)]
    words = lemma(raw, rules.name_cases)
    text = tokens.text[tokens.starts[name[0]] : tokens.ends[name[1] - 1]]
    for before, after in zip(raw, words, strict=True):
        text = text.replace(before, after)
    role, sectors = role_of(phrase)
    return Known(
        id=slug(text) or text,
        name=text,
        words=tuple(skeleton(word) for word in words),
        country=owner.country if owner else "",
        sectors=sectors,
        role=role,
        of=owner.id if owner else "",
        evidence=tokens.text[tokens.starts[phrase.first] : tokens.ends[phrase.last - 1]],
    )


def role_of(phrase: Phrase) -> tuple[str, tuple[str, ...]]:
    """The English role word and the sectors of a phrase's heads; who was in power and is so no more is ELI."""
    entries = [hit.entry for head in phrase.heads for hit in head.hits if hit.entry.kind in "RDG"][: len(phrase.heads)]
    telling = [entry for entry in entries if entry.id != CHIEF]
    sectors = tuple(dict.fromkeys(sector for entry in telling for sector in entry.sectors))
    if phrase.former and not _POWER.isdisjoint(sectors):
        sectors = ("ELI",)
    return _role(entries, telling), sectors


def _role(entries: Sequence[Entry], telling: Sequence[Entry]) -> str:
    roles = [entry.role for entry in telling if entry.kind == "R" and entry.role]
    bodies = [entry.role for entry in telling if entry.role]
    # The head of a ministry is its minister.
    if not roles and bodies and len(telling) < len(entries) and entries[0].role == "head":
        return bodies[0].removesuffix("ministry") + "minister" if bodies[0].endswith("ministry") else "head"
    return next(iter((*roles, *(entry.role for entry in entries if entry.kind == "R" and entry.role), *bodies)), "")


def lemma(words: Sequence[str], cases: Iterable[NameCase]) -> list[str]:
    """A name's words in their dictionary form, where the first name is one that is known; else, and if in doubt, as they are."""
    if len(words) < 2 or words[0].lower() in given():
        return list(words)
    for case in cases:
        for first in _without(words[0], case.given):
            if first.lower() in given():
                last = next(iter(_without(words[-1], case.surname)), words[-1])
                return [first, *words[1:-1], last]
    return list(words)


def _without(word: str, endings: dict[str, str]) -> Iterator[str]:
    return (word[: -len(ending)] + instead for ending, instead in endings.items() if word.endswith(ending) and len(word) > len(ending) + 2)


def _same(known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return known[-len(words) :] == words or (len(words) > 1 and known[-1] == words[-1] and firsts(known[0], words[0]))


def _inflected(known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return inflected(known[-1], words[-1]) and (len(words) == 1 or firsts(known[0], words[0]))


def _misspelt(known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return alike(known[-1], words[-1]) and (len(words) == 1 or firsts(known[0], words[0]))

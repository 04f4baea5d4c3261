"""The second reading: from phrases and runs to mentions, with their actor, codes and how sure that is."""

import msgspec

from dragoman.mentions.elements import Element
from dragoman.mentions.entries import CHIEF
from dragoman.mentions.found import Found
from dragoman.mentions.grammar import Rules
from dragoman.mentions.heads import adjectival, definite, many
from dragoman.mentions.meeting import on_list, trimmed
from dragoman.mentions.metonyms import located, valid
from dragoman.mentions.owners import Owners, Setting
from dragoman.mentions.people import Known, role_of
from dragoman.mentions.phrases import Phrase
from dragoman.mentions.possession import OFFICIAL
from dragoman.mentions.runs import Run
from dragoman.mentions.tokens import Tokens
from dragoman.mentions.world import Coded
from dragoman.records import ActorKind, How

_HOW: dict[str, How] = {"N": "name", "A": "demonym", "P": "demonym", "C": "capital", "S": "seat", "B": "abbreviation"}
_AIDES = frozenset({"spokesperson", "adviser", "family of the powerful", "lawyer"})
# Scores: an adjective alone, a state as a place, a body that nobody owns, a role without its holder's name.
_WEAK, _PLACE, _OPEN, _ROLE, _SURE = 0.4, 0.5, 0.5, 0.8, 0.9


class Resolver:
    """Turns the phrases of one text into mentions; `setting` holds what the article as a whole has taught."""

    def __init__(self, tokens: Tokens, rules: Rules, setting: Setting) -> None:
        self._tokens = tokens
        self._rules = rules
        self._setting = setting
        self._world = setting.world
        self._owners = Owners(tokens, setting)

    def mention(self, phrase: Phrase) -> Found | None:
        """The mention a phrase makes, or None where it is no actor."""
        if phrase.single is not None:
            return self._single(phrase, phrase.single)
        if phrase.name is not None:
            return self._person(phrase, phrase.name)
        return self._headed(phrase)

    # Persons.

    def run(self, run: Run) -> Found | None:
        """What a run of capitalised words means, if the article has presented it or the list has the full name."""
        run = trimmed(self._tokens, self._setting, run)
        local = self._setting.local.get(self._tokens.text[self._tokens.starts[run.first] : self._tokens.ends[run.last - 1]])
        if local is not None:
            coded = self._world.organisation(local, self._setting.day)
            return _of_coded(run.first, run.last, coded, "abbreviation", _SURE)
        words = self._words(run.first, run.last)
        roster = self._setting.roster
        # A place is taken for a person only by an exact name: Aleppo is not Aliyev.
        met = roster.named(words, exact=self._tokens.starts[run.first] in self._setting.spots)
        key = "" if met else roster.on_the_list(words)
        known = roster.listed(key) if key else met
        if known is None:
            return None
        found = _of_known(run.first, run.last, known, "learnt" if len(words) > 1 else "surname")
        return msgspec.structs.replace(found, score=_SURE if known.country else 0.6)

    def _person(self, phrase: Phrase, name: tuple[int, int]) -> Found | None:
        known = self._known(phrase, name)
        if known is not None and phrase.person is not None and self._serves(phrase, phrase.person):
            found = self._owned(phrase, role_of(phrase)[0], role_of(phrase)[1], None)
            return msgspec.structs.replace(found, country=known.country, score=_ROLE, definite=False)
        if known is None:
            last = max(part.last for part in (*phrase.heads, *phrase.owners))
            return self._headed(msgspec.structs.replace(phrase, name=None, last=last))
        role, sectors = role_of(phrase)
        owner = self._owners.of(phrase)
        found = _of_known(phrase.first, phrase.last, known, "name")
        if sectors:
            found = msgspec.structs.replace(found, sectors=sectors, role=role)
        return msgspec.structs.replace(found, country=owner.country if owner else found.country, role=found.role or role)

    def _serves(self, phrase: Phrase, person: Element) -> bool:
        """'Пресс-секретарь Назарбаева' is not Nazarbayev: an aide before a bare surname in the genitive."""
        if not self._rules.bare_after or "E" in person.kinds or person.hits[0].plain:
            return False
        return role_of(phrase)[0] in _AIDES

    def _known(self, phrase: Phrase, name: tuple[int, int]) -> Known | None:
        roster = self._setting.roster
        if phrase.person is not None and "E" in phrase.person.kinds:
            return roster.listed(on_list(self._setting, phrase.person, "E"))
        met = roster.named(self._words(*name))
        if met is None and phrase.person is not None:
            return roster.listed(on_list(self._setting, phrase.person, "F"))
        return met

    def _named_person(self, phrase: Phrase, element: Element) -> Found | None:
        roster = self._setting.roster
        if "E" in element.kinds:
            known = roster.listed(on_list(self._setting, element, "E"))
        else:
            words = self._words(element.first, element.last)
            met = roster.named(words)
            if met is None and (self._rules.has("not_surnames", words[-1]) or self._shared(element)):
                return None
            known = met or roster.listed(on_list(self._setting, element, "F"))
        found = _of_known(phrase.first, element.last, known, "name" if "E" in element.kinds else "surname")
        return msgspec.structs.replace(found, sectors=("ELI",)) if phrase.former else found

    def _shared(self, element: Element) -> bool:
        """Whether a surname alone could mean several listed persons, none or several of them in office."""
        keys = {hit.entry.id for hit in element.hits if hit.entry.kind == "F"}
        return len(keys) > 1 and sum(1 for key in keys if self._world.office(key, self._setting.day)) != 1

    def _words(self, first: int, last: int) -> list[str]:
        return list(self._tokens.words[first:last])

    # Roles, bodies and groups.

    def _headed(self, phrase: Phrase) -> Found | None:
        role, sectors = role_of(phrase)
        owner = self._owners.of(phrase)
        if (
            owner is not None
            and not phrase.owners
            and len(phrase.heads) == 1
            and owner.id in {hit.entry.id for hit in phrase.heads[0].hits}
        ):
            return self._itself(phrase, owner, sectors)
        holder = self._holder(phrase, role, owner)
        if holder is not None:
            return holder
        if not sectors and (owner is None or (role == "member" and not many(self._tokens, self._rules, phrase))):
            return self._single(phrase, phrase.owners[0]) if owner is not None else None
        if adjectival(self._tokens, self._rules, phrase):
            return None
        return self._owned(phrase, role, self._sectors(phrase, sectors, owner), owner)

    def _itself(self, phrase: Phrase, owner: Coded, sectors: tuple[str, ...]) -> Found:
        """An organ of an organisation, or a state's seat of power, which acts with the sectors of the body in it."""
        found = _of_coded(phrase.first, phrase.last, owner, "name" if owner.kind == "organisation" else "seat")
        return found if owner.kind == "organisation" else msgspec.structs.replace(found, sectors=(*(sectors or ("GOV",)), *owner.sectors))

    def _owned(self, phrase: Phrase, role: str, sectors: tuple[str, ...], owner: Coded | None) -> Found:
        country = owner.country if owner is not None else self._owners.where(phrase)
        found = Found(
            first=phrase.first,
            last=phrase.last,
            actor="",
            kind="group",
            name=role,
            country=country,
            sectors=sectors,
            role=role,
            how="role" if any("R" in head.kinds for head in phrase.heads) else "description",
            score=_SURE if country else _OPEN,
            definite=owner is None and definite(self._tokens, self._rules, phrase),
        )
        # Who acts for a state is that state, of whichever sector; protesters and companies are actors of their own.
        if owner is not None and (owner.kind == "organisation" or not OFFICIAL.isdisjoint(sectors)):
            return msgspec.structs.replace(found, actor=owner.id, kind=owner.kind, name=owner.name)
        return found

    def _sectors(self, phrase: Phrase, sectors: tuple[str, ...], owner: Coded | None) -> tuple[str, ...]:
        if owner is None:
            return sectors
        if owner.kind == "organisation":
            own = not sectors or self._world.organisation_kind(owner.id) == "armed_group"
            return owner.sectors if own else sectors
        return tuple(dict.fromkeys((*(sectors or (() if phrase.former else ("GOV",))), *owner.sectors)))

    def _holder(self, phrase: Phrase, role: str, owner: Coded | None) -> Found | None:
        """'the minister', 'the Kazakh president': the one person met who holds that office."""
        if not role or phrase.places or not all("R" in head.kinds for head in phrase.heads) or many(self._tokens, self._rules, phrase):
            return None
        if owner is None and all(head.hits[0].entry.id == CHIEF for head in phrase.heads):
            return None
        known = self._setting.roster.holding(role, owner.country if owner else "")
        if known is None:
            return None
        return msgspec.structs.replace(_of_known(phrase.first, phrase.last, known, "role"), score=_ROLE)

    # States and organisations.

    def _single(self, phrase: Phrase, element: Element) -> Found | None:
        if element.person:
            return self._named_person(phrase, element)
        if "O" in element.kinds:
            return self._organisation(element)
        return self._state(phrase, element) if element.owner else None

    def _organisation(self, element: Element) -> Found | None:
        hit = self._owners.best([hit for hit in element.hits if hit.entry.kind == "O"])
        if not self._owners.trusted(hit):
            return _as_body(element)
        coded = self._world.organisation(hit.entry.id, self._setting.day)
        return _of_coded(element.first, element.last, coded, "abbreviation" if hit.entry.surface else "name")

    def _state(self, phrase: Phrase, element: Element) -> Found | None:
        hit = self._owners.best([hit for hit in element.hits if hit.entry.kind in _HOW])
        kind, coded = hit.entry.kind, self._world.state(hit.entry.id)
        if kind in "AP":
            return None if self._world.gone(hit.entry.id) else self._nationals(phrase, element, coded)
        place = located(self._tokens, self._rules, phrase.line, element)
        if kind == "C" and (place or not valid(hit.entry.start, hit.entry.end, self._setting.day)):
            return None
        if kind == "C" and (body := self._stands_for(element)):
            return _of_coded(element.first, element.last, self._world.organisation(body, self._setting.day), "capital", 0.7)
        score = _PLACE if place and kind != "S" else _SURE if kind == "C" else 1.0
        found = _of_coded(self._article(phrase, element), element.last, coded, _HOW[kind], score)
        return msgspec.structs.replace(found, sectors=("GOV", *coded.sectors)) if kind in "CS" else found

    def _stands_for(self, element: Element) -> str:
        """The organisation that a capital stands for ('Brussels'): the one the article names, or else the likeliest."""
        keys = self._rules.metonyms.get(self._tokens.words[element.first], ())
        return next((key for key in keys if self._setting.support[key]), keys[0] if keys else "")

    def _nationals(self, phrase: Phrase, element: Element, coded: Coded) -> Found:
        people = next((hit for hit in element.hits if hit.entry.kind == "P"), None)
        plural = people is not None and bool(self._rules.plural) and people.ending.startswith(self._rules.plural)
        if people is not None and ("A" not in element.kinds or plural):
            found = _of_coded(phrase.first, element.last, coded, "demonym", 0.7)
            return msgspec.structs.replace(found, actor="", kind="group", sectors=("CVL", *coded.sectors))
        return _of_coded(element.first, element.last, coded, "demonym", _WEAK)

    def _article(self, phrase: Phrase, element: Element) -> int:
        before = element.first - 1
        if before >= phrase.line.first and self._tokens.joined(before) and self._tokens.words[before] in self._rules.articles:
            return before
        return element.first


def _of_known(first: int, last: int, known: Known, how: How) -> Found:
    return Found(
        first=first,
        last=last,
        actor=known.id,
        kind="person",
        how=how,
        name=known.name,
        country=known.country,
        sectors=known.sectors,
        role=known.role,
    )


def _of_coded(first: int, last: int, coded: Coded, how: How, score: float = 1.0) -> Found:
    kind: ActorKind = coded.kind
    return Found(
        first=first,
        last=last,
        actor=coded.id,
        kind=kind,
        how=how,
        name=coded.name,
        country=coded.country,
        sectors=coded.sectors,
        score=score,
    )


def _as_body(element: Element) -> Found | None:
    """A doubtful organisation that is also a role word ('CIA' without a word of America) keeps what the role lists say."""
    body = next((hit.entry for hit in element.hits if hit.entry.kind == "D"), None)
    if body is None:
        return None
    return Found(
        first=element.first,
        last=element.last,
        actor="",
        kind="group",
        how="description",
        name=body.role,
        sectors=body.sectors,
        role=body.role,
        score=_OPEN,
    )

"""From phrases to mentions: which actor, which codes, how surely."""

from collections import Counter
from datetime import date

import msgspec

from dragoman.mentions.elements import Element
from dragoman.mentions.found import Found
from dragoman.mentions.grammar import Rules
from dragoman.mentions.lexicon import Hit
from dragoman.mentions.metonyms import located, valid
from dragoman.mentions.people import Known, Roster, learn, role_of
from dragoman.mentions.phrases import Phrase
from dragoman.mentions.runs import Run
from dragoman.mentions.tokens import Tokens
from dragoman.mentions.world import Coded, World
from dragoman.records import ActorKind, How

# Sectors whose bearers act for their state; the others are groups of their own.
OFFICIAL = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
_HOW: dict[str, How] = {"N": "name", "A": "demonym", "P": "demonym", "C": "capital", "S": "seat", "B": "abbreviation", "O": "name"}
_WEAK, _PLACE = 0.4, 0.5
_BARE = 4


class Setting(msgspec.Struct, frozen=True):
    """What all of an article's phrases are read against."""

    world: World
    roster: Roster
    day: date | None
    support: Counter[str]
    spots: dict[int, str]  # country of a place by its offset
    local: dict[str, str]


class Resolver:
    """Turns the phrases of one text into mentions; `setting` holds what the article as a whole has taught."""

    def __init__(self, tokens: Tokens, rules: Rules, setting: Setting) -> None:
        self._tokens = tokens
        self._rules = rules
        self._setting = setting
        self._world = setting.world

    # First reading: who is there.

    def meet(self, phrase: Phrase) -> None:
        """Learn the person a phrase names."""
        roster = self._setting.roster
        person = phrase.person or (phrase.single if phrase.single is not None and phrase.single.person else None)
        if person is not None and "E" in person.kinds:
            roster.add(self._titled(phrase, roster.listed(self._of_list(person, "E"))))
        elif phrase.name is not None and phrase.person is None:
            self._meet_unlisted(phrase, phrase.name)

    def _meet_unlisted(self, phrase: Phrase, name: tuple[int, int]) -> None:
        roster = self._setting.roster
        person = learn(self._tokens, self._rules, phrase, name, self.owner(phrase))
        words = [self._tokens.words[number] for number in range(*name)]
        if len(words) < 2:
            return
        key = roster.on_the_list(words)
        roster.add(self._titled(phrase, roster.listed(key, person.words)) if key else person)

    def define(self, phrase: Phrase) -> None:
        """Bind an abbreviation that the article explains: 'Organization of Turkish States (OTG)'."""
        element = phrase.single
        if element is None or "O" not in element.kinds or element.after + 1 > len(self._tokens.words) - 1:
            return
        word = self._tokens.raw(element.after)
        if self._tokens.between(element.after - 1) == " (" and self._tokens.between(element.after)[:1] == ")" and word.isupper():
            self._setting.local[word] = element.hits[0].entry.id

    def meet_run(self, run: Run) -> None:
        """Learn a person from a run of capitalised words that a role or a verb of speech stands beside."""
        words = [self._tokens.words[number] for number in range(run.first, run.last)]
        if len(words) < 2 or (run.role is None and not run.told):
            return
        role = run.role or Phrase(line=run.line, first=run.first, last=run.last)
        person = learn(self._tokens, self._rules, role, (run.first, run.last), self.owner(role))
        key = self._setting.roster.on_the_list(words)
        self._setting.roster.add(self._titled(role, self._setting.roster.listed(key, person.words)) if key else person)

    def run(self, run: Run) -> Found | None:
        """The person a run of capitalised words means, if the article has presented one or the list has the full name."""
        words = [self._tokens.words[number] for number in range(run.first, run.last)]
        local = self._setting.local.get(self._tokens.raw(run.first)) if len(words) == 1 else None
        if local is not None:
            coded = self._world.organisation(local, self._setting.day)
            return Found(
                first=run.first, last=run.last, actor=local, kind="organisation", how="abbreviation", name=coded.name,
                country=coded.country, sectors=coded.sectors, score=0.9,
            )
        roster = self._setting.roster
        known = roster.named(words)
        if known is None:
            key = roster.on_the_list(words)
            known = roster.listed(key) if key else None
        if known is None:
            return None
        return Found(
            first=run.first, last=run.last, actor=known.id, kind="person", how="learnt" if len(words) > 1 else "surname", name=known.name,
            country=known.country, sectors=known.sectors, role=known.role, score=0.9 if known.country else 0.6,
        )

    def _titled(self, phrase: Phrase, person: Known) -> Known:
        """A listed person with the role that the phrase gives, which outranks the list's."""
        role, sectors = role_of(phrase)
        if not role or (person.listed and person.role and not sectors):
            return msgspec.structs.replace(person, sectors=("ELI",)) if phrase.former and phrase.single else person
        owner = self.owner(phrase)
        evidence = self._tokens.text[self._tokens.starts[phrase.first] : self._tokens.ends[phrase.last - 1]]
        country = owner.country if owner and not person.country else person.country
        return msgspec.structs.replace(person, role=role, sectors=sectors or person.sectors, country=country, evidence=evidence)

    def _of_list(self, element: Element, kind: str) -> str:
        keys = sorted({hit.entry.id for hit in element.hits if hit.entry.kind == kind})
        return min(keys, key=lambda key: (self._world.office(key, self._setting.day) is None, key))

    # Second reading.

    def mention(self, phrase: Phrase) -> Found | None:
        """The mention a phrase makes, or None where it is no actor."""
        if phrase.single is not None:
            return self._single(phrase, phrase.single)
        if phrase.name is not None:
            return self._person(phrase)
        return self._headed(phrase)

    def _person(self, phrase: Phrase) -> Found | None:
        known = self._known(phrase)
        if known is None:
            return self._headed(msgspec.structs.replace(phrase, name=None, last=_before_name(phrase)))
        role, sectors = role_of(phrase)
        owner = self.owner(phrase)
        return Found(
            first=phrase.first, last=phrase.last, actor=known.id, kind="person", how="name", name=known.name,
            country=known.country or (owner.country if owner else ""), sectors=sectors or known.sectors, role=role if sectors else known.role or role,
        )

    def _known(self, phrase: Phrase) -> Known | None:
        roster = self._setting.roster
        assert phrase.name is not None
        if phrase.person is not None:
            kind = "E" if "E" in phrase.person.kinds else "F"
            if kind == "F":
                known = roster.named([self._tokens.words[number] for number in range(*phrase.name)])
                if known is not None:
                    return known
            return roster.listed(self._of_list(phrase.person, kind))
        return roster.named([self._tokens.words[number] for number in range(*phrase.name)])

    def _headed(self, phrase: Phrase) -> Found | None:
        role, sectors = role_of(phrase)
        owner = self.owner(phrase)
        holder = self._holder(phrase, role, owner)
        if holder is not None:
            return holder
        if not sectors:
            if owner is None:
                return None
            if role == "member" and not self._many(phrase):
                return self._single(phrase, phrase.owners[0])
            sectors = ("GOV",) if owner.kind == "state" and not phrase.former else owner.sectors
        if self._adjectival(phrase):
            return None
        country, actor, name = (owner.country, owner.id, owner.name) if owner else (self._where(phrase), "", "")
        official = not OFFICIAL.isdisjoint(sectors)
        kind: ActorKind = "group"
        if owner is not None and (official or owner.kind == "organisation"):
            kind = owner.kind
        else:
            actor = name = ""
        if owner is not None and "PRE" in owner.sectors:
            sectors = tuple(dict.fromkeys((*sectors, "PRE")))
        return Found(
            first=phrase.first, last=phrase.last, actor=actor, kind=kind, how="role" if any("R" in head.kinds for head in phrase.heads)
            else "description", name=name or role, country=country, sectors=sectors, role=role, score=0.9 if country else 0.7,
            definite=owner is None and self._definite(phrase),
        )

    def _adjectival(self, phrase: Phrase) -> bool:
        """Whether the phrase is an adjective of a noun that means no actor: 'military exercises', 'военные объекты'."""
        number = phrase.heads[-1].last - 1
        rules, tokens = self._rules, self._tokens
        if phrase.last != number + 1 or not rules.has("adjectival", tokens.words[number]) or number + 1 >= phrase.line.last:
            return False
        if rules.adjective_after and not phrase.owners and self._noun_before(phrase):
            return True
        word = tokens.words[number + 1]
        if tokens.between(number) not in (" ", "-", "\u00a0") or rules.has("stops", word) or rules.has("speech", word):
            return False
        return not word.endswith(rules.verb_endings) and not word.isdigit() and (tokens.capital(number + 1) <= tokens.capital(number))

    def _noun_before(self, phrase: Phrase) -> bool:
        before = phrase.first - 1
        return before >= phrase.line.first and self._tokens.joined(before) and not self._rules.has("stops", self._tokens.words[before]) and (
            self._tokens.words[before] not in self._rules.articles
        )

    def _holder(self, phrase: Phrase, role: str, owner: Coded | None) -> Found | None:
        """'the minister', 'the Kazakh president': the one person met who holds that office."""
        if not role or phrase.places or not all("R" in head.kinds for head in phrase.heads) or self._many(phrase):
            return None
        known = self._setting.roster.holding(role, owner.country if owner else "")
        if known is None:
            return None
        return Found(
            first=phrase.first, last=phrase.last, actor=known.id, kind="person", how="role", name=known.name, country=known.country,
            sectors=known.sectors, role=known.role, score=0.8,
        )

    def _definite(self, phrase: Phrase) -> bool:
        if not all("D" in head.kinds for head in phrase.heads) or self._many(phrase):
            return False
        word = self._tokens.words[phrase.first]
        return word in self._rules.articles and word not in ("a", "an", "un", "une") if self._rules.articles else True

    def _many(self, phrase: Phrase) -> bool:
        head = phrase.heads[0].hits[0] if self._rules.bare_after or self._rules.adjective_after else phrase.heads[-1].hits[0]
        number = head.first if self._rules.bare_after or self._rules.adjective_after else head.last - 1
        return self._tokens.words[number].endswith(self._rules.plural_nouns) if self._rules.plural_nouns else False

    def _single(self, phrase: Phrase, element: Element) -> Found | None:
        if element.person:
            return self._named_person(phrase, element)
        if "O" in element.kinds:
            return self._organisation(element)
        if not element.owner:
            return None
        return self._state(phrase, element)

    def _named_person(self, phrase: Phrase, element: Element) -> Found | None:
        roster = self._setting.roster
        if "E" in element.kinds:
            known = roster.listed(self._of_list(element, "E"))
        else:
            words = [self._tokens.words[number] for number in range(element.first, element.last)]
            met = roster.named(words)
            if met is None and (self._rules.has("not_surnames", words[-1]) or self._shared(element)):
                return None
            known = met or roster.listed(self._of_list(element, "F"))
        sectors = ("ELI",) if phrase.former else known.sectors
        return Found(
            first=phrase.first, last=element.last, actor=known.id, kind="person", how="name" if "E" in element.kinds else "surname",
            name=known.name, country=known.country, sectors=sectors, role=known.role,
        )

    def _shared(self, element: Element) -> bool:
        """Whether a surname alone could mean several listed persons, none or several of them in office."""
        keys = {hit.entry.id for hit in element.hits if hit.entry.kind == "F"}
        serving = [key for key in keys if self._world.office(key, self._setting.day)]
        return len(keys) > 1 and len(serving) != 1

    def _organisation(self, element: Element) -> Found | None:
        hit = self._best([hit for hit in element.hits if hit.entry.kind == "O"])
        if hit.entry.ambiguous and not self._vouched(hit):
            return self._unvouched(element)
        coded = self._world.organisation(hit.entry.id, self._setting.day)
        return Found(
            first=element.first, last=element.last, actor=coded.id, kind="organisation",
            how="abbreviation" if hit.entry.surface else "name", name=coded.name, country=coded.country, sectors=coded.sectors,
        )

    def _unvouched(self, element: Element) -> Found | None:
        body = next((hit.entry for hit in element.hits if hit.entry.kind == "D"), None)
        if body is None:
            return None
        return Found(
            first=element.first, last=element.last, actor="", kind="group", how="description", name=body.role, sectors=body.sectors,
            role=body.role, score=0.5,
        )

    def _state(self, phrase: Phrase, element: Element) -> Found | None:
        hit = self._best([hit for hit in element.hits if hit.entry.kind in "NBPACS"])
        kind = hit.entry.kind
        coded = self._world.state(hit.entry.id)
        if self._world.gone(hit.entry.id) and kind in "AP":
            return None
        place = located(self._tokens, self._rules, phrase.line, element)
        if kind == "C" and (place or not valid(hit.entry.start, hit.entry.end, self._setting.day)):
            return None
        if kind in "AP":
            return self._nationals(phrase, element, coded)
        sectors = tuple(dict.fromkeys((*(("GOV",) if kind in "CS" else ()), *coded.sectors)))
        return Found(
            first=self._article(phrase, element), last=element.last, actor=coded.id, kind="state", how=_HOW[kind], name=coded.name,
            country=coded.country, sectors=sectors, score=_PLACE if place and kind != "S" else 0.9 if kind == "C" else 1.0,
        )

    def _nationals(self, phrase: Phrase, element: Element, coded: Coded) -> Found:
        if "P" in element.kinds and ("A" not in element.kinds or self._plural(element)):
            return Found(
                first=phrase.first, last=element.last, actor="", kind="group", how="demonym", name=coded.name, country=coded.country,
                sectors=tuple(dict.fromkeys(("CVL", *coded.sectors))), score=0.7,
            )
        return Found(
            first=element.first, last=element.last, actor=coded.id, kind="state", how="demonym", name=coded.name,
            country=coded.country, sectors=coded.sectors, score=_WEAK,
        )

    def _plural(self, element: Element) -> bool:
        people = next(hit for hit in element.hits if hit.entry.kind == "P")
        return people.ending.startswith(self._rules.plural) if self._rules.plural else False

    def _article(self, phrase: Phrase, element: Element) -> int:
        before = element.first - 1
        if before >= phrase.line.first and self._tokens.joined(before) and self._tokens.words[before] in self._rules.articles:
            return before
        return element.first

    # Owners.

    def owner(self, phrase: Phrase) -> Coded | None:
        """The state or organisation that a phrase's heads belong to."""
        for element in phrase.owners:
            hit = self._best([hit for hit in element.hits if hit.entry.kind in "NAPCSBO"])
            if hit.entry.kind == "O":
                if not hit.entry.ambiguous or self._vouched(hit):
                    return self._world.organisation(hit.entry.id, self._setting.day)
            elif hit.entry.kind != "C" or valid(hit.entry.start, hit.entry.end, self._setting.day):
                return self._world.state(hit.entry.id)
        return None

    def _vouched(self, hit: Hit) -> bool:
        # A phrase given without an article (a search, a query) has nothing else that could vouch.
        return len(self._tokens.words) <= _BARE or self._world.vouched(hit.entry.id, self._setting.support)

    def _where(self, phrase: Phrase) -> str:
        for element in phrase.places:
            hit = self._best([hit for hit in element.hits if hit.entry.kind in "NBC"])
            return self._world.state(hit.entry.id).country
        return self._setting.spots.get(self._tokens.starts[phrase.spot], "") if phrase.spot >= 0 else ""

    def _best(self, hits: list[Hit]) -> Hit:
        support = self._setting.support
        return min(hits, key=lambda hit: (-support[hit.entry.id], hit.entry.ambiguous, "NBOACSP".find(hit.entry.kind), hit.entry.id))


def _before_name(phrase: Phrase) -> int:
    return max(part.last for part in (*phrase.heads, *phrase.owners))

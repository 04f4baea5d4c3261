"""The first reading of an article: who is presented in it, and which abbreviations it explains."""

from collections.abc import Iterable

import msgspec

from dragoman.mentions.elements import Element
from dragoman.mentions.grammar import Rules
from dragoman.mentions.owners import Owners, Setting
from dragoman.mentions.people import Known, learn, role_of
from dragoman.mentions.phrases import Phrase
from dragoman.mentions.runs import Run
from dragoman.mentions.tokens import Tokens
from dragoman.mentions.world import Coded

# A name of fewer words is too little to tell a misspelt organisation by.
_NAME_WORDS = 3


class Meeting:
    """Learns from the phrases and runs of one text; what is learnt goes into the setting's roster and local names."""

    def __init__(self, tokens: Tokens, rules: Rules, setting: Setting) -> None:
        self._tokens = tokens
        self._rules = rules
        self._setting = setting
        self._owners = Owners(tokens, setting)

    def meet(self, phrases: Iterable[Phrase], runs: Iterable[Run]) -> None:
        """Read all phrases, then all runs of capitals."""
        ends: dict[int, Phrase] = {}
        for phrase in phrases:
            ends[phrase.last] = phrase
            self._define(phrase)
            self._phrase(phrase)
        for run in runs:
            self._define_run(run)
            self._run(trimmed(self._tokens, self._setting, run), ends)

    def _phrase(self, phrase: Phrase) -> None:
        roster = self._setting.roster
        person = phrase.person or (phrase.single if phrase.single is not None and phrase.single.person else None)
        if person is not None and "E" in person.kinds:
            roster.add(self._titled(phrase, roster.listed(on_list(self._setting, person, "E"))))
        elif phrase.name is not None and phrase.person is None and phrase.name[1] - phrase.name[0] > 1:
            self._add(phrase, phrase.name, self._owners.of(phrase))

    def _run(self, run: Run, ends: dict[int, Phrase]) -> None:
        located = self._tokens.starts[run.first] in self._setting.spots
        if run.last - run.first < 2 or not (run.role is not None or run.person or (run.told and not located)):
            return
        role = run.role or Phrase(line=run.line, first=run.first, last=run.last)
        self._add(role, (run.first, run.last), self._owners.of(role) or self._master(role, ends))

    def _add(self, phrase: Phrase, name: tuple[int, int], owner: Coded | None) -> None:
        roster = self._setting.roster
        person = learn(self._tokens, self._rules, phrase, name, owner)
        key = roster.on_the_list([self._tokens.words[number] for number in range(*name)])
        roster.add(self._titled(phrase, roster.listed(key, person.words)) if key else person)

    def _titled(self, phrase: Phrase, person: Known) -> Known:
        """A listed person with the role that the phrase gives, which outranks the list's."""
        role, sectors = role_of(phrase)
        if not role or (person.listed and person.role and not sectors):
            return msgspec.structs.replace(person, sectors=("ELI",)) if phrase.former and phrase.single else person
        owner = self._owners.of(phrase)
        evidence = self._tokens.text[self._tokens.starts[phrase.first] : self._tokens.ends[phrase.last - 1]]
        country = owner.country if owner and not person.country else person.country
        return msgspec.structs.replace(person, role=role, sectors=sectors or person.sectors, country=country, evidence=evidence)

    def _master(self, role: Phrase, ends: dict[int, Phrase]) -> Coded | None:
        """Whose state a role belongs to that a person owns: 'Erdogan’s chief adviser'."""
        before = ends.get(role.first - 1)
        if before is None or not self._rules.has("possessive", self._tokens.words[role.first - 1]):
            return None
        element = before.person or before.single
        if element is None or not element.person:
            return None
        country = self._setting.roster.listed(on_list(self._setting, element, "E" if "E" in element.kinds else "F")).country
        return self._setting.world.owner(country) if self._setting.world.has(country) else None

    # Names that the article explains.

    def _define(self, phrase: Phrase) -> None:
        """'Organization of Turkish States (OTG)': from here on OTG is that organisation."""
        element = phrase.single
        if element is not None and "O" in element.kinds:
            short = self._explained(element.after)
            if short:
                self._setting.local[short] = element.hits[0].entry.id

    def _define_run(self, run: Run) -> None:
        """'Collective Safety Pact Organisation (CTSO)': a misspelt organisation, told by its name and abbreviation together."""
        short = self._explained(run.last) if run.last - run.first >= _NAME_WORDS else ""
        name = self._tokens.text[self._tokens.starts[run.first] : self._tokens.ends[run.last - 1]]
        key = self._setting.world.nearest(name, short, self._rules.language) if short else ""
        if key:
            self._setting.local.update({short: key, name: key})

    def _explained(self, number: int) -> str:
        """The capitals in brackets that stand before a word's place, or ''."""
        tokens = self._tokens
        if number + 1 >= len(tokens.words) or tokens.between(number - 1) != " (" or tokens.between(number)[:1] != ")":
            return ""
        raw = tokens.raw(number)
        return raw if raw.isupper() else ""


def trimmed(tokens: Tokens, setting: Setting, run: Run) -> Run:
    """A run cut to a listed person's name at its end: 'CSTO Chief Stanislaus Zass'."""
    words = [tokens.words[number] for number in range(run.first, run.last)]
    for cut in range(1, len(words) - 1):
        if setting.roster.on_the_list(words[cut:]):
            return msgspec.structs.replace(run, first=run.first + cut)
    return run


def on_list(setting: Setting, element: Element, kind: str) -> str:
    """The listed person an element names in full (`E`) or by surname (`F`): of several, one in office on the article's day."""
    keys = sorted({hit.entry.id for hit in element.hits if hit.entry.kind == kind})
    return min(keys, key=lambda key: (setting.world.office(key, setting.day) is None, key))

"""Vocabulary as flat entries for the automaton: one entry a name, with its words, kind, actor and dates."""

from collections.abc import Iterator
from typing import Any

import msgspec

from dragoman.vocab import files
from dragoman.vocab.grammar import grammar
from dragoman.vocab.names import Dated, Word, dated, endings, languages, parse
from dragoman.vocab.organisations import Organisation, bodies, organisations
from dragoman.vocab.persons import Person, persons
from dragoman.vocab.remembered import Remembered
from dragoman.vocab.states import State, StateNames, states
from dragoman.vocab.terms import fold

ANY, FIRST, EXACT = 0, 1, 2  # how capitals bind: not at all, the first letter, every letter
CHIEF = "chief"  # the id of role words that say nothing of what they are head of
FIXED, OPEN = 0, 1  # codes of endings: none, any; higher ones are numbers in Table.endings
_SHORT_NAME = 2
_STATE_LISTS = {"names": "N", "people": "P", "adjective": "A", "capital": "C", "seats": "S", "abbreviations": "B"}
_SECTOR_KINDS = {"role": "R", "body": "D", "group": "G"}


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One name or term. `kind`: N state, A adjective, P people, C capital, S seat, B abbreviation of a state, O organisation,
    E full name and F surname of a person, R role, D body, G group. `words` are (folded stem, code of its ending); `organ` marks a
    name that the organ of an organisation shares with bodies of states ('Security Council')."""

    words: tuple[tuple[str, int], ...]
    kind: str
    id: str
    case: int = ANY
    surface: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    ambiguous: bool = False
    short: bool = False
    sectors: tuple[str, ...] = ()
    role: str = ""
    organ: bool = False


class Table(msgspec.Struct, frozen=True):
    """The entries of a language, and the endings their codes stand for (0 and 1 are FIXED and OPEN), the dictionary form's first."""

    endings: tuple[tuple[str, ...], ...]
    entries: tuple[Entry, ...]


class _Builder:
    def __init__(self, language: str) -> None:
        self.language = language
        known = languages().get(language)
        self._folding = {a: b for a, b in (known.fold if known else {}).items() if len(a) == len(b) == 1}
        self._spaces = known.spaces if known else True
        self._prefixes = known.prefixes if known else ()
        self._codes: dict[str, int] = {}
        self._endings: list[tuple[str, ...]] = [(), ()]
        self._entries: list[Entry] = []
        self._folded = Remembered(self._fold)

    def table(self) -> Table:
        return Table(tuple(self._endings), tuple(self._entries))

    def add(self, name: Dated, kind: str, actor: str, **extra: Any) -> None:
        words = parse(name.name, self.language, "adjective" if kind == "A" else "noun")
        if not self._spaces:
            words = tuple(Word(letter) for word in words for letter in word.stem)
        if not words:
            return
        exact = bool(extra.get("short"))
        organ = extra.pop("organ", False) and (name.ambiguous or len(words) <= _SHORT_NAME)
        entry = Entry(
            words=tuple((self._folded[word.stem], self._code(word.ending)) for word in words),
            kind=kind,
            id=actor,
            case=EXACT if exact else FIRST if words[0].stem[0].isupper() else ANY,
            surface=tuple(word.stem for word in words) if exact else (),
            start=name.start,
            end=name.end,
            ambiguous=name.ambiguous,
            organ=organ,
            **extra,
        )
        self._entries.append(entry)
        # Arabic writes 'and', 'in', 'to' and the article together with the word that follows.
        for prefix in self._prefixes:
            (stem, code), *rest = entry.words
            self._entries.append(msgspec.structs.replace(entry, words=((prefix + stem, code), *rest)))

    def _fold(self, text: str) -> str:
        folded = fold(text)
        for letter, other in self._folding.items():
            folded = folded.replace(letter, other)
        return folded

    def _code(self, ending: str | None) -> int:
        if ending is None:
            return FIXED
        if ending == "*":
            return OPEN
        if ending not in self._codes:
            self._codes[ending] = len(self._endings)
            self._endings.append(tuple(dict.fromkeys(self._fold(item) for item in endings(ending))))
        return self._codes[ending]


def build(language: str) -> Table:
    """All entries of a language: its own words, and for abbreviations and names it lacks those of English."""
    builder = _Builder(language)
    for state in states().values():
        _add_state(builder, state)
    for key, organisation in organisations().items():
        _add_organisation(builder, key, organisation)
    for key, body in bodies().items():
        _add_organisation(builder, key, body)
    for key, person in persons().items():
        _add_person(builder, key, person)
    for name, role in grammar(language).chiefs.items():
        builder.add(Dated(name), "R", CHIEF, role=role)
    for name, row in _sector_rows(language):
        builder.add(Dated(name), _SECTOR_KINDS[row["kind"]], "", sectors=_listed(row["sectors"]), role=row.get("role", ""))
    return builder.table()


def _add_state(builder: _Builder, state: State) -> None:
    words = state.words.get(builder.language, StateNames())
    doubtful = {item.term for item in state.ambiguous if item.lang == builder.language and "also" in item.note}
    for field, kind in _STATE_LISTS.items():
        for name in getattr(words, field):
            one = dated(name)
            one = msgspec.structs.replace(one, ambiguous=one.ambiguous or one.name in doubtful)
            builder.add(one, kind, state.id, short=kind == "B")


def _add_organisation(builder: _Builder, key: str, organisation: Organisation) -> None:
    own = organisation.names.get(builder.language)
    for name in own.full if own else ():
        builder.add(dated(name), "O", key, organ=bool(organisation.parent))
    foreign = () if own or builder.language == "en" else organisation.names.get("en")
    for name in own.abbr if own else foreign.abbr if foreign else ():
        builder.add(dated(name), "O", key, short=True, organ=bool(organisation.parent) and dated(name).ambiguous)


def _add_person(builder: _Builder, key: str, person: Person) -> None:
    language = builder.language
    known = languages().get(language)
    names = person.names.get(language) or (person.names.get("en", ()) if known and known.script == "Latin" else ())
    given = person.surname if isinstance(person.surname, str) else person.surname.get(language, "")
    for name in names:
        builder.add(Dated(name), "E", key)
        surname = given or name.split()[-1]
        plain = surname.replace("|", "")
        if plain != name.replace("|", "") and (given or (len(plain) > 2 and not plain.isupper())):
            builder.add(Dated(surname), "F", key)


def _sector_rows(language: str) -> Iterator[tuple[str, dict[str, str]]]:
    name = f"sectors/{language}.tsv"
    if files.exists(name):
        yield from ((row["term"], row) for row in files.rows(name) if row["kind"] in _SECTOR_KINDS)


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.replace(" ", "").split(",") if word and word != "-")

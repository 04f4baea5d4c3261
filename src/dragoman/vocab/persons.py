"""A short dated list of persons for a cold start; who holds an office now is learnt from the press."""

import functools

import msgspec

from dragoman.vocab import files
from dragoman.vocab.latin import slug


class Office(msgspec.Struct, frozen=True, kw_only=True, rename={"start": "from", "end": "to"}):
    """An office held; `of` is the id of a state, breakaway region or organisation; `end` is the day on which it ceased."""

    title: str
    of: str
    sectors: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A person: names by language (the first is the usual form) and offices by date."""

    names: dict[str, tuple[str, ...]]
    surname: dict[str, str] | str = {}
    roles: tuple[Office, ...] = ()

    @property
    def name(self) -> str:
        """The usual English form."""
        found = self.names.get("en") or next(iter(self.names.values()), ("",))
        return found[0].replace("|", "")


class _Persons(msgspec.Struct):
    persons: dict[str, Person]
    checked: str = ""


@functools.cache
def persons() -> dict[str, Person]:
    """Persons by id: those of persons.yaml, and heads of state and government of leaders.tsv. Raises BadVocabulary when one is broken."""
    found = dict(files.load("persons.yaml", _Persons).persons)
    for key, person in _leaders().items():
        found.setdefault(key, person)
    return found


def _leaders() -> dict[str, Person]:
    offices: dict[str, list[Office]] = {}
    for row in files.rows("leaders.tsv"):
        sectors = tuple(row["sectors"].split(","))
        office = Office(title=row["title"], of=row["of"], sectors=sectors, start=row["from"] or None, end=row["to"] or None)
        offices.setdefault(row["name"], []).append(office)
    return {slug(name): Person(names={"en": (name,)}, roles=tuple(roles)) for name, roles in offices.items()}

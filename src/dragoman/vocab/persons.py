"""A short dated list of persons for a cold start; who holds an office now is learnt from the press."""

import functools

import msgspec

from dragoman.vocab import files


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
    """Persons by id. Raises BadVocabulary when the file is broken."""
    return files.load("persons.yaml", _Persons).persons

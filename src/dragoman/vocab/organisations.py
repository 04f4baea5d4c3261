"""Organisations as actors of their own: names by language, kind, code, sectors and members by date."""

import functools

import msgspec

from dragoman.vocab import files
from dragoman.vocab.latin import slug
from dragoman.vocab.names import Dated


class OrganisationNames(msgspec.Struct, frozen=True, kw_only=True):
    """One language's names of an organisation."""

    full: tuple[str | Dated, ...] = ()
    abbr: tuple[str | Dated, ...] = ()


class Membership(msgspec.Struct, frozen=True, kw_only=True, rename={"start": "from", "end": "to"}):
    """A state's place in an organisation, between two days (`end` is the day on which it ceased)."""

    state: str
    kind: str = "member"
    start: str | None = None
    end: str | None = None


class OtherMember(msgspec.Struct, frozen=True, kw_only=True, rename={"start": "from", "end": "to"}):
    """A party that is not a state: a breakaway region or another organisation."""

    name: str = ""
    partial: str = ""
    organisation: str = ""
    kind: str = "member"
    start: str | None = None
    end: str | None = None


class SectorPeriod(msgspec.Struct, frozen=True, kw_only=True, rename={"start": "from", "end": "to"}):
    """A sector that holds from or until a day."""

    sector: str = ""
    sectors: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation. `code` is its PLOVER code (IGO, UNO, EUR, NGO ...) or the state that a national body belongs to."""

    kind: str
    code: str | None = None
    sectors: tuple[str, ...] = ()
    sector_periods: tuple[SectorPeriod, ...] = ()
    founded: str | None = None
    dissolved: str | None = None
    seat: str | None = None
    parent: str | None = None
    names: dict[str, OrganisationNames] = {}
    members: str | tuple[Membership, ...] = ()
    other_members: tuple[OtherMember, ...] = ()
    note: str = ""

    @property
    def name(self) -> str:
        """Its usual English name, or the first there is."""
        ordered = [self.names["en"], *self.names.values()] if "en" in self.names else list(self.names.values())
        for group in ordered:
            for name in (*group.full, *group.abbr):
                return name if isinstance(name, str) else name.name
        return ""


class _Organisations(msgspec.Struct):
    organisations: dict[str, Organisation]
    checked: str = ""


@functools.cache
def organisations() -> dict[str, Organisation]:
    """Organisations by id. Raises BadVocabulary when the file is broken."""
    return files.load("organisations.yaml", _Organisations).organisations


@functools.cache
def bodies() -> dict[str, Organisation]:
    """Parliaments, services, parties and groups that are known by a name of their own, by slug (bodies.tsv)."""
    found: dict[str, Organisation] = {}
    for row in files.rows("bodies.tsv"):
        for name in row["names"].split(" / "):
            short = name.isupper() and " " not in name
            names = OrganisationNames(abbr=(name,)) if short else OrganisationNames(full=(name,))
            sectors = tuple(row["sectors"].split(","))
            found[slug(name)] = Organisation(kind=row["kind"], code=row["of"], sectors=sectors, names={"en": names})
    return found

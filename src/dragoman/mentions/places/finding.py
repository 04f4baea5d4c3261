"""The room's verb: the places of a Reading."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from dragoman.mentions.places.atlas import FEATURES
from dragoman.mentions.places.cues import Cues, cues
from dragoman.mentions.places.index import Row, open_index
from dragoman.mentions.places.lemmas import inflects, lemmas
from dragoman.mentions.places.names import key
from dragoman.mentions.places.recognise import Candidate, Scene, score
from dragoman.mentions.places.resolve import Choice, Name, choose, division
from dragoman.mentions.places.spans import Run, Token, cut, runs, spans
from dragoman.records import Place, Reading, cut_span

_MOST_CHARS = 400_000
# A candidate below this is not even asked whether its neighbours speak for it.
_HOPELESS = -2.2


class Places:
    """Finds places. Opens (or first builds) the index under `cache`; holds no state between articles."""

    def __init__(self, cache: Path) -> None:
        self._index = open_index(cache)

    def find(self, reading: Reading) -> tuple[Place, ...]:
        """The places that an article names, in order, with the point each was resolved to."""
        article = reading.article
        starts = frozenset(sentence.start for sentence in reading.sentences)
        return self.find_in(article.text, article.language, url=article.url, starts=starts)

    def find_in(
        self, text: str, language: str, *, url: str = "", starts: frozenset[int] = frozenset(), peoples: bool = False
    ) -> tuple[Place, ...]:
        """The places of plain text; the address of its page may tell where a local paper is at home.

        `peoples` also gives adjectives and peoples ('Turkish', 'Turks') as their countries, which some corpora count as places.
        """
        words = cues(language)
        tokens = cut(text[:_MOST_CHARS], starts)
        all_runs = list(runs(tokens, words))
        scene = Scene(tokens, words, all_runs)
        candidates = self._candidates(text, scene, all_runs)
        first = [(candidate, score(candidate, scene)) for candidate in candidates]
        hopeful = _apart([(candidate, value) for candidate, value in first if value > _HOPELESS])
        choices = _chosen(hopeful, tokens, text, url)
        kept = [
            (candidate, choices[_label(candidate, tokens, text)])
            for candidate in hopeful
            if score(candidate, scene, choices[_label(candidate, tokens, text)].support) > 0
        ]
        return tuple(_places(text, tokens, kept, peoples))

    def _candidates(self, text: str, scene: Scene, all_runs: Iterable[Run]) -> list[Candidate]:
        tokens, words = scene.tokens, scene.cues
        wanted: list[tuple[Run, int, int, str]] = []
        found: list[Candidate] = []
        for run in all_runs:
            for start, end in spans(tokens, run, words):
                surface = text[tokens[start].start : tokens[end - 1].end]
                code = _abbreviated(surface, tokens, start, words)
                if code:
                    rows = self._index.coded(code)
                    found += [Candidate(start=start, end=end, run=run, rows=rows, abbreviation=code)] if rows else []
                    continue
                wanted += [(run, start, end, spelling) for spelling in _spellings(surface, tokens, end, words)]
        rows_of = self._index.find([spelling for _, _, _, spelling in wanted])
        best: dict[tuple[int, int], Candidate] = {}
        for (run, start, end, _), hits in zip(wanted, rows_of, strict=True):
            if hits and ((start, end) not in best or hits[0].people > best[start, end].rows[0].people):
                best[start, end] = Candidate(start=start, end=end, run=run, rows=tuple(hits))
        return [*found, *best.values()]


def _spellings(surface: str, tokens: Sequence[Token], end: int, words: Cues) -> Sequence[str]:
    if inflects(words.language):
        head, _, last = key(surface).rpartition(" ")
        return [f"{head} {form}".strip() for form in lemmas(last, words.language)]
    group = _group(tokens, end, words)
    return (key(surface), key(f"{surface} {group}")) if group else (key(surface),)


def _group(tokens: Sequence[Token], end: int, words: Cues) -> str:
    """The kind of division that a list of names ends in: 'Barrow, Clarke and Jackson counties'."""
    if not words.groups:
        return ""
    for token in tokens[end : end + 14]:
        if token.text in words.groups:
            return words.groups[token.text]
        if not (token.capital or token.text in ",&" or token.low in ("and", "or")):
            return ""
    return ""


def _abbreviated(surface: str, tokens: Sequence[Token], start: int, words: Cues) -> str:
    """The country or division that an abbreviation stands for; those of states without dots only behind a comma."""
    bare = surface.rstrip(".")
    if bare in words.countries:
        return words.countries[bare]
    behind = start > 0 and tokens[start - 1].text in (",", "(")
    if bare in words.states and (behind or ("." in bare and bare not in ("B.C",))):
        return words.states[bare]
    return ""


def _apart(scored: Sequence[tuple[Candidate, float]]) -> list[Candidate]:
    """Candidates without overlaps: the longest first, unless a shorter one inside is much surer; in order."""
    taken: set[int] = set()
    kept: list[Candidate] = []
    for candidate, _ in sorted(scored, key=lambda item: (item[1] <= 0, -(item[0].end - item[0].start), item[0].start)):
        inside = range(candidate.start, candidate.end)
        if not any(place in taken for place in inside):
            kept.append(candidate)
            taken.update(inside)
    return sorted(kept, key=lambda candidate: candidate.start)


def _label(candidate: Candidate, tokens: Sequence[Token], text: str) -> str:
    return candidate.abbreviation or key(text[tokens[candidate.start].start : tokens[candidate.end - 1].end])


def _chosen(hopeful: Sequence[Candidate], tokens: Sequence[Token], text: str, url: str) -> dict[str, Choice]:
    """One choice for each name of the article: a name means one place throughout, as in one discourse."""
    names: dict[str, Name] = {}
    for place, candidate in enumerate(hopeful):
        label = _label(candidate, tokens, text)
        told = _told(candidate, hopeful[place + 1] if place + 1 < len(hopeful) else None, tokens)
        known = names.get(label)
        if known is None:
            names[label] = Name(rows=candidate.rows, told=frozenset([told] if told else []))
        else:
            names[label] = msgspec.structs.replace(known, told=known.told or frozenset([told] if told else []), count=known.count + 1)
    ordered = sorted(names, key=lambda label: -names[label].count)
    choices = choose([names[label] for label in ordered], _home(url))
    found = dict(zip(ordered, choices, strict=False))
    for label in ordered[len(choices) :]:
        found[label] = Choice(row=names[label].rows[0], belief=0.5, support=0.0)
    return found


def _told(candidate: Candidate, following: Candidate | None, tokens: Sequence[Token]) -> str:
    """The country or division named right behind a comma: 'Paris, Texas', 'Springfield, Ill.'"""
    if following is None or following.start != candidate.end + 1 or tokens[candidate.end].text not in ",(":
        return ""
    if following.abbreviation:
        return following.abbreviation
    first = following.rows[0]
    if first.kind == "country":
        return first.country
    return division(first) if first.kind == "admin1" else ""


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


def _home(url: str) -> str:
    """The country of a page's address, as its top-level domain tells; '' where it tells nothing."""
    host = url.partition("://")[2].partition("/")[0].partition(":")[0]
    return _TLDS.get(host.rpartition(".")[2].lower(), "")


def _places(text: str, tokens: Sequence[Token], kept: Sequence[tuple[Candidate, Choice]], peoples: bool) -> Iterator[Place]:
    for candidate, choice in kept:
        row = choice.row
        if row.kind == "people" and not peoples:
            continue
        yield _place(text, tokens, candidate, row, choice.belief)


def _place(text: str, tokens: Sequence[Token], candidate: Candidate, row: Row, certain: float) -> Place:
    return Place(
        span=cut_span(text, tokens[candidate.start].start, tokens[candidate.end - 1].end), name=row.name, lat=row.lat, lon=row.lon,
        geonameid=row.id or None, country=row.country, feature=FEATURES[row.kind], province=row.admin1, score=min(1.0, certain),
    )  # fmt: skip

"""The room's verb: the places of a Reading."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from dragoman.mentions.places.atlas import FEATURES
from dragoman.mentions.places.cues import Cues, cues
from dragoman.mentions.places.features import Feature, features
from dragoman.mentions.places.home import countries, local
from dragoman.mentions.places.index import Row, open_index
from dragoman.mentions.places.lemmas import inflects, phrases
from dragoman.mentions.places.names import key
from dragoman.mentions.places.recognise import Candidate, Scene, fame, score, supported
from dragoman.mentions.places.resolve import Choice, Name, choose, division
from dragoman.mentions.places.spans import Run, Token, cut, runs, spans
from dragoman.records import Place, Reading, Sentence, cut_span

_MOST_CHARS = 400_000
# A candidate below this is not even asked whether its neighbours speak for it.
_HOPELESS = -2.2
# Names as written that are remembered with their places.
_REMEMBERED = 20_000
# Nought, whatever the last digits of a sum say.
_DRAW = 1e-9


class Named(msgspec.Struct, frozen=True):
    """What the index has under a name: its places, how well known the best known is, whether a body is called so."""

    rows: tuple[Row, ...]
    fame: float
    body: bool


class Places:
    """Finds places. Opens (or first builds) the index under `cache`; holds no state between articles."""

    def __init__(self, cache: Path) -> None:
        self._index = open_index(cache)
        self._named: dict[tuple[str, str, str], Named] = {}

    def find(self, reading: Reading) -> tuple[Place, ...]:
        """The places that an article names, in order, with the point each was resolved to."""
        article = reading.article
        starts = frozenset(sentence.start for sentence in reading.sentences)
        return self.find_in(_kept(article.text, reading.sentences), article.language, url=article.url, starts=starts)

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
        named = list(features(tokens, all_runs, words))
        first = [(candidate, score(candidate, scene)) for candidate in candidates]
        hopeful = _apart([(candidate, value) for candidate, value in first if value > _HOPELESS])
        chosen = _chosen([candidate for candidate, _ in hopeful], scene, text, url)
        told = ((candidate, chosen[_label(candidate, tokens, text)], value) for candidate, value in hopeful)
        kept = [(candidate, choice) for candidate, choice, value in told if supported(candidate, value, choice.support) > _DRAW]
        return tuple(self._places(text, tokens, kept, named, peoples))

    def _candidates(self, text: str, scene: Scene, all_runs: Iterable[Run]) -> list[Candidate]:
        tokens, words = scene.tokens, scene.cues
        found: list[Candidate] = []
        bodies: list[range] = []
        for run in all_runs:
            for start, end in spans(tokens, run, words):
                surface = text[tokens[start].start : tokens[end - 1].end]
                code = _abbreviated(surface, tokens, start, words)
                if code:
                    rows = self._index.coded(code)
                    found += [Candidate(start=start, end=end, run=run, rows=rows, fame=3.0, abbreviation=code)] if rows else []
                    continue
                group = _group(tokens, end, words) if words.groups else ""
                named = self._named.get((words.language, surface, group)) or self._look_up(words, surface, group)
                if named.body:
                    bodies.append(range(start, end))
                if named.rows:
                    listed = bool(group) and named.rows[0].kind == "admin2"
                    found.append(Candidate(start=start, end=end, run=run, rows=named.rows, fame=named.fame, listed=listed))
        found.sort(key=lambda one: not one.abbreviation)
        return [one for one in found if not any(_inside(one, body) for body in bodies)] if bodies else found

    def _look_up(self, words: Cues, surface: str, group: str) -> Named:
        """The places of a name as it is written, remembered."""
        inflected = inflects(words.language)
        spellings = phrases(key(surface), words.language) if inflected else _spellings(surface, group, words)
        best: tuple[Row, ...] = ()
        body = False
        for hits in self._index.find(spellings):
            if hits and hits[0].kind == "body":
                body, hits = True, tuple(row for row in hits if row.kind != "body")
            # Of two dictionary forms the better known one is meant; the kind of division that a list ends in comes first anyway.
            if hits and (not best or (inflected and hits[0].people > best[0].people)):
                best = hits
        if len(self._named) > _REMEMBERED:
            self._named.clear()
        named = self._named[words.language, surface, group] = Named(best, fame(best) if best else 0.0, body)
        return named

    def _places(
        self, text: str, tokens: Sequence[Token], kept: Sequence[tuple[Candidate, Choice]], named: Sequence[Feature], peoples: bool
    ) -> Iterator[Place]:
        """Places in order. A feature without a gazetteer's point takes that of the town named nearest to it, with a low score."""
        wider = [feature for feature in named if not any(_covers(candidate, feature) for candidate, _ in kept)]
        inside = [(candidate, choice) for candidate, choice in kept if not any(_within(candidate, feature) for feature in wider)]
        towns = [(candidate.start, choice.row) for candidate, choice in inside if choice.row.kind in _SMALL]
        found = [(feature.start, _feature(text, tokens, feature, towns)) for feature in wider]
        found += [(c.start, self._place(text, tokens, c, choice)) for c, choice in inside if peoples or choice.row.kind != "people"]
        end = -1
        for _, place in sorted(found, key=lambda item: (item[0], -item[1].span.end)):
            if place.span.start >= end:
                yield place
                end = place.span.end

    def _place(self, text: str, tokens: Sequence[Token], candidate: Candidate, choice: Choice) -> Place:
        row = choice.row
        span = cut_span(text, tokens[candidate.start].start, tokens[candidate.end - 1].end)
        return Place(
            span=span, name=self._index.name(row), lat=row.lat, lon=row.lon, geonameid=row.id or None, country=row.country,
            feature=FEATURES[row.kind], province=row.admin1, score=min(1.0, choice.belief),
        )  # fmt: skip


def _kept(text: str, sentences: Sequence[Sentence]) -> str:
    """The text with blanks for what lies between its sentences: navigation, related news and what else was cut."""
    parts: list[str] = []
    at = 0
    for sentence in sentences:
        gap = text[at : sentence.start]
        parts += [gap if gap.isspace() else "\n".ljust(len(gap))[: len(gap)], text[max(at, sentence.start) : sentence.end]]
        at = max(at, sentence.end)
    rest = text[at:]
    return "".join([*parts, rest if not sentences or rest.isspace() else " " * len(rest)])


def _inside(candidate: Candidate, body: range) -> bool:
    """Whether a name stands in the name of a body: Washington in `Washington Post`. A country is no less one for being a body's name."""
    whole = candidate.start == body.start and candidate.end == body.stop
    known = bool(candidate.abbreviation) or candidate.rows[0].kind in ("country", "admin1", "region")
    return body.start <= candidate.start and candidate.end <= body.stop and not (whole and known)


def _spellings(surface: str, group: str, words: Cues) -> Sequence[str]:
    surface = words.aliases.get(surface.rstrip("."), surface)
    return (key(f"{surface} {group}"), key(surface)) if group else (key(surface),)


def _group(tokens: Sequence[Token], end: int, words: Cues) -> str:
    """The kind of division that a list of names ends in: 'Dallas, Tarrant and Collin counties'."""
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
    if bare not in words.states:
        return ""
    behind = start > 0 and tokens[start - 1].text in (",", "(")
    counted = start > 0 and tokens[start - 1].text.isdecimal()
    return words.states[bare] if behind or ("." in bare and not counted) else ""


def _apart(scored: Sequence[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """Candidates without overlaps: the longest first, unless a shorter one inside is much surer; in order."""
    taken: set[int] = set()
    kept: list[tuple[Candidate, float]] = []
    for candidate, value in sorted(scored, key=lambda item: (item[1] <= 0, item[0].start - item[0].end, item[0].start)):
        inside = range(candidate.start, candidate.end)
        if taken.isdisjoint(inside):
            kept.append((candidate, value))
            taken.update(inside)
    return sorted(kept, key=lambda item: item[0].start)


def _label(candidate: Candidate, tokens: Sequence[Token], text: str) -> str:
    return candidate.abbreviation or key(text[tokens[candidate.start].start : tokens[candidate.end - 1].end])


def _chosen(hopeful: Sequence[Candidate], scene: Scene, text: str, url: str) -> dict[str, Choice]:
    """One choice for each name of the article: a name means one place throughout, as in one discourse."""
    tokens = scene.tokens
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
    near = local(url, ordered)
    asked = [msgspec.structs.replace(names[label], local=weight) for label, weight in zip(ordered, near, strict=True)]
    choices = choose(asked, countries(url, text, scene.cues))
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


_SMALL = frozenset(("town", "capital", "admin2"))


def _covers(candidate: Candidate, feature: Feature) -> bool:
    """Whether the gazetteer knows the feature itself: Walnut Creek is a town."""
    return candidate.start <= feature.start and candidate.end >= feature.end


def _within(candidate: Candidate, feature: Feature) -> bool:
    return candidate.start < feature.end and candidate.end > feature.start


def _feature(text: str, tokens: Sequence[Token], feature: Feature, towns: Sequence[tuple[int, Row]]) -> Place:
    span = cut_span(text, tokens[feature.start].start, tokens[feature.end - 1].end)
    if not towns:
        return Place(span=span, name=span.text, feature=feature.kind, score=0.1)
    row = min(towns, key=lambda town: (abs(town[0] - feature.start), town[0]))[1]
    return Place(
        span=span, name=span.text, lat=row.lat, lon=row.lon, country=row.country, province=row.admin1, feature=feature.kind, score=0.3
    )

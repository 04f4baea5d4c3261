"""The Finder: actors, places and times of articles."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import msgspec

from dragoman.mentions import times
from dragoman.mentions.apposition import Appositions
from dragoman.mentions.coreference import Chains
from dragoman.mentions.elements import by_line, elements
from dragoman.mentions.entries import Table, build
from dragoman.mentions.found import Found
from dragoman.mentions.grammar import Rules, rules
from dragoman.mentions.homes import homed
from dragoman.mentions.lexicon import Lexicon
from dragoman.mentions.meeting import Meeting
from dragoman.mentions.naming import named
from dragoman.mentions.owners import Setting
from dragoman.mentions.parser import Parser
from dragoman.mentions.people import Roster
from dragoman.mentions.phrases import Phrase, apposed
from dragoman.mentions.places import Places
from dragoman.mentions.possession import possessed
from dragoman.mentions.resolve import Resolver
from dragoman.mentions.runs import Run, runs
from dragoman.mentions.shapes import Named, Shapes
from dragoman.mentions.tagger import joined, open_tagger
from dragoman.mentions.tokens import Line, Tokens, lines, tokenize
from dragoman.mentions.world import World
from dragoman.records import Actor, Article, Meant, Mention, Place, Reading, Role, Sentence, cut_span, make_key
from dragoman.vocab import files


class Part(msgspec.Struct, frozen=True):
    """The sentences of an article that are in one language, as words and phrases."""

    tokens: Tokens
    rules: Rules
    lines: tuple[Line, ...]
    phrases: tuple[Phrase, ...]
    runs: tuple[Run, ...]


class Finder:
    """Finds actors, places and times. Opened once; reads batches of articles, each by itself."""

    def __init__(self, cache: Path) -> None:
        files.keep(cache / "vocabulary")
        self._world = World()
        self._lexicons: dict[str, Lexicon] = {}
        self._places = Places(cache)

    def find(self, readings: Sequence[Reading]) -> list[Reading]:
        """The readings with mentions, places, times and the persons learnt from each article."""
        return [self._read(reading) for reading in readings]

    def names(self, reading: Reading) -> list[Named]:
        """The classic named entities of an article: persons, organisations, states and towns, other places."""
        places = self._places.find(reading)
        parts = [self._part(reading.article, language, own, places) for language, own in _by_language(reading)]
        shaped = [one for part in parts for one in named(part.tokens, part.rules, part.phrases, part.runs, places)]
        tagger = open_tagger(reading.article.language)
        return joined(tagger.tag(reading.article.text), shaped) if tagger else sorted(shaped)

    def _read(self, reading: Reading) -> Reading:
        places = self._places.find(reading)
        parts = [self._part(reading.article, language, own, places) for language, own in _by_language(reading)]
        day, countries = _day(reading.article), {place.span.start: place.country for place in places}
        setting = Setting(self._world, Roster(self._world, day), day, _support(parts), countries, {}, _claimed(parts))
        for part in parts:
            Meeting(part.tokens, part.rules, setting).meet(part.phrases, part.runs)
        mentions = [mention for part in parts for mention in self._mentions(reading.article, part, setting)]
        ordered = sorted(mentions, key=lambda mention: (mention.span.start, mention.span.end, mention.key))
        return msgspec.structs.replace(
            reading,
            mentions=homed(reading, ordered, places, self._world),
            places=places,
            times=times.find(reading),
            actors=_learnt(setting),
        )

    def _mentions(self, article: Article, part: Part, setting: Setting) -> list[Mention]:
        found = _found(part, Resolver(part.tokens, part.rules, setting))
        owned = possessed(part.tokens, part.rules, self._world, found)
        bound = Chains(part.tokens, part.rules, self._world).resolve(part.lines, owned)
        return _mentions(article, part.tokens, Appositions(part.tokens, part.rules, part.phrases).marked(bound))

    def _part(self, article: Article, language: str, sentences: tuple[Sentence, ...], places: tuple[Place, ...]) -> Part:
        known = rules(language)
        tokens = tokenize(article.text, known.folding, known.spaces)
        own = lines(tokens, sentences)
        found = elements(tokens, self._lexicon(language).find(tokens), known)
        shapes = Shapes(tokens, known)
        parser = Parser(tokens, known, _spots(tokens, places))
        phrases: list[Phrase] = []
        names: list[Run] = []
        for line, inside in by_line(found, own):
            here = apposed(tokens, parser.parse(line, list(inside)))
            phrases += here
            names += [shapes.read(run) for run in runs(tokens, known, line, here)]
        return Part(tokens, known, own, tuple(phrases), tuple(names))

    def _lexicon(self, language: str) -> Lexicon:
        if language not in self._lexicons:
            table, known = build(language), rules(language)
            interposed = frozenset(_adjective_forms(table)) if known.adjective_after else frozenset()
            self._lexicons[language] = Lexicon(table, interposed, known.spaces)
        return self._lexicons[language]


def _adjective_forms(table: Table) -> Iterable[str]:
    for entry in table.entries:
        if entry.kind == "A" and len(entry.words) == 1:
            stem, code = entry.words[0]
            yield from (stem + ending for ending in table.endings[code] or ("",))


def _spots(tokens: Tokens, places: tuple[Place, ...]) -> dict[int, int]:
    """Places as stretches of words, first to the one behind the last."""
    found = ((tokens.at(place.span.start), tokens.inside(place.span.start, place.span.end)) for place in places)
    return {first: max(inside.stop, first + 1) for first, inside in found if first >= 0}


def _by_language(reading: Reading) -> list[tuple[str, tuple[Sentence, ...]]]:
    found: dict[str, list[Sentence]] = {}
    for sentence in reading.sentences:
        found.setdefault(sentence.language or reading.article.language, []).append(sentence)
    return [(language, tuple(found[language])) for language in sorted(found)]


def _day(article: Article) -> date | None:
    return article.published.first if article.published else None


def _support(parts: Iterable[Part]) -> Counter[str]:
    """How often the article names each state and organisation without doubt."""
    found: Counter[str] = Counter()
    for part in parts:
        for phrase in part.phrases:
            for element in (*phrase.owners, *phrase.places, *([phrase.single] if phrase.single else [])):
                hits = [hit for hit in element.hits if hit.entry.kind in element.kinds and hit.entry.kind in "NAPCSBO"]
                keys = {hit.entry.id for hit in hits if hit.entry.kind != "O" or not hit.entry.ambiguous}
                if len(keys) == 1:
                    found[keys.pop()] += 1
    return found


def _claimed(parts: Iterable[Part]) -> frozenset[str]:
    """Organs of organisations whose short name the article gives to a body of a state's own."""
    phrases = (phrase for part in parts for phrase in part.phrases if any(not owner.kinds.isdisjoint("NAPBCS") for owner in phrase.owners))
    return frozenset(hit.entry.id for phrase in phrases for head in phrase.heads for hit in head.hits if hit.entry.organ)


def _found(part: Part, resolver: Resolver) -> list[Found]:
    named = [one for run in part.runs if (one := resolver.run(run)) is not None]
    # A role beside a name is part of the person's mention, not another actor.
    beside = {id(run.role) for run in part.runs if run.role is not None and any(one.first == run.first for one in named)}
    phrases = [one for phrase in part.phrases if id(phrase) not in beside and (one := resolver.mention(phrase)) is not None]
    return [*named, *phrases]


def _mentions(article: Article, tokens: Tokens, found: list[Found]) -> list[Mention]:
    spans = {one.first: cut_span(article.text, *tokens.extent(one.first, one.last)) for one in found}
    keys = {first: make_key("me", article.key, span.start, span.end) for first, span in spans.items()}
    return [
        Mention(
            key=keys[one.first],
            span=spans[one.first],
            actor=one.actor,
            kind=one.kind,
            how=one.how,
            name=one.name,
            country=one.country,
            sectors=one.sectors,
            role=one.role,
            score=one.score,
            antecedent=keys.get(one.antecedent, ""),
            meant=tuple(
                Meant(
                    actor=other.actor,
                    kind=other.kind,
                    name=other.name,
                    country=other.country,
                    sectors=other.sectors,
                    antecedent=keys.get(other.first, ""),
                )
                for other in one.meant
            ),
        )
        for one in found
    ]


def _learnt(setting: Setting) -> tuple[Actor, ...]:
    return tuple(
        Actor(
            id=person.id,
            kind="person",
            name=person.name,
            country=person.country,
            sectors=person.sectors,
            learnt=not person.listed,
            roles=(Role(title=person.role, of=person.of or person.country, sectors=person.sectors, evidence=person.evidence),)
            if person.role and (person.of or person.country)
            else (),
        )
        for person in setting.roster.people()
    )

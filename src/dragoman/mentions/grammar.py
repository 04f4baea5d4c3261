"""A language's grammar made ready for matching: word lists folded as texts are, phrases as tuples of words."""

import functools
from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from dragoman.vocab.grammar import NameCase, grammar
from dragoman.vocab.names import languages, proper
from dragoman.vocab.terms import fold

_SETS = (
    "possessive",
    "genitive",
    "locative",
    "dative",
    "attributive",
    "former",
    "fillers",
    "stops",
    "particles",
    "titles",
    "not_names",
    "not_surnames",
    "speech",
    "adjectival",
    "indefinite",
    "weak_heads",
    "hyphen_before",
    "aides",
    "abbreviations",
    "verb_before",
    "legal_forms",
    "place_opening",
    "ablative",
    "conjunctions",
    "aside",
)
T = TypeVar("T")
Phrases = dict[str, tuple[tuple[str, ...], ...]]


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """What the parser asks of a language. `links`, `inside` and `place_before` are by first (the last: by last) word."""

    language: str
    folding: dict[str, str]
    spaces: bool
    cyrillic: bool
    bare_after: bool
    adjective_after: bool
    noun_before: bool
    sets: dict[str, frozenset[str]]
    articles: frozenset[str]
    proper: frozenset[str]
    adjective_endings: tuple[str, ...]
    verb_endings: tuple[str, ...]
    surname_endings: tuple[str, ...]
    patronymic_endings: tuple[str, ...]
    case_endings: tuple[str, ...]
    body_nouns: tuple[str, ...]
    body_names: tuple[str, ...]
    work_nouns: tuple[str, ...]
    region_nouns: tuple[str, ...]
    place_nouns: tuple[str, ...]
    motion: tuple[str, ...]
    plural: tuple[str, ...]
    plural_nouns: tuple[str, ...]
    name_cases: tuple[NameCase, ...]
    metonyms: dict[str, tuple[str, ...]]
    possessors: dict[str, str]
    links: Phrases
    aide_links: Phrases
    inside: Phrases
    place_before: Phrases
    addressed: dict[str, frozenset[str]]
    anaphora: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    several: dict[str, tuple[tuple[tuple[str, ...], int], ...]]
    sides: Phrases
    joint: dict[str, str]
    expletive: Phrases
    compounds: tuple[str, ...]
    unowned: tuple[str, ...]
    belonging: frozenset[str]
    voiced: tuple[str, ...]

    def has(self, name: str, word: str) -> bool:
        """Whether a folded word is in one of the word lists."""
        return word in self.sets[name]


@functools.cache
def rules(language: str) -> Rules:
    """The rules of a language; empty lists where it has no grammar file."""
    found, known = grammar(language), languages().get(language)
    folding = {a: b for a, b in (known.fold if known else {}).items() if len(a) == len(b) == 1}

    def words(items: Iterable[str]) -> tuple[str, ...]:
        return tuple(_folded(item, folding) for item in items)

    def phrases(items: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(item.replace("-", " ").split()) for item in words(items))

    # 'de la' is no article before a name, 'la' is.
    articles = {item.strip("'") for item in words(known.articles if known else ()) if " " not in item}
    # French 'au' is a preposition and an article in one.
    articles -= {phrase[0] for phrase in phrases([*found.links, *found.inside])}
    return Rules(
        language=language,
        folding=folding,
        spaces=known.spaces if known else True,
        cyrillic=known is not None and known.script == "Cyrillic",
        bare_after=found.bare_after,
        adjective_after=found.adjective_after,
        noun_before=found.noun_before,
        sets={name: frozenset(words(getattr(found, name))) for name in _SETS},
        articles=frozenset(articles),
        proper=frozenset(_folded(item, folding) for item in proper(language)),
        adjective_endings=words(found.adjective_endings),
        verb_endings=words(found.verb_endings),
        surname_endings=words(found.surname_endings),
        patronymic_endings=words(found.patronymic_endings),
        case_endings=words(found.case_endings),
        body_nouns=words(found.body_nouns),
        body_names=words(found.body_names),
        work_nouns=words(found.work_nouns),
        region_nouns=words(found.region_nouns),
        place_nouns=words(found.place_nouns),
        motion=words(found.motion),
        plural=words(found.plural),
        plural_nouns=words(found.plural_nouns),
        name_cases=found.name_cases,
        metonyms={_folded(word, folding): keys for word, keys in found.metonyms.items()},
        possessors={_folded(word, folding): kind for kind, group in found.possessors.items() for word in group},
        links=_by(phrases(found.links), 0),
        aide_links=_by(phrases(found.aide_links), 0),
        inside=_by(phrases(found.inside), 0),
        place_before=_by(phrases(found.place_before), -1),
        addressed={word: frozenset(before) for word, before in found.addressed.items()},
        anaphora=_anaphora(found.anaphora, folding),
        several=_anaphora(found.several, folding),
        belonging=frozenset(words(found.belonging)),
        unowned=words(found.unowned),
        voiced=words(found.voiced),
        compounds=words(found.compounds),
        expletive=_by(phrases(found.expletive), 0),
        sides=_by(phrases(found.sides), 0),
        joint={word: kind for kind, items in found.joint.items() for word in words(items)},
    )


def _anaphora(found: Mapping[T, Iterable[str]], folding: dict[str, str]) -> dict[str, tuple[tuple[tuple[str, ...], T], ...]]:
    """Phrases with what they are listed under, by first word, the longer first."""
    by_word: dict[str, list[tuple[tuple[str, ...], T]]] = {}
    for kind, items in found.items():
        for item in items:
            phrase = tuple(_folded(item, folding).split())
            by_word.setdefault(phrase[0], []).append((phrase, kind))
    return {word: tuple(sorted(group, key=lambda pair: -len(pair[0]))) for word, group in by_word.items()}


def _folded(text: str, folding: dict[str, str]) -> str:
    folded = fold(text)
    for letter, other in folding.items():
        folded = folded.replace(letter, other)
    return folded


def _by(phrases: tuple[tuple[str, ...], ...], place: int) -> Phrases:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        found.setdefault(phrase[place], []).append(phrase)
    return {word: tuple(sorted(group, key=len, reverse=True)) for word, group in found.items()}

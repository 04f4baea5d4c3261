"""The classic named entities of a text (PER, ORG, GPE, LOC): what the lists know, and what the shapes of names tell."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dragoman.mentions.elements import Element
from dragoman.mentions.grammar import Rules
from dragoman.mentions.latin import inflected
from dragoman.mentions.phrases import Phrase
from dragoman.mentions.possession import OFFICIAL
from dragoman.mentions.runs import Run
from dragoman.mentions.shapes import Group, Named, Shapes, quoted, span_of
from dragoman.mentions.tokens import Tokens
from dragoman.records import Place
from dragoman.vocab.names import given

# Bodies that are named even without a capital or an owner.
_PUBLIC = frozenset({"COP", "LEG"})
_STEM = 3


def named(tokens: Tokens, rules: Rules, phrases: Sequence[Phrase], runs: Sequence[Run], places: Sequence[Place]) -> list[Named]:
    """The named entities of one text, sorted, those inside others included."""
    located = {place.span.start: place for place in places}
    shapes = Shapes(tokens, rules)
    found = set(_of_phrases(tokens, rules, phrases))
    found |= set(_of_runs(tokens, shapes, runs, located, found))
    found |= set(_again_named(tokens, rules, found))
    found = set(_titled(found, list(shapes.between_quotes())))
    taken = {(one.start, one.end) for one in found}
    found |= {_place(tokens, place) for place in places if (place.span.start, place.span.end) not in taken and not _inside(place, found)}
    return sorted(found)


def _titled(found: Iterable[Named], titled: Sequence[Named]) -> Iterator[Named]:
    """The names, with those in quotation marks behind a noun for a body instead of the bodies seen within them."""
    bodies = [one for one in found if one.group == "ORG"]
    new = [one for one in titled if not any(other.start <= one.start and one.end <= other.end for other in bodies)]
    yield from new
    for one in found:
        if one.group != "ORG" or not any(other.start <= one.start and one.end <= other.end for other in new):
            yield one


def _place(tokens: Tokens, place: Place) -> Named:
    """A place; all in quotation marks it is a club, ship or paper of its name: «Ростов»."""
    start, end = place.span.start, place.span.end
    inside = tokens.inside(start, end)
    if inside and quoted(tokens, inside.start, inside.stop):
        return Named(start, end, "ORG")
    return Named(start, end, "GPE" if place.feature in ("P", "A") else "LOC")


def _inside(place: Place, found: Iterable[Named]) -> bool:
    return len(place.span.text) <= _STEM - 1 or any(one.start <= place.span.start and place.span.end <= one.end for one in found)


def _of_phrases(tokens: Tokens, rules: Rules, phrases: Sequence[Phrase]) -> Iterator[Named]:
    for phrase in phrases:
        for element in (*phrase.owners, *phrase.places, *((phrase.single,) if phrase.single else ())):
            group = _group(element)
            if group == "GPE" and quoted(tokens, element.first, element.last):
                group = "ORG"
            if group:
                yield span_of(tokens, element.first, element.last, group)
        if phrase.name is not None:
            yield span_of(tokens, *phrase.name, "PER")
        yield from _bodies(tokens, rules, phrase)


def _group(element: Element) -> Group | None:
    if element.person:
        return "PER"
    if "O" in element.kinds:
        return "ORG"
    # The word for a people is no state: 'турки'.
    return "GPE" if not element.kinds.isdisjoint("NBC") or ("A" in element.kinds and "P" not in element.kinds) else None


def _adjectives_before(tokens: Tokens, rules: Rules, phrase: Phrase, first: int) -> int:
    """The first word of a body's name with the capitalised adjectives before it: 'Пресненский суд'."""
    at = first
    while (
        at - 1 >= phrase.line.first
        and rules.adjective_endings
        and tokens.joined(at - 1)
        and (tokens.words[at - 1].endswith(rules.adjective_endings))
    ):
        at -= 1
        if tokens.capital(at):
            return at
    return first


def _bodies(tokens: Tokens, rules: Rules, phrase: Phrase) -> Iterator[Named]:
    bodies = [head for head in phrase.heads if "D" in head.kinds]
    if not bodies:
        return
    first = _adjectives_before(tokens, rules, phrase, bodies[0].first)
    if first == bodies[0].first and not _particular(tokens, rules, phrase, bodies):
        return
    before = [owner.first for owner in phrase.owners if owner.last <= first and "A" in owner.kinds]
    last = max(part.last for part in (*bodies, *(owner for owner in phrase.owners if owner.first > first)))
    yield span_of(tokens, min([first, *before]), last, "ORG")


def _particular(tokens: Tokens, rules: Rules, phrase: Phrase, bodies: Sequence[Element]) -> bool:
    """Whether bodies are named rather than spoken of in general ('a bank', 'journals')."""
    # At the beginning of a sentence a capital says nothing.
    opening = phrase.line.first
    if any(tokens.capital(number) for body in bodies for number in range(max(body.first, opening + 1), body.last)):
        return True
    sectors = {sector for body in bodies for sector in body.hits[0].entry.sectors}
    owned = any(not owner.kinds.isdisjoint("NBO") for owner in phrase.owners)
    # 'российское правительство' is one body, 'российский банк' any of many.
    national = bool(phrase.owners) and not sectors.isdisjoint(OFFICIAL)
    # 'парламент' is a body, 'депутаты' are people.
    body = not rules.body_nouns or any(tokens.words[body.first].startswith(rules.body_nouns) for body in bodies)
    return owned or national or (body and not sectors.isdisjoint(_PUBLIC))


def _surnames(tokens: Tokens, found: Iterable[Named]) -> set[str]:
    """The last words of persons' names of two words and more."""
    names = (tokens.inside(one.start, one.end) for one in found if one.group == "PER")
    return {tokens.words[name[-1]] for name in names if len(name) > 1 and len(tokens.words[name[-1]]) > _STEM}


def _again_named(tokens: Tokens, rules: Rules, found: Iterable[Named]) -> Iterator[Named]:
    """Surnames alone that nothing else explains, where the article has them with a first name."""
    covered = {number for one in found for number in tokens.inside(one.start, one.end)}
    words = _surnames(tokens, found)
    for number, word in enumerate(tokens.words):
        if tokens.capitals[number] and number not in covered and _again(word, words) and not rules.has("not_names", word):
            yield span_of(tokens, number, number + 1, "PER")


def _of_runs(tokens: Tokens, shapes: Shapes, runs: Sequence[Run], located: dict[int, Place], found: set[Named]) -> Iterator[Named]:
    people = _surnames(tokens, found)
    runs = [_opened(tokens, run, runs) for run in runs]
    persons = [run for run in runs if run.role is not None or run.person]
    words = {tokens.words[number] for run in persons for number in range(run.first, run.last) if len(tokens.words[number]) > _STEM}
    behind = {run.last for run in runs if run in persons or run.last - run.first > 1} | {
        tokens.inside(one.start, one.end).stop for one in found if one.group == "PER"
    }
    for run in runs:
        yield from shapes.employer(run)
        if shapes.body_name(run):
            yield span_of(tokens, run.first, run.last, "ORG")
            continue
        compound = None if shapes.full(run) else shapes.compound(run)
        sure = run in persons and compound is None and not shapes.abbreviation(run)
        listed = not shapes.body(run) and _repeated(tokens, run, people)
        if sure or listed or _repeated(tokens, run, words) or _in_brackets(tokens, run, behind):
            yield span_of(tokens, run.first, run.last, "ORG" if shapes.foreign(run) else "PER")
        elif compound is not None:
            yield compound
        elif tokens.starts[run.first] not in located:
            yield from _unknown(tokens, shapes, run)


def _repeated(tokens: Tokens, run: Run, words: set[str]) -> bool:
    """A surname alone, that the article has with a first name elsewhere."""
    return run.last - run.first == 1 and _again(tokens.words[run.first], words)


def _in_brackets(tokens: Tokens, run: Run, behind: set[int]) -> bool:
    """A person's name given again in another script: 'Калеб Тюрон (Caleb Turon)'."""
    return run.first in behind and tokens.between(run.first - 1) == " (" and run.last - run.first > 1


def _unknown(tokens: Tokens, shapes: Shapes, run: Run) -> Iterator[Named]:
    if shapes.body(run) or shapes.titled(run):
        yield span_of(tokens, run.first, run.last, "ORG")
    elif shapes.toponym(run):
        yield span_of(tokens, run.first, run.last, "LOC")
    elif not shapes.nameless(run) and (
        run.told or run.last - run.first > 1 or shapes.surname(run) or shapes.acts(run) or shapes.only_name(run)
    ):
        yield span_of(tokens, run.first, run.last, "PER")


def _opened(tokens: Tokens, run: Run, runs: Sequence[Run]) -> Run:
    """A run without the common word that opens its sentence: 'Критики Алиева', where the second word is a name elsewhere."""
    if run.first != run.line.first or run.last - run.first != 2 or tokens.words[run.first] in given():
        return run
    second = tokens.words[run.last - 1]
    others = {tokens.words[other.last - 1] for other in runs if other is not run and len(tokens.words[other.last - 1]) > _STEM}
    return msgspec.structs.replace(run, first=run.first + 1) if _again(second, others) else run


def _again(word: str, words: set[str]) -> bool:
    return word in words or any(inflected(word, other) for other in words)

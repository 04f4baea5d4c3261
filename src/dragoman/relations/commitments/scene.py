"""A sentence laid out for the rules: who is named in it, which commitment words it has, and when."""

import functools
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from dragoman.records import Mention, Reading, Sentence, Span, Timex
from dragoman.relations.parties import Parties
from dragoman.vocab.commitment_words import Sense, articles, linked, terms
from dragoman.vocab.cues import cues
from dragoman.vocab.organisations import organisations
from dragoman.vocab.terms import Terms, fold

# A list of states may have this much between two of its items: a comma, a conjunction, an ending behind an apostrophe.
_MOST_BETWEEN = 14
# Sentences beyond this are tables or broken text, not statements.
_LONGEST_SENTENCE = 2000
_WORD = re.compile(r"\w+")


class Named(msgspec.Struct, frozen=True):
    """A party where the sentence names it; offsets into the sentence."""

    start: int
    end: int
    party: str
    kind: str
    how: str = "name"


class Hit(msgspec.Struct, frozen=True):
    """A commitment word; offsets into the sentence."""

    start: int
    end: int
    role: str
    kind: str


class Group(msgspec.Struct, frozen=True):
    """Parties named together (`A, B and C`), or one alone."""

    start: int
    end: int
    parties: tuple[str, ...]


class Scene(msgspec.Struct, frozen=True):
    """One sentence of a reading."""

    reading: Reading
    sentence: Sentence
    text: str
    names: tuple[Named, ...]
    hits: tuple[Hit, ...]
    times: tuple[Timex, ...]

    def of(self, *roles: str) -> list[Hit]:
        """Hits of some roles, in order of the text."""
        return [hit for hit in self.hits if hit.role in roles]

    def span(self) -> Span:
        """The whole sentence as evidence."""
        return Span(self.sentence.start, self.sentence.end, self.text)

    def between(self, left: int, right: int) -> list[str]:
        """The folded words between two offsets."""
        return _WORD.findall(fold(self.text[left:right]))

    def negated(self, start: int, end: int, reach: int = 24) -> bool:
        """Whether a negation stands at or just around a stretch: `is not a member`, `членом ... не является`."""
        found = _negation(self.sentence.language)
        return any(hit.start < end + reach and hit.end > start - reach for hit in found.all(self.text))


def scenes(reading: Reading, parties: Parties) -> tuple[Scene, ...]:
    """The sentences of a reading that have words for commitments, or whose neighbours may lend a date or a partner."""
    return tuple(_scene(reading, sentence, parties) for sentence in reading.sentences)


def _scene(reading: Reading, sentence: Sentence, parties: Parties) -> Scene:
    text = reading.article.text[sentence.start : sentence.end]
    inside = [one for one in reading.mentions if sentence.start <= one.span.start and one.span.end <= sentence.end]
    names = tuple(_names(inside, sentence.start, parties))
    times = tuple(time for time in reading.times if sentence.start <= time.span.start and time.span.end <= sentence.end)
    known = terms(sentence.language)
    hits = tuple(_hits(text, known, names)) if known and len(text) <= _LONGEST_SENTENCE else ()
    return Scene(reading, sentence, text, names, hits, times)


def _names(mentions: Sequence[Mention], offset: int, parties: Parties) -> Iterator[Named]:
    at = 0
    for mention in sorted(mentions, key=lambda one: (one.span.start, -one.span.end)):
        party = party_of(mention, parties)
        if party and mention.span.start - offset >= at:
            at = mention.span.end - offset
            yield Named(mention.span.start - offset, at, party, mention.kind, mention.how)


def party_of(mention: Mention, parties: Parties) -> str:
    """The state or organisation that a mention stands for, or ''."""
    found = parties.of(mention.actor) if mention.actor else ""
    if found or mention.actor in organisations():
        return found
    return parties.of(mention.country) if mention.country else ""


_SPEAKING = frozenset({"role", "description"})


def _hits(text: str, known: Terms[Sense], names: Sequence[Named]) -> Iterator[Hit]:
    taken: list[tuple[int, int, str]] = []
    for hit in known.all(text):
        role = hit.value.role
        # `CSTO members`, `Russian troops` are one mention by role or description: their words still speak.
        inside = any(name.start < hit.end and hit.start < name.end and name.how not in _SPEAKING for name in names)
        longer = any(start <= hit.start and hit.end <= end and other == role for start, end, other in taken)
        if not inside and not longer:
            taken.append((hit.start, hit.end, role))
            yield Hit(hit.start, hit.end, role, hit.value.kind)


def denied(scene: Scene, before: int) -> bool:
    """Whether a verb of denial stands before an offset: what follows is not said to be so."""
    return any(hit.end <= before for hit in _denial(scene.sentence.language).all(scene.text))


@functools.cache
def _denial(language: str) -> Terms[str]:
    found = cues(language)
    return Terms((term, term) for term in found.attribution_verbs.get("denies", ())) if found else Terms(())


@functools.cache
def _negation(language: str) -> Terms[str]:
    found = cues(language)
    return Terms((term, term) for term in found.negation) if found else Terms(())


def groups(scene: Scene, without: Sequence[Named] = ()) -> list[Group]:
    """Parties as the sentence lists them; two with only a comma between are not a list (`with Italy, Kazakhstan said`)."""
    names = [name for name in scene.names if name not in without]
    found: list[list[Named]] = [[name] for name in names[:1]]
    for left, right in pairwise(names):
        if _listed(scene, left, right) and not _closed(scene, found[-1], right):
            found[-1].append(right)
        else:
            found.append([right])
    return [group for run in found for group in _split(scene, run)]


def _listed(scene: Scene, left: Named, right: Named) -> bool:
    gap = scene.text[left.end : right.start]
    if len(gap) > _MOST_BETWEEN or re.search(r"[;:().]", gap):
        return False
    words = scene.between(left.end, right.start)
    joining = linked(scene.sentence.language)
    joining = joining | articles(scene.sentence.language)
    return all(word in joining or (len(word) <= 3 and _suffixed(gap, word)) for word in words) and ("," in gap or bool(words))


def _closed(scene: Scene, run: Sequence[Named], right: Named) -> bool:
    """A list ends with its conjunction: in `members Russia and Kyrgyzstan, Turkey was left` Turkey is outside."""
    joining = linked(scene.sentence.language)
    conjoined = any(joining & set(scene.between(one.end, other.start)) for one, other in pairwise(run))
    return conjoined and not joining & set(scene.between(run[-1].end, right.start))


def _suffixed(gap: str, word: str) -> bool:
    # Turkish and Azerbaijani endings behind a name: `Kazakistan’ın ve`.
    return gap.startswith(("’" + word, "'" + word))


def _split(scene: Scene, run: list[Named]) -> list[Group]:
    joining = linked(scene.sentence.language)
    conjoined = any(joining & set(scene.between(left.end, right.start)) for left, right in pairwise(run))
    if conjoined or len(run) > 2:
        return [Group(run[0].start, run[-1].end, tuple(dict.fromkeys(name.party for name in run)))]
    return [Group(name.start, name.end, (name.party,)) for name in run]

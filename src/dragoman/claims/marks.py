"""Words that colour the author's own sentences: doubts, judgements, refutations, mandates. Found once an article."""

import functools
from collections.abc import Iterator
from typing import Literal

import msgspec

from dragoman.claims.lexicon import Patterns, lexicon
from dragoman.records.claim import Modality
from dragoman.vocab.cues import Cues, cues
from dragoman.vocab.terms import Hit, Terms

Colour = Literal[
    "hedge", "doubt", "judgement", "predictive", "opinion", "refutation", "anaphor", "counted", "future",
    "metaphor", "habit", "aim", "decree", "interview", "mandate", "document_term", "action_term", "document", "action",
]  # fmt: skip


class Mark(msgspec.Struct, frozen=True):
    """What such a word does; `modality` for mandates."""

    colour: Colour
    modality: Modality = ""


@functools.cache
def marks(language: str) -> Terms[Mark]:
    """The colouring terms of a language; empty where there are none."""
    found, words = lexicon(language), cues(language)
    return Terms([*_of_patterns(found.patterns), *(_of_cues(words) if words else ())] if found else [])


def _of_patterns(patterns: Patterns) -> Iterator[tuple[str, Mark]]:
    yield from ((term, Mark("judgement")) for term in patterns.judgements)
    yield from ((term, Mark("metaphor")) for term in patterns.metaphors)
    yield from ((term, Mark("habit")) for term in patterns.habits)
    yield from ((term, Mark("aim")) for term in patterns.aims)
    yield from ((term, Mark("interview")) for term in patterns.interviews)
    yield from ((term, Mark("decree")) for term in patterns.decrees)
    yield from ((term, Mark("predictive")) for term in patterns.predictive)
    yield from ((term, Mark("refutation")) for term in patterns.refutations)
    yield from ((term, Mark("anaphor")) for term in patterns.anaphoric)
    yield from ((term, Mark("counted")) for term in patterns.counted)
    yield from ((term, Mark("document")) for term in patterns.documents)
    yield from ((term, Mark("action")) for term in patterns.actions)
    for modality, terms in patterns.mandates.items():
        yield from ((term, Mark("mandate", modality)) for term in terms)
    for modality, terms in patterns.document_terms.items():
        yield from ((term, Mark("document_term", modality)) for term in terms)
    for modality, terms in patterns.action_terms.items():
        yield from ((term, Mark("action_term", modality)) for term in terms)


def _of_cues(words: Cues) -> Iterator[tuple[str, Mark]]:
    yield from ((term, Mark("hedge")) for term in words.hedges)
    yield from ((term, Mark("doubt")) for term in words.doubt)
    yield from ((term, Mark("opinion")) for term in words.opinion)
    yield from ((term, Mark("future")) for term in words.future)


def marked(text: str, language: str) -> list[Hit[Mark]]:
    """All marks of a text in order; of those of one colour that overlap, the longest."""
    kept: list[Hit[Mark]] = []
    reach: dict[Colour, int] = {}
    for hit in marks(language).all(text):
        if hit.start >= reach.get(hit.value.colour, 0):
            reach[hit.value.colour] = hit.end
            kept.append(hit)
    return kept

"""Readings built by hand: text, who is meant by which words, and what happened by which words."""

import re
from datetime import date

import pytest

from dragoman.claims import Attributor
from dragoman.records import Article, Event, Mention, Party, Reading, Sentence, cut_span, day

_END = re.compile(r"(?<=[.!?])[”»\"]?\s+(?=[“«\"]?[A-ZА-ЯЁӘҒҚҢӨҰҮІÇĞİÖŞÜÉÀ—-])|\n+")
ACTORS = {
    "TUR": ("state", "TUR", "Turkey"),
    "KAZ": ("state", "KAZ", "Kazakhstan"),
    "RUS": ("state", "RUS", "Russia"),
    "AZE": ("state", "AZE", "Azerbaijan"),
    "OTS": ("organisation", "IGO", "Organization of Turkic States"),
    "CSTO": ("organisation", "IGO", "Collective Security Treaty Organization"),
    "hulusi-akar": ("person", "TUR", "Hulusi Akar"),
    "tokayev": ("person", "KAZ", "Kassym-Jomart Tokayev"),
    "sener": ("person", "TUR", "Ihsan Sener"),
    "erdogan": ("person", "TUR", "Recep Tayyip Erdogan"),
}


def sentences(text, language):
    """One sentence a line or a full stop; the first paragraph is the title where a blank line follows it."""
    found, at = [], 0
    paragraphs = [match.start() for match in re.finditer(r"\n\n", text)]
    for gap in [*_END.finditer(text), None]:
        stop = gap.start() if gap else len(text)
        closing = gap.group().lstrip('”»"') if gap else ""
        stop += len(gap.group()) - len(closing) if gap else 0
        if text[at:stop].strip():
            paragraph = sum(1 for place in paragraphs if place < stop)
            part = ("title", "lead")[paragraph] if paragraph < 2 and paragraphs else "body"
            found.append(Sentence(start=at, end=stop, number=len(found), paragraph=paragraph, language=language, part=part))
        at = gap.end() if gap else stop
    return tuple(found)


def mentions(text, named):
    """A mention for every place of the given words."""
    found = []
    for words, actor in named.items():
        kind, country, name = ACTORS[actor]
        for match in re.finditer(re.escape(words), text):
            span = cut_span(text, match.start(), match.end())
            found.append(Mention(key=f"m-{match.start()}", span=span, actor=actor, kind=kind, how="name", name=name, country=country))
    return tuple(sorted(found, key=lambda mention: (mention.span.start, -mention.span.end)))


def events(text, told, read):
    """An event for each (type, trigger words, actor ids); the first place of the words."""
    found = []
    for number, (type, words, ids) in enumerate(told):
        start = text.index(words)
        trigger = cut_span(text, start, start + len(words))
        parties = tuple(Party(text=id, start=start, end=start + 1, id=id, country=ACTORS[id][1]) for id in ids)
        sentence = next(one for one in read if one.start <= start < one.end)
        span = cut_span(text, sentence.start, sentence.end)
        found.append(
            Event(
                key=f"ev-{number}", article="art", type=type, actors=parties, sentence=span, trigger=trigger, confidence=1.0, engine="test"
            )
        )
    return tuple(found)


@pytest.fixture(scope="session")
def attributor():
    return Attributor()


@pytest.fixture
def reading():
    def build(text, language="en", named=None, told=(), **article):
        read = sentences(text, language)
        made = Article(key="art", text=text, language=language, published=day(date(2022, 1, 22)), **article)
        return Reading(article=made, sentences=read, mentions=mentions(text, named or {}), events=events(text, told, read))

    return build


@pytest.fixture
def claims(attributor, reading):
    """The claims of a text."""

    def read(text, language="en", named=None, told=(), **article):
        return attributor.attribute([reading(text, language, named, told, **article)])[0].claims

    return read


@pytest.fixture
def says(claims):
    """The claims of a text as (speaker, cue, content)."""

    def read(text, language="en", named=None):
        found = claims(text, language, named)
        return [(c.speaker.name, c.cue.text if c.cue else "", c.content.text) for c in found if c.kind in ("quotation", "indirect")]

    return read

"""Who says what, on news articles: frames of the claim rules, attitudes included, as the attribution scorer reads them.

The whole flow is run, as in the pipeline: sentences that name an actor are put to the reader model, whose token heads the rules weigh.
"""

import functools
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.claims.find import find
from dragoman.claims.scene import Frame
from dragoman.engines import READER, Readers
from dragoman.events import Coder
from dragoman.mentions import Finder
from dragoman.records import Article, Reading, Sentence
from dragoman.vocab import codebook

_PARAGRAPH = re.compile(r"[^\n]+")
_END = re.compile(r"(?<=[.!?…])[\"'”’»)]{0,2}\s+(?=[\"'“‘«(]{0,2}[A-ZА-ЯЁČŘŠŽÚŮÝÁÉÍÓ0-9])")
_TITLES = "Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|St|Jr|Sr|vs|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Inc|Corp|Ltd|Co"
_SHORT = re.compile(rf"(?:\b(?:{_TITLES})|\b[A-Z])\.$")
_CACHE = Path(tempfile.gettempdir()) / "dragoman-bench-cache"


def sentences(text: str, language: str) -> tuple[Sentence, ...]:
    """Sentences of a plain text, paragraph by paragraph."""
    found: list[Sentence] = []
    for paragraph, block in enumerate(_PARAGRAPH.finditer(text)):
        at = block.start()
        for gap in [*_END.finditer(text, block.start(), block.end()), None]:
            stop = gap.end() if gap else block.end()
            words = text[at:stop].rstrip()
            if gap and _SHORT.search(text[at : gap.start()]):
                continue
            if words.strip():
                found.append(Sentence(start=at, end=at + len(words), number=len(found), paragraph=paragraph, language=language))
            at = stop
    return tuple(found)


@functools.cache
def _stages() -> tuple[Finder, Coder]:
    return Finder(_CACHE), Coder(Readers(READER), codebook())


def reading(item: dict[str, Any]) -> Reading:
    """An item as the Attributor would meet it."""
    language = item.get("lang", "en")
    article = Article(key=str(item["id"]), text=item["text"], language=language)
    finder, coder = _stages()
    (found,) = coder.code(finder.find([Reading(article=article, sentences=sentences(item["text"], language))]))
    return found


def spans(text: str, frame: Frame) -> dict[str, Any]:
    """A frame as the scorer reads it."""
    return {
        "source": [{"start": frame.source[0], "end": frame.source[1]}] if frame.source else [],
        "cue": [{"start": frame.cue[0], "end": frame.cue[1]}],
        "content": [{"start": start, "end": end} for start, end in frame.pieces],
    }


def predict(inputs: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The attributions of each item; those inside another's content are left out, as in the gold's guidelines."""
    for item in inputs:
        frames = [frame for frame in find(reading(item)) if not frame.nested]
        yield {"id": item["id"], "attributions": [spans(item["text"], frame) for frame in frames]}

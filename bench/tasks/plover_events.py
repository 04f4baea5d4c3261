"""A text -> PLOVER events with actors and recipients, by the whole flow: sentences, mentions, reader.

Names of classes are carried over to the older crosswalk that the gold follows as in `plover_relation`: sanctions and embargoes are
COERCE there, being found guilty is ACCUSE.
"""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.engines import READER, Readers
from dragoman.events import Coder
from dragoman.mentions import Finder
from dragoman.records import Article, Event, Party, Raw, Reading, Sentence, make_key
from dragoman.text import Cleaner
from dragoman.vocab import codebook, outlet_registry

_SANCTIONS = re.compile(r"\b(?:sanction|embargo|boycott)", re.IGNORECASE)
_CACHE = Path(tempfile.gettempdir()) / "dragoman-bench-cache"


def predict(inputs: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The events of each text."""
    for item, events in coded(inputs):
        yield {"id": item["id"], "events": [answer(event) for event in events]}


def coded(inputs: Iterator[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], list[Event]]]:
    """Each text with our events, without those that did not happen by its own words."""
    cleaner, finder, coder = Cleaner(outlet_registry()), Finder(_CACHE), Coder(Readers(READER), codebook())
    for item in inputs:
        (reading,) = coder.code(finder.find([_reading(cleaner, item)]))
        yield item, [event for event in reading.events if event.status != "negated"]


def _reading(cleaner: Cleaner, item: dict[str, Any]) -> Reading:
    text = item["text"]
    (found,) = cleaner.clean([Raw(origin=item["id"], text=text, published=item.get("date") or "", language=item.get("lang") or "en")])
    if isinstance(found, Reading) and found.sentences:
        return found
    # Too short to be an article: the text is one sentence.
    language = item.get("lang") or "en"
    whole = Sentence(start=0, end=len(text), number=0, paragraph=0, language=language)
    return Reading(article=Article(key=make_key("art", text), text=text, language=language), sentences=(whole,))


def answer(event: Event) -> dict[str, Any]:
    """An event in the scorer's terms."""
    name = event.type
    if name == "SANCTION":
        name = "ACCUSE" if "convict" in event.modes else "COERCE" if _SANCTIONS.search(event.sentence.text) else name
    return {"event": name, "source": [_party(party) for party in event.actors], "target": [_party(party) for party in event.recipients]}


def _party(party: Party) -> dict[str, str]:
    return {"country": party.country, "text": party.text}

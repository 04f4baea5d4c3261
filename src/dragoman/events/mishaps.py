"""Deaths that nobody caused: floods, quakes and accidents kill, but ASSAULT is done deliberately and by somebody."""

from collections.abc import Sequence

from dragoman.records import Party
from dragoman.vocab.mishaps import patterns


def is_mishap(type: str, actors: Sequence[Party], words: str, language: str) -> bool:
    """Whether an ASSAULT of which no actor is told is the work of nature or an accident, by the words of its sentence."""
    if type != "ASSAULT" or actors:
        return False
    known = patterns(language)
    if known is None:
        return False
    nature, violence = known
    lower = words.lower()
    return nature.search(lower) is not None and violence.search(lower) is None

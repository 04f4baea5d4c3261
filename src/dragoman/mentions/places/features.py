"""Roads, waters, parks and hills that no gazetteer holds: 'Summit Avenue', 'County Road 12', 'Lake Placid'."""

from collections.abc import Iterator, Sequence

import msgspec

from dragoman.mentions.places.cues import Cues
from dragoman.mentions.places.spans import Run, Token

_LONGEST = 5


class Feature(msgspec.Struct, frozen=True):
    """A named feature: first token, the token after the last, its GeoNames class.

    R roads, H water, T hills and islands, L areas, S spots and buildings, A divisions.
    """

    start: int
    end: int
    kind: str


def features(tokens: Sequence[Token], all_runs: Sequence[Run], cues: Cues) -> Iterator[Feature]:
    """Capitalised names that end or begin with the word for a feature, and numbered roads."""
    if not cues.features:
        return
    for run in all_runs:
        for place in range(run.start, run.end):
            found = _ending(tokens, run, place, cues) or _leading(tokens, run, place, cues) or _numbered(tokens, run, place, cues)
            if found is not None:
                yield found


def _ending(tokens: Sequence[Token], run: Run, place: int, cues: Cues) -> Feature | None:
    kind = cues.features.get(tokens[place].text)
    if kind is None or place == run.start or (place + 1 < run.end and tokens[place + 1].capital):
        return None
    start = place
    while start > run.start and place - start < _LONGEST and _names(tokens, start - 1, cues):
        start -= 1
    return Feature(start, place + 1, kind) if start < place else None


def _names(tokens: Sequence[Token], place: int, cues: Cues) -> bool:
    token = tokens[place]
    if token.opens and token.low in cues.common:
        return False
    return token.capital or token.text in "-'’" or (token.text == "s" and token.glued)


def _leading(tokens: Sequence[Token], run: Run, place: int, cues: Cues) -> Feature | None:
    kind = cues.leading.get(tokens[place].text)
    if kind is None or place + 1 >= run.end or not tokens[place + 1].capital:
        return None
    return Feature(place, place + 2, kind)


def _numbered(tokens: Sequence[Token], run: Run, place: int, cues: Cues) -> Feature | None:
    if tokens[place].text not in cues.numbered or place + 1 >= len(tokens) or not tokens[place + 1].text.isdecimal():
        return None
    start = place
    while start > run.start and tokens[start - 1].capital and place - start < 3:
        start -= 1
    return Feature(start, place + 2, "R")

"""A sentence as the reader model sees it: token ids with marks around the actors, and where each token lies in the text."""

from collections.abc import Sequence

import msgspec
from tokenizers import Tokenizer

START, END, OPEN, CLOSE = 0, 2, 4, 5  # ids of the special pieces, first in the tokenizer by construction
LONGEST = 160  # tokens; what lies beyond is not read


class Encoded(msgspec.Struct, frozen=True):
    """`ids` with marks; `places` the index of each actor's opening mark; `offsets` each token's code points in the text."""

    ids: list[int]
    places: list[int]
    offsets: list[tuple[int, int]]


def encode(tokenizer: Tokenizer, text: str, actors: Sequence[tuple[int, int]]) -> Encoded:
    """Tokenize and mark. Actors must be sorted and not overlap; one that lies beyond LONGEST gets no place."""
    found = tokenizer.encode(text, add_special_tokens=False)
    ids, offsets, places = [START], [(0, 0)], []
    waiting, closing = list(actors), -1
    for piece, (start, end) in zip(found.ids, found.offsets, strict=True):
        if 0 <= closing <= start:
            ids.append(CLOSE)
            offsets.append((closing, closing))
            closing = -1
        if closing < 0 and waiting and end > waiting[0][0]:
            places.append(len(ids))
            ids.append(OPEN)
            offsets.append((waiting[0][0], waiting[0][0]))
            closing = waiting.pop(0)[1]
        ids.append(piece)
        offsets.append((start, end))
    if closing >= 0:
        ids.append(CLOSE)
        offsets.append((closing, closing))
    inside = [place for place in places if place < LONGEST - 1]
    return Encoded([*ids[: LONGEST - 1], END], inside, [*offsets[: LONGEST - 1], (len(text), len(text))])

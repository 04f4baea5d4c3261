"""All frames of an article: who, by which cue, said what; with the quotations that go on where no cue stands."""

from collections.abc import Sequence

from dragoman.claims import sov, svo
from dragoman.claims.continued import with_leftovers
from dragoman.claims.heads import with_heads
from dragoman.claims.scene import Frame, Scene, scene
from dragoman.records import Attribution, Reading


def find(reading: Reading) -> list[Frame]:
    """The frames of an article in order of their cues."""
    return find_in(scene(reading), reading.attributions)


def find_in(found: Scene, heads: Sequence[Attribution] = ()) -> list[Frame]:
    """The same for an article that is laid out already, with the attributions of an engine's heads."""
    frames = [frame for row in range(len(found.lines)) for frame in _of_line(found, row)]
    return with_heads(found, with_leftovers(found, frames), heads)


def _of_line(found: Scene, row: int) -> list[Frame]:
    if found.lines[row].lexicon.patterns.order == "sov":
        return sov.frames(found, row)
    return svo.frames(found, row)

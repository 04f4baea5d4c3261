"""All frames of an article: who, by which cue, said what."""

from dragoman.claims import svo
from dragoman.claims.scene import Frame, scene
from dragoman.records import Reading


def find(reading: Reading) -> list[Frame]:
    """The frames of an article in order of their cues."""
    found = scene(reading)
    return [frame for row in range(len(found.lines)) for frame in svo.frames(found, row)]

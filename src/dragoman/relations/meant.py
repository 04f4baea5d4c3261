"""Stories as dyads and alignments count them, with a print of what these read of each."""

from collections.abc import Iterable, Sequence

from dragoman.kept import printed
from dragoman.records import Story


class Meant:
    """Stories in order of key."""

    def __init__(self, stories: Sequence[Story]) -> None:
        self.stories = stories
        self._prints = {story.key: printed(story) for story in stories}

    def print(self, key: str, stories: Iterable[Story], *more: bytes) -> bytes:
        """A print of a row's key and of the stories that it is made of."""
        return printed(key, b"".join([self._prints[story.key] for story in stories]), more)

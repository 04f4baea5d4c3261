"""The Attributor: cleaned and coded articles in, the same with their claims out."""

from collections.abc import Sequence

from dragoman.records import Reading


class Attributor:
    """Finds the claims of articles. Holds no state between articles."""

    def attribute(self, readings: Sequence[Reading]) -> list[Reading]:
        """The readings with their claims, in order."""
        return list(readings)

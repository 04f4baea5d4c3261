"""The Attributor: cleaned and coded articles in, the same with their claims out."""

from collections.abc import Sequence

from dragoman.claims.building import attributed
from dragoman.records import Reading
from dragoman.vocab import OutletRegistry, outlet_registry


class Attributor:
    """Finds who says what in articles. Holds no state between articles."""

    def __init__(self, outlets: OutletRegistry | None = None) -> None:
        """`outlets` are the run's own, shipped and user's; without them the shipped ones."""
        self._outlets = outlets or outlet_registry()

    def attribute(self, readings: Sequence[Reading]) -> list[Reading]:
        """The readings with their claims, in order; opinions among their events become hypothetical, and who says 'we' is the actor."""
        return [attributed(reading, self._outlets) for reading in readings]

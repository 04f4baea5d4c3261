"""From readings to the calendar: `place` a reading in a `Context`."""

from dragoman.mentions.times.placing.context import Context, Placed
from dragoman.mentions.times.placing.rules import place

__all__ = ["Context", "Placed", "place"]

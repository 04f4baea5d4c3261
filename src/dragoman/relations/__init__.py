"""Relations of the system: who occurs, what they are bound to, how they deal with each other, where they stand."""

from dragoman.relations.relate import Relations, relate

__all__ = ["Relations", "relate"]

"""Stories: reports that tell of one event in the world, their independent origins, grades and disagreements."""

from dragoman.stories.fuse import Fusion, fuse
from dragoman.stories.model import Contribution

__all__ = ["Contribution", "Fusion", "fuse"]

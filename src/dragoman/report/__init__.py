"""Reports to hand on: one HTML file or PDF on a story, an actor, two actors or the whole store, every line with its words."""

from dragoman.report.document import Report
from dragoman.report.shelf import Bounds
from dragoman.report.subject import compose
from dragoman.report.write import write

__all__ = ["Bounds", "Report", "compose", "write"]

"""Reports to hand on: one HTML file or PDF on a story, an actor, two actors or the whole store, every line with its words."""

from dragoman.report.document import Report
from dragoman.report.notebook import brief_html, shown_html
from dragoman.report.shelf import Bounds
from dragoman.report.subject import compose
from dragoman.report.write import check, write

__all__ = ["Bounds", "Report", "brief_html", "check", "compose", "shown_html", "write"]

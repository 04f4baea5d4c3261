"""Text: raw inputs become cleaned readings with sentences; near-duplicates are found across articles."""

from dragoman.text import copies
from dragoman.text.cleaner import Cleaner

__all__ = ["Cleaner", "copies"]

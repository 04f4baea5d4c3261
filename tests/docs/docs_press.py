"""The six demo articles on which the examples of the docs run."""

from pathlib import Path

from dragoman.engines import READER

DEMO = Path(__file__).parents[2] / "demo"
SIX = (
    "015-csto-decides-agency.txt",
    "016-csto-decides-reprint.txt",
    "022-akar-kazakistan.txt",
    "023-akar-gotovy.txt",
    "029-turan-army.html",
    "032-ministry-denies-ukraine.txt",
)


def engine():
    """The reader where both its models are installed, else the lexicon."""
    return "reader" if all((READER / kind / "card.json").exists() for kind in ("en", "multi")) else "lexicon"

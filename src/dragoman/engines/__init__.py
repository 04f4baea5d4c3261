"""Engines: what answers the question who did what to whom. All behind `records.Engine`."""

from pathlib import Path

from dragoman.engines.lexicon import Lexicon
from dragoman.engines.reader import Readers
from dragoman.errors import EngineError
from dragoman.records import Engine
from dragoman.settings import Settings

READER = Path(__file__).parent / "weights"

__all__ = ["READER", "Lexicon", "Readers", "open_engine"]


def open_engine(settings: Settings) -> Engine:
    """The engine that the settings name. Raises EngineError when there is none of that name or it cannot work."""
    if settings.engine == "reader":
        return Readers(READER)
    if settings.engine == "lexicon":
        return Lexicon()
    raise EngineError(f"there is no engine {settings.engine!r}", "choose reader or lexicon")

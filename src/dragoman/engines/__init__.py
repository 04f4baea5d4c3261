"""Engines: what answers the question who did what to whom. All behind `records.Engine`."""

from pathlib import Path

from dragoman.engines.lexicon import Lexicon
from dragoman.engines.llm import LanguageModelEngine
from dragoman.engines.nearest import Nearest
from dragoman.engines.reader import Readers
from dragoman.errors import EngineError
from dragoman.records import Engine
from dragoman.settings import Settings
from dragoman.vocab import Codebook, codebook

READER = Path(__file__).parent / "weights"

__all__ = ["READER", "LanguageModelEngine", "Lexicon", "Nearest", "Readers", "open_engine"]


def open_engine(settings: Settings) -> Engine:
    """The engine that the settings name. Raises EngineError when there is none of that name or it cannot work."""
    if settings.engine == "reader":
        return _readers(Readers(READER), codebook(settings.codebook))
    if settings.engine == "lexicon":
        return Lexicon()
    if settings.engine == "llm":
        return _language_model(settings)
    raise EngineError(f"there is no engine {settings.engine!r}", "choose reader, lexicon or llm")


def _readers(readers: Readers, book: Codebook) -> Engine:
    return Nearest(readers, book) if book.added.events or book.added.modes else readers


def _language_model(settings: Settings) -> Engine:
    if settings.llm is None:
        raise EngineError("the engine llm needs an address and a model", "--engine llm --llm http://127.0.0.1:8080/v1 --llm-model NAME")
    return LanguageModelEngine(settings.llm, codebook(settings.codebook), settings.cache)

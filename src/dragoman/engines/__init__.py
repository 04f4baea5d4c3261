"""Engines: what answers the question who did what to whom. All behind `records.Engine`."""

from dragoman.engines.lexicon import Lexicon

__all__ = ["Lexicon"]

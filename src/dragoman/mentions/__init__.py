"""Mentions: who, where and when an article speaks of."""

from dragoman.mentions.finder import Finder

__all__ = ["Finder"]

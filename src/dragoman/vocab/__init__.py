"""The field's lists as data: codebook, actors, cue words, outlets. Loaders are typed and cached; the results never change."""

from dragoman.vocab.codebook import Codebook, EventType, codebook

__all__ = ["Codebook", "EventType", "codebook"]

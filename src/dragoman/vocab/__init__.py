"""The field's lists as data: codebook, actors, cue words, outlets. Loaders are typed and cached; the results never change."""

from dragoman.vocab.codebook import Codebook, EventType, codebook
from dragoman.vocab.outlets import OutletRegistry, outlet_registry

__all__ = ["Codebook", "EventType", "OutletRegistry", "codebook", "outlet_registry"]

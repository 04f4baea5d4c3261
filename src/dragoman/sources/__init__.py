"""Sources: files, folders, archives, addresses and feeds as a stream of Raw articles; what cannot be read becomes a Failure."""

from dragoman.sources.gather import Options, gather

__all__ = ["Options", "gather"]

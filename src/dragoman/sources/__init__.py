"""Sources: files, folders, archives, addresses and feeds as a stream of Raw articles; what cannot be read becomes a Failure."""

from dragoman.sources.gather import Options, files, gather, opened

__all__ = ["Options", "files", "gather", "opened"]

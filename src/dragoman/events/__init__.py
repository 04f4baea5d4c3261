"""Events: asks an engine what each sentence says happened between the actors found in it, and writes PLOVER events."""

from dragoman.events.coder import Coder

__all__ = ["Coder"]

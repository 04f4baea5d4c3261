"""The failures that Dragoman tells apart: one bad article is passed over, a dead part stops the run."""


class DragomanError(Exception):
    """Base of all errors that a user may see; `hint` says what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class BadArticle(DragomanError):
    """One input cannot be read; it is recorded with its reason and the run goes on."""


class BadRecord(DragomanError, ValueError):
    """A record was given values that cannot be true of it (a span that ends before it starts)."""


class BadVocabulary(DragomanError):
    """A vocabulary file is missing or breaks its own rules; the run stops."""


class StoreError(DragomanError):
    """The store cannot be opened, written or understood; the run stops."""


class NotFound(StoreError):
    """The store is sound and has no record of that key."""


class EngineError(DragomanError):
    """An engine cannot answer (missing weights, missing extra, dead server); the run stops."""


class SourceError(DragomanError):
    """A path or address given by the user cannot be read at all; the run stops."""

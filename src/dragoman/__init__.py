"""Dragoman: a sourced, dated, queryable model of an international system, read from the press."""

from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "open", "read"]


def __getattr__(name: str) -> Any:
    # Opened late, so that `import dragoman` costs nothing until a store is opened.
    if name in ("open", "read"):
        from dragoman import api

        return api.open_store if name == "open" else api.read
    raise AttributeError(name)

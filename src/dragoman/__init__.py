"""Dragoman: a sourced, dated, queryable model of an international system, read from the press."""

__version__ = "0.1.0"

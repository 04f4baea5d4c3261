"""Exports that drop into the tools people have: tables, the field's layouts, networks and entities."""

from dragoman.export.write import FORMATS, export

__all__ = ["FORMATS", "export"]

"""The desk: what explorer and reports share: lookups in a published view, marked words, orders of lists, how figures are written."""

from dragoman.desk.lookups import Desk, Library, Missing, Wanted
from dragoman.desk.marking import Layer, marked, pieces, sentence
from dragoman.desk.nouns import Name, Piece, Source
from dragoman.desk.orders import LATEST_BOUND, LATEST_SAID, ORDERS, behind
from dragoman.desk.words import GRADES, TRUTH, count, direction, outside, percent, plain, short, signed

__all__ = [
    "GRADES",
    "LATEST_BOUND",
    "LATEST_SAID",
    "ORDERS",
    "TRUTH",
    "Desk",
    "Layer",
    "Library",
    "Missing",
    "Name",
    "Piece",
    "Source",
    "Wanted",
    "behind",
    "count",
    "direction",
    "marked",
    "outside",
    "percent",
    "pieces",
    "plain",
    "sentence",
    "short",
    "signed",
]

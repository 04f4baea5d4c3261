"""The desk: what explorer and reports share: lookups in a published view, marked words, orders of lists, how figures are written."""

from dragoman.desk.library import Library, Recall
from dragoman.desk.lookups import Desk, Making, Missing, Wanted
from dragoman.desk.marking import Layer, marked, pieces, sentence
from dragoman.desk.nouns import Name, Piece, Source
from dragoman.desk.orders import LATEST_BOUND, LATEST_SAID, ORDERS, behind, telling
from dragoman.desk.reference import known
from dragoman.desk.turns import PARTS, Shift, Turning, turnings
from dragoman.desk.words import GRADES, TRUTH, count, dated, direction, named, outside, percent, plain, short, signed, spoken

__all__ = [
    "GRADES",
    "LATEST_BOUND",
    "LATEST_SAID",
    "ORDERS",
    "PARTS",
    "TRUTH",
    "Desk",
    "Layer",
    "Library",
    "Making",
    "Missing",
    "Name",
    "Piece",
    "Recall",
    "Shift",
    "Source",
    "Turning",
    "Wanted",
    "behind",
    "count",
    "dated",
    "direction",
    "known",
    "marked",
    "named",
    "outside",
    "percent",
    "pieces",
    "plain",
    "sentence",
    "short",
    "signed",
    "spoken",
    "telling",
    "turnings",
]

"""The three-pole plot: an actor between three poles, nearer to the one that it stands closest to."""

import math
from collections.abc import Mapping, Sequence

import msgspec

from dragoman.desk import Name
from dragoman.web.draw.labels import Box, Label, Mark, beside

_SHARP = 6.0
# A score below this says nothing.
_LEAST = 0.005
_RADIUS = 5.0

Point = tuple[float, float]


class Sheet(msgspec.Struct, frozen=True):
    """A drawing's width and height, and the corners of the triangle: the first pole above, the others below."""

    width: float
    height: float
    corners: tuple[Point, Point, Point]


WIDE = Sheet(560, 420, ((280, 34), (80, 380), (480, 380)))
NARROW = Sheet(360, 350, ((180, 28), (24, 298), (336, 298)))


class Dot(msgspec.Struct, frozen=True):
    """An actor drawn, with its scores in the order of the poles; the label is empty where there is no room for it on any side."""

    actor: Name
    x: float
    y: float
    scores: tuple[float, ...]
    label: Label = Label()


class Triangle(msgspec.Struct, frozen=True):
    """Three poles and the actors between them, on a sheet."""

    poles: tuple[str, ...]
    dots: tuple[Dot, ...]
    sheet: Sheet = WIDE

    @property
    def frame(self) -> str:
        """The triangle as SVG path data."""
        return _path(self.sheet.corners)

    @property
    def inner(self) -> str:
        """The triangle between the middles of its sides."""
        top, left, right = self.sheet.corners
        return _path((_middle(top, left), _middle(top, right), _middle(left, right)))


def _path(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def _middle(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def place(scores: Sequence[float], sheet: Sheet = WIDE) -> Point:
    """Barycentric: a pole pulls with e to the power of six times the score, so that equal scores meet in the middle."""
    pulls = [math.exp(_SHARP * score) for score in scores]
    total = sum(pulls)
    x = sum(pull * corner[0] for pull, corner in zip(pulls, sheet.corners, strict=True)) / total
    y = sum(pull * corner[1] for pull, corner in zip(pulls, sheet.corners, strict=True)) / total
    return round(x, 1), round(y, 1)


def draw(poles: Sequence[str], found: Mapping[str, Mapping[str, float]], names: Mapping[str, Name], sheet: Sheet = WIDE) -> Triangle:
    """The actors that have a score with each of three poles, those that lean most first."""
    ranked = sorted(_leaning(poles, found).items(), key=lambda item: (-max(map(abs, item[1])), item[0]))
    dots = [Dot(names[id], *place(three, sheet), three) for id, three in ranked]
    marks = [Mark(dot.x, dot.y, _RADIUS) for dot in dots]
    taken, within = [mark.box for mark in marks], Box(0, 0, sheet.width, sheet.height)
    texts = ((dot.actor.name, dot.actor.short or dot.actor.name) for dot in dots)
    labels = [beside(mark, text, taken, within) for mark, text in zip(marks, texts, strict=True)]
    labelled = (msgspec.structs.replace(dot, label=label) for dot, label in zip(dots, labels, strict=True))
    return Triangle(tuple(poles), tuple(labelled), sheet)


def _leaning(poles: Sequence[str], found: Mapping[str, Mapping[str, float]]) -> dict[str, tuple[float, ...]]:
    scored = {id: tuple(scores[pole] for pole in poles) for id, scores in found.items() if all(pole in scores for pole in poles)}
    return {id: three for id, three in scored.items() if any(abs(score) >= _LEAST for score in three)}

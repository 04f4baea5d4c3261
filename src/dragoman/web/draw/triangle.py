"""The three-pole plot: an actor between three poles, nearer to the one that it stands closest to."""

import math
from collections.abc import Mapping, Sequence

import msgspec

from dragoman.desk import Name

_CORNERS = ((250.0, 40.0), (50.0, 386.0), (450.0, 386.0))
_SHARP = 6.0
# A score below this says nothing; a label needs so much room.
_LEAST = 0.005
_LETTER, _LINE, _RADIUS = 6.4, 12.5, 5.0


class Dot(msgspec.Struct, frozen=True):
    """An actor drawn, with its scores in the order of the poles; `label` is '' where there is no room for it on any side."""

    actor: Name
    x: float
    y: float
    scores: tuple[float, ...]
    label: str = ""
    label_x: float = 0.0
    label_y: float = 0.0
    anchor: str = "start"


class Box(msgspec.Struct, frozen=True):
    """A stretch of the drawing that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two overlap."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


class Triangle(msgspec.Struct, frozen=True):
    """Three poles and the actors between them."""

    poles: tuple[str, ...]
    dots: tuple[Dot, ...]


def place(scores: Sequence[float]) -> tuple[float, float]:
    """Barycentric: a pole pulls with e to the power of six times the score, so that equal scores meet in the middle."""
    pulls = [math.exp(_SHARP * score) for score in scores]
    total = sum(pulls)
    x = sum(pull * corner[0] for pull, corner in zip(pulls, _CORNERS, strict=True)) / total
    y = sum(pull * corner[1] for pull, corner in zip(pulls, _CORNERS, strict=True)) / total
    return round(x, 1), round(y, 1)


def draw(poles: Sequence[str], found: Mapping[str, Mapping[str, float]], names: Mapping[str, Name]) -> Triangle:
    """The actors that have a score with each of three poles, those that lean most first."""
    ranked = sorted(_leaning(poles, found).items(), key=lambda item: (-max(map(abs, item[1])), item[0]))
    dots = [Dot(names[id], *place(three), three) for id, three in ranked]
    taken = [Box(dot.x - _RADIUS, dot.y - _RADIUS, dot.x + _RADIUS, dot.y + _RADIUS) for dot in dots]
    return Triangle(tuple(poles), tuple(_labelled(dot, taken) for dot in dots))


def _labelled(dot: Dot, taken: list[Box]) -> Dot:
    """The dot with its name, else its abbreviation, on the first side where it covers nothing."""
    for label in dict.fromkeys((dot.actor.name, dot.actor.short or dot.actor.name)):
        width = len(label) * _LETTER
        for anchor, x, y in (("start", 8, 4), ("end", -8, 4), ("middle", 0, -9), ("middle", 0, 17), ("start", 7, -6), ("start", 7, 14)):
            left = dot.x + x - {"start": 0.0, "end": width, "middle": width / 2}[anchor]
            box = Box(left, dot.y + y - _LINE + 2, left + width, dot.y + y + 2)
            if not any(box.meets(other) for other in taken):
                taken.append(box)
                placed = {"label": label, "label_x": round(dot.x + x, 1), "label_y": round(dot.y + y, 1), "anchor": anchor}
                return msgspec.structs.replace(dot, **placed)
    return dot


def _leaning(poles: Sequence[str], found: Mapping[str, Mapping[str, float]]) -> dict[str, tuple[float, ...]]:
    scored = {id: tuple(scores[pole] for pole in poles) for id, scores in found.items() if all(pole in scores for pole in poles)}
    return {id: three for id, three in scored.items() if any(abs(score) >= _LEAST for score in three)}

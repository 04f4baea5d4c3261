"""The three-pole plot: an actor between three poles, nearer to the one that it stands closest to."""

import math
from collections.abc import Mapping, Sequence

import msgspec

from dragoman.desk import Name

_CORNERS = ((250.0, 40.0), (50.0, 386.0), (450.0, 386.0))
_SHARP = 4.0
# A score below this says nothing; a label needs so much room.
_LEAST = 0.005
_WORD, _LINE = 44.0, 11.0


class Dot(msgspec.Struct, frozen=True):
    """An actor drawn, with its scores in the order of the poles; `label` is '' where another's stands already."""

    actor: Name
    x: float
    y: float
    scores: tuple[float, ...]
    label: str = ""


class Triangle(msgspec.Struct, frozen=True):
    """Three poles and the actors between them."""

    poles: tuple[str, ...]
    dots: tuple[Dot, ...]


def place(scores: Sequence[float]) -> tuple[float, float]:
    """Barycentric: a pole pulls with e to the power of four times the score, so that equal scores meet in the middle."""
    pulls = [math.exp(_SHARP * score) for score in scores]
    total = sum(pulls)
    x = sum(pull * corner[0] for pull, corner in zip(pulls, _CORNERS, strict=True)) / total
    y = sum(pull * corner[1] for pull, corner in zip(pulls, _CORNERS, strict=True)) / total
    return round(x, 1), round(y, 1)


def draw(poles: Sequence[str], found: Mapping[str, Mapping[str, float]], names: Mapping[str, Name]) -> Triangle:
    """The actors that have a score with each of three poles, those that lean most first."""
    dots: list[Dot] = []
    for id, three in sorted(_leaning(poles, found).items(), key=lambda item: (-max(map(abs, item[1])), item[0])):
        x, y = place(three)
        free = not any(abs(dot.y - y) < _LINE and abs(dot.x - x) < _WORD for dot in dots if dot.label)
        dots.append(Dot(names[id], x, y, three, id if free else ""))
    return Triangle(tuple(poles), tuple(dots))


def _leaning(poles: Sequence[str], found: Mapping[str, Mapping[str, float]]) -> dict[str, tuple[float, ...]]:
    scored = {id: tuple(scores[pole] for pole in poles) for id, scores in found.items() if all(pole in scores for pole in poles)}
    return {id: three for id, three in scored.items() if any(abs(score) >= _LEAST for score in three)}

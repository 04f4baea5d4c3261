"""The three-pole plot: an actor between three poles, nearer to the one that it stands closest to."""

from collections.abc import Mapping, Sequence

import msgspec

from dragoman.web.shown import Name

_CORNERS = ((250.0, 40.0), (50.0, 386.0), (450.0, 386.0))
WIDTH, HEIGHT = 500.0, 430.0


class Dot(msgspec.Struct, frozen=True):
    """An actor drawn, with its scores in the order of the poles."""

    actor: Name
    x: float
    y: float
    scores: tuple[float, ...]


class Triangle(msgspec.Struct, frozen=True):
    """Three poles and the actors between them."""

    poles: tuple[str, ...]
    dots: tuple[Dot, ...]


def place(scores: Sequence[float]) -> tuple[float, float]:
    """Barycentric: a pole pulls with (1 + score), so -1 does not pull at all and equal scores meet in the middle."""
    pulls = [1.0 + score for score in scores]
    total = sum(pulls) or 1.0
    x = sum(pull * corner[0] for pull, corner in zip(pulls, _CORNERS, strict=True)) / total
    y = sum(pull * corner[1] for pull, corner in zip(pulls, _CORNERS, strict=True)) / total
    return round(x, 1), round(y, 1)


def draw(poles: Sequence[str], found: Mapping[str, Mapping[str, float]], names: Mapping[str, Name]) -> Triangle:
    """The actors that have a score with each of three poles."""
    dots = []
    for id, scores in sorted(found.items()):
        if all(pole in scores for pole in poles):
            three = tuple(scores[pole] for pole in poles)
            dots.append(Dot(names[id], *place(three), three))
    return Triangle(tuple(poles), tuple(dots))

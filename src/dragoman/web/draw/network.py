"""The network: a layout that stays the same whichever day is looked at, and the lines of one day laid over it."""

import math
from collections.abc import Mapping, Sequence

import msgspec
import networkx as nx

from dragoman.desk import Name

# Another seed turns the picture; the same one gives the same picture on every machine.
_SEED = 7
# Cooperation and conflict run side by side, this far from the middle line.
_BESIDE = 3.0

Points = dict[str, tuple[float, float]]


class Sheet(msgspec.Struct, frozen=True):
    """The room of a drawing: its size, its margin, how far apart two actors stand at least, and the largest radius of one."""

    width: float
    height: float
    margin: float = 70.0
    across: float = 96.0
    down: float = 46.0
    largest: float = 24.0


WIDE = Sheet(960.0, 600.0)


class Bond(msgspec.Struct, frozen=True, kw_only=True):
    """What two actors have between them on a day: stories of cooperation and of conflict, and kinds of commitments that hold."""

    left: str
    right: str
    cooperation: int = 0
    conflict: int = 0
    ties: tuple[str, ...] = ()


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """An actor drawn: `radius` grows with the root of its stories."""

    actor: Name
    x: float
    y: float
    radius: float
    stories: int


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line drawn: `mark` is cooperation, conflict or tie."""

    left: Name
    right: Name
    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    mark: str
    says: str


class Network(msgspec.Struct, frozen=True):
    """The whole drawing, lines first; `left` and `top` are where its box begins: empty edges are left off."""

    left: float
    top: float
    width: float
    height: float
    lines: tuple[Line, ...]
    nodes: tuple[Node, ...]


def layout(weights: Mapping[tuple[str, str], float]) -> Points:
    """Positions of all actors of weighted pairs, by a spring layout with a fixed seed, moved apart so that labels can be read."""
    graph = nx.Graph()
    for (left, right), weight in sorted(weights.items()):
        graph.add_edge(left, right, weight=math.log1p(weight))
    if not graph:
        return {}
    found = nx.spring_layout(graph, k=2.4 / math.sqrt(len(graph)), iterations=120, seed=_SEED, weight="weight")
    return _parted(_boxed({str(id): (float(x), float(y)) for id, (x, y) in found.items()}, WIDE), WIDE)


def upright(points: Points) -> tuple[Points, Sheet]:
    """The same layout turned to stand on a phone, as high as its actors need, and the sheet that it is set on."""
    sheet = Sheet(360.0, max(360.0, 27.0 * len(points)), 34.0, 66.0, 38.0, 15.0)
    return _parted(_boxed({id: (y, x) for id, (x, y) in points.items()}, sheet), sheet) if points else {}, sheet


def _boxed(points: Points, sheet: Sheet) -> Points:
    across = _spread({id: x for id, (x, _) in points.items()})
    down = _spread({id: y for id, (_, y) in points.items()})
    wide, high = sheet.width - 2 * sheet.margin, sheet.height - 2 * sheet.margin
    return {id: (sheet.margin + across[id] * wide, sheet.margin + down[id] * high) for id in sorted(points)}


def _spread(values: Mapping[str, float]) -> dict[str, float]:
    """Values between 0 and 1, half by size and half by rank: springs crowd the busy in the middle, where labels need room."""
    low, high = min(values.values()), max(values.values())
    ranked = sorted(values, key=lambda id: (values[id], id))
    last = max(1, len(ranked) - 1)
    return {id: 0.3 * (values[id] - low) / ((high - low) or 1.0) + 0.7 * place / last for place, id in enumerate(ranked)}


def _parted(points: Points, sheet: Sheet) -> Points:
    """Push pairs whose labels would touch apart, a little at a time."""
    ids = sorted(points)
    for _ in range(60):
        moved = False
        for place, one in enumerate(ids):
            for other in ids[place + 1 :]:
                moved = _part(points, one, other, sheet) or moved
        if not moved:
            break
    return {id: (_within(x, sheet.width, sheet), _within(y, sheet.height, sheet)) for id, (x, y) in points.items()}


def _part(points: Points, one: str, other: str, sheet: Sheet) -> bool:
    (ax, ay), (bx, by) = points[one], points[other]
    gap_x, gap_y = sheet.across - abs(ax - bx), sheet.down - abs(ay - by)
    if gap_x <= 0 or gap_y <= 0:
        return False
    if gap_x / sheet.across < gap_y / sheet.down:
        push = math.copysign(gap_x / 2 + 0.5, ax - bx)
        points[one], points[other] = (_within(ax + push, sheet.width, sheet), ay), (_within(bx - push, sheet.width, sheet), by)
    else:
        push = math.copysign(gap_y / 2 + 0.5, ay - by)
        points[one], points[other] = (ax, _within(ay + push, sheet.height, sheet)), (bx, _within(by - push, sheet.height, sheet))
    return True


def _within(value: float, size: float, sheet: Sheet) -> float:
    return min(max(value, sheet.margin * 0.7), size - sheet.margin * 0.7)


class Day(msgspec.Struct, frozen=True):
    """What is drawn over a layout: the bonds of a day, the names of actors and how many stories each is in."""

    bonds: tuple[Bond, ...]
    names: Mapping[str, Name]
    stories: Mapping[str, int]


def draw(points: Points, day: Day, sheet: Sheet = WIDE) -> Network:
    """The bonds of a day over a layout; actors without one are left out."""
    held = [bond for bond in day.bonds if bond.left in points and bond.right in points]
    nodes = [_node(id, points, day, sheet) for id in sorted({bond.left for bond in held} | {bond.right for bond in held})]
    lines = [line for bond in held for line in _lines(bond, points, day.names)]
    order = {"tie": 0, "cooperation": 1, "conflict": 2}
    left, top, width, height = _box(nodes, sheet)
    return Network(left, top, width, height, tuple(sorted(lines, key=lambda line: order[line.mark])), tuple(nodes))


def _node(id: str, points: Points, day: Day, sheet: Sheet) -> Node:
    told = day.stories.get(id, 0)
    radius = round(min(sheet.largest, sheet.largest / 4 + 2 * math.sqrt(told)), 1)
    return Node(actor=day.names[id], x=round(points[id][0], 1), y=round(points[id][1], 1), radius=radius, stories=told)


def _box(nodes: Sequence[Node], sheet: Sheet) -> tuple[float, float, float, float]:
    if not nodes:
        return 0.0, 0.0, sheet.width, sheet.height
    left, right = min(node.x for node in nodes) - sheet.margin, max(node.x for node in nodes) + sheet.margin
    top, bottom = min(node.y for node in nodes) - sheet.margin / 2, max(node.y for node in nodes) + sheet.margin * 0.8
    # A few actors are not blown up to fill the page; a phone’s page is filled as it is.
    least = sheet.width if sheet is not WIDE else sheet.width * 0.6
    spare = max(0.0, least - (right - left)) / 2
    return round(left - spare, 1), round(top, 1), round(right - left + 2 * spare, 1), round(bottom - top, 1)


def _lines(bond: Bond, points: Points, names: Mapping[str, Name]) -> list[Line]:
    found = []
    if bond.ties:
        found.append(_line(bond, points, names, ("tie", 0.0, 1.4, ", ".join(bond.ties).replace("_", " "))))
    side = _BESIDE if bond.cooperation and bond.conflict else 0.0
    if bond.cooperation:
        found.append(_line(bond, points, names, ("cooperation", side, _width(bond.cooperation), f"{bond.cooperation} cooperation")))
    if bond.conflict:
        found.append(_line(bond, points, names, ("conflict", -side, _width(bond.conflict), f"{bond.conflict} conflict")))
    return found


def _line(bond: Bond, points: Points, names: Mapping[str, Name], drawn: tuple[str, float, float, str]) -> Line:
    mark, aside, width, says = drawn
    (ax, ay), (bx, by) = points[bond.left], points[bond.right]
    length = math.hypot(bx - ax, by - ay) or 1.0
    dx, dy = -(by - ay) / length * aside, (bx - ax) / length * aside
    return Line(
        left=names[bond.left],
        right=names[bond.right],
        x1=round(ax + dx, 1),
        y1=round(ay + dy, 1),
        x2=round(bx + dx, 1),
        y2=round(by + dy, 1),
        width=width,
        mark=mark,
        says=says,
    )


def _width(stories: int) -> float:
    return round(min(9.0, 1.2 + math.sqrt(stories)), 1)

"""Labels: names set beside marks so that none covers another or a mark, and none leaves the drawing."""

from collections.abc import Iterable

import msgspec

# A letter of the sheet's small type is about so wide, a line so high.
_LETTER, _LINE = 6.4, 12.5
# Room is kept this far from a mark.
_GAP = 3.0


class Box(msgspec.Struct, frozen=True):
    """A stretch of the drawing that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two overlap."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


class Mark(msgspec.Struct, frozen=True):
    """A round mark on a drawing."""

    x: float
    y: float
    radius: float

    @property
    def box(self) -> Box:
        """The room that it takes."""
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


class Label(msgspec.Struct, frozen=True):
    """A text and where it is set; `anchor` is start, middle or end, as in SVG."""

    text: str = ""
    x: float = 0.0
    y: float = 0.0
    anchor: str = "start"


def beside(mark: Mark, texts: Iterable[str], taken: list[Box], within: Box) -> Label:
    """The first of the texts on the first side of the mark where it has room, which is then taken; an empty label where none has."""
    reach = mark.radius + _GAP
    sides = (("start", reach, 4.0), ("end", -reach, 4.0), ("middle", 0.0, -reach - 1), ("middle", 0.0, reach + 9))
    corners = (("start", reach - 1, -6.0), ("start", reach - 1, 14.0), ("end", 1 - reach, -6.0), ("end", 1 - reach, 14.0))
    for text in dict.fromkeys(texts):
        for anchor, across, down in (*sides, *corners):
            box = _box(text, anchor, mark.x + across, mark.y + down)
            inside = within.left <= box.left and box.right <= within.right and within.top <= box.top and box.bottom <= within.bottom
            if inside and not any(box.meets(other) for other in taken):
                taken.append(box)
                return Label(text, round(mark.x + across, 1), round(mark.y + down, 1), anchor)
    return Label()


def _box(text: str, anchor: str, x: float, y: float) -> Box:
    width = len(text) * _LETTER
    left = x - {"start": 0.0, "end": width, "middle": width / 2}[anchor]
    return Box(left, y - _LINE + 2, left + width, y + 2)

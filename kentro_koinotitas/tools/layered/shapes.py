"""The words of a drawing. Lengths are in pixels, y grows downwards."""

from collections import namedtuple
from dataclasses import dataclass, field


class Rect(namedtuple("Rect", "x y width height")):
    """A rectangle: its upper left corner, its width and height.

    >>> Rect(0, 0, 10, 10).overlaps(Rect(9, 9, 5, 5)), Rect(0, 0, 10, 10).overlaps(Rect(10, 0, 5, 5))
    (True, False)
    """

    __slots__ = ()

    def overlaps(self, other):
        """Return whether the insides of the two have a point in common."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


# What is to be drawn: a box, with room left free at its left side (for a mark).
Box = namedtuple("Box", "width height left", defaults=(0,))
# … and an arrow from all of ``sources`` to ``target``, which share one label of that width and height.
Arrow = namedtuple("Arrow", "key sources target width height")

# What came out of it. ``paths`` is ``{source: [(x, y), …]}``, each from the side of its box through the
# label to the target. Pieces that several paths have in common are the same points in each.
Route = namedtuple("Route", "key label paths")
Drawing = namedtuple("Drawing", "width height boxes routes")


@dataclass(eq=False)
class Node:
    """Something that has a place of its own in a layer: a box, a label, or the bend of a line."""

    kind: str  # box, label, bend
    key: object
    left: float  # what it needs to the left of its middle
    right: float
    height: float
    layer: int = 0
    x: float = 0.0  # of its middle
    y: float = 0.0
    above: list = field(default_factory=list, repr=False)  # nodes of the layer before it
    below: list = field(default_factory=list, repr=False)


@dataclass(eq=False)
class Bundle:
    """An arrow, or the part of it that runs against the flow (``up``): its lines join at its label."""

    key: object
    sources: tuple
    target: object
    label: Node
    up: bool
    trunk: dict = field(default_factory=dict, repr=False)  # {layer: node} between sources and label
    stem: dict = field(default_factory=dict, repr=False)  # {layer: node} between label and target


def join(upper, lower):
    """Connect two nodes of neighbouring layers."""
    upper.below.append(lower)
    lower.above.append(upper)

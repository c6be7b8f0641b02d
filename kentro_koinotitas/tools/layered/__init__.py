"""A layered drawing of boxes and arrows (Sugiyama, Tagawa and Toda 1981), without a library.

The flow runs from the top to the bottom. A label is a node of its own, so it has room of its own, and
an arrow from several boxes is one line that each of them joins: thirty arrows of a process become a
dozen lines.

>>> drawing = draw({"a": Box(100, 40), "b": Box(100, 40)}, [Arrow("go", ["a"], "b", 30, 16)])
>>> drawing.boxes["a"].y < drawing.routes[0].label.y < drawing.boxes["b"].y
True
>>> drawing.boxes["a"].x == drawing.boxes["b"].x == 0
True
"""

from . import layers as _layers
from . import order as _order
from . import place as _place
from . import route as _route
from .shapes import Arrow, Box, Drawing, Node, Rect

ASIDE = 18  # pixels between neighbours of a layer
BELOW = 14  # least pixels between two layers
LOOP = 24  # pixels for the line of a loop, beside its label


def draw(boxes, arrows, aside=ASIDE, below=BELOW):
    """Return a :class:`Drawing`: a place for each box, a route for each arrow.

    :param dict boxes: ``{key: Box}`` in the order in which people read them: of a cycle, what leads
        back in this order is drawn upwards
    :param list arrows: :class:`Arrow`; one with sources above and below its target comes back as
        two or three routes of one key, and so does a loop
    :return: boxes as ``{key: Rect}``, never smaller than asked; the same input gives the same drawing
    """
    arrows = list(arrows)
    loops = {key: [a for a in arrows if a.target == key and key in a.sources] for key in boxes}
    heights = {key: max(box.height, sum(_tall(a) for a in loops[key])) for key, box in boxes.items()}
    nodes = {
        key: Node(
            "box", key, box.width / 2 + box.left,
            box.width / 2 + max((LOOP + a.width for a in loops[key]), default=0), heights[key],
        )
        for key, box in boxes.items()
    }
    bundles = _layers.bundles(list(boxes), arrows)
    _layers.rank(nodes, bundles)
    layers = _layers.connect(nodes, bundles)
    _order.arrange(layers)
    _place.across(layers, aside)
    bands = _place.down(layers, below)
    port = _route.ports([(nodes[key], box.width) for key, box in boxes.items()])
    placed = {
        key: Rect(nodes[key].x - box.width / 2, nodes[key].y - heights[key] / 2, box.width, heights[key])
        for key, box in boxes.items()
    }
    routes = _route.routes(bundles, nodes, bands, port)
    for key, around in loops.items():
        top = placed[key].y + (heights[key] - sum(_tall(a) for a in around)) / 2
        for arrow in around:
            routes.append(_route.loop(arrow, placed[key], top, _tall(arrow)))
            top += _tall(arrow)
    width = max((node.x + node.right for layer in layers for node in layer), default=0)
    return Drawing(width, bands[-1][1] if bands else 0, placed, routes)


def _tall(arrow):
    return max(arrow.height, 12) + 4

"""Which way each line runs: straight through a layer, aside only between two layers."""

from .shapes import Rect, Route

PORT = 26  # pixels between two lines at one side of a box, where there is room


def ports(boxes):
    """Return ``{(box, neighbour): x}``: where at a box the line to that neighbour begins or ends."""
    found = {}
    for box, width in boxes:
        for side in (box.above, box.below):
            others = sorted(dict.fromkeys(side), key=lambda other: other.x)
            step = min(PORT, width / (len(others) + 1))
            for number, other in enumerate(others):
                found[box, other] = box.x + (number - (len(others) - 1) / 2) * step
    return found


def _through(nodes, bands, port, up):
    """Return the points of a line through ``nodes``, which follow one another in neighbouring layers."""
    points = []
    for before, node, after in zip([None, *nodes], nodes, [*nodes[1:], None], strict=False):
        top, bottom = bands[node.layer]
        first, last = (bottom, top) if up else (top, bottom)
        if node.kind == "box":
            near = node.y + node.height / 2 * (1 if (after is None) == up else -1)
            x = port[node, before or after]
            edge = (x, last) if after else (x, first)
            points += [(x, near), edge] if after else [edge, (x, near)]
        elif node.kind == "label":
            half = node.height / 2 * (-1 if up else 1)
            points += [(node.x, first), (node.x, node.y - half), (node.x, node.y + half), (node.x, last)]
        else:
            points += [(node.x, first), (node.x, last)]
    return [p for p, before in zip(points, [None, *points], strict=False) if p != before]


def routes(bundles, boxes, bands, port):
    """Return a route for each bundle.

    :param dict boxes: ``{key: Node}``
    :param list bands: upper and lower edge of each layer
    :param dict port: as of :func:`ports`
    """
    found = []
    for bundle in bundles:
        sign, label, target = (-1 if bundle.up else 1), bundle.label, boxes[bundle.target]
        paths = {}
        for source in bundle.sources:
            start = boxes[source].layer
            trunk = [bundle.trunk[layer] for layer in range(start + sign, label.layer + sign, sign)]
            stem = [bundle.stem[layer] for layer in range(label.layer + sign, target.layer + sign, sign)]
            paths[source] = _through([boxes[source], *trunk, *stem], bands, port, bundle.up)
        found.append(Route(bundle.key, _around(label), paths))
    return found


def _around(node):
    return Rect(node.x - node.left, node.y - node.height / 2, node.left + node.right, node.height)


def loop(arrow, box, top, height):
    """Return the route of an arrow from a box to itself: out and back at its right side, label beside it."""
    side, middle = box.x + box.width, top + height / 2
    out = side + 14
    path = [(side, middle - 5), (out, middle - 5), (out, middle + 5), (side, middle + 5)]
    label = Rect(out + 5, middle - arrow.height / 2, arrow.width, arrow.height)
    return Route(arrow.key, label, {arrow.target: path})

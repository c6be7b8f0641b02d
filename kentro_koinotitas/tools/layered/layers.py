"""Which way the arrows run, and in which layer everything stands."""

from itertools import pairwise

from .shapes import Bundle, Node, join


def components(successors):
    """Return ``{node: number}``: two nodes have one number if each leads to the other.

    >>> numbers = components({"a": ["b"], "b": ["c"], "c": ["b"]})
    >>> numbers["b"] == numbers["c"] != numbers["a"]
    True
    """
    reach = {}
    for start in successors:
        seen, todo = {start}, [start]
        while todo:
            for after in successors[todo.pop()]:
                if after not in seen:
                    seen.add(after)
                    todo.append(after)
        reach[start] = seen
    numbers = {}
    for node in successors:
        same = [other for other in successors if other in reach[node] and node in reach[other]]
        numbers[node] = min(numbers.get(other, len(numbers)) for other in same)
    return numbers


def against_the_flow(keys, pairs):
    """Return those of ``pairs`` (source, target) that are drawn upwards, so that the rest has no cycle.

    In a cycle, what leads back in the order of ``keys`` runs against the flow, the longest first.

    >>> against_the_flow("abc", [("a", "b"), ("b", "c"), ("c", "a")])
    {('c', 'a')}
    >>> against_the_flow("abc", [("c", "b"), ("b", "a")])
    set()
    """
    rank = {key: number for number, key in enumerate(keys)}
    back = []
    while True:
        successors = {key: [] for key in keys}
        for source, target in dict.fromkeys(pairs):
            if (source, target) not in back:
                successors[source].append(target)
        number = components(successors)
        found = [
            (rank[source] - rank[target], -rank[target], (source, target))
            for source, target in dict.fromkeys(pairs)
            if (source, target) not in back and number[source] == number[target] and rank[target] < rank[source]
        ]
        if not found:
            return _least(pairs, back)
        back.append(max(found)[2])


def _least(pairs, back):
    """Return the part of ``back`` that is needed: turned round, it must not make a cycle of its own."""
    needed = set(back)
    for source, target in back:
        seen, todo = {target}, [target]
        while todo:
            here = todo.pop()
            after = {b for a, b in pairs if a == here and (a, b) not in needed} - seen
            seen |= after
            todo += after
        if source not in seen:
            needed.discard((source, target))
    return needed


def bundles(keys, arrows):
    """Return the arrows as bundles, each wholly with or wholly against the flow; loops are left out."""
    back = against_the_flow(keys, [(s, a.target) for a in arrows for s in a.sources if s != a.target])
    found = []
    for arrow in arrows:
        for up in (False, True):
            sources = tuple(
                s for s in dict.fromkeys(arrow.sources) if s != arrow.target and ((s, arrow.target) in back) == up
            )
            if sources:
                label = Node("label", arrow.key, arrow.width / 2, arrow.width / 2, arrow.height)
                found.append(Bundle(arrow.key, sources, arrow.target, label, up))
    return found


def rank(boxes, found):
    """Set the layer of each box and label: as early as may be, then as near to its neighbours as may be.

    :param dict boxes: ``{key: Node}``
    """
    after = []  # (upper, lower): the first stands in an earlier layer
    for bundle in found:
        ends = [(boxes[source], bundle.label) for source in bundle.sources] + [(bundle.label, boxes[bundle.target])]
        after += [(lower, upper) for upper, lower in ends] if bundle.up else ends
    nodes = [*boxes.values(), *(bundle.label for bundle in found)]
    lower = {node: [b for a, b in after if a is node] for node in nodes}
    upper = {node: [a for a, b in after if b is node] for node in nodes}
    waiting, free = {node: len(upper[node]) for node in nodes}, [node for node in nodes if not upper[node]]
    for node in free:  # grows as it goes
        node.layer = max((other.layer + 1 for other in upper[node]), default=0)
        for other in lower[node]:
            waiting[other] -= 1
            if not waiting[other]:
                free.append(other)
    for _ in range(len(nodes)):
        moved = [node for node in reversed(free) if _lower(node, upper[node], lower[node])]
        if not moved:
            break
    for bundle in found:  # a label stands near the box that its line comes from
        if not bundle.up:
            bundle.label.layer = max(node.layer for node in upper[bundle.label]) + 1


def _lower(node, upper, lower):
    """Move ``node`` down if that shortens more lines than it lengthens; return whether it moved."""
    layer = min((other.layer for other in lower), default=0) - 1
    if layer <= node.layer or (node.kind == "box" and len(upper) >= len(lower)):
        return False
    node.layer = layer
    return True


def connect(boxes, found):
    """Join neighbours and put bends where a line passes a layer; return the layers as lists of nodes."""
    bends = []

    def bend(bundle, layer):
        node = Node("bend", bundle.key, 0, 0, 0, layer)
        bends.append(node)
        return node

    for bundle in found:
        sign = -1 if bundle.up else 1
        label, target = bundle.label, boxes[bundle.target]
        first = min(sign * boxes[source].layer for source in bundle.sources) + 1
        for layer in range(first, sign * label.layer):
            bundle.trunk[sign * layer] = bend(bundle, sign * layer)
        bundle.trunk[label.layer] = label
        for layer in range(sign * label.layer + 1, sign * target.layer):
            bundle.stem[sign * layer] = bend(bundle, sign * layer)
        bundle.stem[target.layer] = target
        line = [*bundle.trunk.values(), *bundle.stem.values()]
        pairs = list(pairwise(line))
        pairs += [(boxes[source], bundle.trunk[boxes[source].layer + sign]) for source in bundle.sources]
        for a, b in pairs:
            join(*((b, a) if bundle.up else (a, b)))
    nodes = [*boxes.values(), *(bundle.label for bundle in found), *bends]
    layers = [[] for _ in range(1 + max((node.layer for node in nodes), default=-1))]
    for node in nodes:
        layers[node.layer].append(node)
    return layers

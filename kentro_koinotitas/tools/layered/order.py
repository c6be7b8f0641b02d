"""In which order the nodes of a layer stand, so that few lines cross."""

from bisect import bisect, insort
from itertools import pairwise

SWEEPS = 24


def crossings(upper, lower):
    """Return how often the lines between two neighbouring layers cross."""
    place = {node: number for number, node in enumerate(lower)}
    seen, count = [], 0
    for node in upper:
        ends = sorted(place[other] for other in node.below)
        count += sum(len(seen) - bisect(seen, end) for end in ends)
        for end in ends:
            insort(seen, end)
    return count


def arrange(layers):
    """Reorder each of ``layers`` in place: median sweeps down and up, the best order wins."""
    _begin(layers)
    best, least = [list(layer) for layer in layers], _total(layers)
    for sweep in range(SWEEPS):
        if not least:
            break
        down = sweep % 2 == 0
        for number in range(len(layers)) if down else reversed(range(len(layers))):
            neighbour = number + (-1 if down else 1)
            if 0 <= neighbour < len(layers):
                _sort(layers[number], layers[neighbour], "above" if down else "below", sweep % 4 > 1)
        _swap(layers)
        now = _total(layers)
        if now < least:
            best, least = [list(layer) for layer in layers], now
    for number, layer in enumerate(best):
        layers[number][:] = layer


def _total(layers):
    return sum(crossings(a, b) for a, b in pairwise(layers))


def _begin(layers):
    """First order: as the lines lead, depth first from above, so that what belongs together is together."""
    seen, at = set(), [[] for _ in layers]

    def visit(start):
        todo = [start]
        while todo:
            node = todo.pop()
            if node not in seen:
                seen.add(node)
                at[node.layer].append(node)
                todo += reversed([*node.below, *node.above])

    for layer in layers:
        for node in layer:
            visit(node)
    for number, layer in enumerate(at):
        layers[number][:] = layer


def _sort(layer, fixed, side, mean):
    """Sort ``layer`` by the median (or mean) place of the neighbours in ``fixed``; others keep theirs."""
    place = {node: number for number, node in enumerate(fixed)}

    def wish(node):
        places = sorted(place[other] for other in getattr(node, side))
        middle = len(places) // 2
        if mean or len(places) % 2 == 0:
            return sum(places) / len(places)
        return places[middle]

    moving = sorted((node for node in layer if getattr(node, side)), key=wish)
    still = iter(moving)
    layer[:] = [next(still) if getattr(node, side) else node for node in layer]


def _swap(layers):
    """Swap neighbours as long as that saves a crossing."""
    for number, layer in enumerate(layers):
        place = {
            node: at for near in (number - 1, number + 1) if 0 <= near < len(layers)
            for at, node in enumerate(layers[near])
        }
        for _ in range(4):
            better = False
            for at in range(len(layer) - 1):
                left, right = layer[at], layer[at + 1]
                if _between(left, right, place) > _between(right, left, place):
                    layer[at], layer[at + 1], better = right, left, True
            if not better:
                break


def _between(left, right, place):
    """Return how often lines of ``left`` cross lines of ``right`` when they stand in this order."""
    return sum(
        place[a] > place[b]
        for side in ("above", "below")
        for a in getattr(left, side)
        for b in getattr(right, side)
    )

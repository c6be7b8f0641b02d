"""Where everything stands: x by weighted least squares under the order, y by layers."""

from .order import crossings

ROUNDS = 40


def across(layers, gap):
    """Set ``x`` of every node: near its neighbours, in the given order, ``gap`` pixels apart."""
    for layer in layers:
        edge = 0.0
        for node in layer:
            node.x = edge + node.left
            edge = node.x + node.right + gap
    for number in range(ROUNDS):
        last = number >= ROUNDS - 8
        order = layers if number % 2 == 0 else reversed(layers)
        for layer in order:
            _settle(layer, gap, ("above", "below") if last else (("above",), ("below",))[number % 2])
    for _ in range(3):
        _straighten(layers, gap)
    shift = min((node.x - node.left for layer in layers for node in layer), default=0)
    for layer in layers:
        for node in layer:
            node.x -= shift


def _pull(node, other):
    """How strongly a line draws its ends together: most of all where it only passes."""
    return {0: 1, 1: 3, 2: 8}[(node.kind != "box") + (other.kind != "box")]


def _settle(layer, gap, sides):
    """Put the nodes of one layer where the weighted squares of their distances to neighbours are least.

    Least squares under "each to the right of the one before" is a monotone regression; pooling
    neighbours that violate the order solves it exactly (pool adjacent violators).
    """
    pools, offset, before = [], 0.0, None  # [weight, weighted sum, number of nodes]
    offsets = []
    for node in layer:
        if before:
            offset += before.right + gap + node.left
        offsets.append(offset)
        pulls = [(_pull(node, other), other.x) for side in sides for other in getattr(node, side)]
        weight = sum(pull for pull, _ in pulls) or 0.01
        wish = sum(pull * x for pull, x in pulls) / weight if pulls else node.x
        pools.append([weight, weight * (wish - offset), 1])
        while len(pools) > 1 and pools[-2][1] / pools[-2][0] > pools[-1][1] / pools[-1][0]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
        before = node
    places = [total / weight for weight, total, count in pools for _ in range(count)]
    for node, place, offset in zip(layer, places, offsets, strict=True):
        node.x = place + offset


def _straighten(layers, gap):
    """Give the bends that follow one another one x, where there is room for it in every layer."""
    room = {}
    for layer in layers:
        for at, node in enumerate(layer):
            least = layer[at - 1].x + layer[at - 1].right + gap + node.left if at else float("-inf")
            most = layer[at + 1].x - layer[at + 1].left - gap - node.right if at + 1 < len(layer) else float("inf")
            room[node] = (least, most)
    for chain in _chains(layers):
        least, most = max(room[node][0] for node in chain), min(room[node][1] for node in chain)
        if least <= most:
            ends = [other.x for other in (*chain[0].above, *chain[-1].below)]
            wish = sorted([node.x for node in chain] + ends)[(len(chain) + len(ends)) // 2]
            for node in chain:
                node.x = min(max(wish, least), most)
            return_room(room, layers, chain, gap)


def return_room(room, layers, chain, gap):
    """Say anew how much room the neighbours of ``chain`` have, now that it has moved."""
    for node in chain:
        layer = layers[node.layer]
        at = layer.index(node)
        if at:
            left = layer[at - 1]
            room[left] = (room[left][0], node.x - node.left - gap - left.right)
        if at + 1 < len(layer):
            right = layer[at + 1]
            room[right] = (node.x + node.right + gap + right.left, room[right][1])


def _chains(layers):
    """Return the runs of bends and labels of one bundle, top to bottom."""
    chains, seen = [], set()
    for layer in layers:
        for node in layer:
            if node.kind == "box" or node in seen:
                continue
            chain = [node]
            while True:
                after = [other for other in chain[-1].below if other.kind != "box" and other not in seen]
                if len(after) != 1:
                    break
                chain.append(after[0])
            seen.update(chain)
            if len(chain) > 1:
                chains.append(chain)
    return sorted(chains, key=len, reverse=True)


def down(layers, gap):
    """Set ``y`` (the middle) of every node; return the upper and lower edge of each layer.

    Layers between which lines cross or run far aside stand further apart.
    """
    bands, edge = [], 0.0
    for number, layer in enumerate(layers):
        height = max((node.height for node in layer), default=0)
        for node in layer:
            node.y = edge + height / 2
        bands.append((edge, edge + height))
        aside = max((abs(node.x - other.x) for node in layer for other in node.below), default=0)
        tangle = crossings(layer, layers[number + 1]) if number + 1 < len(layers) else 0
        edge += height + gap + min(aside / 12, gap) + min(3 * tangle, gap)
    return bands

"""Whether a condition can hold of anybody at all.

Careful: what it does not understand it takes for possible. Ages, numbers and choices of single facts, questions, and
members of whom something is said are understood; conditions as in `conditions.py`.
"""

from .conditions import ANSWERED

OPPOSITE = {"=": "!=", "!=": "=", "in": "not in", "not in": "in", "any": "not any", "not any": "any"}
TURNED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
MOST = 2000  # ways in which a condition may hold that are looked at


def is_fact(name):
    return True


def can_hold(condition, is_single=is_fact):
    """Whether some facts meet ``condition``; ``is_single`` says which have one value, and are known.

    >>> can_hold(["&", ("age", ">=", 18), ("age", "<", 18)]), can_hold(["&", ("age", ">", 17), ("age", "<", 19)])
    (False, True)
    >>> can_hold([("sex", "=", "male"), ("sex", "in", ["female", "other"])])
    False
    >>> can_hold([("yes_ids.code", "=", "pupil"), "!", ("yes_ids.code", "in", ["pupil", "student"])])
    False
    >>> can_hold([("members", "any", [("age", ">=", 70)]), ("members", "not any", [("age", ">=", 60)])])
    False
    >>> can_hold([("members", "any", [("age", ">=", 60)]), ("members", "not any", [("age", ">=", 70)])])
    True
    >>> can_hold([("name", "like", "A"), "!", ("name", "like", "A")])
    False
    """
    ways = _ways(list(condition))
    return ways is None or any(_at_once(way, is_single) for way in ways)


def _ways(condition):
    """The ways in which ``condition`` holds, each a list of (leaf, whether it holds); None: too many to say."""
    stack = []
    for token in reversed(condition):
        if token == "!":
            holds, fails = stack.pop()
            stack.append((fails, holds))
        elif token in ("&", "|"):
            (one, not_one), (other, not_other) = stack.pop(), stack.pop()
            join, split = (_both, _either) if token == "&" else (_either, _both)
            stack.append((join(one, other), split(not_one, not_other)))
        else:
            stack.append(([[(token, True)]], [[(token, False)]]))
    found = [[]]
    for holds, _fails in stack:
        found = _both(found, holds)
    return found


def _both(ways, others):
    if ways is None or others is None or len(ways) * len(others) > MOST:
        return None
    return [[*one, *other] for one in ways for other in others]


def _either(ways, others):
    return None if ways is None or others is None else ways + others


def _at_once(leaves, is_single):
    by_name, said = {}, set()
    for (name, operator, value), holds in leaves:
        if not holds and operator in TURNED and is_single(name):
            operator, holds = TURNED[operator], True
        elif not holds and operator in OPPOSITE:
            operator, holds = OPPOSITE[operator], True
        key = (name, operator, repr(value))
        if (key, not holds) in said or ((name, OPPOSITE.get(operator), repr(value)), holds) in said:
            return False
        said.add((key, holds))
        by_name.setdefault(name, []).append((operator, value))
    return all(_of_one(name, said_of_it, is_single) for name, said_of_it in by_name.items())


def _of_one(name, leaves, is_single):
    if any(operator in ("any", "not any") for operator, _value in leaves):
        return _of_related(leaves, is_single)
    if name == ANSWERED:
        no = set().union(*(_values(leaf) for leaf in leaves if leaf[0] in ("!=", "not in")))
        return all(_values(leaf) - no for leaf in leaves if leaf[0] in ("=", "in"))
    return not is_single(name) or _of_single(leaves)


def _of_related(leaves, is_single):
    """Each of whom something is said is none of whom it is not said."""
    nobody = [part for operator, value in leaves if operator == "not any" for part in ("!", *_as_one(value))]
    return all(can_hold([*nobody, *value], is_single) for operator, value in leaves if operator == "any")


def _as_one(condition):
    """``condition`` as one term in prefix notation."""
    open_terms = 0
    for token in condition:
        open_terms += {"!": 0, "&": -1, "|": -1}.get(token, 1) if isinstance(token, str) else 1
    return ["&"] * (open_terms - 1) + list(condition)


def _of_single(leaves):
    try:
        asked = [_values(leaf) for leaf in leaves if leaf[0] in ("=", "in")]
        barred = set().union(*(_values(leaf) for leaf in leaves if leaf[0] in ("!=", "not in")))
        if asked:
            return any(_in_order(value, leaves) for value in set.intersection(*asked) - barred)
        return _some_number(leaves)
    except TypeError:  # values that cannot be compared
        return True


def _values(leaf):
    operator, value = leaf
    return set(value) if operator in ("in", "not in") else {value}


def _in_order(value, leaves):
    order = {"<": value.__lt__, "<=": value.__le__, ">": value.__gt__, ">=": value.__ge__}
    return all(order[operator](bound) is not False for operator, bound in leaves if operator in order)


def _some_number(leaves):
    low = max((value for operator, value in leaves if operator in (">", ">=")), default=None)
    high = min((value for operator, value in leaves if operator in ("<", "<=")), default=None)
    if low is None or high is None:
        return True
    strict = (">", low) in leaves or ("<", high) in leaves
    return low < high or (low == high and not strict)

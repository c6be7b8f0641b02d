"""Conditions in three values: True, False, None for «not known» (strong Kleene).

A condition is a domain as Odoo writes it down: a list in prefix notation. It speaks of facts, a dict of name to
value, where None says that the fact is not known; of related facts by `any` and `not any`; and of questions by
`yes_ids.code`, where the facts «yes» and «no» hold the codes of those answered so.
"""

import operator

ORDER = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
ANSWERED = "yes_ids.code"


def every(values):
    """True if all are, False if one is False, else None.

    >>> every([True, None]), every([None, False]), every([])
    (None, False, True)
    """
    found = True
    for value in values:
        if value is False:
            return False
        if value is None:
            found = None
    return found


def some(values):
    """True if one is, False if all are False, else None.

    >>> some([None, True]), some([False, None]), some([])
    (True, None, False)
    """
    return opposite(every(opposite(value) for value in values))


def opposite(value):
    return None if value is None else not value


def holds(condition, facts):
    """Whether ``condition`` holds of ``facts``.

    >>> holds([("age", ">=", 18)], {"age": 17}), holds([("age", ">=", 18)], {"age": None})
    (False, None)
    >>> holds(["|", ("age", "<", 5), ("sex", "in", ["female"])], {"age": None, "sex": "female"})
    True
    >>> family = {"members": [{"age": 40}, {"age": None}]}
    >>> holds([("members", "any", [("age", "<", 18)])], family), holds([("members", "any", [("age", ">", 18)])], family)
    (None, True)
    >>> holds(["!", ("yes_ids.code", "=", "pupil")], {"yes": {"pupil"}, "no": set()})
    False
    >>> holds([], {})
    True
    """
    tokens = list(condition)
    stack = []
    for token in reversed(tokens):
        if token == "!":
            stack.append(opposite(stack.pop()))
        elif token in ("&", "|"):
            pair = [stack.pop(), stack.pop()]
            stack.append(every(pair) if token == "&" else some(pair))
        else:
            stack.append(_leaf(token, facts))
    return every(stack)


def _leaf(leaf, facts):
    name, operation, other = leaf
    if operation in ("any", "not any"):
        found = some(holds(other, related) for related in facts[name])
        return found if operation == "any" else opposite(found)
    if operation in ("!=", "not in"):
        return opposite(_leaf((name, {"!=": "=", "not in": "in"}[operation], other), facts))
    if name == ANSWERED:
        return some(_answered(code, facts) for code in (other if operation == "in" else [other]))
    value = facts[name]
    if value is None:
        return None
    if operation in ORDER:
        return ORDER[operation](value, other)
    return value in (other if operation == "in" else [other])


def _answered(code, facts):
    return True if code in facts["yes"] else False if code in facts["no"] else None


def unknown(condition, facts):
    """What nobody knows of what ``condition`` asks: (person, fact or question), the person None for the household.

    >>> unknown([("age", ">=", 18), ("sex", "=", "female")], {"person": "Leo", "age": 17, "sex": None})
    (('Leo', 'sex'),)
    """
    found = []
    for leaf in condition:
        if isinstance(leaf, str):
            continue
        name, operation, other = leaf
        if operation in ("any", "not any"):
            for related in facts[name]:
                if holds(other, related) is None:
                    found += unknown(other, related)
        elif name == ANSWERED:
            codes = other if isinstance(other, (list, tuple)) else [other]
            found += [(facts.get("person"), code) for code in codes if code not in facts["yes"] | facts["no"]]
        elif facts[name] is None:
            found.append((facts.get("person"), name))
    return tuple(found)


def questions(condition):
    """The codes of the questions that ``condition`` asks, at whatever depth.

    >>> sorted(questions(["|", ("age", "<", 5), ("member_ids", "any", [(ANSWERED, "in", ["pupil", "student"])])]))
    ['pupil', 'student']
    """
    found = set()
    for leaf in condition:
        if isinstance(leaf, str):
            continue
        name, operation, other = leaf
        if operation in ("any", "not any"):
            found |= questions(other)
        elif name == ANSWERED:
            found |= set(other if isinstance(other, (list, tuple)) else [other])
    return found

"""Points in SQL; the same as `tools/standing/points.py`."""

from odoo.tools import SQL


def reached(query, points):
    """SQL of whether the points certainly reach the least, and possibly."""
    if points.least is None:
        return SQL("TRUE"), SQL("TRUE")
    sides = zip(*(pair for _parts, *pair in _groups(query, points)), strict=True)
    return tuple(SQL("(%s >= %s)", SQL(" + ").join(side), points.least) for side in sides)


def open_parts(query, points):
    """``(test, SQL of whether it is not decided and would add something)`` of each part."""
    for parts, low, _high in _groups(query, points):
        for number, test, (certain, possible) in parts:
            yield test, SQL("(NOT %s AND %s AND %s > %s)", certain, possible, number, low)


def _groups(query, points):
    """``([(number, test, its pair), …], what it gives for certain, at most)`` of each group, as SQL."""
    groups = {}
    for place, part in enumerate(points.parts):
        groups.setdefault(part.group or place, []).append((part.number, part.test, query.test(part.test)))
    for parts in groups.values():
        yield parts, *(_highest([(number, pair[side]) for number, _test, pair in parts]) for side in (0, 1))


def _highest(parts):
    cases = [SQL("CASE WHEN %s THEN %s ELSE 0 END", condition, number) for number, condition in parts]
    return SQL("GREATEST(%s)", SQL(", ").join(cases))

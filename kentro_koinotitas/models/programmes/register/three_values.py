"""A condition on facts as two conditions of SQL: it holds certainly, it holds possibly."""

from odoo.fields import Domain
from odoo.tools import SQL, Query

from ....tools.standing.conditions import ANSWERED

TRUE, FALSE = SQL("TRUE"), SQL("FALSE")


def bounds(condition, model, alias, heads):
    """Return ``(certainly, possibly)`` of ``condition``, a list in prefix notation on the facts of ``model``.

    ``alias`` is the table that has the facts as columns; ``heads`` counts members of whom a condition holds.
    """
    stack = []
    for token in reversed(list(condition)):
        if token == "!":
            certain, possible = stack.pop()
            stack.append((_not(possible), _not(certain)))
        elif token in ("&", "|"):
            one, other = stack.pop(), stack.pop()
            joined = SQL(" AND ") if token == "&" else SQL(" OR ")
            stack.append(tuple(SQL("(%s)", joined.join(pair)) for pair in zip(one, other, strict=True)))
        else:
            stack.append(_leaf(token, model, alias, heads))
    certain, possible = zip(*stack, strict=True) if stack else ((TRUE,), (TRUE,))
    return SQL("(%s)", SQL(" AND ").join(certain)), SQL("(%s)", SQL(" AND ").join(possible))


def _not(condition):
    return SQL("(NOT %s)", condition)


def _leaf(leaf, model, alias, heads):
    name, operator, value = leaf
    if operator in ("any", "not any"):
        low, high = heads.count(value)
        certain, possible = SQL("%s > 0", low), SQL("%s > 0", high)
        return (certain, possible) if operator == "any" else (_not(possible), _not(certain))
    if operator in ("!=", "not in"):
        certain, possible = _leaf((name, {"!=": "=", "not in": "in"}[operator], value), model, alias, heads)
        return _not(possible), _not(certain)
    if name == ANSWERED:
        codes = list(value) if operator == "in" else [value]
        yes, no = SQL.identifier(alias, "yes"), SQL.identifier(alias, "no")
        return SQL("(%s && %s::varchar[])", yes, codes), SQL("(NOT %s @> %s::varchar[])", no, codes)
    # Odoo reads NULL as 0 or False: what is not known is told apart first
    column = SQL.identifier(alias, name)
    holds = Domain(name, operator, value).optimize_full(model)._to_sql(model, alias, Query(model.env, alias))
    return SQL("(%s IS NOT NULL AND %s)", column, holds), SQL("(%s IS NULL OR %s)", column, holds)

import operator

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.date_utils import parse_date

NUMBERS = ("integer", "float", "monetary")
TEXTS = ("char", "text", "html")
PLAIN = (*NUMBERS, *TEXTS, "selection", "boolean", "date", "datetime")
ORDER = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


class KentroRule(models.Model):
    """A rule asked of supposed facts instead of a record: nothing is read of any record, nothing is made.

    A fact is what the rule says of one field, or, where it says more than can be supposed so simply (of
    other records, say), whether that condition holds. Facts are ``{key: value}``; what is not supposed is empty.
    """

    _inherit = "kentro.rule"

    def _facts(self):
        """Return the facts that these rules speak of: ``{key: {"key", "label", "type", "choices"}}``."""
        found = {}
        for rule in self:
            when, must = rule._domains()
            concerns = self.env._("Concerned by: %s", rule.name)
            fits = self.env._("No hindrance: %s", rule.name)
            for domain, label in ((when, concerns), (must, fits)):
                for condition in domain.iter_conditions():
                    fact = rule._fact(condition, label)
                    found.setdefault(fact["key"], fact)
        return found

    def _hold(self, facts):
        """Return those rules of ``self`` that are in force and do not hold if ``facts`` are so."""
        broken = self.browse()
        for rule in self._in_force():
            when, must = rule._domains()
            if rule._evaluate(when, facts) and not rule._evaluate(must, facts):
                broken |= rule
        return broken

    def _fact(self, condition, told=""):
        """Return the fact that decides ``condition``; ``told`` is what a person reads where it is no field."""
        path = self._path(condition.field_expr)
        if path and self._is_simple(path, condition):
            return fact_of(self.env, condition.field_expr, path)
        what = " › ".join(field.get_description(self.env, ["string"])["string"] for field in path)
        return {
            "key": f"{self.id} {condition.field_expr} {condition.operator} {condition.value!r}",
            "label": f"{told} ({what or condition.field_expr})",
            "type": "boolean",
            "choices": [],
        }

    def _path(self, expression):
        """Return the fields along ``expression``."""
        found, Model = [], self.env.get(self.model)
        for name in expression.split("."):
            field = Model._fields.get(name) if Model is not None else None
            if field is None:
                return []
            found.append(field)
            Model = self.env.get(field.comodel_name) if field.relational else None
        return found

    def _is_simple(self, path, condition):
        if any(field.type != "many2one" for field in path[:-1]):
            return False
        if path[-1].relational:
            values = condition.value if condition.operator in ("in", "not in") else [condition.value]
            is_listed = not isinstance(values, (str, Domain)) and all(value is False for value in values)
            return condition.operator in ("=", "!=", "in", "not in") and is_listed
        return path[-1].type in PLAIN and condition.operator.removeprefix("not ") in (
            "=",
            "!=",
            "in",
            "like",
            "ilike",
            *ORDER,
        )

    def _evaluate(self, domain, facts):
        """Return whether ``domain`` holds if ``facts`` are so."""
        if domain.is_true() or domain.is_false():
            return domain.is_true()
        if hasattr(domain, "child"):
            return not self._evaluate(domain.child, facts)
        if hasattr(domain, "children"):
            return (all if domain.OPERATOR == "&" else any)(self._evaluate(node, facts) for node in domain.children)
        fact = self._fact(domain)
        value = read_fact(self.env, fact, facts.get(fact["key"]))
        if fact["key"] != domain.field_expr:
            return value
        return self._compare(fact["type"], value, domain.operator, domain.value)

    def _compare(self, kind, value, operation, other):
        if operation.startswith("not "):
            return not self._compare(kind, value, operation[4:], other)
        if operation == "!=":
            return not self._compare(kind, value, "=", other)
        others = [self._constant(kind, item) for item in (other if operation == "in" else [other])]
        if operation in ("=", "in"):
            return value in others
        if operation in ("like", "ilike"):
            texts = (str(value or ""), str(other or ""))
            value, other = texts if operation == "like" else (text.casefold() for text in texts)
            return other in value
        return (bool(value) or kind in NUMBERS) and ORDER[operation](value, others[0])

    def _constant(self, kind, value):
        """Return a value of the condition as facts of this kind are."""
        if kind == "filled" or kind == "boolean":
            return bool(value)
        if kind in ("date", "datetime") and isinstance(value, str):
            value = parse_date(value, self.env)
            to_type = fields.Date.to_date if kind == "date" else fields.Datetime.to_datetime
            return to_type(value.replace(tzinfo=None) if getattr(value, "tzinfo", None) else value)
        return value or (0 if kind in NUMBERS else False)


def fact_of(env, key, path):
    """Return the fact that a field says; of a relation, whether it is filled."""
    kind = path[-1].type if path[-1].type in PLAIN else "filled"
    choices = path[-1]._description_selection(env) if kind == "selection" else []
    label = " › ".join(field.get_description(env, ["string"])["string"] for field in path)
    return {"key": key, "label": label, "type": kind, "choices": choices}


def read_fact(env, fact, value):
    """Return what the user supposes, as the fact's type; empty where she supposes nothing."""
    kind = fact["type"]
    if kind in ("filled", "boolean"):
        return bool(value)
    try:
        if kind in NUMBERS:
            return float(value or 0)
        if not value:
            return False
        if kind == "date":
            return fields.Date.to_date(value)
        if kind == "datetime":
            return fields.Datetime.to_datetime(value)
    except (ValueError, TypeError, AttributeError) as error:
        raise UserError(env._("«%(value)s» is no value for «%(field)s».", value=value, field=fact["label"])) from error
    return str(value)

from odoo import models
from odoo.fields import Domain

from ....tools.standing.conditions import ANSWERED


class KentroFactsMixin(models.AbstractModel):
    """Facts of a day, for conditions to be written and compiled on. No records: the day is asked for.

    A field is a fact; NULL is «not known» and meets neither a condition nor its opposite. Which fields there are
    is said here; the values of one household are made by `tools/standing`, of the whole register by `register/`.
    """

    _name = "kentro.facts.mixin"
    _description = "Facts of a day"

    def fields_get(self, allfields=None, attributes=None):
        """Only facts are offered to whoever writes a condition."""
        found = super().fields_get(allfields, attributes)
        return {name: field for name, field in found.items() if name not in (*models.MAGIC_COLUMNS, "display_name")}

    def _fault_of_condition(self, domain):
        """Return the first part of ``domain`` that is no fact, or cannot be asked of one, else None."""
        for condition in domain.iter_conditions():
            name, operator, value = condition.field_expr, condition.operator, condition.value
            values = value if operator in ("in", "not in") else [value]
            if name == ANSWERED:
                fault = operator not in ("=", "!=", "in", "not in") or not set(values) <= self._questions()
            elif name not in self._fields or name in models.MAGIC_COLUMNS:
                fault = True
            elif self._fields[name].type == "one2many":
                inner = operator in ("any", "not any") and self.env[self._fields[name].comodel_name]
                fault = inner is False or inner._fault_of_condition(Domain(value))
                if fault and fault is not True:
                    return fault
            else:
                allowed = {"=", "!=", "in", "not in"}
                is_number = self._fields[name].type in ("integer", "float")
                if is_number:
                    allowed |= {"<", "<=", ">", ">="}
                fault = operator not in allowed or any(item is False or item is None for item in values)
                if is_number:
                    fault = fault or not all(isinstance(item, int | float) for item in values)
                if self._fields[name].type == "selection":
                    fault = fault or not set(values) <= set(self._fields[name].get_values(self.env))
            if fault:
                return condition
        return None

    def _questions(self):
        """The codes of all questions, whether they are still asked or not."""
        # sudo: which questions there are, not who answered them
        return set(self.env["kentro.question"].sudo().with_context(active_test=False).search([]).mapped("code"))

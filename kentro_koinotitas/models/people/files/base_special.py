from odoo import models
from odoo.fields import Domain


class Base(models.AbstractModel):
    """What no rule or effect of a process may reach: models that say ``_kentro_special``.

    A verdict that depends on an ethnic origin, on violence suffered, on what somebody chose to declare
    or to withhold, would be known to whoever sees the verdict.
    """

    _inherit = "base"

    _kentro_special = False

    def _kentro_special_along(self, expression):
        """Whether ``expression``, fields divided by dots, begins at, passes or ends at a special model."""
        Model = self
        for name in expression.split("."):
            field = Model._fields.get(name)
            if Model._kentro_special or field is None:
                return Model._kentro_special
            if field.related and Model._kentro_special_along(field.related):
                return True
            if not field.relational:
                return False
            Model = self.env[field.comodel_name]
        return Model._kentro_special

    def _kentro_special_in(self, domain):
        """Whether a condition of ``domain`` on this model speaks of a special model, however deep."""
        return self._kentro_special or any(map(self._kentro_special_at, domain.iter_conditions()))

    def _kentro_special_at(self, condition):
        if self._kentro_special_along(condition.field_expr):
            return True
        if not isinstance(condition.value, Domain | list | tuple) or "any" not in condition.operator:
            return False
        Model = self
        for name in condition.field_expr.split("."):
            Model = self.env[Model._fields[name].comodel_name]
        return Model._kentro_special_in(Domain(condition.value))

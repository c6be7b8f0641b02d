import ast

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain


class KentroRule(models.Model):
    """A rule that speaks of special categories is refused: saved, published or read from a file."""

    _inherit = "kentro.rule"

    def _fault_of_domain(self, text, model):
        fault = super()._fault_of_domain(text, model)
        if not fault and self.env[model]._kentro_special_in(Domain(ast.literal_eval(text))):
            return UserError(self.env._("answers on special categories are used by no rule"))
        return fault

from odoo import api, models
from odoo.exceptions import AccessError

from ..engine import ENGINE


class KentroAppendOnly(models.AbstractModel):
    """Rows that the program itself writes, and that nobody changes or deletes: no administrator, no sudo."""

    _name = "kentro.append.only"
    _description = "Rows that stay as they were written"

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.context.get("kentro_engine") is not ENGINE:
            raise AccessError(self.env._("«%s» is written by the program itself, by nobody else.", self._description))
        return super(KentroAppendOnly, self.with_context(kentro_engine=None)).create(vals_list)

    def write(self, vals):
        raise AccessError(self.env._("«%s» is never changed.", self._description))

    def _write_multi(self, vals_list):
        raise AccessError(self.env._("«%s» is never changed.", self._description))

    def unlink(self):
        raise AccessError(self.env._("Nothing is deleted from «%s».", self._description))

from odoo import api, fields, models, tools
from odoo.exceptions import UserError
from odoo.tools import SQL


class KentroBeneficiary(models.Model):
    """A person may have the processing of her data restricted (GDPR 18): her file is kept and read, not changed."""

    _inherit = "kentro.beneficiary"

    is_restricted = fields.Boolean("Restricted", readonly=True, copy=False)

    _restricted_idx = models.Index("(id) WHERE is_restricted")

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_restriction_by_hand(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_restriction_by_hand([vals])
        return super().write(vals)

    def _refuse_restriction_by_hand(self, vals_list):
        if any("is_restricted" in vals for vals in vals_list):
            raise UserError(self.env._("A file is restricted and released by a request of the person, never by hand."))

    def _set_restricted(self, restricted):
        """Restrict these files, or release them: past the ORM, which refuses to change them."""
        self.flush_recordset()
        self.env.cr.execute(
            SQL("UPDATE kentro_beneficiary SET is_restricted = %s WHERE id = ANY(%s)", restricted, self.ids)
        )
        self.invalidate_recordset(["is_restricted"])
        self.env.registry.clear_cache()

    @api.model
    @tools.ormcache()
    def _restricted(self):
        """Return the ids of restricted people, and those of their contacts: few, and asked at every change."""
        rows = self.env.execute_query(SQL("SELECT id, partner_id FROM kentro_beneficiary WHERE is_restricted"))
        return frozenset(row[0] for row in rows), frozenset(row[1] for row in rows)

    @api.model
    def _refuse_restricted(self, ids):
        """Raise if one of the people ``ids`` is restricted."""
        if found := self._restricted()[0].intersection(ids):
            # sudo: the number says nothing of her
            numbers = ", ".join(self.browse(sorted(found)).sudo().mapped("number"))
            raise UserError(
                self.env._(
                    "%s: the person has had the use of her data restricted. The file is kept and read, and changed by "
                    "nobody, until the coordinator or the data protection officer releases it in her request.",
                    numbers,
                )
            )

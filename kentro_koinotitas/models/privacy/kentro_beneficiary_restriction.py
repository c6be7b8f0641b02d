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
        """Return the ids of people whose files are changed by nobody, and those of their contacts.

        Asked at every change: those who had the use of their data restricted, and those anonymised.
        """
        rows = self._frozen_rows()
        return frozenset(row[0] for row in rows), frozenset(row[1] for row in rows)

    @api.model
    @tools.ormcache()
    def _anonymised(self):
        """Return the ids of the people who were anonymised."""
        return frozenset(row[0] for row in self._frozen_rows() if row[2])

    def _frozen_rows(self):
        return self.env.execute_query(
            SQL(
                "SELECT id, partner_id, anonymised_on IS NOT NULL FROM kentro_beneficiary"
                " WHERE is_restricted OR anonymised_on IS NOT NULL"
            )
        )

    @api.model
    def _refuse_restricted(self, ids, while_restricted=False):
        """Raise if one of the people ``ids`` is anonymised, or restricted and not ``while_restricted``."""
        ids = set(ids)
        if found := self._anonymised() & ids:
            raise UserError(
                self.env._("%s: this file was anonymised. What is left of it is counted, and not changed.",
                           self._frozen_numbers(found))
            )  # fmt: skip
        if not while_restricted and (found := self._restricted()[0] & ids):
            raise UserError(
                self.env._(
                    "%s: the person has had the use of her data restricted. The file is kept and read, and changed by "
                    "nobody, until the coordinator or the data protection officer releases it in her request.",
                    self._frozen_numbers(found),
                )
            )

    def _frozen_numbers(self, ids):
        return ", ".join(self.browse(sorted(ids)).sudo().mapped("number"))  # sudo: the number says nothing of her

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.models import MAGIC_COLUMNS
from odoo.tools import SQL

from ..contact.kentro_beneficiary_contact import CONTACT_FIELDS


class KentroBeneficiary(models.Model):
    """An entry that was merged leads to the one that is kept, and is not worked with any more."""

    _inherit = "kentro.beneficiary"

    merged_into_id = fields.Many2one(
        "kentro.beneficiary", "Merged into", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_merged(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_merged([vals])
        if not self.env.su:
            self._refuse_as_merged()
        return super().write(vals)

    def _refuse_as_merged(self):
        """Raise if one of these entries is merged, and say where to go on."""
        merged = self.filtered("merged_into_id")[:1]
        if merged:
            raise UserError(
                self.env._(
                    "%(number)s is merged into %(kept)s: write in that file, or undo the merge.",
                    number=merged.number,
                    kept=merged._kept().number,
                )
            )

    def _refuse_merged(self, vals_list):
        if any("merged_into_id" in vals for vals in vals_list):
            raise UserError(self.env._("Entries are merged by the button of the list, never by hand."))

    def _set_merged_into(self, kept):
        """Have these entries lead to ``kept``, or to themselves again."""
        self.flush_recordset()
        self.env.cr.execute(
            SQL("UPDATE kentro_beneficiary SET merged_into_id = %s WHERE id = ANY(%s)", kept.id or None, self.ids)
        )
        self.invalidate_recordset(["merged_into_id"])

    def _kept(self):
        """Return these people, those that were merged as the entries that were kept (which may be merged in turn)."""
        people = self
        while merged := people.filtered("merged_into_id"):
            people = (people - merged) | merged.merged_into_id
        return people

    def _with_merged(self):
        """Return these people with every entry that was merged into them, also by way of another."""
        people = self.with_context(active_test=False)
        while merged := people.search([("merged_into_id", "in", people.ids), ("id", "not in", people.ids)]):
            people |= merged
        return people

    def _merged_fields(self):
        """Return the names of the fields of which one entry's value is chosen: what a person types."""
        return [
            name
            for name, field in self._fields.items()
            if name in CONTACT_FIELDS
            or (
                field.store
                and not (field.inherited or field.related or field.readonly)
                and field.type not in ("one2many", "many2many", "binary", "json")
                and name not in ("active", "partner_id", "company_id", *MAGIC_COLUMNS)
            )
        ]

    def _merged_sets(self):
        """Return the names of the many2many fields that are united."""
        return [
            name
            for name, field in self._fields.items()
            if field.type == "many2many" and field.store and not field.inherited
        ]

    def action_open_kept(self):
        return self.env["kentro.person.search"].action_open(self._kept().id)

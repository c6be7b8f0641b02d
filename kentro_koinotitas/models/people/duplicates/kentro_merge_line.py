from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class KentroMergeLine(models.Model):
    """One field in which two entries differ, and which of the two was chosen."""

    _name = "kentro.merge.line"
    _description = "Choice of a merge"
    _order = "merge_id, id"

    merge_id = fields.Many2one("kentro.merge", required=True, readonly=True, ondelete="cascade", index=True)
    field_id = fields.Many2one("ir.model.fields", "Field", required=True, readonly=True, ondelete="cascade")
    label = fields.Char("What", compute="_compute_label")
    # as they were when it was chosen from them
    kept_value = fields.Char("Entry kept", readonly=True)
    merged_value = fields.Char("Other entry", readonly=True)
    choice = fields.Selection(
        [("kept", "As in the entry kept"), ("merged", "As in the other")], required=True, default="kept"
    )

    @api.depends("field_id")
    @api.depends_context("lang")
    def _compute_label(self):
        for line in self:
            # sudo: which field it is, is no secret
            field = self.env["kentro.beneficiary"]._fields[line.sudo().field_id.name]
            line.label = field._description_string(self.env)

    @api.model
    def _text(self, person, name):
        """Return the value of ``person`` as it is read on the screen."""
        field = person._fields[name]
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(person[name]) or ""
        if field.type == "date":
            return format_date(self.env, person[name]) or ""
        if field.type == "boolean":
            return self.env._("yes") if person[name] else self.env._("no")
        return str(field.convert_to_export(person[name], person) or "")

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_by_hand()
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() - {"choice"} or any(line.merge_id.state != "draft" for line in self):
            self._refuse_by_hand()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_with_the_merge(self):
        self._refuse_by_hand()

    def _refuse_by_hand(self):
        if not self.env.su:
            raise UserError(self.env._("Only what is chosen can be changed here, and only before the merge."))

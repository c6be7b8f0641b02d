from odoo import api, fields, models
from odoo.exceptions import UserError


class KentroMergeLine(models.Model):
    """One field in which two entries differ, and which of the two was chosen."""

    _name = "kentro.merge.line"
    _description = "Choice of a merge"
    _order = "merge_id, id"

    merge_id = fields.Many2one("kentro.merge", required=True, readonly=True, ondelete="cascade", index=True)
    field_id = fields.Many2one("ir.model.fields", "Field", required=True, readonly=True, ondelete="cascade")
    label = fields.Char("What", compute="_compute_values")
    kept_value = fields.Char("Entry kept", compute="_compute_values")
    merged_value = fields.Char("Other entry", compute="_compute_values")
    choice = fields.Selection(
        [("kept", "As in the entry kept"), ("merged", "As in the other")], required=True, default="kept"
    )

    @api.depends("merge_id", "field_id")
    @api.depends_context("lang")
    def _compute_values(self):
        for line in self:
            # sudo: which field it is, is no secret; the values follow the rights of the persons
            field = line.merge_id.kept_id._fields[line.sudo().field_id.name]
            line.label = field._description_string(self.env)
            line.kept_value = self._text(line.merge_id.kept_id, field)
            line.merged_value = self._text(line.merge_id.merged_id, field)

    def _text(self, person, field):
        value = field.convert_to_export(person[field.name], person)
        if field.type == "selection":
            value = dict(field._description_selection(self.env)).get(person[field.name])
        return str(value or "")

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

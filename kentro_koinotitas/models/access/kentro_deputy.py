from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class KentroDeputy(models.Model):
    """Who stands in for whom in a structure: named ahead, so that an absence is one click."""

    _name = "kentro.deputy"
    _description = "Standing deputy"
    _order = "structure_id, user_id, id"
    _rec_name = "user_id"

    structure_id = fields.Many2one(
        "kentro.structure", "Structure", required=True, index=True, ondelete="cascade",
        default=lambda self: self.env.user.kentro_structure_id)  # fmt: skip
    user_id = fields.Many2one("res.users", "Of", required=True, ondelete="cascade", domain=[("share", "=", False)])
    deputy_id = fields.Many2one(
        "res.users", "Stands in", required=True, ondelete="cascade", domain=[("share", "=", False)]
    )
    absence_id = fields.Many2one("kentro.absence", "Away now", compute="_compute_absence")

    _uniq = models.UniqueIndex("(structure_id, user_id)", "Somebody stands in for this user already: change that line.")

    @api.constrains("structure_id", "user_id", "deputy_id")
    def _check_both_work_there(self):
        for line in self.sudo():  # sudo: where users work is not everybody's to read
            if line.user_id == line.deputy_id:
                raise ValidationError(self.env._("Nobody stands in for herself."))
            for user in line.user_id | line.deputy_id:
                if line.structure_id not in user.kentro_structure_ids:
                    raise ValidationError(
                        self.env._(
                            "%(user)s holds no post in «%(structure)s»: a deputy is a colleague of the structure.",
                            user=user.name,
                            structure=line.structure_id.name,
                        )
                    )

    def _compute_absence(self):
        current = self.env["kentro.absence"].search(self.env["kentro.absence"]._on(fields.Date.context_today(self)))
        for line in self:
            line.absence_id = current.filtered(
                lambda absence, line=line: absence.structure_id == line.structure_id and absence.user_id == line.user_id
            )[:1]

    def action_away(self):
        """From today on, until somebody says that she is back."""
        if self.absence_id:
            raise UserError(self.env._("She is away already."))
        self.env["kentro.absence"].create(
            [
                {"structure_id": line.structure_id.id, "user_id": line.user_id.id, "deputy_id": line.deputy_id.id}
                for line in self
            ]
        )

    def action_back(self):
        self.absence_id.action_back()

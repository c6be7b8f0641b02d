from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

HOWS = [
    ("paper", "On paper, signed"),
    ("copy", "On paper"),
    ("read", "Read aloud"),
    ("interpreter", "By an interpreter"),
    ("email", "By e-mail"),
    ("post", "By post"),
]


class KentroNoticeGiven(models.Model):
    """A person was told what happens with her data: which version, when, how, by whom. Never rewritten."""

    _name = "kentro.notice.given"
    _inherit = ["kentro.read.mixin"]
    _description = "Information given"
    _order = "date desc, id desc"
    _rec_name = "notice_id"
    _kentro_file = True

    beneficiary_id = fields.Many2one("kentro.beneficiary", "Person", required=True, index=True, ondelete="restrict")
    notice_id = fields.Many2one("kentro.notice", "Notice", required=True, index=True, ondelete="restrict")
    date = fields.Date("On", required=True, default=fields.Date.context_today)
    how = fields.Selection(HOWS, required=True, default="paper")
    user_id = fields.Many2one(
        "res.users", "By", required=True, readonly=True, default=lambda self: self.env.user, ondelete="restrict"
    )

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        person = self.env["kentro.beneficiary"].browse(self.env.context.get("default_beneficiary_id") or ())
        if "notice_id" in fields and not values.get("notice_id") and person.has_access("read"):
            values["notice_id"] = self.env["kentro.notice"]._in_force(person).id
        return values

    @api.constrains("date", "notice_id", "beneficiary_id")
    def _check_given(self):
        for given in self.sudo():  # sudo: to refuse a notice of another municipality with a sentence
            if given.date > fields.Date.context_today(given):
                raise ValidationError(self.env._("Nobody has been informed on a day to come."))
            if given.date < given.notice_id.date_from:
                raise ValidationError(
                    self.env._("On that day this notice was not in force yet. Choose the one that was.")
                )
            if given.notice_id.company_id != given.beneficiary_id.company_id:
                raise ValidationError(self.env._("This notice is of another municipality."))

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [{**vals, "user_id": self.env.uid} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        self.check_access("write")
        raise UserError(self.env._("That somebody was informed is not rewritten. Note it anew."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("That somebody was informed is not deleted."))

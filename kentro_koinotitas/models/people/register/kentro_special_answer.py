from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

SUBJECTS = [
    ("ethnic", "Ethnic origin"),
    ("health", "Health"),
    ("violence", "Violence suffered"),
    ("asylum", "Asylum"),
]
ANSWERS = [("declares", "Declares"), ("declines", "Does not declare"), ("not_asked", "Was not asked")]
BASES = [
    ("law", "Social protection by law (GDPR 9 §2 b, g)"),
    ("care", "Health or social care (GDPR 9 §2 h)"),
    ("consent", "Explicit consent (GDPR 9 §2 a)"),
    ("vital", "Vital interests (GDPR 9 §2 c)"),
]


class KentroSpecialAnswer(models.Model):
    """What a person was asked about a special category of data, and what she chose to answer.

    Hers to give, to withhold and to take back; never inferred, used by no rule (``special.py``). Rows
    are not rewritten: a new answer follows the old one. Nothing points from her file to here, so no
    template, formula or condition on other records comes upon it.
    """

    _name = "kentro.special.answer"
    _description = "Answer on a special category"
    _order = "beneficiary_id, subject, date desc, id desc"
    _rec_name = "subject"
    _kentro_file = True
    _kentro_special = True
    _given = ("beneficiary_id", "subject", "answer", "basis", "asked_by_id", "date")

    beneficiary_id = fields.Many2one("kentro.beneficiary", "Person", required=True, index=True, ondelete="restrict")
    subject = fields.Selection(SUBJECTS, "About", required=True)
    answer = fields.Selection(ANSWERS, required=True)
    basis = fields.Selection(BASES, "Legal basis", help="Why it may be kept; needed for what is declared")
    asked_by_id = fields.Many2one(
        "res.users", "Asked by", required=True, default=lambda self: self.env.user, ondelete="restrict"
    )
    date = fields.Date("On", required=True, default=fields.Date.context_today)
    revoked_on = fields.Date(readonly=True, copy=False)
    revoked_by_id = fields.Many2one("res.users", "Revocation noted by", readonly=True, copy=False, ondelete="restrict")
    is_current = fields.Boolean("Last answer", compute="_compute_is_current")

    def _compute_display_name(self):
        self.display_name = self.env._("Answer")

    @api.depends("beneficiary_id", "subject", "date", "revoked_on")
    def _compute_is_current(self):
        """The last one on its subject, unless it was taken back."""
        last = {}
        for row in self.search([("beneficiary_id", "in", self.beneficiary_id.ids)], order="date desc, id desc"):
            last.setdefault((row.beneficiary_id, row.subject), row.id)
        for row in self:
            row.is_current = not row.revoked_on and last.get((row.beneficiary_id, row.subject)) == row._origin.id

    @api.constrains("answer", "basis", "date")
    def _check_answer(self):
        for row in self:
            if row.answer == "declares" and not row.basis:
                raise ValidationError(self.env._("Say on which legal basis what was declared is kept."))
            if row.date > fields.Date.context_today(row):
                raise ValidationError(self.env._("Nobody has answered on a day to come."))

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("revoked_on") or vals.get("revoked_by_id") for vals in vals_list):
            raise UserError(self.env._("An answer is revoked after it was given, not with it."))
        return super().create(vals_list)

    def write(self, vals):
        raise UserError(self.env._("An answer is not rewritten. Revoke it, or record the new one: the history stays."))

    def action_revoke(self):
        """The person takes her answer back: it counts no more, that it was given stays."""
        self.check_access("write")
        if any(row.revoked_on for row in self):
            raise UserError(self.env._("This answer is revoked already."))
        super().write({"revoked_on": fields.Date.context_today(self), "revoked_by_id": self.env.uid})

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Answers are not deleted one by one. Revoke it: the history stays."))

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

HOURS = 4


class KentroEmergencyAccess(models.Model):
    """Somebody of the Centre reads a file that is not hers, for a reason, for four hours.

    It opens the person, her cases, incomes and papers, and the household she lives in, to be read, nothing to be
    written; it ends by itself. Who
    coordinates there and the data protection officer are told. What only the team of the case sees
    of special categories stays closed.
    """

    _name = "kentro.emergency.access"
    _inherit = ["kentro.file.number.mixin"]
    _description = "Emergency access"
    _order = "id desc"
    _rec_name = "reference"

    user_id = fields.Many2one("res.users", "Who", required=True, readonly=True, index=True, ondelete="restrict")
    reason = fields.Char(required=True, help="What cannot wait, and why nobody of the team can be reached")
    date_from = fields.Datetime("From", required=True, readonly=True)
    date_to = fields.Datetime("Until", required=True, readonly=True, index=True)

    @api.model_create_multi
    def create(self, vals_list):
        now = fields.Datetime.now()
        # who and how long are the system's to say
        said = {"user_id": self.env.uid, "date_from": now, "date_to": now + timedelta(hours=HOURS)}
        if any(len((vals.get("reason") or "").strip()) < 10 for vals in vals_list):
            raise UserError(self.env._("Say in a sentence what cannot wait: who reviews this has only what you write."))
        opened = super().create([{**vals, **(said if not self.env.su else {**said, **vals})} for vals in vals_list])
        self.env["res.users"]._kentro_forget_exceptions()
        opened._tell()
        return opened

    def write(self, vals):
        raise UserError(self.env._("An emergency access is not changed afterwards."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("An emergency access is not deleted."))

    def action_end(self):
        """End it before its time: whoever has no more need of it, for herself alone."""
        now = fields.Datetime.now()
        if self.user_id - self.env.user:
            raise AccessError(self.env._("Only who opened a file in an emergency ends it; lock her out of it instead."))
        # sudo: it is shortened, and nothing else of it is changed
        super(KentroEmergencyAccess, self.sudo().filtered(lambda access: access.date_to > now)).write({"date_to": now})
        self.env["res.users"]._kentro_forget_exceptions()

    def _opens(self, model_name):
        """Return the domain of what it opens of a model."""
        return self.env["ir.rule"]._kentro_opened_in(model_name, self.beneficiary_id.ids)

    def _check_file(self, person, case):
        closed = self.env.user.sudo()._kentro_exceptions()  # sudo: her exceptions are not hers to see
        if person.id in closed.people or (case and case.id in closed.cases):
            raise AccessError(self.env._("This file cannot be opened in an emergency. Speak to who coordinates."))

    def action_open_file(self):
        """Show what is open now: the case that was named, or the person."""
        self.ensure_one()
        shown = self.case_id or self.beneficiary_id
        return {
            "type": "ir.actions.act_window",
            "res_model": shown._name,
            "res_id": shown.id,
            "views": [(False, "form")],
            "target": "current",
        }

    def _tell(self):
        """An activity for who coordinates where she is served, and for the data protection officers."""
        for access in self.sudo():  # sudo: told whoever they are
            structures = access.beneficiary_id.structure_ids
            coordinators = self.env["res.users"].sudo().union(*structures._get_coordinators().values())
            told = (coordinators | access.user_id._kentro_officers(access.company_id)) - access.user_id
            self.env["mail.activity"]._kentro_tell(told, access._say_opened)

    def _say_opened(self, env):
        return env._(
            "%(who)s opened the file %(number)s in an emergency", who=self.user_id.name, number=self.reference
        )

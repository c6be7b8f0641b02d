from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime


class KentroRuleset(models.Model):
    _inherit = "kentro.ruleset"

    override_group_ids = fields.Many2many(
        "res.groups",
        string="A pre-check may be set otherwise by",
        default=lambda self: self.env.ref("kentro_koinotitas.group_coordinator", raise_if_not_found=False),
        help="Who may set a result against the pre-check that was kept, with a reason. Empty: nobody.",
    )


class KentroEligibility(models.Model):
    """A pre-check that was kept stays as it was; a person may set a result against it, with a role and a reason."""

    _inherit = "kentro.eligibility"

    set_result = fields.Selection(
        [("met", "Qualifies"), ("not_met", "Does not qualify")], "Set to", compute="_compute_set_result"
    )
    set_by = fields.Char("Set otherwise", compute="_compute_set_result", help="By whom, in what role, when and why")
    may_set = fields.Boolean(compute="_compute_may_set")

    @api.depends_context("uid", "lang")
    def _compute_set_result(self):
        # sudo: on the screen of who reads the pre-check; the list of all of them is the Directorate's
        rows = self.env["kentro.override"].sudo().search(
            [("model", "=", self._name), ("res_id", "in", self.ids)], order="id"
        )  # fmt: skip
        last = {row.res_id: row for row in rows}
        for kept in self:
            row = last.get(kept.id)
            kept.set_result = row and row.result
            kept.set_by = row and self.env._(
                "%(user)s (%(role)s) on %(date)s: %(reason)s",
                user=row.user_id.name,
                role=row.group_id.name,
                date=format_datetime(self.env, row.date),
                # it speaks of what the pre-check rests on
                reason=row.reason if kept._why() == "open" else "…",
            )

    @api.depends_context("uid")
    @api.depends("ruleset_id")
    def _compute_may_set(self):
        for kept in self:
            kept.may_set = bool(kept._role_to_set())

    def _role_to_set(self):
        """The role by which this user may set a result against this pre-check, or none."""
        groups = self.env.user.sudo().all_group_ids  # sudo: her own roles
        return (self.ruleset_id.sudo().override_group_ids & groups)[:1]

    def set_against(self, result, reason):
        """Set ``result`` ("met" or "not_met") against what was found; each rule that says otherwise is set aside.

        :raise AccessError: the rules do not let this user
        :raise UserError: nothing is set otherwise by it, or there is no reason
        """
        self.ensure_one()
        self.check_access("read")
        role = self._role_to_set()
        if not role:
            raise AccessError(self.env._("The rules of «%s» do not let you set its result.", self.programme_id.name))
        if result not in ("met", "not_met") or result == (self.set_result or self.result):
            raise UserError(self.env._("This is what stands already. Choose the other result, or leave it."))
        self.env["kentro.beneficiary"]._refuse_restricted(self.sudo().people_ids.ids)  # sudo: whose they are
        rules = self._rules_against() if result == "met" else self.env["kentro.rule"]
        self.env["kentro.override"]._note(
            [(self, rule, role) for rule in rules] or [(self, rules, role)], reason, result=result
        )
        self.invalidate_recordset(["set_result", "set_by"])

    def _rules_against(self):
        """The rules that do not hold, or of which it is not known."""
        findings = (self.sudo().findings or {}).get("findings", ())  # sudo: which rules there are is public
        return self.env["kentro.rule"].browse(key for key, holds, *_figures in findings if holds is not True)

    def action_set_against(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Set otherwise"),
            "res_model": "kentro.eligibility.set",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_eligibility_id": self.id},
        }


class KentroEligibilitySet(models.TransientModel):
    """The dialog in which a result is set against a pre-check."""

    _name = "kentro.eligibility.set"
    _description = "Result set otherwise"

    eligibility_id = fields.Many2one("kentro.eligibility", "Pre-check kept", readonly=True, ondelete="cascade")
    result = fields.Selection([("met", "Qualifies"), ("not_met", "Does not qualify")], "Set to")
    reason = fields.Text(help="The Directorate reads it: name nobody")

    def action_set(self):
        self.ensure_one()
        self.eligibility_id.set_against(self.result, self.reason)
        return {"type": "ir.actions.act_window_close"}

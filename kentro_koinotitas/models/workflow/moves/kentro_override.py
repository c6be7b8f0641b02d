from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ..engine import ENGINE


class KentroOverride(models.Model):
    """A person set aside what rules say of a record: which rule, in what role, why. Written with the act, for good.

    A rule that guards a step, or rules of a programme, say themselves who may; without a role nobody may.
    """

    _name = "kentro.override"
    _inherit = ["kentro.append.only"]
    _description = "Rule set aside"
    _order = "date desc, id desc"
    _log_access = False

    model = fields.Char("Model", required=True, readonly=True)
    model_name = fields.Char("Kind of record", compute="_compute_model_name")
    res_id = fields.Many2oneReference("Record", model_field="model", required=True, readonly=True)
    rule_id = fields.Many2one("kentro.rule", "Rule", readonly=True, ondelete="restrict")
    transition_id = fields.Many2one("kentro.transition", "Step", readonly=True, ondelete="restrict")
    result = fields.Selection(
        [("met", "Qualifies"), ("not_met", "Does not qualify")], "Set to", readonly=True, help="Of a pre-check"
    )
    user_id = fields.Many2one("res.users", "By", required=True, readonly=True, ondelete="restrict")
    group_id = fields.Many2one("res.groups", "In the role of", required=True, readonly=True, ondelete="restrict")
    role = fields.Char("Role", related="group_id.name")
    date = fields.Datetime("When", required=True, readonly=True)
    reason = fields.Text(readonly=True, groups="kentro_koinotitas.group_director")
    company_id = fields.Many2one("res.company", "Municipality", required=True, readonly=True, ondelete="restrict")

    _of_record = models.Index("(model, res_id)")

    @api.depends("model")
    def _compute_model_name(self):
        models_ = self.env["ir.model"].sudo()  # the name of a kind of record is no secret
        for row in self:
            row.model_name = models_._get(row.model).name

    @api.depends("model", "res_id", "date")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.model_name} {row.res_id}, {format_datetime(self.env, row.date)}"

    @api.model
    def _note(self, found, reason, **values):
        """Write a row for each of ``found``, [(record, rule or none, group)], all with the same ``reason``."""
        if not (reason or "").strip():
            raise UserError(
                self.env._("Say why: whoever sets a rule aside gives a reason, which the Directorate reads.")
            )
        now = fields.Datetime.now()
        # sudo: written by the act itself, in the name of whoever acts; who may was asked before
        return self.sudo().with_context(kentro_engine=ENGINE).create(
            [
                {
                    "model": record._name,
                    "res_id": record.id,
                    "rule_id": rule.id,
                    "group_id": group.id,
                    "user_id": self.env.uid,
                    "date": now,
                    "reason": reason.strip(),
                    "company_id": record.sudo().company_id.id or self.env.company.id,
                    **values,
                }
                for record, rule, group in found
            ]
        )  # fmt: skip


class KentroRule(models.Model):
    _inherit = "kentro.rule"

    override_group_ids = fields.Many2many(
        "res.groups",
        string="May be set aside by",
        help="Who may take a step in spite of this rule, with a reason. Empty: nobody.",
    )

    def _override_groups(self):
        """Return ``{rule: the group by which this user may set it aside}``, of those she may."""
        groups = self.env.user.sudo().all_group_ids  # sudo: her own roles
        may = {rule: (rule.override_group_ids & groups)[:1] for rule in self.sudo()}
        return {rule.sudo(False): group for rule, group in may.items() if group}

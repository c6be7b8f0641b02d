from odoo import api, fields, models
from odoo.exceptions import UserError


class KentroRule(models.Model):
    """A rule that guards a published step is part of its structure: it is closed, never rewritten."""

    _inherit = "kentro.rule"

    transition_ids = fields.Many2many("kentro.transition", string="Guards", readonly=True)

    _FROZEN = frozenset(
        {"model_id", "model", "when_domain", "must_domain", "active", "valid_from", "transition_ids"}
        | {"override_group_ids"}
    )

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._refuse_if_guarding()  # a new rule is no way to change a published step
        return rules

    def write(self, vals):
        if vals.keys() & self._FROZEN:
            self._refuse_if_guarding()
        if "valid_to" in vals:
            # what was decided under it stays decided under it, and one that has ended does not come back
            today, end = fields.Date.context_today(self), fields.Date.to_date(vals["valid_to"])
            ended = self.filtered(lambda rule: rule.valid_to and rule.valid_to < today)
            (self if end and end < today else ended)._refuse_if_guarding()
        done = super().write(vals)
        if "transition_ids" in vals:
            self._refuse_if_guarding()  # a rule is no way to change a published step
        self.sudo().transition_ids.workflow_id._forget()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_guarding(self):
        self._refuse_if_guarding()

    def _refuse_if_guarding(self):
        for transition in self.sudo().transition_ids:
            if transition.workflow_id.state != "draft":
                raise UserError(
                    self.env._(
                        "This rule guards the step «%(step)s» of the published workflow «%(workflow)s». "
                        "Close it with an end date, and let a new version of the workflow name the next rule.",
                        step=transition.name,
                        workflow=transition.workflow_id.name,
                    )
                )

    def _field_names(self):
        """Return the names of the fields of its records that this rule speaks of."""
        self.ensure_one()
        return {
            condition.field_expr.split(".")[0]
            for domain in self._domains()
            for condition in domain.iter_conditions()
        }

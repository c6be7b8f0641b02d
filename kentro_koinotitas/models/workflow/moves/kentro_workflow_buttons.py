from odoo import api, fields, models

from ..engine import ENDS


class KentroWorkflowMixin(models.AbstractModel):
    """What the screens show of the steps: which are possible from here, what hinders them, whose turn it is."""

    _inherit = "kentro.workflow.mixin"

    steps = fields.Json(compute="_compute_steps")  # no help: it would be told over every button
    waits_for = fields.Char(
        "Waits for", compute="_compute_steps", help="Who may take the next step, where the reader may take none."
    )

    @api.depends_context("uid", "lang")
    @api.depends("stage_id")
    def _compute_steps(self):
        saved = self.filtered("id")
        steps = saved._steps_from_here()
        for record in self:
            record.steps = steps.get(record, [])
            record.waits_for = record in saved and not steps[record] and record._whose_turn()

    def _steps_from_here(self):
        """Return ``{record: [step]}``: the steps that this user may take, each with what hinders it now.

        Set-wise: what a step demands is asked once for all the records that stand before it.
        """
        steps = {record: [] for record in self}
        writable = self._filtered_access("write")
        for (workflow, stage), records in writable.grouped(lambda r: (r.workflow_id, r.stage_id)).items():
            for transition in workflow._known().transition_ids.filtered(lambda t, s=stage: s in t.source_ids):
                permitted = transition._permitted(records)
                if not permitted:
                    continue
                told = transition._for_button(self)
                broken = transition._rules_before_dialog()._violations(permitted)
                may_set_aside = self.env["kentro.rule"].union(*broken)._override_groups() if broken else {}
                for record in permitted:
                    rules = [rule for rule, among in broken.items() if record in among]
                    steps[record].append(
                        {
                            **told,
                            "hindrances": [rule.name for rule in rules],
                            "may_override": bool(rules) and all(rule in may_set_aside for rule in rules),
                        }
                    )
        return steps

    def _whose_turn(self):
        """Return the names of those who may take a step from here; empty at an end, where nobody need."""
        if self.stage_kind in ENDS:
            return False
        leading = self.workflow_id._known().transition_ids.filtered(lambda t: self.sudo().stage_id in t.source_ids)
        return ", ".join(leading._holder_names()) or False


class KentroTransition(models.Model):
    """A step as its button and its dialog know it."""

    _inherit = "kentro.transition"

    def _for_button(self, records):
        self.ensure_one()
        return {
            "code": self.code,
            "name": self.name,
            "style": self.style,
            "target_id": self.target_id.id,
            "reason": self.reason,
            "asks": [
                {
                    "name": line.field_id.name,
                    "required": line.required,
                    "now": line.field_id.name in records._answered_now,
                }
                for line in self.field_line_ids
            ],
        }

    def _holder_names(self):
        """Return the names of the roles and groups that may take these steps, each once.

        A role and its group have the same name.
        """
        return list(dict.fromkeys([*self.role_ids.mapped("name"), *self.group_ids.mapped("name")]))

    def _rules_before_dialog(self):
        """Return the rules that can be decided before the step's own questions are answered.

        The others are no hindrance yet: they are checked together with the answers.
        """
        self.ensure_one()
        asked = self._asked_names()
        return self.rule_ids.filtered(lambda rule: not rule._field_names() & asked) if asked else self.rule_ids

    def _asked_names(self):
        """Return the names of the fields that the answers of this step may change."""
        model = self.env[self.workflow_id.model]
        asked = set(self.field_line_ids.field_id.mapped("name"))
        computed = {
            field.name
            for name in asked
            for field in self.env.registry.get_dependent_fields(model._fields[name])
            if field.model_name == model._name
        }
        return asked | computed

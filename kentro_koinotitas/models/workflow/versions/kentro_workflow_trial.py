from odoo import models
from odoo.exceptions import AccessError, UserError

from ..engine import ENDS
from .kentro_rule_supposed import fact_of, read_fact


class KentroWorkflow(models.Model):
    """A test run: the definition walked with supposed facts. No record is made, so nothing can stay of it."""

    _inherit = "kentro.workflow"

    def action_trial(self):
        """Open the test run."""
        self.ensure_one()
        self._check_trial()
        return {
            "type": "ir.actions.client",
            "tag": "kentro_trial",
            "name": self.env._("Test run: %s", self.name),
            "context": {"active_id": self.id, "active_model": self._name},
        }

    def trial(self, stage_id=None, facts=None):
        """Return where an invented record stands and what can be done with it there.

        :param int stage_id: where it stands; nothing for the beginning
        :param dict facts: ``{key: value}`` that the user supposes
        :return: ``name``, ``faults``, ``diagram`` (SVG), ``stages``, ``facts`` and ``steps`` for the screen
        """
        workflow, stage, facts = self._trial_place(stage_id, facts)
        return {
            "name": workflow.name,
            "version": workflow.version,
            "faults": workflow._faults(),
            "diagram": workflow.diagram,
            "stage": stage.id,
            "stages": [workflow._trial_stage(each) for each in workflow.stage_ids],
            "facts": list(workflow._trial_facts().values()),
            "steps": [step._for_trial(facts) for step in workflow._trial_steps(stage)],
        }

    def trial_step(self, stage_id, code, facts=None):
        """Take a step with the invented record; return where it comes to and what would be done.

        :raise UserError: the step does not begin there, or something hinders it
        """
        workflow, stage, facts = self._trial_place(stage_id, facts)
        step = workflow._trial_steps(stage).filtered(lambda t: t.code == code)
        if not step:
            raise UserError(
                self.env._("From stage «%(stage)s» there is no step «%(step)s».", stage=stage.name, step=code)
            )
        said = step._for_trial(facts)
        if said["hindrances"]:
            raise UserError("\n".join(said["hindrances"]))
        return {
            "stage": step.target_id.id,
            "name": step.name,
            "target": step.target_id.name,
            "effects": said["effects"],
        }

    def _check_trial(self):
        if not self.env.su and not self.env.user.has_group("kentro_koinotitas.group_rules_manager"):
            raise AccessError(self.env._("Test runs are for the role «Workflows and rules»."))
        self.check_access("read")

    def _trial_place(self, stage_id, facts):
        self.ensure_one()
        self._check_trial()
        # as superuser: whoever keeps the processes reads all their parts; no record is read
        workflow = self.sudo()
        stage = workflow.stage_ids.filtered(lambda s: s.id == stage_id) if stage_id else workflow._initial_stage()[:1]
        if stage_id and not stage:
            raise UserError(self.env._("This stage is not one of «%s». Start again.", workflow.name))
        facts = dict(facts or {})
        return workflow, stage, {**facts, "stage_kind": stage.kind, "stage_id.code": stage.code}

    def _trial_steps(self, stage):
        return self.transition_ids.filtered(lambda t: stage in t.source_ids)

    def _trial_stage(self, stage):
        return {
            "id": stage.id,
            "name": stage.name,
            "kind": stage.kind,
            "kind_name": dict(stage._fields["kind"]._description_selection(self.env))[stage.kind],
            "end": stage.kind in ENDS,
            "deadline": stage._deadline_sentence(),
        }

    def _trial_facts(self):
        """Return the facts of which the guards and the questions of this workflow speak."""
        found = {}
        for line in self.transition_ids.field_line_ids:
            field = self.env[line.field_id.model]._fields[line.field_id.name]
            found[field.name] = fact_of(self.env, field.name, [field])
        found |= self.transition_ids.rule_ids._facts()
        return {key: fact for key, fact in found.items() if key not in ("stage_kind", "stage_id.code")}


class KentroTransition(models.Model):
    """A step in a test run."""

    _inherit = "kentro.transition"

    def _for_trial(self, facts):
        """Return who may take this step, what it asks, what hinders it if ``facts`` are so, and what it would do."""
        self.ensure_one()
        known, missing = self.workflow_id._trial_facts(), []
        asks = []
        for line in self.field_line_ids:
            fact = known[line.field_id.name]
            empty = fact["type"] != "boolean" and not read_fact(self.env, fact, facts.get(fact["key"]))
            asks.append({"key": fact["key"], "label": fact["label"], "required": line.required})
            if line.required and empty:
                missing.append(fact["label"])
        hindrances = [self.env._("Missing: %s", ", ".join(missing))] if missing else []
        broken = self.rule_ids._hold(facts)
        return {
            "code": self.code,
            "name": self.name,
            "style": self.style,
            "target": self.target_id.name,
            "who": self._who_for_trial(),
            "asks": asks,
            "reason": self.reason,
            "rules": [{"name": rule.name, "holds": rule not in broken} for rule in self.rule_ids],
            "effects": self.effect_ids.mapped("sentence"),
            "missing": hindrances,
            "hindrances": hindrances + broken.mapped("name"),
        }

    def _who_for_trial(self):
        names = self._holder_names()
        return [self.env._("by itself, at the deadline"), *names] if self.trigger == "deadline" else names

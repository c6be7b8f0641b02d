from odoo import fields, models

from .kentro_workflow_faults import key


class KentroWorkflow(models.Model):
    """What is wrong with the steps of a definition: where, who, if, with what."""

    _inherit = "kentro.workflow"

    def _faults_of_transitions(self):
        faults = [fault for step in self.transition_ids for fault in step._faults(self)]
        for stage in self.stage_ids:
            names = self._steps_from(stage).mapped("name")
            for name in sorted({name for name in names if name and names.count(name) > 1}):
                faults.append(
                    self.env._(
                        "Two transitions from stage «%(stage)s» are both called «%(name)s».",
                        stage=stage.name,
                        name=name,
                    )
                )
        return faults


class KentroTransition(models.Model):
    _inherit = "kentro.transition"

    def _faults(self, workflow):
        """Return what is wrong with this step of ``workflow``, a sentence each."""
        return [
            *self._faults_of_place(workflow),
            *self._faults_of_holders(workflow),
            # an archived rule too: it would guard nothing any more, without a word
            *(
                fault
                for rule in self.with_context(active_test=False).rule_ids
                if (fault := self._fault_of_rule(rule, workflow.model))
            ),
            *(fault for line in self.field_line_ids if (fault := self._fault_of_asked(line, workflow.model))),
        ]

    def _faults_of_place(self, workflow):
        _, faults = self.env._, []
        if not self.source_ids:
            faults.append(_("Transition «%s» starts from no stage.", self.name))
        if not self.target_id:
            faults.append(_("Transition «%s» leads to no stage.", self.name))
        own = {key(stage) for stage in workflow.stage_ids}
        foreign = [stage for stage in (*self.source_ids, *self.target_id) if key(stage) not in own]
        if foreign:
            faults.append(
                _(
                    "Transition «%(transition)s» names a stage of another workflow: %(stages)s.",
                    transition=self.name,
                    stages=", ".join(dict.fromkeys(stage.name for stage in foreign)),
                )
            )
        return faults

    def _faults_of_holders(self, workflow):
        _ = self.env._
        if self.trigger == "deadline":
            return []
        if not self.group_ids and not self.role_ids:
            return [_("Transition «%s» has no role: nobody could take it.", self.name)]
        known = self._known_roles(workflow.model)
        return [
            _(
                "Transition «%(transition)s»: role «%(role)s» says nothing of records of «%(model)s».",
                transition=self.name,
                role=role.name,
                model=workflow.model_id.name,
            )
            for role in self.role_ids
            if role.code not in known
        ]

    def _known_roles(self, model):
        """Return the codes of the roles that the records of ``model`` know."""
        return getattr(self.env.get(model), "_role_codes", ()) if model else ()

    def _leaves_surely(self, model):
        """Return whether somebody may take this step, or it is taken by itself whatever the rules say.

        A group counts before it has users: processes are set up before people are.
        """
        known = any(role.code in self._known_roles(model) for role in self.role_ids)
        return bool(self.group_ids) or known or (self.trigger == "deadline" and not self.rule_ids)

    def _fault_of_rule(self, rule, model):
        _, names = self.env._, {"transition": self.name, "rule": rule.name}
        if rule.model != model:
            return _("Transition «%(transition)s»: rule «%(rule)s» speaks of other records.", **names)
        if not rule.active or (rule.valid_to and rule.valid_to < fields.Date.context_today(self)):
            return _(
                "Transition «%(transition)s»: rule «%(rule)s» is no longer in force and would be passed over.", **names
            )
        for text in (rule.when_domain, rule.must_domain):
            error = rule._fault_of_domain(text or "[]", model)
            if error:
                return _(
                    "Transition «%(transition)s»: rule «%(rule)s» cannot be read any more: %(error)s",
                    error=error,
                    **names,
                )
        return None

    def _fault_of_asked(self, line, model):
        field = self.env[model]._fields.get(line.field_id.name) if model in self.env else None
        asked = field and line.field_id.model == model and field.store and not field.readonly
        if not line.field_id or asked:
            return None
        return self.env._(
            "Transition «%(transition)s» asks «%(field)s», which is no field that a person fills in.",
            transition=self.name,
            field=line.field_id.field_description,
        )

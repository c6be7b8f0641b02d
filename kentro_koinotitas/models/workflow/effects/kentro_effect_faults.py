from odoo import models

# What each kind of effect cannot be without; of several in one entry, one.
NEEDS = {
    "activity": [("role_id", "user_field_id"), ("activity_type_id",)],
    "mail": [("template_id",), ("role_id", "user_field_id", "partner_field_id")],
    "child": [("child_field_id",)],
    "value": [("value_ids",)],
    "step": [("path",), ("step_code",)],
    "webhook": [("webhook_id",)],
}


class KentroEffect(models.Model):
    """What an effect lacks before its workflow can be published."""

    _inherit = "kentro.effect"

    def _fault(self):
        """Return what is wrong with or missing from this effect as a sentence, or nothing."""
        self.ensure_one()
        if complaint := self._complaint():
            return complaint
        _, names = self.env._, {"step": self.transition_id.name, "effect": self.sentence}
        for choice in NEEDS.get(self.kind, ()):
            if not any(self[name] for name in choice):
                labels = [self._fields[name]._description_string(self.env) for name in choice]
                return _("Step «%(step)s», effect «%(effect)s»: missing: %(what)s.", what=" / ".join(labels), **names)
        return getattr(self, f"_fault_of_{self.kind}", lambda _names: None)(names)

    def _fault_of_child(self, names):
        """Every field that a person must fill in is given, by a value or by the model itself."""
        Model = self.env[self.target_model]
        given = {*self.value_ids.field_id.mapped("name"), self.child_field_id.name}
        given |= Model.default_get(list(Model._fields)).keys()
        missing = [
            field._description_string(self.env)
            for name, field in Model._fields.items()
            if field.required
            and field.store
            and not field.compute
            and not field.related
            and name not in given
            and not field.readonly
            and not field.inherited
        ]
        return missing and self.env._(
            "Step «%(step)s», effect «%(effect)s»: a new record needs %(what)s.", what=", ".join(missing), **names
        )

    def _fault_of_step(self, names):
        steps = self._other_steps()
        if not steps:
            return self.env._(
                "Step «%(step)s», effect «%(effect)s»: no published process has a step «%(code)s» there.",
                code=self.step_code,
                **names,
            )
        asked = steps.field_line_ids.filtered("required")
        return asked and self.env._(
            "Step «%(step)s», effect «%(effect)s»: that step asks for %(what)s, and nobody is there to answer.",
            what=", ".join(asked.field_id.mapped("field_description")),
            **names,
        )

    def _fault_of_webhook(self, names):
        if not self.webhook_id.active:
            return self.env._("Step «%(step)s», effect «%(effect)s»: that system is switched off.", **names)
        return None


class KentroWorkflow(models.Model):
    _inherit = "kentro.workflow"

    def _faults_of_effects(self):
        """Return what is wrong with the effects of this definition, one sentence each."""
        # as superuser: the other processes, templates and fields that effects name
        steps = self.sudo().transition_ids
        faults = [fault for effect in steps.effect_ids if (fault := effect._fault())]
        for circle in self._circles(steps):
            faults.append(
                self.env._("The effects go round in a circle: %s.", " → ".join(f"«{step.name}»" for step in circle))
            )
        return faults

    def _circles(self, steps):
        """Return the circles in which steps take each other, each as the steps along it, ends equal."""
        found, finished = [], set()

        def walk(step, way):
            if step in way:
                found.append([*way[way.index(step) :], step])
            elif step not in finished:
                for effect in step.effect_ids:
                    for following in effect._other_steps(self):
                        walk(following, [*way, step])
                finished.add(step)

        for step in steps:
            walk(step, [])
        return found

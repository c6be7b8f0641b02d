from odoo.addons.kentro_koinotitas.tests.cases.common import CasesCommon
from odoo.fields import Command


class EffectsCommon(CasesCommon):
    """A process of cases with one step «Go», to which each test gives effects; the rules manager builds it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.workflow = cls.draft("trial")
        cls.go = cls.workflow.transition_ids

    @classmethod
    def draft(cls, code, model="kentro.case"):
        """Return a draft with one step «Go», code go, from a new stage to one that is done."""
        workflow = (
            cls.env["kentro.workflow"]
            .with_user(cls.rules)
            .create({"name": code, "code": code, "version": 1, "model_id": cls.env["ir.model"]._get_id(model)})
        )
        workflow.stage_ids = [
            Command.create({"name": "Begin", "code": "begin", "kind": "new", "initial": True}),
            Command.create({"name": "End", "code": "end", "kind": "done"}),
        ]
        workflow.transition_ids = [
            Command.create(
                {
                    "name": "Go",
                    "code": "go",
                    "source_ids": [Command.set(workflow.stage_ids[0].ids)],
                    "target_id": workflow.stage_ids[1].id,
                    "group_ids": [Command.set(cls.env.ref("kentro_koinotitas.group_case_worker").ids)],
                }
            )
        ]
        return workflow

    @classmethod
    def field(cls, name, model="kentro.case"):
        return cls.env["ir.model.fields"]._get(model, name).id

    @classmethod
    def effect(cls, kind, step=None, **vals):
        """Return an effect of the step «Go», made by the rules manager."""
        step = step or cls.go
        return cls.env["kentro.effect"].with_user(cls.rules).create({"transition_id": step.id, "kind": kind, **vals})

    @classmethod
    def webhook(cls, url="https://protocol.example.org/kentro", **vals):
        return cls.env["kentro.webhook"].with_user(cls.admin).create({"name": "Protocol", "url": url, **vals})

    @classmethod
    def letter(cls, **vals):
        return cls.env["mail.template"].create(
            {
                "name": "Notice",
                "model_id": cls.env["ir.model"]._get_id("kentro.case"),
                "subject": "A case has moved",
                "body_html": "<p>Look at <t t-out='object.name'/></p>",
                "email_from": "centre@example.org",
                **vals,
            }
        )

    def published(self, number=1, **vals):
        """Publish the process and return cases of it, as the worker sees them."""
        if self.workflow.state == "draft":
            self.publish(self.workflow)
        values = {"beneficiary_id": self.beneficiary.id, "structure_id": self.structure.id, **vals}
        return self.env["kentro.case"].with_user(self.worker).create([values] * number)

    def publish(self, workflow):
        """Publish ``workflow`` in the place of the shipped process of its records."""
        others = self.env["kentro.workflow"].search([("model", "=", workflow.model), ("state", "=", "published")])
        others.action_retire()
        workflow.action_publish()

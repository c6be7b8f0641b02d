from odoo import api, models


class KentroEffect(models.Model):
    """The effect as one sentence: in lists, in a test run and in messages."""

    _inherit = "kentro.effect"

    @api.depends_context("lang")
    @api.depends(
        "kind",
        "role_id",
        "user_field_id",
        "partner_field_id",
        "days",
        "summary",
        "activity_type_id",
        "template_id",
        "child_field_id",
        "value_ids",
        "path",
        "step_code",
        "webhook_id",
    )
    def _compute_sentence(self):
        for effect in self:
            effect.sentence = effect._sentence()

    def _sentence(self):
        """Return what this effect does, for a person."""
        self.ensure_one()
        # as superuser: whoever reads of a step need not read templates, fields and endpoints
        return getattr(self.sudo(), f"_sentence_{self.kind}")() if self.kind else ""

    def _sentence_activity(self):
        return self.env._(
            "Plans an activity «%(what)s» for %(who)s, %(when)s",
            what=self.summary or self.activity_type_id.name or "…",
            who=self._sentence_whom(),
            when=self._sentence_when(),
        )

    def _sentence_mail(self):
        return self.env._(
            "Sends the letter «%(letter)s» to %(who)s", letter=self.template_id.name or "…", who=self._sentence_whom()
        )

    def _sentence_child(self):
        # the name of a kind of record is no secret
        return self.env._(
            "Makes a record «%(model)s» with %(values)s",
            model=self.env["ir.model"]._get(self.target_model).name if self.target_model else "…",
            values=self._sentence_values(),
        )

    def _sentence_value(self):
        return self.env._("Sets %s", self._sentence_values())

    def _sentence_step(self):
        return self.env._(
            "Takes the step «%(step)s» on «%(path)s»",
            step=self._other_steps()[:1].name or self.step_code or "…",
            path=" › ".join(self._path_labels()) or "…",
        )

    def _sentence_webhook(self):
        return self.env._("Tells the system «%s»", self.webhook_id.name or "…")

    def _sentence_whom(self):
        field = self.user_field_id or self.partner_field_id
        return f"«{field.field_description or self.role_id.name or '…'}»"

    def _sentence_when(self):
        if self.days == 1:
            return self.env._("in one day")
        return self.env._("in %s days", self.days) if self.days else self.env._("on the same day")

    def _sentence_values(self):
        return ", ".join(value._sentence() for value in self.value_ids) or "…"

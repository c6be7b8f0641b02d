from odoo import fields, models


class KentroEffect(models.Model):
    """A further kind of effect: a follow-up of the case, on an open day of its structure."""

    _inherit = "kentro.effect"

    kind = fields.Selection(selection_add=[("followup", "Plan a follow-up")], ondelete={"followup": "cascade"})

    def _sentence_followup(self):
        return self.env._("Plans a follow-up of the case, %s", self._sentence_when())

    def _complaint(self):
        if complaint := super()._complaint():
            return complaint
        if self.kind == "followup" and self.model != "kentro.case" and "case_id" not in self.env[self.model]._fields:
            return self.env._(
                "Step «%s»: a follow-up is planned for a case, and its records have none.", self.transition_id.name
            )
        return None

    def _run_followup(self, records):
        cases = records if records._name == "kentro.case" else records.case_id
        date = fields.Date.add(fields.Date.context_today(self), days=self.days)
        opened = {structure: structure._next_open_days({date})[date] for structure in cases.structure_id}
        self.env["kentro.followup"].create(
            [
                {"case_id": case.id, "user_id": case.user_id.id, "planned_on": opened[case.structure_id]}
                for case in cases
            ]
        )

from odoo import models


class KentroStage(models.Model):
    """The deadline of a stage in a sentence."""

    _inherit = "kentro.stage"

    def _deadline_in_short(self):
        """Return how long a record may stand here, e.g. «5 working days», or an empty text."""
        if not self.deadline_unit or not self.deadline_count:
            return ""
        units = dict(self._fields["deadline_unit"]._description_selection(self.env))
        return f"{self.deadline_count} {units[self.deadline_unit]}"

    def _deadline_sentence(self):
        """Return until when a record may stand here and who is told, or nothing."""
        self.ensure_one()
        if not self.deadline_unit:
            return False
        units = dict(self._fields["deadline_unit"]._description_selection(self.env))
        start = self.deadline_field_id.field_description or self.env._("its coming here")
        said = [
            self.env._(
                "%(count)s %(unit)s from «%(start)s»",
                count=self.deadline_count,
                unit=units[self.deadline_unit],
                start=start,
            )
        ]
        if self.warn_role_id:
            said.append(
                self.env._("told %(count)s before: %(who)s", count=self.warn_before, who=self.warn_role_id.name)
            )
        if self.escalate_role_id:
            said.append(
                self.env._(
                    "passed on %(count)s after: %(who)s", count=self.escalate_after, who=self.escalate_role_id.name
                )
            )
        return ", ".join(said)

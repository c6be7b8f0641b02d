from odoo import fields, models


class KentroScreeningRow(models.TransientModel):
    """From the chosen rows of a list to the dialog."""

    _inherit = "kentro.screening.row"

    def action_act(self):
        """Open the dialog for the chosen rows; the context says for what."""
        self.check_access("read")
        act = self.env["kentro.screening.act"].create(
            {
                "what": self.env.context.get("kentro_what") or "activity",
                "row_ids": [fields.Command.set(self.ids)],
                "topic_ids": [fields.Command.set(self.env["kentro.topic"].search([("code", "=", "application")]).ids)],
                "begin": self.env["kentro.screening.act"]._first_hour(),
                "summary": self._proposed_summary(),
            }
        )
        return act._show()

    def _proposed_summary(self):
        says = {
            "qualifies": self.env._("Invite to apply"),
            "lacking": self.env._("Ask what is missing"),
            "renewal": self.env._("Renew"),
            "paper": self.env._("Ask for a new paper"),
        }
        return says.get(self[:1].finding)

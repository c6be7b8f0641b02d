from odoo import fields, models


class KentroFollowup(models.Model):
    """A planned contact that looks how things went; the next one is counted from when it was
    done.
    """

    _name = "kentro.followup"
    _inherit = ["kentro.reference.mixin", "kentro.case.part.mixin"]
    _description = "Follow-up"
    _order = "planned_on, id"
    _calendar_about = "kind"
    _answered_now = ("done_on",)

    planned_on = fields.Date("Planned on", required=True, index=True)
    kind = fields.Selection(
        [("phone", "By phone"), ("meeting", "At the centre"), ("visit", "Home visit")],
        "How",
        default="phone",
        required=True,
    )
    position = fields.Integer("Number in the series", readonly=True, help="0 is the first.")
    done_on = fields.Date("Done on", copy=False)
    note = fields.Text("How things are", copy=False)
    is_last = fields.Boolean("No further follow-up", copy=False)

    def _after_step(self, transition):
        super()._after_step(transition)
        if transition.code == "done":
            going_on = self.filtered(lambda followup: not followup.is_last)
            self.env["kentro.case"]._plan_next_followups(
                (followup.case_id, followup.position + 1, followup.done_on) for followup in going_on
            )

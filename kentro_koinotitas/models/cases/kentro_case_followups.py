from odoo import api, fields, models


class KentroCase(models.Model):
    """The follow-ups of a case: a series, each on an open day of the structure."""

    _inherit = "kentro.case"

    followup_ids = fields.One2many("kentro.followup", "case_id", "Follow-ups")
    recurrence_id = fields.Many2one("kentro.recurrence", "Follow up", ondelete="restrict")
    next_followup_on = fields.Date("Next follow-up", compute="_compute_next_followup_on", store=True)

    @api.depends("followup_ids.planned_on", "followup_ids.stage_kind")
    def _compute_next_followup_on(self):
        # what is known to stand there already is not written again
        self.filtered(lambda case: case.id and case.followup_ids).fetch(["next_followup_on"])
        for case in self:
            waiting = case.followup_ids.filtered(lambda f: f.stage_kind not in ("done", "cancelled"))
            case.next_followup_on = min(waiting.mapped("planned_on"), default=False)

    def _after_step(self, transition):
        super()._after_step(transition)
        if transition.code == "follow_up":
            today = fields.Date.context_today(self)
            self._plan_next_followups((case, 0, today) for case in self)

    @api.model
    def _plan_next_followups(self, rows):
        """Plan follow-ups, each on an open day of the structure; a series that has ended plans none.

        :param rows: iterable of (case, number in the series, day from which it is counted)
        """
        wanted = [
            (case, position, case.recurrence_id._next_date(position, last_date))
            for case, position, last_date in rows
            if case.recurrence_id
        ]
        by_structure = {}
        for case, _position, date in wanted:
            if date:
                by_structure.setdefault(case.sudo().structure_id, set()).add(date)
        opened = {structure: structure._next_open_days(dates) for structure, dates in by_structure.items()}
        return self.env["kentro.followup"].create(
            [
                {
                    "case_id": case.id,
                    "user_id": case.user_id.id,
                    "planned_on": opened[case.sudo().structure_id][date],
                    "position": position,
                }
                for case, position, date in wanted
                if date
            ]
        )

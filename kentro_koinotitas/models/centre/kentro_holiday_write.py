from odoo import fields, models
from odoo.exceptions import UserError


class KentroHolidayWrite(models.TransientModel):
    """Write holidays into the hours of structures for years that the yearly run has not reached."""

    _name = "kentro.holiday.write"
    _description = "Write Holidays"

    year_from = fields.Integer("From year", required=True, default=lambda self: fields.Date.context_today(self).year)
    year_to = fields.Integer("To year", required=True, default=lambda self: fields.Date.context_today(self).year + 1)
    structure_ids = fields.Many2many("kentro.structure", string="Structures", help="Empty: all that you may configure.")

    def action_write(self):
        if not 2000 <= self.year_from <= self.year_to <= self.year_from + 20:
            raise UserError(
                self.env._(
                    "From %(first)s to %(last)s: give two years in order, twenty at most.",
                    first=self.year_from,
                    last=self.year_to,
                )
            )
        structures = self.structure_ids or self.env["kentro.structure"].search(
            [("company_id", "in", self.env.companies.ids)]
        )._filtered_access("write")
        structures.check_access("write")
        structures._write_holidays(range(self.year_from, self.year_to + 1))
        return {"type": "ir.actions.act_window_close"}

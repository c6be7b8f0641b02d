from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date


class KentroDatedMixin(models.AbstractModel):
    """What holds of a person from a first to a last day, both included; without a last day it goes on."""

    _name = "kentro.dated.mixin"
    _description = "Dated row"

    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("To", help="Last day; empty while it lasts")
    is_current = fields.Boolean("Today", compute="_compute_is_current")

    @api.depends("date_from", "date_to")
    def _compute_is_current(self):
        current = self.filtered_domain(self._on(fields.Date.context_today(self)))
        for row in self:
            row.is_current = row in current

    @api.constrains(lambda self: ["date_from", "date_to", *{"beneficiary_id"}.intersection(self._fields)])
    def _check_dates(self):
        # sudo: the dates are checked for whoever it is; the sentence names her as the user may see her
        for row in self.sudo():
            if not row.date_from:
                continue
            if row.date_to and row.date_to < row.date_from:
                raise ValidationError(self.env._("The last day is before the first one. Check «From» and «To»."))
            person = row._dated_person()
            if person.birth_date and row.date_from < person.birth_date:
                raise ValidationError(
                    self.env._(
                        "%(person)s was not born on %(date)s. Check «From», or the birth date in the file.",
                        person=person.with_env(self.env).display_name,
                        date=format_date(self.env, row.date_from),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        # the end just given to an earlier row has to be in the database before the next one begins
        self.flush_model()
        return super().create(vals_list)

    def write(self, vals):
        """Whose a row is, is said once."""
        owners = {"beneficiary_id", "household_id"}.intersection(vals, self._fields)
        moved = any(row[name].id != (vals[name] or False) for row in self for name in owners)
        result = super().write(vals)
        if moved and not self.env.su:
            raise UserError(
                self.env._(
                    "What is recorded of one is not moved to another. Record it anew there, "
                    "and mark this as entered in error."
                )
            )
        return result

    def _dated_person(self):
        """Whom the row is about: nothing of hers begins before she was born."""
        return self.beneficiary_id

    @api.model
    def _on(self, date):
        """Domain of what is in force on ``date``."""
        return self._between(date, date)

    @api.model
    def _between(self, first, last):
        """Domain of what is in force on some day from ``first`` to ``last``."""
        return Domain("date_from", "<=", last) & (Domain("date_to", "=", False) | Domain("date_to", ">=", first))

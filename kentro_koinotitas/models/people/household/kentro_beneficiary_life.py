from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

ENDS_WITH_LIFE = ("kentro.household.member", "kentro.household.away", "kentro.income", "kentro.asset", "kentro.answer")


class KentroBeneficiary(models.Model):
    """Age on any day, a death and what ends with it, and who must not be found through those she lives with."""

    _inherit = "kentro.beneficiary"

    death_date = fields.Date("Died on", copy=False, help="Ends her membership of the household and her incomes")
    safe_contact_near = fields.Boolean(
        "Lives with somebody of safe contact only",
        compute="_compute_safe_contact_near",
        help="Her telephone and address are the other's too: they are told to nobody",
    )

    # slips are shown with the rest, and counted nowhere
    custody_ids = fields.One2many(
        "kentro.custody",
        "beneficiary_id",
        "Custody",
        context={"active_test": False},
        groups="kentro_koinotitas.group_case_worker,kentro_koinotitas.group_coordinator",
    )
    income_ids = fields.One2many("kentro.income", "beneficiary_id", "Incomes", context={"active_test": False})
    asset_ids = fields.One2many("kentro.asset", "beneficiary_id", "Assets", context={"active_test": False})
    answer_ids = fields.One2many("kentro.answer", "beneficiary_id", "Answers", context={"active_test": False})
    away_ids = fields.One2many("kentro.household.away", "beneficiary_id", "Lives elsewhere")

    def _compute_safe_contact_near(self):
        near = self._near_safe_contact()
        for person in self:
            person.safe_contact_near = person._origin in near

    def _near_safe_contact(self):
        """Those of ``self`` who live today with somebody of safe contact only, whether the user sees her or not."""
        # sudo: one is kept safe from those, too, who may not read her file
        Member = self.env["kentro.household.member"].sudo()
        today = Member._on(fields.Date.context_today(self))
        safe = today & Domain("beneficiary_id.safe_contact_only", "=", True)
        near = Member.search_fetch(
            today & Domain("beneficiary_id", "in", self._origin.ids) & Domain("household_id.member_ids", "any", safe),
            ["beneficiary_id"],
        )
        return near.beneficiary_id.with_env(self.env)

    def _age_on(self, date):
        """Whole years on ``date``; None if the birth date is not known."""
        self.ensure_one()
        return relativedelta(date, self.birth_date).years if self.birth_date else None

    @api.constrains("death_date", "birth_date")
    def _check_death(self):
        for person in self.filtered("death_date"):
            if person.death_date > fields.Date.context_today(self):
                raise ValidationError(self.env._("«Died on» is a day to come. Check the date."))
            if person.birth_date and person.death_date < person.birth_date:
                raise ValidationError(self.env._("«Died on» is before the birth. Check both dates."))

    def write(self, vals):
        result = super().write(vals)
        if vals.get("death_date"):
            self._end_with_death(fields.Date.to_date(vals["death_date"]))
        return result

    @api.model_create_multi
    def create(self, vals_list):
        people = super().create(vals_list)
        if any(vals.get("death_date") for vals in vals_list):
            for day, dead in people.filtered("death_date").grouped("death_date").items():
                dead._end_with_death(day)
        return people

    def _end_with_death(self, day):
        """End on ``day`` what goes on after it; what begins later is for a human to look at."""
        # sudo: it ends whether or not the user sees the household, the income or the custody
        of_them = Domain("beneficiary_id", "in", self.ids)
        later = Domain("date_to", "=", False) | Domain("date_to", ">", day)
        for model in ENDS_WITH_LIFE:
            Model = self.env[model].sudo()
            rows = Model.search(of_them & later)
            begun_later = rows.filtered(lambda row: row.date_from and row.date_from > day)
            if begun_later:
                raise ValidationError(
                    self.env._(
                        "After this day there is a row of «%s» still. Correct it before you note the death.",
                        self.env["ir.model"]._get(model).name,
                    )
                )
            rows.write({"date_to": day})
        held = Domain("holder_id", "in", self.ids) | of_them
        self.env["kentro.custody"].sudo().search(held & later & Domain("date_from", "<=", day)).write({"date_to": day})

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError


class KentroAnswer(models.Model):
    """What a person, or somebody for the household, answered to a question, and since when it is so."""

    _name = "kentro.answer"
    _inherit = ["kentro.declaration.mixin"]
    _description = "Answer"
    _order = "date_from desc, id desc"
    _kentro_file = True

    beneficiary_id = fields.Many2one("kentro.beneficiary", "Person", index=True, ondelete="restrict")
    household_id = fields.Many2one("kentro.household", "Household", index="btree_not_null", ondelete="restrict")
    question_id = fields.Many2one("kentro.question", "Question", required=True, ondelete="restrict")
    is_special = fields.Boolean(related="question_id.is_special", store=True)
    answer = fields.Selection([("yes", "Yes"), ("no", "No")], required=True)

    _of_one = models.Constraint(
        "CHECK (num_nonnulls(beneficiary_id, household_id) = 1)",
        "An answer is of a person or of a household as a whole: fill in one of the two.",
    )
    _one_at_a_time = models.Constraint(
        "EXCLUDE USING gist (int4range(question_id, question_id, '[]') WITH &&,"
        " int4range(COALESCE(beneficiary_id, -household_id), COALESCE(beneficiary_id, -household_id), '[]') WITH &&,"
        " daterange(date_from, date_to, '[]') WITH &&) WHERE (active)",
        "This question has an answer for that time. End the earlier one first: «To» the day before.",
    )

    @api.depends("question_id", "answer")
    def _compute_display_name(self):
        answers = dict(self._fields["answer"]._description_selection(self.env))
        for row in self:
            row.display_name = f"{row.question_id.name or ''} {answers.get(row.answer, '')}"

    @api.constrains("question_id", "beneficiary_id", "household_id")
    def _check_about(self):
        for row in self:
            if bool(row.household_id) != (row.question_id.about == "household"):
                raise ValidationError(
                    self.env._(
                        "«%s»: answered for the other of the two, a person or the household as a whole.",
                        row.question_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Asked before it is stored: that there is an answer already is told to the team alone."""
        if not self.env.su:
            for vals in vals_list:
                if self.env["kentro.question"].browse(vals.get("question_id")).is_special:
                    self._refuse_unless_on_the_team(vals)
        return super().create(vals_list)

    def _refuse_unless_on_the_team(self, vals):
        home = self.env["kentro.household"].browse(vals.get("household_id") or ())
        people = home._members_on(fields.Date.context_today(self)).beneficiary_id
        people |= self.env["kentro.beneficiary"].browse(vals.get("beneficiary_id") or ())
        if not self.env["kentro.document"]._special_readable_of(people):
            raise AccessError(
                self.env._("This is asked and read by the team of an open case alone. Ask whoever has the case.")
            )

    def _dated_person(self):
        return self.env["kentro.beneficiary"]  # «no» may be said of all time

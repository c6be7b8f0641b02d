from odoo import fields, models
from odoo.exceptions import UserError

from ....tools.standing.facts import NO_DISABILITY

OF_HOUSING = ("housing", "rent", "lease_months", "supply_in_name")
ROWS = {"income": "kentro.income", "asset": "kentro.asset", "degree": "kentro.disability"}  # of one of the people


class KentroEligibilityCheck(models.TransientModel):
    """What is lacking is taken down where it is asked: a declaration as on the person's own page, written with the
    rights of the user.
    """

    _inherit = "kentro.eligibility.check"

    def action_declare(self, what, people, said):
        """Take down what people, or the household (False), answered to what is asked here.

        :param said: "yes" or "no" to a question, "none" where there is nothing to declare
        :return: ``{"model", "ids"}`` of the rows made, so that a slip can be taken back
        """
        self.ensure_one()
        recorded, lacking = self._lacking_now()
        made = []
        for person in people:
            measures = lacking.get((what, person or None))
            if measures is None or not self._is_answer(what, said):
                raise UserError(self.env._("This was answered meanwhile. Look at the cards again."))
            made += self._declared(what, person, said, measures, recorded)
        model = ROWS[what] if what in ("income", "asset") else "kentro.answer"
        return {"model": model, "ids": self.env[model].create(made).ids}

    def _lacking_now(self):
        """``(tools.standing.rows.Household, what `_lacking` says of it)``."""
        household, on = self.household_id, self.on_date
        household.check_access("read")
        recorded = household._recorded(on)[household]
        checked = self.env["kentro.ruleset"]._in_force(on)._check(recorded, on)
        return recorded, self._lacking(checked)[0]

    def _is_answer(self, what, said):
        if what in self.env["kentro.question"]._by_code():
            return said in ("yes", "no")
        return what in ROWS and said == "none"

    def _declared(self, what, person, said, measures, recorded):
        """The values of the rows that say so."""
        owner = {"beneficiary_id": person} if person else {"household_id": self.household_id.id}
        since = {**owner, "date_from": min(self.on_date, fields.Date.context_today(self))}
        if what not in ("income", "asset"):
            question = self.env["kentro.question"]._by_code()[NO_DISABILITY if what == "degree" else what]
            return [{**since, "question_id": question, "answer": "yes" if what == "degree" else said}]
        if what == "asset":
            kinds = self._kinds_lacking(person, measures, recorded)
            return [{**since, "kind": kind, "value": 0} for kind in kinds]
        none = self.env["kentro.income.kind"].search([("nature", "=", "none")], limit=1)
        return [{**owner, "kind_id": none.id, "amount": 0, "period": "month", "date_from": self._time(measures)[0]}]

    def action_enter(self, what, person):
        """Open the form in which it is entered."""
        self.ensure_one()
        model, res_id, context = self._entered_in(what, person or False)
        return {
            "type": "ir.actions.act_window",
            "name": self.env["ir.model"]._get(model).name,
            "res_model": model,
            "res_id": res_id,
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }

    def _entered_in(self, what, person):
        """``(model, id or False, context)`` of the form in which a fact is entered."""
        if what in ROWS and self.env[ROWS[what]].has_access("create"):
            return ROWS[what], False, {"default_beneficiary_id": person, **self._proposed(what, person)}
        if person:
            return "kentro.beneficiary", person, {}
        if what in OF_HOUSING:
            Housing = self.env["kentro.housing"]
            now = Housing.search(Housing._on(self.on_date) & fields.Domain("household_id", "=", self.household_id.id))
            return "kentro.housing", now[:1].id, {"default_household_id": self.household_id.id}
        return "kentro.household", self.household_id.id, {}

    def _proposed(self, what, person):
        """What the form begins with, so that what is entered answers what is asked."""
        recorded, lacking = self._lacking_now()
        measures = lacking.get((what, person))
        if measures and what == "income" and person not in {row.person for row in recorded.incomes}:
            return {"default_date_from": fields.Date.to_string(self._time(measures)[0])}
        if measures and what == "asset":
            return {"default_kind": self._kinds_lacking(person, measures, recorded)[0]}
        return {}

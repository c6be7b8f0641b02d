from odoo import api, models


class KentroDemo(models.AbstractModel):
    _inherit = "kentro.demo"

    @api.model
    def _make_means(self, cast, means):
        """What households live on and in, taken down by whoever receives people in their structure."""
        homes = {id(household): home for household, home in cast.homes}
        kinds = {kind.code: kind.id for kind in self.env["kentro.income.kind"].search([])}

        def of(person, **values):
            return values | {"beneficiary_id": cast.people[id(person)].id}

        self._take_down(cast, "kentro.income", [
            of(person, **values, kind_id=kinds[kind]) for person, kind, values in means.incomes])
        self._take_down(cast, "kentro.asset", [of(person, **values) for person, values in means.assets])
        self._take_down(cast, "kentro.household.away", [of(person, **values) for person, values in means.away])
        self._take_down(cast, "kentro.custody", [
            of(child, **values, holder_id=cast.people[id(holder)].id) for child, holder, values in means.custodies])
        questions = {question.code: question.id for question in self.env["kentro.question"].search([])}
        self._take_down(cast, "kentro.answer", [
            values | {"question_id": questions[code]} | (
                {"household_id": homes[id(whose)].id} if id(whose) in homes
                else {"beneficiary_id": cast.people[id(whose)].id})
            for whose, code, values in means.answers])
        self._take_down(cast, "kentro.housing", [
            values | {
                "household_id": homes[id(household)].id,
                "supply_holder_id": cast.people[id(household.people[0])].id if values.get("supply_number") else False,
            }
            for household, values in means.housings])

    @api.model
    def _take_down(self, cast, model, rows):
        # as superuser: people of both structures at once
        self._as(cast, "reception", model).sudo().create(rows)

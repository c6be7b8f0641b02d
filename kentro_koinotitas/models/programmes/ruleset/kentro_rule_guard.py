from odoo import fields, models

from ..register.register_query import RegisterQuery
from .kentro_rule import FACTS


class KentroRule(models.Model):
    """A rule on the facts of a household guards the steps of whatever is of a household: a case, an application.

    It is asked of the household as it is on the day, by the query that screens the register. What is not known does
    not hold: the step waits until somebody has asked.
    """

    _inherit = "kentro.rule"

    def _of_households(self):
        return self.filtered(lambda rule: rule.model == FACTS["household"])

    def _violations(self, records, date=None):
        about = self._of_households()
        found = super(KentroRule, self - about)._violations(records, date)
        # as superuser, as other rules: the answer does not depend on who asks, and only the sentence leaves
        about = about.sudo()._in_force(date)
        if about and records:
            day = date or fields.Date.context_today(self)
            homes = {record: records._household_of(record) for record in records.sudo()}
            holding = about._households_that_hold(set(filter(None, homes.values())), day)
            for rule in about:
                broken = [record.id for record, home in homes.items() if home not in holding[rule]]
                if broken:
                    found[rule] = records.browse(broken)
        return found

    def _households_that_hold(self, households, day):
        """``{rule: ids of those of the households}`` of whom each of these rules certainly holds; one query."""
        query = RegisterQuery(self.env, day, list(households))
        value_of = self._parameters()._reader(day)
        columns = {f"rule_{rule.id}": query.test(rule._test(value_of))[0] for rule in self}
        rows = self.env.execute_query(query.sql(columns))
        return {rule: {row[0] for row in rows if row[place]} for place, rule in enumerate(self, 1)}

    # --- processes that are guarded so ------------------------------------------------------------

    def _field_names(self):
        return set() if self._of_households() else super()._field_names()

    def _facts(self):
        about = self._of_households()
        found = super(KentroRule, self - about)._facts()
        for rule in about:
            label = self.env._("No hindrance: %s", rule.name)
            found[rule._supposed_key()] = {
                "key": rule._supposed_key(),
                "label": label,
                "type": "boolean",
                "choices": [],
            }
        return found

    def _hold(self, facts):
        about = self._of_households()
        broken = super(KentroRule, self - about)._hold(facts)
        return broken | about._in_force().filtered(lambda rule: not facts.get(rule._supposed_key()))

    def _supposed_key(self):
        return f"{self.id} holds"


class KentroWorkflowMixin(models.AbstractModel):
    _inherit = "kentro.workflow.mixin"

    def _household_of(self, record):
        """Return the id of the household that ``record`` (as superuser) is about, or False."""
        if "household_id" in record._fields:
            return record.household_id.id
        return record.beneficiary_id.household_id.id if "beneficiary_id" in record._fields else False


class KentroTransition(models.Model):
    _inherit = "kentro.transition"

    def _fault_of_rule(self, rule, model):
        Model = self.env.get(model)
        of_household = Model is not None and {"household_id", "beneficiary_id"} & Model._fields.keys()
        return super()._fault_of_rule(rule, rule.model if of_household and rule._of_households() else model)

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..application.kentro_application_going_on import ENDED


class KentroScreening(models.TransientModel):
    """Who has applied already is not told of again; whose approval ends is, within the programme's renewal window.

    Applications that the user may not read are not known to her: the list would tell of them by what it leaves out.
    """

    _inherit = "kentro.screening"

    def _look_at(self, programme):
        super()._look_at(programme)
        self._insert_renewals(programme)

    def _known(self, programme):
        """Domain of the applications to ``programme`` that go on: on their way, or approved and in force on the day."""
        return self.env["kentro.application"]._going_on(self.on_date) & Domain("programme_id", "=", programme.id)

    def _not_yet(self, ruleset):
        known = self.env["kentro.application"]._search(self._known(ruleset.programme_id))
        table = SQL.identifier(known.table)
        whom = SQL("TRUE")
        if ruleset.about == "person":
            whom = SQL("COALESCE(%s.concerns_id, %s.beneficiary_id) = found.person_id", table, table)
        # of those found alone: an application keeps the household it was made for
        known.add_where(SQL("%s.household_id = found.household_id AND %s", table, whom))
        return SQL("NOT EXISTS (%s)", known.select(SQL("1")))

    def _concerned(self, ruleset):
        """Besides those who may get it: who has applied for it."""
        known = self.env["kentro.application"]._search(self._known(ruleset.programme_id))
        applied = known.select(SQL("%s.household_id", SQL.identifier(known.table)))
        return SQL("%s UNION %s", super()._concerned(ruleset), applied)

    def _insert_renewals(self, programme):
        """One row for each approval within its renewal window that nobody renews yet."""
        Application = self.env["kentro.application"]
        ends = Domain("result", "=", "approved") & Domain("renew_from", "<=", self.on_date)
        running = Domain("stage_kind", "not in", ENDED)
        ending = Application._search(
            self._known(programme) & ends & Domain("renewal_ids", "not any", running)
            & Domain("household_id", "in", self.env["kentro.household"]._search(self._households_looked_at()))
        )  # fmt: skip
        names = ("id", "household_id", "beneficiary_id", "valid_to")
        approvals = ending.select(*(SQL.identifier(ending.table, name) for name in names))
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """INSERT INTO kentro_screening_row (screening_id, programme_id, finding, household_id, beneficiary_id,
                          application_id, ends_on, create_uid, create_date, write_uid, write_date)
                   SELECT %(screening)s, %(programme)s, 'renewal', found.household_id, person.id, found.id,
                          found.valid_to, %(user)s, %(now)s, %(user)s, %(now)s
                     FROM (%(approvals)s) found
                     LEFT JOIN (%(people)s) person ON person.id = found.beneficiary_id""",
                screening=self.id, programme=programme.id, user=self.env.uid, now=fields.Datetime.now(),
                approvals=approvals, people=self.env["kentro.beneficiary"]._search([]).select(),
            )
        )  # fmt: skip

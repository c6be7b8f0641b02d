from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ....tools.standing.amounts import asks
from .kentro_screening import AT_ONCE


class KentroScreening(models.TransientModel):
    """Looking through the register, a programme at a time: so many statements, whatever the register's size."""

    _inherit = "kentro.screening"

    def action_start(self):
        """Look, or look again: what was found before goes."""
        self.ensure_one()
        self.check_access("write")
        if self.state == "running":
            raise UserError(self.env._("It is being looked through already."))
        if not self.programme_ids:
            raise UserError(self.env._("Choose a programme."))
        self._set(state="running", done_ids=[fields.Command.clear()], remarks=False)
        self._delete("kentro.screening.row", "kentro.screening.fact")
        if self.env["kentro.household"].search_count([], limit=AT_ONCE + 1) <= AT_ONCE:
            while self._look_further():
                pass
        else:
            # sudo: the job looks as this user, with her rights
            self.env.ref("kentro_koinotitas.cron_screening").sudo()._trigger()

    def action_stop(self):
        """Stop after the programme that is being looked at; what was found stays."""
        self.ensure_one()
        self.check_access("write")
        if self.state == "running":
            self._set(state="stopped")  # first: it waits for the programme that the job is at
            self._count_facts()

    def _look_further(self):
        """Look at the next programme; return whether there is another."""
        if self.state != "running":
            return False
        programme = (self.programme_ids - self.done_ids)[:1]
        try:
            with self.env.cr.savepoint():
                self._look_at(programme)
        except UserError as error:
            self._remark(programme, str(error))
        self._set(done_ids=[fields.Command.link(programme.id)])
        if not self.programme_ids - self.done_ids:
            self._count_facts()
            self._set(state="done")
        return self.state == "running"

    def _look_at(self, programme):
        ruleset = self.env["kentro.ruleset"]._in_force(self.on_date, programme)
        if not ruleset:
            return self._remark(programme, self.env._("No rules of it are in force on that day."))
        if asks(*ruleset._compiled(self.on_date)):
            self._insert_checked(ruleset)
        self._insert_papers(ruleset)

    def _insert_checked(self, ruleset):
        """One row for each that probably qualifies, or of whom something is lacking that would decide."""
        self.env.flush_all()
        households = self.env["kentro.household"]._search(self._households_looked_at())
        Member, Person = self.env["kentro.household.member"], self.env["kentro.beneficiary"]
        applicants = Member._search(Member._on(self.on_date) & Domain("relation", "=", "applicant"))
        table = SQL.identifier(applicants.table)
        applicant = applicants.select(SQL("%s.household_id", table), SQL("%s.beneficiary_id", table))
        of_person = ruleset.about == "person"
        whom = SQL("found.person_id") if of_person else SQL("asks.person")
        # compiling so many conditions costs more than it saves
        self.env.cr.execute("SET LOCAL jit = off")
        self.env.cr.execute(
            SQL(
                """INSERT INTO kentro_screening_row (screening_id, programme_id, finding, household_id, beneficiary_id,
                          lacking, lacking_count, create_uid, create_date, write_uid, write_date)
                   SELECT %(screening)s, %(programme)s, CASE WHEN verdict THEN 'qualifies' ELSE 'lacking' END,
                          found.household_id, person.id, ' ' || array_to_string(lacking, ' ') || ' ',
                          cardinality(lacking), %(user)s, %(now)s, %(user)s, %(now)s
                     FROM (%(found)s) found
                     LEFT JOIN (SELECT household_id, min(beneficiary_id) AS person FROM (%(applicant)s) applicant
                                 GROUP BY household_id) asks ON asks.household_id = found.household_id
                     LEFT JOIN (%(people)s) person ON person.id = %(whom)s
                    WHERE verdict IS NOT FALSE AND %(shown)s AND %(wanted)s""",
                screening=self.id, programme=ruleset.programme_id.id, user=self.env.uid, now=fields.Datetime.now(),
                found=ruleset._screen_sql(self.on_date, households), applicant=applicant,
                people=Person._search([]).select(), whom=whom,
                shown=SQL("person.id IS NOT NULL") if of_person else SQL("TRUE"), wanted=self._not_yet(ruleset),
            )
        )  # fmt: skip

    def _households_looked_at(self):
        """Domain of the households that are looked at."""
        return Domain.TRUE

    def _not_yet(self, ruleset):
        """SQL on ``found`` of whether there is something to be done about it."""
        return SQL("TRUE")

    def _count_facts(self):
        """What is to be asked of most households."""
        self._delete("kentro.screening.fact")
        self.env.cr.execute(
            SQL(
                """INSERT INTO kentro_screening_fact (screening_id, code, households, alone,
                          create_uid, create_date, write_uid, write_date)
                   SELECT screening_id, code, count(DISTINCT household_id),
                          count(DISTINCT household_id) FILTER (WHERE lacking_count = 1),
                          %(user)s, %(now)s, %(user)s, %(now)s
                     FROM kentro_screening_row, string_to_table(btrim(lacking), ' ') code
                    WHERE screening_id = %(screening)s AND finding = 'lacking'
                    GROUP BY screening_id, code""",
                screening=self.id, user=self.env.uid, now=fields.Datetime.now(),
            )
        )  # fmt: skip
        self.env.invalidate_all()

    def _delete(self, *models_):
        self.env.flush_all()
        for name in models_:
            self.env.cr.execute(
                SQL("DELETE FROM %s WHERE screening_id = %s", SQL.identifier(self.env[name]._table), self.id)
            )
        self.env.invalidate_all()

    def _set(self, **vals):
        self.sudo().write(vals)  # sudo: what was found is written by looking alone

    def _remark(self, programme, sentence):
        line = f"{programme.name}: {sentence}"
        self._set(remarks="\n".join(filter(None, [self.remarks, line])))

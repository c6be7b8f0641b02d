from dateutil.relativedelta import relativedelta
from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL, split_every

from ....tools.household_makeup import ADULT

AT_A_TIME = 1000  # households whose papers are read together


class KentroScreening(models.TransientModel):
    """Papers that a programme asks and that end soon: of households that may get it, or have asked for it.

    SQL finds who has such a paper at all; for these few the rules say whether it is asked, and until when it serves.
    """

    _inherit = "kentro.screening"

    def _insert_papers(self, ruleset):
        last = fields.Date.add(self.on_date, days=self.paper_days)
        rows, seen = [], set()
        for ids in split_every(AT_A_TIME, self._with_papers_that_end(ruleset, last)):
            households = self.env["kentro.household"].browse(ids)
            recorded = households._recorded(self.on_date)
            for (household, _ruleset), papers in ruleset._papers(households, self.on_date, recorded).items():
                for paper in papers:
                    ends = paper.document and paper.until and self.on_date <= paper.until <= last
                    if ends and (household, paper.document) not in seen:
                        seen.add((household, paper.document))
                        whom = self._to_be_told(recorded[household], paper.person.id)
                        rows.append((household.id, whom, paper.document.id, paper.until))
        if rows:
            self._insert_rows(ruleset, rows)

    def _with_papers_that_end(self, ruleset, last):
        """Ids of the households concerned in which there is a paper of the kinds asked that may end until ``last``."""
        ends = Domain.FALSE
        for rule in ruleset.paper_rule_ids:
            months = relativedelta(months=rule.not_older_than)
            of_it = Domain("date_to", ">=", self.on_date) & Domain("date_to", "<=", last)
            if rule.not_older_than:
                # a day more on both sides: months end on different days
                first = self.on_date - months - relativedelta(days=3)
                of_it |= Domain("issued_on", ">=", first) & Domain(
                    "issued_on", "<=", last - months + relativedelta(days=3)
                )
            ends |= Domain("kind_id", "=", rule.document_kind_id.id) & of_it
        if ends.is_false():
            return []
        Document, Member = self.env["kentro.document"], self.env["kentro.household.member"]
        papers, members = Document._search(ends), Member._search(Member._on(self.on_date))
        paper, member = SQL.identifier(papers.table), SQL.identifier(members.table)
        rows = self.env.execute_query(
            SQL(
                """WITH paper AS MATERIALIZED (%s),
                        home AS (SELECT household_id FROM paper WHERE household_id IS NOT NULL
                                  UNION SELECT m.household_id FROM paper JOIN (%s) m USING (beneficiary_id))
                   SELECT household_id FROM home WHERE household_id IN (%s) ORDER BY household_id""",
                papers.select(SQL("%s.household_id", paper), SQL("%s.beneficiary_id", paper)),
                members.select(SQL("%s.household_id", member), SQL("%s.beneficiary_id", member)),
                self._concerned(ruleset),
            )
        )
        return [household for (household,) in rows]

    def _concerned(self, ruleset):
        """SQL of the ids of households that may get what the programme gives."""
        return SQL(
            "SELECT household_id FROM kentro_screening_row WHERE screening_id = %s AND programme_id = %s",
            self.id, ruleset.programme_id.id,
        )  # fmt: skip

    def _to_be_told(self, recorded, person):
        """The person whose paper it is, or who asks for the household: of its own papers, and of a minor's."""
        members = {member.person: member for member in recorded.members}
        born = person in members and members[person].birth_date
        if person and not (born and born > self.on_date - relativedelta(years=ADULT)):
            return person
        return next((one for one, member in members.items() if member.relation == "applicant"), None)

    def _insert_rows(self, ruleset, rows):
        households, people, documents, ends = map(list, zip(*rows, strict=True))
        self.env.cr.execute(
            SQL(
                """INSERT INTO kentro_screening_row (screening_id, programme_id, finding, household_id, beneficiary_id,
                          document_id, ends_on, create_uid, create_date, write_uid, write_date)
                   SELECT %(screening)s, %(programme)s, 'paper', found.household, person.id, found.document, found.ends,
                          %(user)s, %(now)s, %(user)s, %(now)s
                     FROM unnest(%(households)s, %(people)s::int[], %(documents)s, %(ends)s::date[])
                          AS found (household, person, document, ends)
                     LEFT JOIN (%(readable)s) person ON person.id = found.person""",
                screening=self.id, programme=ruleset.programme_id.id, user=self.env.uid, now=fields.Datetime.now(),
                readable=self.env["kentro.beneficiary"]._search([]).select(),
                households=households, people=people, documents=documents, ends=ends,
            )
        )  # fmt: skip

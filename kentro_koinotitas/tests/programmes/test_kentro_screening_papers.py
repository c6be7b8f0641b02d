from odoo import Command

from .screening_common import ScreeningCommon

DAY = "2026-06-15"


class TestScreeningPapers(ScreeningCommon):
    """A programme asks a bill of the household, and of each adult a consent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bill = cls._rule("electricity", "household", not_older_than=3)
        cls.consent = cls._rule("consent_form", "member", when_domain="[('age', '>=', 18)]")
        papers = [Command.set((cls.bill | cls.consent).ids)]
        cls.programme = cls._programme("Χαρτιά", [[("housing", "=", "rent")]], paper_rule_ids=papers)
        cls.env.registry.clear_cache()

    @classmethod
    def _rule(cls, kind, of, **values):
        facts = "household" if of == "household" else "person"
        return cls.env["kentro.rule"].create(
            {
                "name": f"Bring {kind}",
                "kind": "document",
                "model_id": cls.env["ir.model"]._get_id(f"kentro.{facts}.facts"),
                "document_kind_id": cls.env.ref(f"kentro_koinotitas.document_kind_{kind}").id,
                "paper_of": of,
                **values,
            }
        )

    def _paper(self, rule, **values):
        return self.env["kentro.document"].create({"kind_id": rule.document_kind_id.id, **values})

    def _found_papers(self, **values):
        rows = self._screen(on_date=DAY, **values).row_ids.filtered(lambda row: row.finding == "paper")
        return {(row.household_id, row.beneficiary_id, row.document_id, str(row.ends_on)) for row in rows}

    def test_papers_that_end_within_the_days_are_found_with_whom_to_tell(self):
        child = self._beneficiary("Δείγμα", "Παιδί", birth_date="2016-01-01")
        self.env["kentro.household.member"].create(
            {
                "household_id": self.renting.id,
                "beneficiary_id": child.id,
                "relation": "child",
                "date_from": "2020-01-01",
            }
        )
        consent = self._paper(self.consent, beneficiary_id=self.maria.id, date_to="2026-07-15")
        self._paper(self.consent, beneficiary_id=child.id, date_to="2026-07-01")  # not asked of a child
        self._paper(self.consent, beneficiary_id=self.giorgos.id, date_to="2026-07-16")  # a day too late
        bill = self._paper(self.bill, beneficiary_id=child.id, issued_on="2026-03-20", date_to=False)
        self._paper(self.consent, beneficiary_id=self.nikos.id, date_to="2026-07-01")  # does not qualify
        found = self._found_papers()
        self.assertIn((self.renting, self.maria, consent, "2026-07-15"), found)
        ((household, whom, document, _day),) = [row for row in found if row[2] != consent]
        self.assertEqual((household, whom, document), (self.renting, self.maria, bill))

    def test_one_that_was_renewed_already_is_not_told_of(self):
        self._paper(self.consent, beneficiary_id=self.maria.id, date_to="2026-07-01")
        self._paper(self.consent, beneficiary_id=self.maria.id, date_to="2027-07-01")
        self.assertFalse(self._found_papers())

    def test_how_many_days_ahead_is_said(self):
        self._paper(self.consent, beneficiary_id=self.maria.id, date_to="2026-07-15")
        self.assertFalse(self._found_papers(paper_days=29))
        self.assertTrue(self._found_papers(paper_days=30))

    def test_a_row_goes_with_the_right_to_read_its_paper(self):
        """What reveals a special category is for the team of an open case alone."""
        case = self.env["kentro.case"].create(
            {"beneficiary_id": self.maria.id, "structure_id": self.structure.id, "user_id": self.worker.id}
        )
        paper = self._paper(self.consent, beneficiary_id=self.maria.id, date_to="2026-07-01")
        self.consent.document_kind_id.is_special = True
        self.env.flush_all()
        screening = self._screen(on_date=DAY)
        row = screening.row_ids.filtered("document_id")
        self.assertEqual(row.document_id, paper)
        case.user_id = self.coordinator
        self.env.invalidate_all()
        self.assertFalse(screening.row_ids.search([("finding", "=", "paper")]))
        self.assertEqual(screening.paper_count, 0)

    def test_the_number_of_statements_does_not_grow_with_the_papers(self):
        def cost(people):
            for number in range(people):
                person = self._beneficiary("Δείγμα", f"Αριθμός{number}", birth_date="1980-01-01")
                self._household(person, housing="rent")
                self._paper(self.consent, beneficiary_id=person.id, date_to="2026-07-01")
            screening = (
                self.env["kentro.screening"]
                .with_user(self.worker)
                .create({"programme_ids": [Command.set(self.programme.ids)], "on_date": DAY})
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            screening.action_start()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        cost(1)
        few, many = cost(1), cost(30)
        self.assertLess(many, few + 5)  # what Odoo reads of users comes and goes
        self.assertLess(many, 70)

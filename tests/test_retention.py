"""security/retention.csv is what is installed, and every model that can hold something of a person is in it."""

import csv
from pathlib import Path

from access import our_models
from odoo.addons.kentro_koinotitas.models.privacy.kentro_anonymise import DELETED
from odoo.addons.kentro_koinotitas.models.privacy.kentro_retention_rule import CLASSES
from odoo.tests import TransactionCase, tagged

POLICY = Path(__file__).resolve().parents[1] / "security" / "retention.csv"
HEADER = [
    "class", "model", "counts_from", "from_year_end", "years", "months", "source", "confidence", "happens", "reason",
]  # fmt: skip
HAPPENS = {"anonymised", "deleted", "reasons erased", "kept"}
# Models that point at people, at users or at any record, and hold nothing of a person served.
NOT_PERSONAL = {
    "kentro.deputy": "who of the staff stands in for whom, until it is changed",
    "kentro.log.check": "when the log was verified",
    "kentro.note.successor": "who of the staff follows whom",
    "kentro.opening": "that the opening import was closed",
    "kentro.parameter.value": "a number of the law, and who of the staff confirmed it",
    "kentro.post": "the posts of the Centre",
    "kentro.structure": "the structures of the Centre",
    "kentro.working.time": "working hours of structures",
}


@tagged("post_install", "-at_install")
class TestRetention(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with POLICY.open(newline="") as file:
            lines = list(csv.reader(file))
        assert lines[0] == HEADER, "the header of retention.csv"
        cls.rows = [dict(zip(HEADER, line, strict=True)) for line in lines[1:]]

    def test_each_row_says_what_happens_and_why(self):
        self.assertEqual({row["class"] for row in self.rows}, set(CLASSES))
        pairs = [(row["class"], row["model"]) for row in self.rows]
        self.assertEqual(len(pairs), len(set(pairs)))
        for row in self.rows:
            with self.subTest(row=row["model"]):
                self.assertIn(row["model"], self.env)
                self.assertIn(row["happens"], HAPPENS)
                self.assertTrue(row["reason"])
                if row["years"] or row["months"]:
                    self.assertTrue(row["source"], "a period without its source")

    def test_the_periods_are_those_that_are_installed(self):
        shipped = self.env["kentro.retention.rule"].search([("company_id", "=", False)])
        for kind, (_model, _happens, events) in CLASSES.items():
            rule = shipped.filtered(lambda rule, kind=kind: rule.record_class == kind)
            told = {tuple(row[name] for name in ("counts_from", "from_year_end", "years", "months", "confidence"))
                    for row in self.rows if row["class"] == kind}  # fmt: skip
            with self.subTest(kind=kind):
                self.assertEqual(len(rule), 1)
                self.assertIn(rule.counts_from, events)
                installed = (rule.counts_from, "yes" if rule.from_year_end else "", str(rule.years or ""),
                             str(rule.months or ""), rule.confidence)  # fmt: skip
                self.assertEqual(told, {installed})

    def test_what_is_deleted_is_what_is_told(self):
        told = {row["model"] for row in self.rows if row["class"] == "person_file" and row["happens"] == "deleted"}
        self.assertEqual(told, {name for name in DELETED if name.startswith("kentro.")})
        for row in self.rows:
            if row["class"] != "person_file":
                self.assertEqual(row["happens"], CLASSES[row["class"]][1] + "d")

    def test_every_model_of_ours_that_may_hold_something_of_a_person_is_covered(self):
        covered = {row["model"] for row in self.rows}
        file, found = self.env["kentro.person.file"], set()
        for target in ("kentro.beneficiary", "kentro.case", "kentro.assessment", "kentro.household", "kentro.merge",
                       "kentro.register.import", "res.users"):  # fmt: skip
            for model, field in file._links(target, ()):
                if field.name not in ("create_uid", "write_uid"):
                    found.add(model._name)
        ours = [name for name in our_models(self.env) if self.env[name]._auto and not self.env[name]._transient]
        found |= {name for name in ours if self.env[name]._kentro_file}
        missing = sorted(found.intersection(ours) - covered - NOT_PERSONAL.keys())
        self.assertFalse(missing, f"Say in security/retention.csv how long these are kept: {missing}")
        self.assertFalse(covered & NOT_PERSONAL.keys())

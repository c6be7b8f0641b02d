import base64
import doctest

from odoo.tests import tagged

from ...models.people.register_import.choices import PersonChoices
from ...models.people.register_import.register_rows import RowReader
from ...tools import register_address, register_columns, register_file, register_written
from ..common import KentroCommon


@tagged("post_install", "-at_install")
class TestRegisterImportSample(KentroCommon):
    """The sample is what the import understands: every column, every answer that it offers, in every language."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("el_GR")
        cls.env["ir.module.module"].search([("name", "=", "kentro_koinotitas")])._update_translations(["el_GR"])

    def _register(self, lang, **values):
        Register = self.env["kentro.register.import"].with_user(self.coordinator).with_context(lang=lang)
        return Register.create(values)

    def test_the_sample_is_loaded_as_it_is(self):
        for lang, name in (("en_US", "sample_xlsx"), ("el_GR", "sample_csv")):
            with self.subTest(lang=lang, name=name):
                register = self._register(lang, file=self._register(lang)[name])
                register.action_read()
                self.assertEqual(register.column_ids.mapped("target"), list(register_columns.SAMPLE))
                with self.env.cr.savepoint() as savepoint:
                    register.action_import()
                    self.assertEqual(register.line_ids.filtered("wrong").mapped("wrong"), [])
                    anna, ion = register.line_ids.sorted("line").beneficiary_id
                    self.assertEqual((anna.name, anna.zip, ion.city), ("Δείγμα Άννα", "62122", "Σέρρες"))
                    self.assertEqual((anna.marital_status, ion.sex, ion.nationality.code), ("married", "male", "GR"))
                    self.assertEqual(anna.household_id.member_ids.mapped("relation"), ["applicant", "child"])
                    savepoint.rollback()
                self.env.invalidate_all()

    def test_the_sample_has_every_column_that_is_understood(self):
        table = set(register_columns.COLUMNS)
        self.assertEqual(table - set(register_columns.SAMPLE), {"full_name", "answer", "report_line"})
        register = self._register("el_GR")
        _headers, _rows, understood = register._sample()
        labels = [label for _name, label in self.env["kentro.register.import.column"].with_context(lang="el_GR")
                  ._targets()]  # fmt: skip
        self.assertEqual(len(understood), len(labels) - 2)
        self.assertFalse({header for header, _how, _others in understood} - set(labels))
        self.assertTrue(all(how for _header, how, _others in understood))

    def test_each_header_it_names_is_understood(self):
        for lang in ("en_US", "el_GR"):
            register = self._register(lang)
            targets = {label: name for name, label in register.column_ids.browse()._targets()}
            for header, _how, others in register._sample()[2]:
                for other in (header, *filter(None, others.split(", "))):
                    with self.subTest(lang=lang, header=header, other=other):
                        found = register_columns.proposed([other], register._labels())
                        self.assertEqual(found, [targets[header]])

    def test_each_answer_it_offers_is_understood(self):
        register = self._register("el_GR")
        choices = PersonChoices(self.env["kentro.beneficiary"])
        for name, (kind, _words) in register_columns.COLUMNS.items():
            if kind == "choice":
                reader = RowReader(register.env, ["x", "y"], [name, "last_name"])
                for code, label in register._answers(name):
                    row = reader.read([(2, (label, "Δείγμα"))])[0]
                    with self.subTest(name=name, label=label):
                        self.assertEqual((row.faults, {**row.values, **row.said}.get(name)), ([], code))
                        self.assertIn(code, choices.of(name).values())

    def test_examples_in_the_tools_hold_and_the_sample_is_no_formula(self):
        for tool in (register_address, register_file, register_written):
            with self.subTest(tool=tool.__name__):
                result = doctest.testmod(tool, optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
                self.assertTrue(result.attempted and not result.failed)
        text = base64.b64decode(self._register("en_US").sample_csv).decode("utf-8-sig")
        self.assertFalse([line for line in text.split("\r\n") if line[:1] in ("=", "+", "@")])

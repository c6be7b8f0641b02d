from datetime import date

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import ExclusionViolation

from ...tools.standing.rows import Member
from .test_law_follow import ANNA, LawCommon

SPECIAL = "[('x_answers', '!=', False)]"


@tagged("post_install", "-at_install")
class TestBadLaw(LawCommon):
    """Each mistake is told in a sentence: what, where, and what to do about it."""

    def _rule(self, must="[]", when="[]", model="kentro.household.facts", **values):
        return self.env["kentro.rule"].create(
            {
                "name": "Κανόνας",
                "model_id": self.env["ir.model"]._get_id(model),
                "must_domain": must,
                "when_domain": when,
                **values,
            }
        )

    def _scale(self, *lines, **values):
        lines = [Command.create({"name": "Γραμμή", "number": 5, **line}) for line in lines]
        return self.env["kentro.scale"].create({"name": "Κλίμακα", "code": "t", "line_ids": lines, **values})

    # --- scales and parameters ------------------------------------------------------------------

    def test_a_scale_with_a_hole(self):
        adult = self._shipped("count_adult").id
        places = ({"first": 1, "last": 1}, {"first": 3})
        with self.assertRaisesRegex(ValidationError, "hole: of «.*», nothing is said of number 2. Let the line before"):
            self._scale(*({"head_count_id": adult, **place} for place in places))
        places = ({"last": 1}, {"first": 2})
        scale = self._scale(*({"head_count_id": adult, **place} for place in places), code="t2")
        with self.assertRaisesRegex(ValidationError, "hole"):
            scale.line_ids[1].first = 4

    def test_a_cycle_between_scales(self):
        one = self._scale({})
        two = self._scale({}, code="t2", name="Δεύτερη", base_id=one.id)
        with self.assertRaisesRegex(ValidationError, "«Κλίμακα» cannot start from «Δεύτερη», which starts from it"):
            one.base_id = two
        with self.assertRaisesRegex(ValidationError, "says nothing"):
            self._scale(code="t3")

    @mute_logger("odoo.sql_db")
    def test_overlapping_dates_of_one_parameter(self):
        Value = self.env["kentro.parameter.value"]
        with self.assertRaises(ExclusionViolation) as caught, self.cr.savepoint():
            Value.create({"parameter_id": self.base.id, "value": 230, "date_from": "2027-01-01"})
        self.assertRegex(
            Value._sql_error_to_message(caught.exception),
            "«GMI: single person» has one value at a time, and the one from .*2023 holds then too. End the earlier",
        )

    def test_a_value_below_zero(self):
        with self.assertRaisesRegex(ValidationError, "«GMI: highest amount»: a value is 0 or more. Check the sign"):
            self._shipped("param_gmi_cap").value_ids[0].value = -1

    # --- conditions -------------------------------------------------------------------------

    def test_when_and_must_that_contradict_each_other(self):
        for when, must in (
            ("[('people', '>=', 4)]", "[('people', '<', 4)]"),
            ("[('housing', '=', 'rent')]", "[('housing', 'in', ['owner', 'hosted'])]"),
            ("[('member_ids', 'any', [('age', '>=', 67)])]", "[('member_ids', 'not any', [('age', '>=', 65)])]"),
            ("[('yes_ids.code', '=', 'luxury')]", "[('yes_ids.code', '!=', 'luxury')]"),
        ):
            with (
                self.subTest(when=when),
                self.assertRaisesRegex(
                    ValidationError, "«Κανόνας»: whatever «when» speaks of cannot meet «must».*Change one of the two"
                ),
            ):
                self._rule(must, when)
        with self.assertRaisesRegex(ValidationError, "would never hold"):
            self._rule("[('stage_kind', '=', 'done')]", "[('stage_kind', 'in', ['new', 'ongoing'])]", "kentro.case")
        self._rule("[('people', '<', 4)]", "[('people', '>=', 3)]")
        rule = self._rule("[('people', '<', 4)]")
        with self.assertRaisesRegex(ValidationError, "would never hold"):
            rule.when_domain = "[('people', '>', 5)]"

    def test_an_unknown_field(self):
        for text, model in (
            ("[('shoes', '=', 42)]", "kentro.person.facts"),
            ("[('member_ids', 'any', [('shoes', '=', 42)])]", "kentro.household.facts"),
            ("[('age', 'ilike', '4')]", "kentro.person.facts"),
            ("[('age', '=', False)]", "kentro.person.facts"),
            ("[('age', '>=', '18')]", "kentro.person.facts"),
            ("[('yes_ids.name', '=', 'x')]", "kentro.person.facts"),
            ("[('yes_ids.code', '=', 'luxurry')]", "kentro.household.facts"),
            ("[('employment', 'in', ['employed', 'busy'])]", "kentro.person.facts"),
        ):
            with self.subTest(text=text), self.assertRaisesRegex(ValidationError, "«Κανόνας».*is no fact"):
                self._rule(text, model=model)
        for part in (self.gmi.copy(), self._shipped("count_adult").copy({"code": "t"}), self._scale({}).line_ids):
            name = {"kentro.ruleset": "whom_domain", "kentro.head.count": "domain"}.get(part._name, "when_domain")
            for text in ("[('shoes', '=', 42)]", "[('age'", "import os"):
                with (
                    self.subTest(part=part, text=text),
                    self.assertRaisesRegex(ValidationError, "cannot be read.*Choose"),
                ):
                    part[name] = text

    def test_answers_on_special_categories_are_reached_by_no_condition(self):
        field = {"name": "x_answers", "field_description": "Απαντήσεις", "state": "manual", "store": False}
        field |= {"ttype": "many2many", "relation": "kentro.special.answer"}
        for model in ("kentro.person.facts", "kentro.household.facts", "kentro.case"):
            self.env["ir.model.fields"].sudo().create(
                {**field, "model_id": self.env["ir.model"]._get_id(model)}
            )
        inside = f"[('member_ids', 'any', {SPECIAL})]"
        rule = self._rule()
        attempts = [
            lambda: self._rule(SPECIAL),
            lambda: self._rule(when=SPECIAL),
            lambda: self._rule(inside),
            lambda: self._rule("[('x_answers.answer', '=', 'declares')]"),
            lambda: self._rule(SPECIAL, model="kentro.case"),
            lambda: self._rule(SPECIAL, model="kentro.special.answer"),
            lambda: self._rule("[('answer', '=', 'declares')]", model="kentro.special.answer"),
            lambda: rule.write({"must_domain": inside}),
            lambda: rule.copy({"when_domain": SPECIAL}),
            lambda: rule.write({"model_id": self.env["ir.model"]._get_id("kentro.special.answer")}),
            lambda: self._shipped("count_adult").copy({"code": "t", "domain": SPECIAL}),
            lambda: self._scale({"when_domain": SPECIAL}),
            lambda: self.gmi.copy({"about": "person", "whom_domain": SPECIAL}),
        ]
        for number, attempt in enumerate(attempts):
            with self.subTest(number=number), self.assertRaises(ValidationError), self.cr.savepoint():
                attempt()
        fields = ["name", "model_id/.id", "must_domain"]
        row = ["Κανόνας", str(self.env["ir.model"]._get_id("kentro.household.facts")), inside]
        found = self.env["kentro.rule"].load(fields, [row])
        self.assertFalse(found["ids"])
        self.assertTrue(found["messages"])

    # --- households -------------------------------------------------------------------------

    def test_an_income_below_zero(self):
        wage = self._shipped("income_kind_wage")
        values = {"beneficiary_id": self.maria.id, "kind_id": wage.id, "amount": -300, "date_from": "2026-01-01"}
        with self.assertRaisesRegex(ValidationError, "An income of -300.00 € is below zero. Check the sign"):
            self.env["kentro.income"].with_user(self.worker).create(values)

    def test_a_member_without_birth_date_is_asked_for_it(self):
        family = ANNA._replace(members=(*ANNA.members, Member("Λέων", "child")))
        ((_ruleset, _person, found),) = self.gmi._check(family, date(2026, 11, 10))
        self.assertIsNone(found.holds)
        card = self.gmi._explain((self.gmi, None, found), {"Λέων": "Λέων"})
        lacking = [lack for finding in card["findings"] for lack in finding["lacking"]]
        self.assertIn({"what": "Birth date", "who": ["Λέων"]}, lacking)

    def test_a_household_with_no_adult_is_told(self):
        household = (
            self.env["kentro.household"]
            .with_user(self.worker)
            .create(
                {
                    "member_ids": [
                        Command.create(
                            {"beneficiary_id": self.maria.id, "relation": "applicant", "date_from": "2020-01-01"}
                        )
                    ],
                }
            )
        )
        check = self.env["kentro.eligibility.check"].with_user(self.worker)
        check = check.create({"household_id": household.id, "on_date": "2026-11-10"})
        self.assertFalse(check.cards["no_adult"])
        self.maria.birth_date = "2012-01-01"
        check.invalidate_recordset()
        self.assertTrue(check.cards["no_adult"])
        self.maria.birth_date = False
        check.invalidate_recordset()
        self.assertFalse(check.cards["no_adult"], "who is of unknown age may be of age")

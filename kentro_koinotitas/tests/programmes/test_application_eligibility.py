from freezegun import freeze_time
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MeansCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-10-15")
class TestApplicationOfACard(MeansCommon):
    """An application begun from a card of the pre-check carries what the card said."""

    def check(self, user=None):
        Check = self.env["kentro.eligibility.check"].with_user(user or self.worker)
        return Check.create({"household_id": self.home.id})

    def apply(self, check, user=None, **context):
        ruleset = self.env["kentro.ruleset"]._in_force(check.on_date, self.gmi)
        action = check.action_apply(ruleset.id)
        Application = self.env["kentro.application"].with_user(user or self.worker)
        values = {name: value for name, value in action["context"].items() if name.startswith("default_")}
        return Application.with_context(**{**action["context"], **context}).create(
            {"beneficiary_id": self.maria.id, "programme_id": values["default_programme_id"]}
        )

    def test_what_the_card_said_is_kept_with_the_application(self):
        application = self.apply(self.check())
        kept = application.eligibility_id
        self.assertEqual((kept.programme_id, kept.result, kept.user_id), (self.gmi, "met", self.worker))
        self.assertEqual(kept.with_user(self.worker).application_ids, application)

    def test_of_what_is_supposed_nothing_is_kept(self):
        check = self.check()
        check.supposed_ids = [(0, 0, {"what": "born", "date_from": "2026-10-15"})]
        self.assertFalse(self.apply(check).eligibility_id)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_the_check_of_another_user_or_household_is_not_taken(self):
        mine = self.check()
        self.assertFalse(self.apply(mine, kentro_check_id=self.check(self.coordinator).id).eligibility_id)
        other = self.env["kentro.household"].create({"structure_id": self.structure.id})
        mine.household_id = other
        plain = self.env["kentro.application"].with_user(self.worker).with_context(kentro_check_id=mine.id)
        made = plain.create({"beneficiary_id": self.maria.id, "programme_id": self.gmi.id})
        self.assertFalse(made.eligibility_id)

    def test_nobody_hangs_a_pre_check_on_an_application(self):
        kept = self.apply(self.check()).eligibility_id
        values = {"beneficiary_id": self.maria.id, "programme_id": self.gmi.id, "eligibility_id": kept.id}
        plain = self.env["kentro.application"].with_user(self.worker)
        self.assertFalse(plain.create(values).eligibility_id)
        self.assertFalse(plain.with_context(default_eligibility_id=kept.id).create(
            {"beneficiary_id": self.maria.id, "programme_id": self.gmi.id}).eligibility_id)  # fmt: skip
        with self.assertRaisesRegex(UserError, "not by hand"):
            plain.create(values).write({"eligibility_id": kept.id})

    def test_a_case_shows_the_pre_checks_of_its_household(self):
        case = self.env["kentro.case"].with_user(self.worker).create(
            {"beneficiary_id": self.maria.id, "structure_id": self.structure.id}
        )  # fmt: skip
        self.assertEqual(case.eligibility_count, 0)
        self.check().action_keep()
        case.invalidate_recordset()
        self.assertGreater(case.eligibility_count, 0)
        found = self.env["kentro.eligibility"].with_user(self.worker).search(case.action_kept_checks()["domain"])
        self.assertEqual(found.household_id, self.home)

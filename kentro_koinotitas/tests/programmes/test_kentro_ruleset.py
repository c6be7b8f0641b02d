from odoo import Command
from odoo.tests import tagged

from ..common import MODULE, KentroCommon


@tagged("post_install", "-at_install")
class TestRuleset(KentroCommon):
    def _shipped(self, name, programme):
        ruleset = self.env["kentro.ruleset"].create(
            {
                "name": name,
                "programme_id": programme.id,
                "date_from": "2026-01-01",
                "criterion_ids": [Command.create({"rule_id": self.env.ref(f"{MODULE}.rule_luxury").id})],
            }
        )
        names = {"name": name, "module": MODULE, "model": ruleset._name, "res_id": ruleset.id, "noupdate": True}
        self.env["ir.model.data"].create(names)
        return ruleset

    def test_an_update_publishes_rules_of_a_new_programme_and_leaves_later_ones_to_their_keeper(self):
        programme = self.env["kentro.programme"].create({"name": "Δείγμα", "code": "sample"})
        first = self._shipped("ruleset_sample", programme)
        own = first.copy({"name": "Own"})
        self.env["kentro.ruleset"]._publish_shipped()
        self.assertEqual((first.state, own.state), ("published", "draft"))
        later = self._shipped("ruleset_sample_later", programme)
        self.env["kentro.ruleset"]._publish_shipped()
        self.assertEqual(later.state, "draft")

    def test_every_shipped_programme_with_rules_has_them_in_force(self):
        rulesets = self.env["ir.model.data"].search([("module", "=", MODULE), ("model", "=", "kentro.ruleset")])
        self.assertGreater(len(rulesets), 6)
        states = self.env["kentro.ruleset"].browse(rulesets.mapped("res_id")).mapped("state")
        self.assertEqual(set(states), {"published"})

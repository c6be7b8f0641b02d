from odoo.tests import tagged

from ...models.access.ir_rule import FOLLOWED
from .common import FileCommon


@tagged("post_install", "-at_install")
class TestFollowers(FileCommon):
    """Who follows a case is seen by who reads the case; of other records as Odoo has it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case.message_subscribe(cls.worker.partner_id.ids)
        cls.followers = cls.env["mail.followers"].search(
            [("res_model", "=", "kentro.case"), ("res_id", "=", cls.case.id)])
        cls.plain = cls.env["res.partner"].create({"name": "Δείγμα Προμηθευτής"})
        cls.plain.message_subscribe(cls.worker.partner_id.ids)

    def test_only_who_reads_the_case_learns_who_follows_it(self):
        self.assertTrue(self.followers)
        ours = [("res_model", "=like", "kentro.%"), ("res_id", "=", self.case.id)]
        for user in (self.outsider, self.admin, self.rules, self.reception, self.worker2, self.psychologist, self.dpo):
            with self.subTest(user=user.login):
                self.assertFalse(self.env["mail.followers"].with_user(user).search(ours))
                self.assertFalse(self.followers.with_user(user).has_access("read"))
                self.assertFalse(self.env["mail.followers"].with_user(user).search_count(ours))
        for user in (self.worker, self.coordinator):
            with self.subTest(user=user.login):
                self.assertEqual(self.env["mail.followers"].with_user(user).search(ours), self.followers)
                self.assertTrue(self.followers.with_user(user).has_access("read"))

    def test_the_rest_pays_nothing_for_it(self):
        """No further statement, and no look at cases for who works on none."""
        where = [("res_model", "=", "res.partner"), ("res_id", "=", self.plain.id)]
        for user in (self.outsider, self.worker):
            Followers = self.env["mail.followers"].with_user(user)
            self.assertTrue(Followers.search(where), user.login)
            with self.assertQueryCount(1):
                Followers.search(where)
            self.assertEqual("kentro_case" in Followers._search(where).select().code, user == self.worker)

    def test_every_file_with_followers_is_among_them(self):
        thread = self.env.registry["mail.thread"]
        threads = {name for name, model in self.env.items() if isinstance(model, thread) and not model._abstract}
        self.assertEqual({name for name in threads if self.env[name]._kentro_file}, set(FOLLOWED))

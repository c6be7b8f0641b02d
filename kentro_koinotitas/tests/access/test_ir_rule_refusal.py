from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from .common import FileCommon


class TestRefusal(FileCommon):
    """In developer mode, which everybody may switch on, Odoo's own refusal names the records."""

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_who_is_refused_a_record_is_not_told_whose_it_is(self):
        self.patch(type(self.env["res.users"]), "has_group", lambda user, name: True)
        for record in (self.maria, self.maria.partner_id, self.case):
            with self.subTest(record._name), self.assertRaises(AccessError) as refused:
                record.with_user(self.outsider).check_access("read")
            for name in ("Μαρία", self.maria.last_name, self.maria.number, record.display_name):
                self.assertNotIn(name, str(refused.exception))

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_refusals_are_in_greek(self):
        self.env["res.lang"]._activate_lang("el_GR")
        self.env["res.lang"]._tell_words_of_odoo("el_GR")
        self.worker2.lang = "el_GR"
        for attempt in (
            lambda: self.case.with_user(self.worker2).check_access("read"),
            lambda: self.env["ir.cron"].with_user(self.worker2).check_access("write"),
        ):
            with self.assertRaises(AccessError) as refused:
                attempt()
            for english in ("Uh-oh", "cookies", "not allowed", "Contact", "doesn't"):
                self.assertNotIn(english, str(refused.exception))

import io
import re

import polib
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tools import file_path, mute_logger
from odoo.tools.pdf import PdfFileReader
from odoo.tools.translate import LazyGettext

from ...models.programmes.eligibility.printed import words
from ..common import MODULE
from .common import MeansCommon

DAY = "2026-10-15"
REPORT = f"{MODULE}.entitlements_report"
PLACES = re.compile(r"%(?:\(\w+\))?s")
FULL = ("gmi", "housing", "child", "birth", "elderly", "rent", "electricity", "help_at_home", "elderly_day_care")
ADDRESS = re.compile(r"[a-z]+\.gr(/[a-z]+)*")


class TestPrintOfAPreCheck(MeansCommon):
    def check(self, user=None, **values):
        return self.env["kentro.eligibility.check"].with_user(user or self.worker).create(
            {"household_id": self.home.id, "on_date": DAY, "language": "en", **values}
        )  # fmt: skip

    def html(self, check):
        return self.env["ir.actions.report"].with_user(check.env.user)._render_qweb_html(REPORT, check.ids)[0].decode()

    def pages(self, check):
        report = self.env["ir.actions.report"].with_user(check.env.user).with_context(force_report_rendering=True)
        pdf, _kind = report._render_qweb_pdf(REPORT, check.ids)
        return [page.extract_text() for page in PdfFileReader(io.BytesIO(pdf)).pages]

    def test_it_is_for_who_asked_and_in_the_language_she_speaks(self):
        sofia = self._beneficiary("Δείγμα", "Σοφία", birth_date="1988-04-04", language="ar")
        child = self._beneficiary("Δείγμα", "Μικρή", birth_date="2009-12-31", language="ar")
        for person, relation in ((sofia, "spouse"), (child, "child")):
            self._joins(person, relation)
        rows = ((sofia, sofia, "ar"), (self.maria, self.maria, "el"), (child, self.maria, "el"))
        for person, given_to, language in rows:
            action = person.with_user(self.worker).action_entitlements()
            check = self.env[action["res_model"]].browse(action["res_id"])
            self.assertEqual((check.given_to_id, check.language), (given_to, language), person.first_name)
        check.given_to_id = sofia
        self.assertEqual(check.language, "ar")

    # --- attacks ----------------------------------------------------------------------------------

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_nobody_prints_the_check_of_another(self):
        check = self.check()
        for user in (self.reception, self.worker2, self.director, self.admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.html(check.with_user(user))

    def test_what_is_supposed_and_who_is_no_member_are_not_printed(self):
        with self.assertRaises(UserError):
            self.check(given_to_id=self.giorgos.id).action_print()
        check = self.check()
        check.supposed_ids = [(0, 0, {"what": "born", "date_from": DAY})]
        for attempt in (check.action_print, lambda: self.html(check)):
            with self.assertRaises(UserError):
                attempt()

    def test_a_tier_that_asks_for_disability_is_not_told_to_another_member(self):
        """The limit of the tariff is higher by it: the figure would tell."""
        electricity = self.env.ref(f"{MODULE}.ruleset_electricity")
        on = fields.Date.to_date(DAY)
        reading = {
            rule
            for rule in electricity.tier_ids.rule_ids
            if "count_severely_disabled" in str(rule.limit_scale_id.line_ids.head_count_id.get_external_id())
        }
        self.assertTrue(reading)
        for rule in reading:
            self.assertTrue(electricity._is_special(rule.id, on))

    def test_the_disability_of_another_member_is_not_told(self):
        self.giorgos.write({"birth_date": "1990-05-01"})
        self._joins(self.giorgos, "child")
        self.env["kentro.case"].with_user(self.worker).create({"beneficiary_id": self.giorgos.id})
        self.env["kentro.disability"].create(
            {"beneficiary_id": self.giorgos.id, "degree": 80, "date_from": "2020-01-01", "is_indefinite": True}
        )
        rule = self.env.ref(f"{MODULE}.rule_child_has").with_context(lang="en_US").name
        left_out = words.OTHERS_FILE._source
        hers = self.html(self.check())
        self.assertNotIn(rule, hers)
        self.assertIn(left_out, hers)
        his = self.html(self.check(given_to_id=self.giorgos.id))
        self.assertIn(rule, his)
        self.assertNotIn(left_out, his)
        self.giorgos.birth_date = "2012-05-01"
        self.assertIn(rule, self.html(self.check()), "a minor is hers")

    def test_a_programme_that_tells_of_the_health_of_another_member_is_left_out(self):
        self.giorgos.write({"birth_date": "1950-05-01"})
        self._joins(self.giorgos, "parent")
        programme = self.env.ref(f"{MODULE}.programme_elderly").with_context(lang="en_US")
        self.assertIn(programme.name, self.html(self.check()))
        programme.is_special = True
        self.assertNotIn(programme.name, self.html(self.check()))
        self.assertIn(programme.name, self.html(self.check(given_to_id=self.giorgos.id)))

    # --- the print ----------------------------------------------------------------------------------

    def test_it_is_given_to_the_applicant_unless_chosen_otherwise(self):
        self._joins(self.giorgos)
        self.assertEqual(self.check().given_to_id, self.maria)
        self.assertEqual(self.check(given_to_id=self.giorgos.id).given_to_id, self.giorgos)

    def test_greek_is_found_in_the_text_of_the_pdf_with_its_accents(self):
        check = self.check(language="el")
        text = " ".join(" ".join(self.pages(check)).split())
        for sentence in ("Ελάχιστο Εγγυημένο Εισόδημα", "Παπαδοπούλου Μαρία", "Η αξία των ακινήτων δεν υπερβαίνει"):
            self.assertIn(sentence, text)

    def test_every_page_says_that_it_is_indicative_and_its_number(self):
        pages = self.pages(self.check())
        self.assertGreater(len(pages), 1)
        for number, page in enumerate(pages, 1):
            self.assertIn("Indicative pre-check", page)
            self.assertIn(f"{number} / {len(pages)}", page)

    def test_it_tells_result_figures_amount_and_calculation(self):
        html = self.html(self.check())
        for text in ("You probably qualify", "About 216", "How it is worked out", "15/10/2026", self.home.number):
            self.assertIn(text, html)

    def test_arabic_needs_no_language_switched_on_and_runs_from_the_right(self):
        self.assertFalse([code for code, _name in self.env["res.lang"].get_installed() if code.startswith("ar")])
        check = self.check(language="ar")
        html = self.html(check)
        self.assertIn('dir="rtl"', html)
        self.assertIn('lang="ar"', html)
        self.assertIn("الدخل الأدنى المضمون", html)
        text = re.sub(r"<style.*?</style>|<[^>]*>|https?:[^\s<]*|[a-z]+\.gr[/a-z]*", " ", html, flags=re.S)
        english = set(re.findall(r"[A-Za-z]{3,}", text)) - {"OPEKA", "IDIKA", "IBAN", "Company", "YourCompany"}
        self.assertFalse(english)
        self.assertRegex(html, "\u2067216[.,]00\N{NO-BREAK SPACE}€\u2069", "the euro follows the number, as one reads")
        self.assertRegex(html, "\u20670[.,]075\N{NO-BREAK SPACE}€\u2069", "a kWh is paid by less than cents")
        self.assertTrue(self.pages(check))

    def test_printing_is_a_reading_of_the_household(self):
        self.html(self.check())
        self.env.cr.precommit.run()
        rows = self.env["kentro.read.log"].sudo().search([("user_id", "=", self.worker.id), ("what", "=", "print")])
        self.assertEqual(set(rows.mapped("model")), {"kentro.household", "kentro.beneficiary"})

    # --- its words ------------------------------------------------------------------------------------

    def test_all_it_says_has_its_arabic_and_keeps_its_places(self):
        arabic = {entry.msgid: entry.msgstr for entry in polib.pofile(file_path(f"{MODULE}/i18n/ar.po"))}
        told = set(_sources(vars(words).values()))
        for code in FULL:
            programme = self.env.ref(f"{MODULE}.programme_{code}")
            for ruleset in self.env["kentro.ruleset"].with_context(lang="en_US")._in_force("2026-10-15", programme):
                texts = ruleset._texts("en_US")
                asked = repr(ruleset._compiled(fields.Date.to_date(DAY)))
                told |= {word for name, word in texts["lacking"].items() if f"'{name}'" in asked}
                told |= {texts["lacking"][name] for name in ("income", "asset", "age")} | {programme.authority}
                told |= {texts["programme"], *texts["rules"].values(), *ruleset.paper_rule_ids.mapped("name")}
                told |= {texts["note"], *(tier[1] for tier in texts["tiers"].values())} - {None}
                told.add(programme.with_context(lang="en_US").platform)
        acts = self.env["kentro.legal.act"]._fields["kind"]
        told |= {word for _kind, word in acts._description_selection(self.env(context={"lang": "en_US"}))}
        self.assertFalse({word for word in told - arabic.keys() if word and not ADDRESS.fullmatch(word)})
        for english, text in arabic.items():
            self.assertEqual(sorted(PLACES.findall(english)), sorted(PLACES.findall(text)), english)


def _sources(values):
    for value in values:
        if isinstance(value, LazyGettext):
            yield value._source
        elif isinstance(value, dict | tuple):
            yield from _sources(value.values() if isinstance(value, dict) else value)

import doctest
import re
from datetime import datetime
from xml.etree import ElementTree

from odoo.addons.kentro_koinotitas.tests.cases.common import CasesCommon
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from ...tools import xes

NAMESPACE = "{http://www.xes-standard.org/}"
READERS = {  # every datatype of the standard that we write, and how a value of it is read
    "string": str,
    "date": datetime.fromisoformat,
    "int": int,
    "float": float,
    "boolean": {"true": True, "false": False}.__getitem__,
}
NC_NAME = re.compile(r"[A-Za-z_][\w.-]*")


class XesCase(CasesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.move(cls.case, cls.worker, "assess")
        reason = cls.env.ref("kentro_koinotitas.close_reason_goals_reached")
        cls.case.with_user(cls.worker).take_step(
            "close", values={"close_reason_id": reason.id, "closed_on": "2030-01-01"}, reason="Έφυγε <στο> εξωτερικό"
        )
        cls.other = cls.new_case()
        cls.env.flush_all()

    def export(self, user=None, **vals):
        workflow = self.case.workflow_id
        return self.env["kentro.xes"].with_user(user or self.dpo).create({"workflow_id": workflow.id, **vals})

    def read(self, **vals):
        return "".join(self.export(**vals)._pieces())

    def assert_standard(self, text):
        """What IEEE 1849-2016 demands of a log, and its schema of the order of its parts."""
        log = ElementTree.fromstring(text.encode())
        self.assertEqual(log.tag, f"{NAMESPACE}log")
        self.assertEqual(float(log.get("xes.version")), 1849.2016)
        order = ("extension", "global", "classifier", "attribute", "trace")
        places = [order.index(self._part(child)) for child in log]
        self.assertEqual(places, sorted(places))
        prefixes = {extension.get("prefix") for extension in log.iter(f"{NAMESPACE}extension")}
        for element in log.iter():
            if self._part(element) == "attribute":
                READERS[element.tag.removeprefix(NAMESPACE)](element.get("value"))
                self.assertRegex(element.get("key"), r"^[A-Za-z_][\w.:-]*$")
                if ":" in element.get("key"):
                    self.assertIn(element.get("key").split(":")[0], prefixes, "an extension that is not declared")
        self._assert_globals(log)
        return log

    def _assert_globals(self, log):
        for scope in ("trace", "event"):
            [declared] = [part for part in log.findall(f"{NAMESPACE}global") if part.get("scope") == scope]
            kinds = {(child.tag, child.get("key")) for child in declared}
            for element in log.iter(NAMESPACE + scope):
                self.assertLessEqual(kinds, {(child.tag, child.get("key")) for child in element})
            if scope == "event":
                for classifier in log.findall(f"{NAMESPACE}classifier"):
                    self.assertTrue(NC_NAME.fullmatch(classifier.get("name")))
                    self.assertLessEqual(set(classifier.get("keys").split()), {key for _tag, key in kinds})

    def _part(self, element):
        tag = element.tag.removeprefix(NAMESPACE)
        return "attribute" if tag in READERS else tag

    def events(self, log):
        return [
            [{child.get("key"): child.get("value") for child in event} for event in trace.iter(f"{NAMESPACE}event")]
            for trace in log.iter(f"{NAMESPACE}trace")
        ]


@tagged("post_install", "-at_install")
class TestXes(XesCase):
    """The log for process mining: as the standard has it, and with nobody in it."""

    def test_examples_in_the_tool_hold(self):
        result = doctest.testmod(xes)
        self.assertTrue(result.attempted)
        self.assertFalse(result.failed)

    def test_the_file_is_as_the_standard_has_it(self):
        log = self.assert_standard(self.read(resource="pseudonym"))
        moves = sorted(self.events(log), key=len)[-1]
        self.assertEqual([move["concept:name"] for move in moves], ["Created", "Start assessment", "Close case"])
        self.assertEqual([move["stage_kind"] for move in moves], ["new", "ongoing", "done"])
        self.assertEqual({move["org:group"] for move in moves}, {self.structure.name})
        self.assertEqual({move["lifecycle:transition"] for move in moves}, {"complete"})
        self.assertTrue(all(datetime.fromisoformat(move["time:timestamp"]).tzinfo for move in moves))

    def test_names_that_xml_has_no_way_to_write_do_no_harm(self):
        self.case.workflow_id.sudo().name = 'Cases & "<b>\x0b\n'
        log = self.assert_standard(self.read())
        [name] = [child.get("value") for child in log if child.get("key") == "concept:name"]
        self.assertEqual(name, 'Cases & "<b>\ufffd\n')

    def test_nobody_is_in_the_file(self):
        text = self.read(resource="pseudonym")
        person, users = self.beneficiary, self.worker | self.coordinator
        texts = [person.name, person.number, self.case.name, "εξωτερικό"]
        for secret in [*texts, *users.mapped("name"), *users.mapped("login")]:
            self.assertNotIn(secret, text)
        self.assertNotRegex(text, rf'value="{self.case.id}"')

    def test_two_files_cannot_be_joined(self):
        def pseudonyms():
            log = ElementTree.fromstring(self.read(resource="pseudonym").encode())
            traces = {trace[0].get("value") for trace in log.iter(f"{NAMESPACE}trace")}
            return traces | {event["org:resource"] for events in self.events(log) for event in events}

        self.assertEqual(len(pseudonyms()), 3, "two cases and a worker")
        self.assertFalse(pseudonyms() & pseudonyms())

    def test_one_record_and_one_user_have_one_pseudonym_in_a_file(self):
        events = self.events(self.assert_standard(self.read(resource="pseudonym")))
        self.assertEqual(len({event["org:resource"] for moves in events for event in moves}), 1)
        told = self.events(self.assert_standard(self.read()))
        self.assertFalse(any("org:resource" in event for moves in told for event in moves))

    def test_records_of_the_period_come_with_all_their_moves(self):
        self.assertEqual(self.events(self.assert_standard(self.read(date_to="2020-01-01"))), [])
        self.assertTrue(self.events(self.assert_standard(self.read(date_from="2020-01-01"))))

    def test_the_log_is_read_in_parts(self):
        self.env["kentro.case"].with_user(self.worker).create(
            [{"beneficiary_id": self.beneficiary.id, "structure_id": self.structure.id} for _i in range(1100)]
        )
        self.env.flush_all()
        pieces = self.export()._pieces()
        for _head in range(12):
            next(pieces)
        self.assertLessEqual(len(self.env["kentro.transition.log"]._fields["date"]._get_cache(self.env)), 3000)
        self.assertGreater(len(list(pieces)), 1000)

    def test_the_log_is_for_the_data_protection_officer(self):
        for user in (self.reception, self.worker, self.coordinator, self.director, self.rules, self.admin):
            with self.assertRaises(AccessError):
                self.export(user)
        with self.assertRaises(AccessError):
            list(self.export().with_user(self.rules)._pieces())

    def test_a_workflow_must_be_chosen(self):
        with self.assertRaisesRegex(UserError, "Choose the workflow"):
            self.env["kentro.xes"].with_user(self.dpo).create({}).action_download()


@tagged("post_install", "-at_install")
class TestXesOverHttp(HttpCase, XesCase):
    def test_the_file_is_fetched_by_its_maker_alone(self):
        export = self.export()
        self.env.flush_all()
        self.authenticate(self.dpo.login, self.dpo.login)
        answer = self.url_open(export.action_download()["url"])
        self.assertEqual(answer.status_code, 200)
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertEqual(len(self.events(self.assert_standard(answer.text))), 2)
        for user in (self.worker, self.rules, self.coordinator):
            self.authenticate(user.login, user.login)
            self.assertIn(self.url_open(export.action_download()["url"]).status_code, (403, 404))

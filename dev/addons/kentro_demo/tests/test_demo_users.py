from odoo.exceptions import AccessDenied
from odoo.tests import HttpCase, TransactionCase, tagged

LOGINS = ["reception", "worker", "worker2", "psychologist", "coordinator", "director"]
LOGINS += ["volunteers", "mediator", "dpo", "rules"]


def make_demo(env, demo):
    """Let this database be, or not be, the one the demo was made in."""
    parameters = env["ir.config_parameter"].sudo()
    uuid = parameters.get_param("database.uuid")
    name = env.cr.dbname if demo else f"{env.cr.dbname}_elsewhere"
    parameters.set_param("kentro_demo.database", f"{name} {uuid}")


def authenticate(env, login, password):
    credential = {"type": "password", "login": login, "password": password}
    return env["res.users"].authenticate(credential, {"interactive": True})


@tagged("post_install", "-at_install")
class TestDemoUsers(TransactionCase):
    def test_each_demo_user_logs_in_with_the_login_as_password(self):
        make_demo(self.env, True)
        for login in [*LOGINS, "admin"]:
            with self.subTest(login=login):
                self.assertTrue(authenticate(self.env, login, login)["uid"])

    def test_each_demo_user_is_refused_in_a_copy_of_the_database(self):
        make_demo(self.env, False)
        for login in [*LOGINS, "admin"]:
            with self.subTest(login=login), self.assertRaisesRegex(AccessDenied, login):
                authenticate(self.env, login, login)

    def test_copy_under_the_same_name_has_another_uuid_and_is_refused(self):
        make_demo(self.env, True)
        self.env["ir.config_parameter"].sudo().set_param("database.uuid", "another")
        with self.assertRaisesRegex(AccessDenied, "worker"):
            authenticate(self.env, "worker", "worker")

    def test_wrong_password_learns_nothing_of_the_demo(self):
        make_demo(self.env, False)
        with self.assertRaises(AccessDenied) as refused:
            authenticate(self.env, "worker", "wrong")
        self.assertEqual(refused.exception.args, AccessDenied().args)

    def test_administrator_with_a_password_of_her_own_enters_a_copy(self):
        make_demo(self.env, False)
        self.env.ref("base.user_admin").password = "something else"
        self.assertTrue(authenticate(self.env, "admin", "something else")["uid"])

    def test_api_key_of_a_demo_user_is_refused_in_a_copy(self):
        keys = self.env["res.users.apikeys"].with_user(self.env.ref("kentro_demo.user_worker"))
        key = keys.sudo()._generate("rpc", "test", None)
        make_demo(self.env, True)
        self.assertTrue(keys._check_credentials(scope="rpc", key=key))
        make_demo(self.env, False)
        self.assertFalse(keys._check_credentials(scope="rpc", key=key))

    def test_demo_users_speak_greek_and_live_in_athens(self):
        users = self.env["res.users"].search([("kentro_demo", "=", True)])
        self.assertEqual(set(users.mapped("login")), set(LOGINS))
        self.assertEqual(set(users.mapped("lang")), {"el_GR"})
        self.assertEqual(set(users.mapped("tz")), {"Europe/Athens"})


@tagged("post_install", "-at_install")
class TestDemoLogin(HttpCase):
    def test_login_page_says_why_a_demo_user_is_refused(self):
        make_demo(self.env, False)
        page = self.url_open("/web/login").text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        data = {"login": "worker", "password": "worker", "csrf_token": token}
        self.assertIn("demo database", self.url_open("/web/login", data=data).text)

    def test_worker_opens_odoo_in_a_browser(self):
        make_demo(self.env, True)
        self.browser_js("/odoo", "console.log('test successful')", "odoo.isReady", login="worker")

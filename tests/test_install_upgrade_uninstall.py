"""The addons come to a database in use, are upgraded, and go: what was there before is untouched.

One database, one step a test, in this order: contacts of a municipality, the addons with a
municipality's data and a year of invented people, -u all, without the annex, without both.
"""

import json
import os
import re
import subprocess

import psycopg2
import pytest

from dev import databases, instance, place, run

FORMER = """
country = env.ref("base.gr")
firm = env["res.partner"].create({
    "name": "Αφοί Παππά ΟΕ", "is_company": True, "street": "Ερμού 5", "city": "Σέρρες", "country_id": country.id,
    "phone": "2321000000", "email": "info@pappas.example", "vat": "EL094014201", "comment": "<p>Πελάτης</p>",
    "category_id": [(0, 0, {"name": "Προμηθευτές"})], "lang": "el_GR",
})
person = env["res.partner"].create({"name": "Μαρία Παππά", "parent_id": firm.id, "function": "Λογίστρια"})
env["res.partner"].create({"name": "Παλιός", "active": False})
firm.message_post(body="Τηλεφώνησαν")
firm.activity_schedule("mail.mail_activity_data_call", summary="Να κληθούν")
env["res.users"].create({"name": "Λογιστήριο", "login": "accounts", "email": "a@serres.example"})
env["calendar.event"].create({"name": "Συνάντηση", "start": "2026-01-08 08:00", "stop": "2026-01-08 09:00",
                              "partner_ids": [(6, 0, [firm.id, person.id])]})
"""
COUNT = """
import json
models = ["kentro.beneficiary", "kentro.household", "kentro.request", "kentro.case", "kentro.assessment",
          "kentro.referral", "kentro.followup", "kentro.transition.log", "kentro.structure"]
print("RESULT", json.dumps({name: env[name].with_context(active_test=False).search_count([]) for name in models}))
"""
OPEN_EVERYTHING = """
import json
failed = {}
for view in env["ir.ui.view"].search([("model", "!=", False), ("mode", "=", "primary")]):
    try:
        env[view.model].get_view(view.id, view.type)
    except Exception as error:
        failed[view.xml_id] = str(error)
print("RESULT", json.dumps(failed))
"""


@pytest.fixture(scope="module")
def database():
    """A database with Odoo's modules and a municipality's contacts, as before ours come."""
    name = f"{os.environ['KENTRO_TEST_BASE']}_life_{os.getpid()}"
    databases.clone(os.environ["KENTRO_TEST_BASE"], name)
    instance.configure("life", name)
    shell(name, FORMER)
    yield name
    databases.drop(name)


@pytest.fixture(scope="module")
def former(database):
    """What the database knew of its contacts: {table: {id: row}} for all that names them."""
    return snapshot(database)


def odoo(*arguments, text=None):
    """Run Odoo; no error and no warning of ours may be in its log. Return what it printed."""
    done = subprocess.run(
        [str(part) for part in (*instance.ODOO, *arguments)], input=text, capture_output=True, text=True, check=False
    )
    log = done.stdout + done.stderr
    faults = [line for line in log.splitlines() if re.search(r" (ERROR|CRITICAL) |^Traceback|WARNING.*kentro", line)]
    assert not done.returncode and not faults, "\n".join(line[:2000] for line in faults) or log[-3000:]
    return done.stdout


def shell(name, program):
    """Run Python in that database; return the object it printed as its result."""
    text = f"{program}\nenv.cr.commit()\n"
    printed = odoo("shell", "-c", configuration(), "-d", name, "--no-http", "--log-level=warn", text=text)
    found = re.search(r"^RESULT (.*)$", printed, re.M)
    return json.loads(found[1]) if found else None


def server(name, *arguments):
    odoo("-c", configuration(), "-d", name, *arguments, "--stop-after-init", "--no-http", "--log-level=warn")


def uninstall(name, module):
    odoo("module", "uninstall", "-c", configuration(), "-d", name, module)


def configuration():
    return place.LOCAL / "life.conf"


def rows(name, query, *values):
    connection = psycopg2.connect(dbname=name)
    try:
        with connection.cursor() as cursor:
            cursor.execute(query, values or None)
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    finally:
        connection.close()


def snapshot(name):
    """Every column of the contacts, and of what hangs on them, by table and id; but not Odoo's own."""
    tables = ("res_partner", "res_partner_category", "res_users", "mail_message", "mail_activity", "calendar_event")
    found = {}
    for table in tables:
        own = f"SELECT res_id FROM ir_model_data WHERE model = '{table.replace('_', '.')}'"
        found[table] = {row["id"]: row for row in rows(name, f"SELECT * FROM {table} WHERE id NOT IN ({own})")}
    for link in ("res_partner_res_partner_category_rel", "calendar_event_res_partner_rel", "mail_followers"):
        found[link] = {tuple(row.values()): row for row in rows(name, f"SELECT * FROM {link}")}
    return found


def assert_untouched(name, former):
    """Each row that was there is there, and each of its columns says the same."""
    now = snapshot(name)
    for table, before in former.items():
        assert not before.keys() - now[table].keys(), f"{table}: rows are gone"
        for key, row in before.items():
            assert {column: now[table][key].get(column) for column in row} == row, f"{table} {key}"


def test_install_on_a_database_in_use_leaves_its_contacts_untouched(database, former):
    addons = [name for name in instance.addons() if name != "kentro_demo"]
    server(database, "-i", ",".join(addons), "--skip-auto-install")
    assert_untouched(database, former)


def test_year_of_a_municipality_leaves_the_other_contacts_untouched(database, former):
    server(database, "-i", "kentro_demo", "--skip-auto-install")
    run.load_municipality(configuration(), database, "serres")
    run.invent_people(configuration(), database)
    assert all(shell(database, COUNT).values()), "some model has no record to be upgraded and uninstalled with"
    assert_untouched(database, former)


def test_upgrade_of_all_keeps_every_record(database, former):
    before = shell(database, COUNT)
    server(database, "-u", "all", "--skip-auto-install")
    assert shell(database, COUNT) == before
    assert_untouched(database, former)


def test_annex_is_uninstalled_and_the_centre_keeps_every_record(database, former):
    before = shell(database, COUNT)
    uninstall(database, "kentro_roma_annex")
    installed = "SELECT name FROM ir_module_module WHERE state = 'installed' AND name LIKE 'kentro%%'"
    assert [row["name"] for row in rows(database, installed)] == ["kentro_koinotitas"]
    assert shell(database, COUNT) == before
    assert_untouched(database, former)


def test_demo_users_are_archived_when_the_demo_goes(database):
    users = rows(database, "SELECT active FROM res_users WHERE login IN ('worker', 'mediator', 'rules')")
    assert [user["active"] for user in users] == [False] * 3


def test_both_are_uninstalled_and_beneficiaries_are_nobody(database, former):
    hidden = [row["id"] for row in rows(database, "SELECT id FROM res_partner WHERE kentro_hidden")]
    people = rows(database, "SELECT last_name, first_name, afm, amka FROM kentro_beneficiary")
    assert len(hidden) > 100 and len(people) > 100
    uninstall(database, "kentro_koinotitas")
    assert_untouched(database, former)

    left = rows(database, "SELECT * FROM res_partner WHERE id = ANY(%s)", hidden)
    said = json.dumps(left, default=str, ensure_ascii=False)
    assert {row["active"] for row in left} == {False}
    for person in people:
        assert f"{person['last_name']} {person['first_name']}" not in said
        assert not any(number and number in said for number in (person["afm"], person["amka"]))
    assert not any(row["phone"] or row["email"] or row["street"] for row in left)


def test_nothing_of_ours_is_left_behind(database):
    assert rows(database, "SELECT tablename FROM pg_tables WHERE tablename LIKE 'kentro%%'") == []
    for table, column in (
        ("ir_model", "model"),
        ("ir_model_fields", "name"),
        ("ir_ui_view", "arch_fs"),
        ("ir_cron", "cron_name"),
        ("ir_sequence", "code"),
        ("ir_asset", "path"),
    ):
        left = rows(database, f"SELECT id, {column} AS what FROM {table} WHERE {column} LIKE '%%kentro%%'")
        assert left == [], f"{table}: {left}"


def test_every_view_still_opens_afterwards(database):
    assert shell(database, OPEN_EVERYTHING) == {}

"""Our changes to a shipped process reach a municipality as an offer: a database in use, a release that changes a file.

One database, one step a test, in this order: a municipality at work, the upgrade, the next one, publishing.
"""

import json
import os
import re
import subprocess

import pytest

from dev import databases, instance

AT_WORK = """
from odoo.tests import new_test_user
worker = new_test_user(env, "up_worker", groups="kentro_koinotitas.group_case_worker")
keeper = new_test_user(env, "up_rules", groups="kentro_koinotitas.group_rules_manager")
kind = env["kentro.structure.kind"].search([("type", "=", "central")], limit=1)
structure = env["kentro.structure"].create({"name": "Κέντρο", "kind_id": kind.id})
specialty = env["kentro.specialty"].search([], limit=1)
env["kentro.post"].create({"structure_id": structure.id, "specialty_id": specialty.id, "user_id": worker.id})
person = env["kentro.beneficiary"].create(
    {"last_name": "Παππά", "first_name": "Μαρία", "structure_ids": [(6, 0, structure.ids)]})
request = env["kentro.request"].with_user(worker).create(
    {"structure_id": structure.id, "beneficiary_id": person.id, "origin": "citizen", "description": "Ρωτά"})
env.ref("kentro_koinotitas.intake_stage_recorded").name = "Γράφτηκε"
own = env.ref("kentro_koinotitas.workflow_case").with_user(keeper)
own = env["kentro.workflow"].with_user(keeper).browse(own.action_own_version()["res_id"])
own.action_publish()
from odoo.addons.kentro_koinotitas.tools.shipped import set_aside
env.flush_all()
set_aside(env.cr, "intake", "case")  # what the migration of such a release does
"""
STATE = """
import json
found = {}
for workflow in env["kentro.workflow"].search([], order="id"):
    found.setdefault(workflow.code, []).append(
        [workflow.version, workflow.state, workflow.offered, bool(workflow.company_id)])
request = env["kentro.request"].search([("beneficiary_id.last_name", "=", "Παππά")])
print("RESULT", json.dumps({
    "workflows": found,
    "request": [request.stage_id.name, request.workflow_id.version],
    "told": [told.user_id.login for told in env["mail.activity"].search([("res_model", "=", "kentro.workflow")])],
    "said": env.ref("kentro_koinotitas.workflow_intake").with_context(lang="en_US").differences,
    "faults": [env.ref(f"kentro_koinotitas.workflow_{code}")._faults() for code in ("intake", "case")],
    "names": env.ref("kentro_koinotitas.intake_stage_recorded").with_context(lang="el_GR").name,
}))
"""
GO_ON = """
keeper = env["res.users"].search([("login", "=", "up_rules")])
worker = env["res.users"].search([("login", "=", "up_worker")])
env.ref("kentro_koinotitas.workflow_intake").with_user(keeper).action_publish()
request = env["kentro.request"].search([("beneficiary_id.last_name", "=", "Παππά")]).with_user(worker)
request.take_step("open_case")
new = request.copy({})
import json
print("RESULT", json.dumps({
    "old": [request.workflow_id.version, request.stage_id.code, bool(request.case_id)],
    "new": [new.workflow_id.version, new.stage_id.code],
    "case": request.case_id.workflow_id.company_id.id,
}))
"""


@pytest.fixture(scope="module")
def database():
    name = f"{os.environ['KENTRO_TEST_ADDONS']}_upgrade_{os.getpid()}"
    databases.clone(os.environ["KENTRO_TEST_ADDONS"], name)
    yield name
    databases.drop(name)


def odoo(name, *arguments, text=None):
    """Run Odoo on that database; no error and no warning of ours may be in its log."""
    command = (*instance.ODOO, *arguments, "-c", instance.configure("upgrade", name), "-d", name, "--no-http")
    done = subprocess.run(
        [str(part) for part in (*command, "--log-level=warn")], input=text, capture_output=True, text=True, check=False
    )
    log = done.stdout + done.stderr
    assert not done.returncode, log[-3000:]
    assert not re.search(r" (ERROR|CRITICAL) |^Traceback|WARNING.*kentro", log, re.M), log[-3000:]
    return done.stdout


def shell(name, program):
    found = re.search(r"^RESULT (.*)$", odoo(name, "shell", text=f"{program}\nenv.cr.commit()\n"), re.M)
    return json.loads(found[1]) if found else None


def test_an_upgrade_offers_the_changed_processes_and_touches_nothing_else(database):
    shell(database, AT_WORK)
    odoo(database, "-u", "kentro_koinotitas", "--stop-after-init")
    now = shell(database, STATE)
    assert now["workflows"]["intake"] == [[1, "published", False, False], [2, "draft", True, False]]
    assert now["workflows"]["case"] == [
        [1, "published", False, False], [1, "published", False, True], [2, "draft", True, False]
    ]
    assert now["workflows"]["referral"] == [[1, "published", False, False]]
    assert now["request"] == ["Γράφτηκε", 1]
    assert now["told"].count("up_rules") == 2
    assert "«Γράφτηκε» is now called «Recorded»" in now["said"]
    assert now["faults"] == [[], []]
    assert now["names"] != "Recorded", "the offered version speaks Greek"


def test_the_next_upgrade_offers_nothing_more(database):
    before = shell(database, STATE)
    odoo(database, "-u", "kentro_koinotitas", "--stop-after-init")
    assert shell(database, STATE) == before


def test_running_records_go_on_and_new_ones_begin_in_the_new_version(database):
    now = shell(database, GO_ON)
    assert now["old"] == [1, "case", True], "what the program does after a step, it does on the old version too"
    assert now["new"] == [2, "recorded"]
    assert now["case"], "cases begin in the municipality's own version"

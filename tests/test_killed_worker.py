"""Odoo processes that are killed (kill -9) in the middle of their work, and what is left of it.

The step of 1,000 cases sets off two effects for each: an activity, inside the database, which must be
there exactly once or not at all, and a call to another system, which must not be lost.
"""

import os
import signal
import subprocess
import sys
import time

import crowd
import pytest
from odoo.addons.kentro_koinotitas.models.workflow.engine import ENGINE
from odoo.addons.kentro_koinotitas.tests.workflow.receiver import Receiver
from odoo.tools import config

CASES, CALLS, CLICK = 1000, 40, "the-click"
STAGES = {"begin": "new", "end": "done"}
# What runs in `odoo shell`. At `stop` it says so in a file, and waits to be killed.
STEP = """
import time
from pathlib import Path

def wait_to_be_killed():
    Path({reached!r}).touch()
    time.sleep(300)

Mixin = type(env["kentro.case"])
if {stop!r} == "before the commit":
    after_step = Mixin._after_step
    def stop(self, transition):
        after_step(self, transition)
        self.env.flush_all()
        wait_to_be_killed()
    Mixin._after_step = stop
env["kentro.case"].with_user({uid}).browse({cases}).take_step("go", request_id={click!r})
env.cr.commit()
if {stop!r} == "after the commit":
    wait_to_be_killed()
print("moved")
"""
SEND = """
env.cr.execute("UPDATE kentro_outbox SET next_try = now() AT TIME ZONE 'UTC' - interval '1 day' WHERE state != 'sent'")
env["kentro.outbox"]._cron_send()
env.cr.commit()
print("sent")
"""


@pytest.fixture(scope="module")
def receiver():
    with Receiver(200) as other:
        yield other


@pytest.fixture(scope="module")
def people(addons_database, receiver):
    env = crowd.transaction(addons_database)
    webhook = env["kentro.webhook"].create({"name": "Other", "url": receiver.url, "inside": True})

    def effects(workflow):
        user = env["ir.model.fields"]._get("kentro.case", "user_id").id
        of_step = {"transition_id": workflow.transition_ids.id}
        env["kentro.effect"].create({**of_step, "kind": "activity", "user_field_id": user, "summary": "Look"})
        env["kentro.effect"].create({**of_step, "kind": "webhook", "webhook_id": webhook.id})

    with env.cr:
        crowd.publish(env, "kentro.case", "killed", STAGES, [("go", ["begin"], "end", None)], effects)
        people = crowd.centre(env, "killed")
        env.cr.commit()
        yield env, *people


def make(people, number):
    env, structure, users, person = people
    cases = crowd.cases(env, number, structure, users, person).ids
    env.cr.commit()
    return {"uid": users.id, "cases": cases, "click": CLICK}


def odoo(database, program):
    command = [sys.executable, "-m", "odoo", "shell", "-c", config["config"], "-d", database]
    process = subprocess.Popen(
        [*command, "--no-http", "--log-level=critical"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    process.stdin.write(program)
    process.stdin.close()
    return process


def end(process):
    """Let it come to its end; return what it said."""
    said = process.stdout.read()
    process.wait()
    process.stdout.close()
    return said


def kill_when(process, reached):
    until = time.monotonic() + 120
    while not reached():
        assert process.poll() is None and time.monotonic() < until, process.stdout.read()
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def found(database, cases):
    """How many cases have moved; rows of the log, activities and calls that are owed by that."""
    env = crowd.transaction(database)
    with env.cr:
        assert not crowd.fault_of_log(env)
        there = [("res_id", "in", cases)]
        return (
            len(env["kentro.case"].browse(cases).filtered(lambda case: case.stage_id.code == "end")),
            env["kentro.transition.log"].search_count([("request_id", "=", CLICK), *there]),
            env["mail.activity"].search_count([("res_model", "=", "kentro.case"), *there]),
            env["kentro.outbox"].search_count([("model", "=", "kentro.case"), *there]),
        )


@pytest.mark.parametrize(("stop", "left"), [("before the commit", 0), ("after the commit", CASES)])
def test_all_have_moved_or_none(addons_database, people, tmp_path, stop, left):
    given, reached = make(people, CASES), tmp_path / "reached"
    kill_when(odoo(addons_database, STEP.format(**given, stop=stop, reached=str(reached))), reached.exists)
    assert found(addons_database, given["cases"]) == (left,) * 4
    time.sleep(1)  # until PostgreSQL has noticed, and let go of the locks
    again = odoo(addons_database, STEP.format(**given, stop="", reached=""))  # the same click, after the restart
    assert "moved" in end(again)
    assert found(addons_database, given["cases"]) == (CASES,) * 4


def test_no_call_is_lost_when_the_sender_is_killed(addons_database, people, receiver):
    env, *_people = people
    env["kentro.outbox"].search([]).with_context(kentro_engine=ENGINE).write({"state": "sent"})
    env.cr.commit()
    given, calls = make(people, CALLS), receiver.calls
    env["kentro.case"].with_user(given["uid"]).browse(given["cases"]).take_step("go")
    env.cr.commit()
    calls.clear()
    kill_when(odoo(addons_database, SEND), lambda: len(calls) >= CALLS // 3)
    assert len(calls) < CALLS, "it was done before it was killed"
    assert "sent" in end(odoo(addons_database, SEND))
    owed = env["kentro.outbox"].search([("res_id", "in", given["cases"])])
    env.cr.rollback()
    assert set(owed.mapped("state")) == {"sent"}
    keys = [call.headers["Idempotency-Key"] for call in calls]
    assert set(keys) == set(owed.mapped("key")), "each call has come, under its own key"
    assert len(keys) <= CALLS + 1, "at most the one that was on its way came twice"

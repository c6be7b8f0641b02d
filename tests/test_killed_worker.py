"""An Odoo process that is killed (kill -9) in the middle of a step of 1,000 cases.

The step begins the follow-up of the cases: every case gets its first follow-up in the same
transaction, which is the effect that must have come to pass exactly once, or not at all.
"""

import os
import signal
import subprocess
import sys
import time

import crowd
import pytest
from odoo.tools import config

CASES, CLICK = 1000, "the-click"
# What runs in `odoo shell`. At `stop` it says so in a file, and waits to be killed.
PROGRAM = """
import time
from pathlib import Path

def wait_to_be_killed():
    Path({reached!r}).touch()
    time.sleep(300)

Mixin = type(env["kentro.case"])
if {stop!r} == "before the commit":
    log_moves = Mixin._log_moves
    def stop(self, *arguments, **named):
        log_moves(self, *arguments, **named)
        self.env.flush_all()
        wait_to_be_killed()
    Mixin._log_moves = stop
cases = env["kentro.case"].with_user({uid}).browse({cases})
cases.take_step("follow_up", values={{"recurrence_id": {recurrence}}}, request_id={click!r})
env.cr.commit()
if {stop!r} == "after the commit":
    wait_to_be_killed()
print("moved")
"""


@pytest.fixture
def scene(addons_database):
    """Cases in the stage before follow-up, and the id of how they are followed up."""
    env = crowd.transaction(addons_database)
    with env.cr:
        structure, users, person = crowd.centre(env, f"killed_{time.time_ns()}")
        if not env["kentro.opening"].search([]):
            env["kentro.opening"].create({"company_id": env.company.id})
        vals = {"beneficiary_id": person.id, "structure_id": structure.id, "user_id": users.id}
        row = {**vals, "stage": "support", "since": "2026-01-07 08:00:00", "by": users.id}
        cases = env["kentro.case"].opening_import([row] * CASES)
        recurrence = env.ref("kentro_koinotitas.recurrence_monthly").id
        env.cr.commit()
    return {"uid": users.id, "cases": cases, "recurrence": recurrence}


def worker(database, scene, folder, stop=""):
    reached = folder / f"reached {stop}"
    program = PROGRAM.format(**scene, click=CLICK, stop=stop, reached=str(reached))
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
    return process, reached


def kill(process, reached):
    until = time.monotonic() + 120
    while not reached.exists():
        assert process.poll() is None and time.monotonic() < until, process.stdout.read()
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def found(database, scene):
    """How many cases have moved, rows of the log their move has, and follow-ups were planned."""
    env = crowd.transaction(database)
    with env.cr:
        cases = env["kentro.case"].browse(scene["cases"])
        log = env["kentro.transition.log"].search([("request_id", "=", CLICK), ("res_id", "in", cases.ids)])
        moved = cases.filtered(lambda case: case.stage_id.code == "follow_up")
        assert not crowd.fault_of_log(env)
        return len(moved), len(log), len(cases.followup_ids)


@pytest.mark.parametrize(("stop", "left"), [("before the commit", 0), ("after the commit", CASES)])
def test_all_have_moved_or_none(addons_database, scene, tmp_path, stop, left):
    kill(*worker(addons_database, scene, tmp_path, stop))
    until = time.monotonic() + 30
    while found(addons_database, scene) != (left, left, left):  # PostgreSQL notices within moments
        assert time.monotonic() < until, f"{found(addons_database, scene)} are left of {CASES}, one by one"
        time.sleep(0.2)
    process, _reached = worker(addons_database, scene, tmp_path)  # the same click, after the restart
    assert "moved" in process.stdout.read()
    process.wait()
    process.stdout.close()
    assert found(addons_database, scene) == (CASES, CASES, CASES)

"""A crowd: Odoo processes of their own at work on one database, some of which are killed at their work.

    crowd.send(database, "clients:wander", clients=5, seconds=20, records=[…])

loads Odoo once in a new process and forks the clients from it, each with connections of its own. A
client that is killed is forked again (it "reconnects") until the time is over. What the clients say
is written line by line as it happens, so that the last word of one that was killed is kept.
"""

import importlib
import json
import os
import random
import signal
import subprocess
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path

import odoo.init  # noqa: F401  # first, as Odoo itself does
from odoo import SUPERUSER_ID, sql_db
from odoo.api import Environment
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tools import config

ROOT = Path(__file__).resolve().parents[1]


# -- what they work on -------------------------------------------------------------------------


def centre(env, *logins):
    """Make a structure with case workers of these logins and one person; return (structure, users, person)."""
    env = env(context={"tracking_disable": True, "no_reset_password": True})
    kind = env.ref("kentro_koinotitas.kind_central")
    structure = env["kentro.structure"].create({"name": "Centre", "code": logins[0], "kind_id": kind.id})
    groups = [Command.set(env.ref("kentro_koinotitas.group_case_worker").ids)]
    users = env["res.users"].create([{"name": login, "login": login, "group_ids": groups} for login in logins])
    specialty = env["kentro.specialty"].search([], limit=1)
    env["kentro.post"].create(
        [{"structure_id": structure.id, "specialty_id": specialty.id, "user_id": user.id} for user in users]
    )
    person = env["kentro.beneficiary"].create(
        {"last_name": "Ράλλης", "first_name": "Νίκος", "structure_ids": [Command.set(structure.ids)]}
    )
    return structure, users, person


def cases(env, number, structure, users, person):
    vals = {"beneficiary_id": person.id, "structure_id": structure.id, "user_id": users[0].id}
    return env["kentro.case"].create([{**vals, "team_ids": [Command.set(users.ids)]} for _n in range(number)])


def publish(env, model, code, stages, steps, finish=None):
    """Publish a workflow of the municipality for ``model``, which comes before the shipped one.

    :param dict stages: ``{code: kind}``, the first is the initial one
    :param list steps: ``(code, source codes, target code, domain that must hold or None)``
    :param finish: called with the draft before it is published
    """
    of_model = {"model_id": env["ir.model"]._get(model).id}
    workflow = env["kentro.workflow"].create({"name": code, "code": code, "company_id": env.company.id, **of_model})
    made = {
        name: env["kentro.stage"].create(
            {
                "workflow_id": workflow.id,
                "name": name,
                "code": name,
                "kind": kind,
                "initial": name == next(iter(stages)),
            }
        )
        for name, kind in stages.items()
    }
    group = env.ref("kentro_koinotitas.group_case_worker")
    for name, sources, target, must in steps:
        rule = (
            env["kentro.rule"].create({"name": f"{name}: not now.", "must_domain": str(must), **of_model})
            if must
            else None
        )
        env["kentro.transition"].create(
            {
                "workflow_id": workflow.id,
                "name": name,
                "code": name,
                "source_ids": [Command.set([made[source].id for source in sources])],
                "target_id": made[target].id,
                "group_ids": [Command.set(group.ids)],
                "rule_ids": [Command.set(rule.ids if rule else [])],
            }
        )
    if finish:
        finish(workflow)
    workflow.action_publish()
    return workflow


def fault_of_log(env):
    """Return the first fault of the whole log as a sentence: of its chains, its anchors, where records stand."""
    return env["kentro.transition.log"]._verify()[0]


# -- sending them ------------------------------------------------------------------------------


def send(database, client, folder, clients, seconds=0, **arguments):
    """Let ``clients`` processes run ``client`` ("module:function"); return what they said, in order of time.

    Each calls ``function(me, say, **arguments)`` over and over for ``seconds`` (0: once).
    """
    order = {"client": client, "clients": clients, "seconds": seconds, "arguments": arguments, "folder": str(folder)}
    command = [sys.executable, __file__, config["config"], database, json.dumps(order)]
    path = os.pathsep.join([str(ROOT), str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=seconds + 240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = [json.loads(line) for file in Path(folder).glob("*.jsonl") for line in file.read_text().splitlines()]
    return sorted(said, key=lambda word: word["at"])


class Say:
    """Writes a line at once, past every buffer of this process."""

    def __init__(self, folder, me):
        self.me = me
        self.file = os.open(Path(folder) / f"{me}.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def __call__(self, what, **more):
        line = {"client": self.me, "at": time.monotonic(), "what": what, **more}
        os.write(self.file, json.dumps(line).encode() + b"\n")


def meet(folder, place, clients, me):
    """Wait until all clients have come to this place."""
    Path(folder, f"{place}-{me}").touch()
    until = time.monotonic() + 60
    while sum(path.name.startswith(f"{place}-") for path in Path(folder).iterdir()) < clients:
        assert time.monotonic() < until, f"alone at {place}"
        time.sleep(0.001)


def transaction(database, uid=SUPERUSER_ID):
    """Return an environment with a cursor of its own, as the web server opens one for a request."""
    return Environment(Registry(database).cursor(), uid, {"lang": "en_US"})


def _lead(configuration, database, text):
    """The process from which the clients are forked: it has loaded Odoo and holds no connection."""
    config.parse_config(["-c", configuration, "-d", database, "--log-level=critical", "--no-http"], setup_logging=True)
    order = json.loads(text)
    module, function = order["client"].split(":")
    order["work"] = getattr(importlib.import_module(module), function)
    _warm(database)
    sql_db.close_all()
    until, alive, failed = time.monotonic() + order["seconds"], {}, False
    for me in range(order["clients"]):
        alive[_fork(database, order, me, until)] = me
    while alive:
        process, status = os.wait()
        me = alive.pop(process)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        failed = failed or (status and not killed)
        if killed and time.monotonic() < until:
            alive[_fork(database, order, me, until)] = me
    return int(failed)


def _warm(database):
    """Fill the caches that the clients inherit, so that they begin together and at once."""
    env = transaction(database)
    with env.cr:
        user = env["kentro.post"].search([], limit=1, order="id desc").user_id
        case = env["kentro.case"].search([], limit=1, order="id desc").with_user(user)
        with suppress(UserError):
            for step in case.steps or ():
                case.take_step(step["code"])
        env.cr.flush()
        env.cr.rollback()


def _fork(database, order, me, until):
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        random.seed(f"{me} {time.monotonic()}")
        say = Say(order["folder"], me)
        while True:
            order["work"](me, say, database=database, **order["arguments"])
            if time.monotonic() >= until:
                break
        status = 0
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    os._exit(status)  # not through the exits of the process that it was forked from


if __name__ == "__main__":
    sys.exit(_lead(*sys.argv[1:]))

"""The outbox between processes: no row is sent by two workers, and none is lost with a worker that is killed."""

import os
import signal
import time
from collections import Counter

import crowd
import pytest
from odoo.addons.kentro_koinotitas.tests.workflow.receiver import Receiver
from odoo.fields import Command

ROWS, WORKERS = 60, 4


@pytest.fixture(scope="module")
def effect(addons_database):
    """Return the id of an effect that tells another system, and cases of which it may be told."""
    env = crowd.transaction(addons_database)
    with env.cr:
        structure, users, person = crowd.centre(env, f"outbox_{time.time_ns()}")
        cases = crowd.cases(env, ROWS, structure, users, person)
        model = env["ir.model"]._get("kentro.case")
        workflow = env["kentro.workflow"].create({"name": "Outbox", "code": "outbox", "model_id": model.id})
        workflow.stage_ids = [Command.create({"name": "End", "code": "end", "kind": "done", "initial": True})]
        workflow.transition_ids = [Command.create({"name": "Go", "code": "go", "target_id": workflow.stage_ids.id})]
        webhook = env["kentro.webhook"].create({"name": "Other", "url": "http://127.0.0.1:1/", "inside": True})
        effect = env["kentro.effect"].create(
            {"transition_id": workflow.transition_ids.id, "kind": "webhook", "webhook_id": webhook.id}
        )
        env.cr.commit()
        return effect.id, cases.ids


def owe(database, effect, receiver, number):
    """Owe calls to ``receiver``, committed; return their keys."""
    env = crowd.transaction(database)
    with env.cr:
        effect_id, cases = effect
        record = env["kentro.effect"].browse(effect_id)
        record.webhook_id.url = receiver.url
        rows = env["kentro.outbox"]._put(record, env["kentro.case"].browse(cases[:number]))
        env.cr.commit()
        return rows.mapped("key")


def states(database, keys):
    env = crowd.transaction(database)
    with env.cr:
        return Counter(env["kentro.outbox"].search([("key", "in", keys)]).mapped(lambda row: (row.state, row.tries)))


def drain(me, say, database):
    """A worker of the outbox."""
    env = crowd.transaction(database)
    with env.cr:
        env["kentro.outbox"]._cron_send()
    say("drained")


def die(me, say, database):
    """A worker that is killed when it has sent a row and has not noted it yet."""
    env = crowd.transaction(database)
    type(env["kentro.outbox"])._note = lambda *_arguments, **_vals: os.kill(os.getpid(), signal.SIGKILL)
    with env.cr:
        env["kentro.outbox"]._cron_send()


def keys_of(receiver):
    return Counter(call.headers["Idempotency-Key"] for call in receiver.calls)


def test_no_two_workers_send_the_same_row(addons_database, effect, tmp_path):
    with Receiver() as receiver:
        keys = owe(addons_database, effect, receiver, ROWS)
        said = crowd.send(addons_database, "test_outbox:drain", tmp_path, clients=WORKERS)
    assert len(said) == WORKERS
    assert keys_of(receiver) == Counter(keys)
    assert states(addons_database, keys) == {("sent", 1): ROWS}


def test_a_worker_killed_after_sending_leaves_the_row_to_be_sent_again_under_its_key(addons_database, effect, tmp_path):
    with Receiver() as receiver:
        keys = owe(addons_database, effect, receiver, 2)
        crowd.send(addons_database, "test_outbox:die", tmp_path, clients=1)
        assert states(addons_database, keys) == {("pending", 1): 1, ("pending", 0): 1}
        (killed,) = keys_of(receiver)
        env = crowd.transaction(addons_database)
        with env.cr:
            env.cr.execute("UPDATE kentro_outbox SET next_try = next_try - interval '1 hour' WHERE key = %s", [killed])
            env.cr.commit()
        crowd.send(addons_database, "test_outbox:drain", tmp_path, clients=2)
    assert keys_of(receiver) == {**dict.fromkeys(keys, 1), killed: 2}
    assert states(addons_database, keys) == {("sent", 2): 1, ("sent", 1): 1}

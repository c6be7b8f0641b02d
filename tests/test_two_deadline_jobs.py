"""Jobs of deadlines that run at the same time, in processes of their own: each thing is done once."""

import random
import time
from collections import Counter

import crowd
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service import model as service

REQUESTS, JOBS, ROUNDS = 900, 4, 3


def run(me, say, database, place):
    """One job, as the scheduler runs it; all of them begin at the same moment."""
    crowd.meet(place, "job", JOBS, me)
    env = crowd.transaction(database)
    with env.cr:
        env["kentro.workflow"]._cron_deadlines()
        env.cr.commit()
    say("done")


def answer(me, say, database, uid, ids):
    """Somebody who takes steps on the same records meanwhile; each answer is a move or a sentence.

    Who is refused tries again after the others, as people do: the job holds two hundred at a time.
    """
    service.random.uniform = lambda low, high: random.random() * high / 50  # replay sooner than Odoo does
    mine = ids[me::JOBS]
    for _round in range(ROUNDS):
        refused = []
        for id_ in mine:
            env = crowd.transaction(database, uid)
            with env.cr:
                request = env["kentro.request"].browse(id_)
                try:
                    service.retrying(lambda r=request: r.take_step("end"), env)
                    say("moved", record=id_)
                except UserError:
                    say("refused", record=id_)
                    refused.append(id_)
        mine = refused


def work(me, say, database, place, uid, ids):
    if me < JOBS // 2:
        run(me, say, database, place)
    else:
        crowd.meet(place, "job", JOBS, me)
        answer(me, say, database, uid, ids)


def process(env):
    """Publish a process of requests whose deadline is over at once: half of them move by themselves."""
    of_model = {"model_id": env["ir.model"]._get("kentro.request").id}
    role = {role.code: role.id for role in env["kentro.role"].search([])}
    workflow = env["kentro.workflow"].create(
        {"name": "jobs", "code": "jobs", "company_id": env.company.id, **of_model}
    )
    late = {
        "deadline_unit": "working_days",
        "deadline_field_id": env["ir.model.fields"]._get("kentro.request", "answer_by").id,
        "warn_role_id": role["responsible"],
        "escalate_role_id": role["coordinator"],
    }
    kinds = {"a": "new", "b": "ongoing", "z": "done"}
    at = {
        code: env["kentro.stage"].create(
            {"workflow_id": workflow.id, "name": code, "code": code, "kind": kind, "initial": code == "a"}
            | (late if code == "a" else {})
        )
        for code, kind in kinds.items()
    }
    phone = env["kentro.rule"].create({"name": "By phone.", "must_domain": "[('channel', '=', 'phone')]", **of_model})
    group = [Command.set(env.ref("kentro_koinotitas.group_case_worker").ids)]
    for code, source, target, values in (
        ("auto", "a", "b", {"trigger": "deadline", "rule_ids": [Command.set(phone.ids)]}),
        ("end", "a", "z", {"group_ids": group}),
        ("end_b", "b", "z", {"group_ids": group}),
    ):
        step = {"workflow_id": workflow.id, "name": code, "code": code, "target_id": at[target].id, **values}
        env["kentro.transition"].create({**step, "source_ids": [Command.set(at[source].ids)]})
    workflow.action_publish()


def scene(database):
    env = crowd.transaction(database)
    with env.cr:
        login = f"jobs_{time.time_ns()}"
        structure, users, _person = crowd.centre(env, login)
        if not env["kentro.workflow"].search([("code", "=", "jobs")]):
            process(env)
        vals = {"structure_id": structure.id, "user_id": users.id, "answer_by": "2026-03-02"}
        requests = env["kentro.request"].create(
            [{**vals, "channel": "phone" if n % 2 else "desk"} for n in range(REQUESTS)]
        )
        env.cr.commit()
        return users.id, requests.ids


def outcome(database, ids):
    """Return (stages, moves by the job per record, activities per record and user) of these requests."""
    env = crowd.transaction(database)
    with env.cr:
        requests = env["kentro.request"].browse(ids)
        records = [("res_id", "in", ids)]
        rows = env["kentro.transition.log"].search(
            [("model", "=", "kentro.request"), ("origin", "=", "system"), *records]
        )
        told = env["mail.activity"].search([("res_model", "=", "kentro.request"), *records])
        assert not crowd.fault_of_log(env)
        return (
            {request.id: request.stage_id.code for request in requests},
            Counter(rows.mapped("res_id")),
            Counter((activity.res_id, activity.user_id.id) for activity in told),
        )


def test_jobs_at_the_same_time_do_everything_once(addons_database, tmp_path):
    uid, ids = scene(addons_database)
    said = crowd.send(addons_database, "test_two_deadline_jobs:run", tmp_path, JOBS, place=str(tmp_path))
    assert [word["what"] for word in said] == ["done"] * JOBS
    stages, moves, told = outcome(addons_database, ids)
    assert [stages[id_] for id_ in ids] == ["a", "b"] * (REQUESTS // 2)
    assert moves == Counter(ids[1::2]), "a step twice, or not at all"
    assert told == Counter((id_, uid) for id_ in ids[::2]), "told twice, or not at all"


def test_jobs_and_people_at_the_same_records(addons_database, tmp_path):
    uid, ids = scene(addons_database)
    order = {"place": str(tmp_path), "uid": uid, "ids": ids}
    said = crowd.send(addons_database, "test_two_deadline_jobs:work", tmp_path, JOBS, **order)
    answers = Counter(word["what"] for word in said)
    assert answers["done"] == JOBS // 2
    assert answers["moved"] > REQUESTS // 10, answers
    moved = {word["record"] for word in said if word["what"] == "moved"}
    stages, moves, told = outcome(addons_database, ids)
    assert {id_ for id_ in ids if stages[id_] == "z"} == moved, "a move that was answered is a move"
    assert {id_ for id_ in ids if stages[id_] == "b"} == set(moves), "what the job moved stands where it moved it"
    assert max(moves.values(), default=1) == max(told.values()) == 1
    assert not {id_ for id_, _user in told} & moved, "who left the stage is not told of it"

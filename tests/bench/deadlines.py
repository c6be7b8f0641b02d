"""The job of deadlines over 100,000 open records of which 1,000 are due, and a strike day that moves them all.

What is due is found and told as in every night: one activity a record, dated on the deadline. The floor is
one scan of the index for the records that are due, and the creation of the same activities.
"""

from datetime import date, timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tools import SQL

from .harness import Contender, Cost, Row, alternate, measured, ratio, transaction

OPEN, DUE = 100_000, 1_000
JOB_AT_MOST, RECOUNT_AT_MOST = 3, 10


def rows(database, scene):
    with transaction(database) as env:
        _records(env, scene)
        env.cr.commit()
        env.cr.execute("ANALYZE")  # as PostgreSQL does by itself within a minute
        env.cr.commit()
    root = 1
    job = Contender(root, "kentro.workflow", lambda run: [], lambda env, workflow: workflow.sudo()._run_deadlines())
    floor = Contender(root, "kentro.followup", lambda run: [], _floor)
    alternate(database, job, floor)
    times = f"{job.middle('time'):.2f} and {floor.middle('time'):.2f} s, the scan alone {_scan(database):.4f} s"
    seconds = _recount(database, scene)
    return [
        Row(
            "deadline job, 1,000 of 100,000 due ÷ one scan + the activities: time",
            ratio(job, floor, "time"),
            JOB_AT_MOST,
            detail=times,
        ),
        Row("the same: CPU", ratio(job, floor, "cpu"), JOB_AT_MOST),
        Row("the same: statements", job.middle("statements"), None, "", detail=f"{floor.middle('statements'):.0f}"),
        Row(
            "a strike day: 100,000 deadlines counted again",
            seconds,
            RECOUNT_AT_MOST,
            "s",
            detail=f"{OPEN / seconds:,.0f} a second, all on a later day",
        ),
    ]


def _floor(env, followups):
    now = fields.Datetime.now()
    env.cr.execute("SELECT id, deadline FROM kentro_followup WHERE deadline_next <= %s", [now])
    found = env.cr.fetchall()
    values = {
        "activity_type_id": env.ref("kentro_koinotitas.activity_type_deadline").id,
        "automated": True,
        "res_model_id": env["ir.model"]._get_id("kentro.followup"),
        "user_id": env["res.users"].search([("login", "=", "bench_worker")]).id,
        "summary": "Deadline reached: Open",
    }
    env["mail.activity"].with_context(mail_activity_quick_update=True).create(
        [{**values, "res_id": id_, "date_deadline": deadline.date()} for id_, deadline in found]
    )
    if len(found) != DUE:
        raise RuntimeError(f"{len(found)} records are due, not {DUE}.")


def _scan(database):
    cost = Cost(0, 0, 0)
    with transaction(database) as env:
        env.cr.execute("SET LOCAL enable_seqscan = off")
        with measured(env.cr, cost):
            env.cr.execute("SELECT id FROM kentro_followup WHERE deadline_next <= %s", [fields.Datetime.now()])
            env.cr.fetchall()
    return cost.time


def _recount(database, scene):
    """Put a local holiday on the day of the deadlines, let the job follow; return the seconds of both."""
    cost = Cost(0, 0, 0)
    with transaction(database) as env:
        before = _days(env)
        with measured(env.cr, cost):
            env["kentro.holiday"].create(
                {"name": "Απεργία", "rule": "once", "date": max(before), "structure_id": scene.structure}
            )
            env.cr.flush()
            env["kentro.workflow"]._run_deadlines()
            env.cr.flush()
        if max(before) in _days(env):
            raise RuntimeError("The deadlines have not moved.")
    return cost.time


def _days(env):
    env.cr.execute("SELECT DISTINCT deadline::date FROM kentro_followup WHERE deadline_next IS NOT NULL")
    return {day for (day,) in env.cr.fetchall()}


def _records(env, scene):
    """Follow-ups of a process with a deadline of ten working days, copied in SQL from one that was made."""
    workflow = env["kentro.workflow"].create(
        {
            "name": "Bench",
            "code": "bench",
            "model_id": env["ir.model"]._get("kentro.followup").id,
            "company_id": env.company.id,
        }
    )
    role, group = env.ref("kentro_koinotitas.role_responsible"), env.ref("kentro_koinotitas.group_case_worker")
    deadline = {
        "deadline_count": 10,
        "deadline_unit": "working_days",
        "warn_role_id": role.id,
        "escalate_role_id": env.ref("kentro_koinotitas.role_coordinator").id,
        "escalate_after": 5,
    }
    stage = env["kentro.stage"].create(
        {"workflow_id": workflow.id, "name": "Open", "code": "open", "kind": "new", "initial": True, **deadline}
    )
    end = env["kentro.stage"].create({"workflow_id": workflow.id, "name": "End", "code": "end", "kind": "done"})
    env["kentro.transition"].create(
        {
            "workflow_id": workflow.id,
            "name": "End",
            "code": "end",
            "source_ids": [Command.set(stage.ids)],
            "target_id": end.id,
            "group_ids": [Command.set(group.ids)],
        }
    )
    workflow.action_publish()
    vals = {"case_id": scene.cases[0], "user_id": scene.worker, "planned_on": date.today()}
    followup = env["kentro.followup"].create(vals)
    env.flush_all()
    copied = {name: SQL.identifier(name) for name, f in followup._fields.items() if f.store and f.column_type}
    del copied["id"]
    copied["case_id"] = SQL("(%s::int[])[1 + n %% %s]", scene.cases, len(scene.cases))
    copied["name"] = SQL("'B' || n")
    # ten working days ago and more for those that are due, today for the others
    copied["deadline_start"] = SQL(
        "CASE WHEN n <= %s THEN %s ELSE deadline_start END", DUE, fields.Datetime.now() - timedelta(days=15)
    )
    env.cr.execute(
        SQL(
            "INSERT INTO kentro_followup (%s) SELECT %s FROM kentro_followup, generate_series(1, %s) n WHERE id = %s",
            SQL(", ").join(map(SQL.identifier, copied)),
            SQL(", ").join(copied.values()),
            OPEN,
            followup.id,
        )
    )
    followup.sudo().deadline_time_id._cover(fields.Datetime.now() - timedelta(days=60))
    env.cr.execute("ANALYZE")  # as PostgreSQL does by itself within a minute
    followup._count_deadlines_again(SQL("TRUE"))

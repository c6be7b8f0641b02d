"""What proves the log, with what really happens: a move that is committed late, and `make audit` on a changed row."""

import os
import subprocess
import sys
from contextlib import ExitStack

import crowd
import pytest
from freezegun import freeze_time

from dev import place

STAGES = {"a": "new", "b": "ongoing", "z": "done"}
STEPS = [("ab", "a", "b", None), ("end", "ab", "z", None)]


@pytest.fixture(scope="module")
def scene(addons_database):
    env = crowd.transaction(addons_database)
    with env.cr:
        crowd.publish(env, "kentro.case", "proofs", STAGES, STEPS)
        structure, users, person = crowd.centre(env, "prover")
        cases = crowd.cases(env, 3, structure, users, person)
        env.cr.commit()
        yield users.id, cases.ids


def audit(database):
    """Run the command as the Makefile does; return its exit code and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "dev.audit"],
        cwd=place.ROOT,
        env={**os.environ, "DB": database},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def anchored(transaction, day):
    """Take the anchor of that day, as the job does."""
    with freeze_time(f"{day} 02:00:00"):
        env = transaction(1)
        with env.cr:
            env["kentro.log.anchor"]._cron_anchor()
            env.cr.commit()
    env = transaction(1)
    with env.cr:
        anchor = env["kentro.log.anchor"].search([], limit=1)
        return str(anchor.day), anchor.last_id, anchor.rows, env["kentro.transition.log"]._verify()


def test_a_move_that_began_before_the_anchor_and_ends_after_it_is_under_the_next(transaction, scene, monkeypatch):
    uid, (one, two, _three) = scene
    anchors = "odoo.addons.kentro_koinotitas.models.workflow.log.kentro_log_anchor"
    monkeypatch.setattr(f"{anchors}.TRIES", 2)
    _day, settled, _rows, (fault, _number) = anchored(transaction, "2030-01-01")
    assert not fault
    with ExitStack() as open_:
        late, quick = (transaction(uid) for _n in range(2))
        open_.enter_context(late.cr)
        open_.enter_context(quick.cr)
        late["kentro.case"].browse(one).take_step("ab")
        late.cr.flush()  # its row has drawn its number and is not committed
        quick["kentro.case"].browse(two).take_step("ab")
        quick.cr.commit()  # a higher number, committed before the lower one
        day, last, _rows, (fault, before) = anchored(transaction, "2030-01-02")
        assert (day, last) == ("2030-01-01", settled), "an anchor was taken over a row that was still to come"
        assert not fault
        late.cr.commit()
    day, last, rows, (fault, after) = anchored(transaction, "2030-01-02")
    assert (day, rows) == ("2030-01-02", 2) and last > settled
    assert not fault and after == before + 1


def test_a_move_that_waits_behind_the_anchor_is_under_the_next(transaction, scene):
    """The transaction is older than the anchor; its row is written when the anchor stands."""
    uid, (_one, _two, three) = scene
    late = transaction(uid)
    with late.cr:
        assert late["kentro.case"].browse(three).stage_id.code == "a"  # its view begins here
        day, last, _rows, (fault, before) = anchored(transaction, "2030-01-03")
        assert day == "2030-01-03" and not fault
        late["kentro.case"].browse(three).take_step("ab")
        late.cr.commit()
    day, later, rows, (fault, after) = anchored(transaction, "2030-01-04")
    assert (day, rows, after) == ("2030-01-04", 1, before + 1) and later > last and not fault


def test_the_audit_names_the_first_row_that_was_changed(addons_database, transaction, scene):
    code, said = audit(addons_database)
    assert code == 0 and "stands as it was written" in said, said
    env = transaction(1)
    with env.cr:
        env.cr.execute(
            "UPDATE kentro_transition_log SET user_id = 1 WHERE model = 'kentro.case' AND res_id = ANY(%s)"
            " AND position = 2 RETURNING id",
            [scene[1][:2]],
        )
        rows = sorted(id_ for (id_,) in env.cr.fetchall())
        env.cr.commit()
    assert len(rows) == 2
    code, said = audit(addons_database)
    assert code == 1 and "does NOT stand" in said, said
    assert f"{scene[1][0]}: move 2" in said and f"(row {rows[0]})" in said, said


def test_the_audit_of_no_database_does_not_pass():
    code, said = audit("kentro_no_such_database")
    assert code and "There is no database" in said, said

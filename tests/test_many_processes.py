"""Two to eight processes that step the same records and overlapping sets of them.

A set moves as a whole or not at all; whoever comes second is refused with a sentence.
"""

import random
import time
import uuid
from collections import Counter

import crowd
import pytest
from odoo.exceptions import UserError
from odoo.service import model as service

STAGES = {"a": "new", "b": "ongoing", "c": "waiting", "z": "done"}
STEPS = [
    ("ab", "a", "b", None),
    ("bc", "b", "c", None),
    ("ca", "c", "a", None),
    ("end", "abc", "z", None),
]
RECORDS, SECONDS = 24, 3


@pytest.fixture(scope="module")
def scene(addons_database):
    env = crowd.transaction(addons_database)
    with env.cr:
        crowd.publish(env, "kentro.case", "crowd", STAGES, STEPS)
        structure, users, person = crowd.centre(env, "crowd_one", "crowd_two")

        def make():
            made = crowd.cases(env, RECORDS, structure, users, person).ids, users.ids
            env.cr.commit()
            return made

        yield make


def push(me, say, database, users, sets):
    """Take a set that stands together one step further; note the click, what it was of, and the answer."""
    service.random.uniform = lambda low, high: random.random() * high / 50  # replay sooner than Odoo does
    records, click = random.choice(sets), uuid.uuid4().hex
    begun, env = time.monotonic(), crowd.transaction(database, users[me % len(users)])
    with env.cr:
        cases = env["kentro.case"].browse(records)
        cases = random.choice(list(cases.grouped("stage_id").values()))
        seen, code = cases.stage_id.id, {"a": "ab", "b": "bc", "c": "ca"}[cases.stage_id.code]
        env.cr.rollback()
        try:
            service.retrying(lambda: cases.take_step(code, seen_stage_id=seen, request_id=click), env)
            answer, text = "moved", ""
        except UserError as error:
            answer, text = "refused", str(error)
        except Exception as error:
            answer, text = "failed", repr(error)
    say(answer, click=click, records=cases.ids, text=text, took=time.monotonic() - begun)


@pytest.mark.parametrize("overlap", ["the same", "overlapping"])
@pytest.mark.parametrize("clients", [2, 8])
def test_sets_move_as_a_whole_and_once(addons_database, scene, tmp_path, clients, overlap):
    records, users = scene()
    sets = [records[:6]] if overlap == "the same" else [records[start : start + 6] for start in range(0, 18, 3)]
    said = crowd.send(addons_database, "test_many_processes:push", tmp_path, clients, SECONDS, users=users, sets=sets)
    counts = Counter(word["what"] for word in said)
    moved = sum(len(word["records"]) for word in said if word["what"] == "moved")
    waited = max(word["took"] for word in said)
    print(
        f"\n{clients} processes, {overlap} sets: {dict(counts)}, {moved / SECONDS:.0f} moves/s, at most {waited:.2f} s"
    )
    assert not [word["text"] for word in said if word["what"] == "failed"]
    assert counts["moved"] > 5
    assert all(word["text"] and "\n" not in word["text"] for word in said if word["what"] == "refused")
    env = crowd.transaction(addons_database)
    with env.cr:
        log = env["kentro.transition.log"].search([("model", "=", "kentro.case"), ("res_id", "in", records)])
        by_click = log.grouped("request_id")
        for word in said:
            rows = by_click.pop(word["click"], log.browse())
            assert sorted(rows.mapped("res_id")) == (sorted(word["records"]) if word["what"] == "moved" else [])
        assert set(by_click) == {False}, "a move that nobody clicked"
        for case in env["kentro.case"].browse(records):
            rows = log.filtered(lambda row, case=case: row.res_id == case.id).sorted("id")
            stages = [*rows.source_id.browse(row.source_id.id for row in rows), case.stage_id]
            assert [row.target_id for row in rows] == stages[1:], "its rows are one path to where it stands"
        assert not crowd.fault_of_log(env)

"""A rule over sibling records, «at most one approved», under users whose transactions overlap.

PostgreSQL alone lets both through: each sees what was before (write skew). The root of the
siblings is therefore locked, and given a new version of its row: a lock alone would leave the later
one with her older view of the siblings.
"""

from functools import partial

import crowd
import pytest
from odoo.exceptions import UserError
from odoo.service.model import retrying

STAGES = {"open": "new", "approved": "ongoing", "closed": "done"}
NONE_APPROVED = [("case_id.assessment_ids", "not any", [("stage_id.code", "=", "approved")])]
STEPS = [
    ("choose", ["open"], "approved", NONE_APPROVED),
    ("back", ["approved"], "open", None),
    ("close", ["open", "approved"], "closed", None),
]
BODY = {"name": "Mental health unit", "is_kentro_body": True}
ROUNDS, CLIENTS = 6, 8


@pytest.fixture(scope="module")
def siblings(addons_database):
    """Return a function that makes a case with so many assessments; (user, case, assessments), committed.

    Nothing of the case itself is written when one of them moves: nothing but the lock keeps two apart.
    """
    env = crowd.transaction(addons_database)
    with env.cr:
        crowd.publish(env, "kentro.assessment", "siblings", STAGES, STEPS)
        structure, users, person = crowd.centre(env, "sibling")
        env.cr.commit()

        def make(number):
            case = crowd.cases(env, 1, structure, users, person)
            assessments = env["kentro.assessment"].create([{"case_id": case.id, "user_id": users.id}] * number)
            env.cr.commit()
            return users.id, case.id, assessments.ids

        yield make


def approved(database, assessments):
    env = crowd.transaction(database)
    with env.cr:
        return len(env["kentro.assessment"].browse(assessments).filtered(lambda one: one.stage_id.code == "approved"))


def test_whoever_began_before_the_other_committed_is_replayed(transaction, siblings):
    uid, _case, (one, two) = siblings(2)
    first, second = transaction(uid), transaction(uid)
    with first.cr, second.cr:
        assert second["kentro.assessment"].browse(two).stage_id.code == "open"  # her view begins here
        first["kentro.assessment"].browse(one).take_step("choose")
        first.cr.commit()
        with pytest.raises(UserError, match="choose: not now"):
            retrying(lambda: second["kentro.assessment"].browse(two).take_step("choose"), second)
    assert approved(first.cr.dbname, [one, two]) == 1


def test_a_case_is_not_closed_while_somebody_adds_to_it(transaction, siblings):
    uid, case, _none = siblings(0)
    first, second = transaction(uid), transaction(uid)
    with first.cr, second.cr:
        body = first["res.partner"].sudo().create(BODY)
        reason = second["kentro.close.reason"].search([], limit=1)
        values = {"close_reason_id": reason.id, "closed_on": "2099-01-01"}
        assert second["kentro.case"].browse(case).stage_kind == "new"  # her view begins here
        first["kentro.referral"].create({"case_id": case, "user_id": uid, "body_id": body.id, "purpose": "Advice"})
        first.cr.commit()
        with pytest.raises(UserError, match="still open"):
            retrying(lambda: second["kentro.case"].browse(case).take_step("close", values=values), second)


def click(me, say, database, uid, rounds, start, unlocked):
    """At the same moment as the others, approve the assessment of each round that is mine.

    Without the lock all wait for each other once more before they commit: where nothing keeps them
    apart, they are sure to overlap.
    """
    if unlocked:
        crowd.Registry(database)["kentro.workflow.mixin"]._lock_roots = lambda self: None

    def approve(env, number, assessments):
        env["kentro.assessment"].browse(assessments[me]).take_step("choose")
        env.cr.flush()
        if unlocked:
            crowd.meet(start, f"done {number}", CLIENTS, me)

    for number, assessments in enumerate(rounds):
        env = crowd.transaction(database, uid)
        with env.cr:
            crowd.meet(start, f"{number}", CLIENTS, me)
            try:
                retrying(partial(approve, env, number, assessments), env)
                say("moved")
            except UserError as error:
                say("refused", text=str(error))


def race(addons_database, siblings, folder, unlocked):
    made = [siblings(CLIENTS) for _number in range(ROUNDS)]
    rounds = [assessments for _uid, _case, assessments in made]
    (folder / "start").mkdir()
    said = crowd.send(
        addons_database,
        "test_siblings:click",
        folder,
        CLIENTS,
        uid=made[0][0],
        rounds=rounds,
        start=str(folder / "start"),
        unlocked=unlocked,
    )
    assert len(said) == ROUNDS * CLIENTS
    return said, [approved(addons_database, assessments) for assessments in rounds]


def test_of_eight_siblings_one_is_approved(addons_database, siblings, tmp_path):
    said, counts = race(addons_database, siblings, tmp_path, unlocked=False)
    assert counts == [1] * ROUNDS
    assert sum(word["what"] == "moved" for word in said) == ROUNDS


def test_without_the_lock_several_are_approved(addons_database, siblings, tmp_path):
    _said, counts = race(addons_database, siblings, tmp_path, unlocked=True)
    assert counts == [CLIENTS] * ROUNDS

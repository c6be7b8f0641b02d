"""A rule over sibling records, «at most one approved», under users whose transactions overlap.

PostgreSQL alone lets both through: each sees what was before (write skew). The root of the
siblings is therefore locked, and given a new version of its row: a lock alone would leave the later
one with her older view of the siblings.
"""

import crowd
import pytest
from odoo.exceptions import UserError
from odoo.service.model import retrying

STAGES = {"open": "new", "approved": "ongoing", "closed": "done"}
NONE_APPROVED = [("case_id.followup_ids", "not any", [("stage_id.code", "=", "approved")])]
STEPS = [
    ("approve", ["open"], "approved", NONE_APPROVED),
    ("back", ["approved"], "open", None),
    ("close", ["open", "approved"], "closed", None),
]
ROUNDS, CLIENTS = 6, 8


@pytest.fixture(scope="module")
def siblings(addons_database):
    """Return a function that makes a case with so many follow-ups; (user, case, follow-ups), committed."""
    env = crowd.transaction(addons_database)
    with env.cr:
        crowd.publish(env, "kentro.followup", "siblings", STAGES, STEPS)
        structure, users, person = crowd.centre(env, "sibling")
        env.cr.commit()

        def make(number):
            case = crowd.cases(env, 1, structure, users, person)
            vals = {"case_id": case.id, "user_id": users.id, "planned_on": "2026-01-07"}
            followups = env["kentro.followup"].create([vals] * number)
            env.cr.commit()
            return users.id, case.id, followups.ids

        yield make


def approved(database, followups):
    env = crowd.transaction(database)
    with env.cr:
        return len(env["kentro.followup"].browse(followups).filtered(lambda f: f.stage_id.code == "approved"))


def test_whoever_began_before_the_other_committed_is_replayed(transaction, siblings):
    uid, _case, (one, two) = siblings(2)
    first, second = transaction(uid), transaction(uid)
    with first.cr, second.cr:
        assert second["kentro.followup"].browse(two).stage_id.code == "open"  # her view begins here
        first["kentro.followup"].browse(one).take_step("approve")
        first.cr.commit()
        with pytest.raises(UserError, match="approve: not now"):
            retrying(lambda: second["kentro.followup"].browse(two).take_step("approve"), second)
    assert approved(first.cr.dbname, [one, two]) == 1


def test_a_case_is_not_closed_while_somebody_adds_to_it(transaction, siblings):
    uid, case, (one,) = siblings(1)
    first, second = transaction(uid), transaction(uid)
    with first.cr, second.cr:
        second["kentro.followup"].browse(one).take_step("close")
        second.cr.commit()
        reason = second["kentro.close.reason"].search([], limit=1)
        values = {"close_reason_id": reason.id, "closed_on": "2099-01-01"}
        assert second["kentro.case"].browse(case).stage_kind == "new"  # her view begins here
        first["kentro.followup"].create({"case_id": case, "user_id": uid, "planned_on": "2026-01-08"})
        first.cr.commit()
        with pytest.raises(UserError, match="still open"):
            retrying(lambda: second["kentro.case"].browse(case).take_step("close", values=values), second)


def click(me, say, database, uid, rounds, start, unlocked):
    """At the same moment as the others, approve the follow-up of each round that is mine."""
    if unlocked:
        crowd.Registry(database)["kentro.workflow.mixin"]._lock_roots = lambda self: None
    for number, followups in enumerate(rounds):
        env = crowd.transaction(database, uid)
        with env.cr:
            crowd.meet(start, f"{number}", CLIENTS, me)
            try:
                retrying(lambda: env["kentro.followup"].browse(followups[me]).take_step("approve"), env)  # noqa: B023
                say("moved")
            except UserError as error:
                say("refused", text=str(error))


def race(addons_database, siblings, folder, unlocked):
    made = [siblings(CLIENTS) for _number in range(ROUNDS)]
    rounds = [followups for _uid, _case, followups in made]
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
    return said, [approved(addons_database, followups) for followups in rounds]


def test_of_eight_siblings_one_is_approved(addons_database, siblings, tmp_path):
    said, counts = race(addons_database, siblings, tmp_path, unlocked=False)
    assert counts == [1] * ROUNDS
    assert sum(word["what"] == "moved" for word in said) == ROUNDS


def test_without_the_lock_several_are_approved(addons_database, siblings, tmp_path):
    _said, counts = race(addons_database, siblings, tmp_path, unlocked=True)
    assert max(counts) > 1, "the race is too slow to prove anything"

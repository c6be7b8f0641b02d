"""A mapping to the next version while somebody takes a step on one of the records, in a transaction of her own."""

import crowd

STAGES = {"a": "new", "b": "ongoing", "z": "done"}
STEPS = [("ab", "a", "b", None), ("end", "ab", "z", None)]


def test_a_record_that_somebody_moves_at_this_moment_stays_and_is_told_of(addons_database, transaction):
    env = crowd.transaction(addons_database)
    with env.cr:
        old = crowd.publish(env, "kentro.case", "mapped", STAGES, STEPS)
        structure, users, person = crowd.centre(env, "mapper")
        held, free = crowd.cases(env, 2, structure, users, person)
        new = old.browse(old.action_new_version()["res_id"])
        new.action_publish()
        env.cr.commit()
        somebody = transaction(users.id)
        with somebody.cr:
            somebody["kentro.case"].browse(held.id).take_step("ab")
            somebody.cr.flush()  # its row is locked, and nothing is committed
            mapping = env["kentro.workflow.mapping"].create({"from_id": old.id, "to_id": new.id})
            mapping.action_move()
            assert (held.workflow_id, free.workflow_id) == (old, new)
            assert "1 stay on «a»: somebody is at them" in mapping.result
            env.cr.commit()
            somebody.cr.commit()
        env.cr.commit()
        env.invalidate_all()
        assert (held.workflow_id, held.stage_id.code) == (old, "b")
        again = env["kentro.workflow.mapping"].create({"from_id": old.id, "to_id": new.id})
        again.action_move()
        assert (held.workflow_id, held.stage_id.code) == (new, "b")
        assert not crowd.fault_of_log(env)
        env.cr.commit()

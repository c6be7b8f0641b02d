"""Two users move the same person of a household at once: she goes to one place, and the other user is told."""

import crowd
import pytest
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service.model import retrying


@pytest.fixture(scope="module")
def homes(addons_database):
    """Ids of a worker and of three households, in the first of which somebody lives; committed."""
    env = crowd.transaction(addons_database)
    with env.cr:
        structure, users, person = crowd.centre(env, "mover")
        member = {"beneficiary_id": person.id, "date_from": "2020-01-01"}
        first = {"structure_id": structure.id, "member_ids": [Command.create(member)]}
        ids = env["kentro.household"].create([first, *[{"structure_id": structure.id}] * 2]).ids
        env.cr.commit()
        return users.id, ids


def dialog(env, home, target):
    move = env["kentro.household.move"].create({"household_id": home, "target_id": target})
    move.line_ids.goes = True
    return move


def test_the_second_of_two_is_told_and_nobody_lives_twice(transaction, homes):
    uid, (home, one, two) = homes
    first, second = transaction(uid), transaction(uid)
    with first.cr, second.cr:
        moves = [dialog(first, home, one), dialog(second, home, two)]  # both are open on the screen
        moves[0].action_move()
        with pytest.raises(UserError, match="just now"):
            moves[1].action_move()
        second.cr.rollback()
        again = dialog(second, home, two)  # her view begins here
        first.cr.commit()

        def click():
            return again.exists().action_move() if again.exists() else dialog(second, home, two).action_move()

        with pytest.raises(UserError, match="Tick"):
            retrying(click, second)
    env = crowd.transaction(first.cr.dbname)
    with env.cr:
        households = env["kentro.household"].with_context(active_test=False).browse([home, one, two])
        assert [household.current_count for household in households] == [0, 1, 0]

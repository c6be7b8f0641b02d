"""Two users, two transactions, one record: exactly one of them moves it, the other reads a sentence."""

import threading

import pytest
from odoo import SUPERUSER_ID
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service.model import retrying


@pytest.fixture
def case(transaction):
    """Return ids of a new case, committed, and of two workers of its team."""
    env = transaction(SUPERUSER_ID)
    with env.cr:
        structure = env["kentro.structure"].search([("code", "=", "race")]) or env["kentro.structure"].create(
            {"name": "Centre", "code": "race", "kind_id": env.ref("kentro_koinotitas.kind_central").id}
        )
        users = env["res.users"].search([("login", "=like", "race_%")]) or env["res.users"].create(
            [
                {
                    "name": login,
                    "login": login,
                    "group_ids": [Command.set(env.ref("kentro_koinotitas.group_case_worker").ids)],
                }
                for login in ("race_one", "race_two")
            ]
        )
        specialty = env["kentro.specialty"].search([], limit=1)
        for user in users.filtered(lambda user: structure not in user.kentro_structure_ids):
            env["kentro.post"].create(
                {"structure_id": structure.id, "specialty_id": specialty.id, "user_id": user.id}
            )
        person = env["kentro.beneficiary"].create(
            {"last_name": "Ράλλης", "first_name": "Νίκος", "structure_ids": [Command.set(structure.ids)]}
        )
        case = env["kentro.case"].create(
            {
                "beneficiary_id": person.id,
                "structure_id": structure.id,
                "user_id": users[0].id,
                "team_ids": [Command.set(users.ids)],
            }
        )
        return case.id, users.ids


def moves(transaction, case_id):
    env = transaction(SUPERUSER_ID)
    with env.cr:
        logs = env["kentro.transition.log"].search([("model", "=", "kentro.case"), ("res_id", "=", case_id)])
        return [log.transition_id.code for log in logs.sorted("id") if log.transition_id]


def test_the_second_of_two_overlapping_moves_is_refused(transaction, case):
    case_id, (one, two) = case
    first, second = transaction(one), transaction(two)
    with first.cr, second.cr:
        seen = second["kentro.case"].browse(case_id).stage_id.id
        first["kentro.case"].browse(case_id).take_step("assess", seen_stage_id=seen)
        with pytest.raises(UserError, match="Somebody else is moving"):
            second["kentro.case"].browse(case_id).take_step("assess", seen_stage_id=seen)
        second.cr.rollback()
        first.cr.commit()
    assert moves(transaction, case_id) == ["assess"]


def test_a_move_begun_before_the_other_committed_is_replayed_and_refused(transaction, case):
    case_id, (one, two) = case
    first, second = transaction(one), transaction(two)
    with first.cr, second.cr:
        seen = second["kentro.case"].browse(case_id).stage_id.id  # its view of the data begins here
        first["kentro.case"].browse(case_id).take_step("assess", seen_stage_id=seen)
        first.cr.commit()
        with pytest.raises(UserError, match="meanwhile moved"):
            retrying(
                lambda: second["kentro.case"].browse(case_id).take_step("assess", seen_stage_id=seen), second
            )
    assert moves(transaction, case_id) == ["assess"]


def test_of_eight_clicks_at_once_one_moves_the_record(transaction, case):
    case_id, users = case
    start, outcomes = threading.Barrier(8), []

    def click(number):
        env = transaction(users[number % 2])
        with env.cr:
            seen = env["kentro.case"].browse(case_id).stage_id.id
            start.wait()
            try:
                retrying(lambda: env["kentro.case"].browse(case_id).take_step("assess", seen_stage_id=seen), env)
                env.cr.commit()
                outcomes.append("moved")
            except UserError as error:
                outcomes.append(str(error))

    threads = [threading.Thread(target=click, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("moved") == 1
    assert len(outcomes) == 8
    assert moves(transaction, case_id) == ["assess"]


def test_a_repeated_click_after_a_lost_answer_is_one_move(transaction, case):
    case_id, (one, _two) = case
    for _attempt in range(2):
        env = transaction(one)
        with env.cr:
            env["kentro.case"].browse(case_id).take_step("assess", request_id="click-7")
            env.cr.commit()
    assert moves(transaction, case_id) == ["assess"]

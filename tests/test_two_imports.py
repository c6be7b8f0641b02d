"""Two who import the same register at once, and a server that is killed in the middle: nobody is there twice."""

import base64
import time

import pytest
import test_killed_worker as killed_worker
from odoo import SUPERUSER_ID
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service.model import retrying

PEOPLE = 40
# What runs in `odoo shell`: it says so when the people are there but their report is not, and waits to be killed.
IMPORT = """
import time
from pathlib import Path

Import = type(env["kentro.register.import"])
def stop(self, rows):
    self.env.flush_all()
    Path({reached!r}).touch()
    time.sleep(300)
Import._report = stop
env["kentro.register.import"].with_user({uid}).browse({id}).action_import()
env.cr.commit()
"""


@pytest.fixture
def coordinators(transaction):
    """Return ids of two who coordinate one structure, committed."""
    env = transaction(SUPERUSER_ID)
    with env.cr:
        structure = env["kentro.structure"].search([("code", "=", "imports")]) or env["kentro.structure"].create(
            {"name": "Centre", "code": "imports", "kind_id": env.ref("kentro_koinotitas.kind_central").id}
        )
        users = env["res.users"].search([("login", "=like", "imports_%")])
        if not users:
            group = env.ref("kentro_koinotitas.group_coordinator")
            users = users.create(
                [
                    {"name": login, "login": login, "group_ids": [Command.set(group.ids)]}
                    for login in ("imports_one", "imports_two")
                ]
            )
            specialty = env["kentro.specialty"].search([], limit=1)
            for user in users:
                env["kentro.post"].create(
                    {"structure_id": structure.id, "specialty_id": specialty.id, "user_id": user.id}
                )
        return users.ids


@pytest.fixture
def read(transaction):
    """Return a function by which a user reads the same file of some name; its import is committed."""

    def read(uid, name):
        env = transaction(uid)
        with env.cr:
            rows = "".join(f"{name}{n:03d};Ίων;{n % 28 + 1}/3/{1950 + n};Ν{n // 4}\n" for n in range(PEOPLE))
            content = base64.b64encode(f"Επώνυμο;Όνομα;Ημ/νία γέννησης;Νοικοκυριό\n{rows}".encode())
            register = env["kentro.register.import"].create({"file": content, "filename": "register.csv"})
            register.action_read()
            return register.id

    return read


def registered(transaction, name):
    env = transaction(SUPERUSER_ID)
    with env.cr:
        return env["kentro.beneficiary"].search_count([("last_name", "=like", f"{name}%")])


def test_the_second_of_two_imports_at_once_is_told_to_wait(transaction, coordinators, read):
    one, two = (read(uid, "Δείγμα") for uid in coordinators)
    first, second = map(transaction, coordinators)
    with first.cr, second.cr:
        first["kentro.register.import"].browse(one).action_import()
        with pytest.raises(UserError, match="Somebody else is importing"):
            second["kentro.register.import"].browse(two).action_import()
        second.cr.rollback()
        first.cr.commit()
    assert registered(transaction, "Δείγμα") == PEOPLE


def test_an_import_begun_before_the_other_was_done_registers_nobody_again(transaction, coordinators, read):
    one, two = (read(uid, "Δοκίμιο") for uid in coordinators)
    first, second = map(transaction, coordinators)
    with first.cr, second.cr:
        register = second["kentro.register.import"].browse(two)
        assert register.state == "columns"  # its view of the data begins here
        first["kentro.register.import"].browse(one).action_import()
        first.cr.commit()
        retrying(register.action_import, second)
        second.cr.commit()
        assert (register.created_count, register.skipped_count) == (0, PEOPLE)
    assert registered(transaction, "Δοκίμιο") == PEOPLE


def test_others_go_on_registering_while_a_register_is_imported(transaction, coordinators, read):
    one = read(coordinators[0], "Παράδειγμα")
    first, second = map(transaction, coordinators)
    with first.cr, second.cr:
        assert second["kentro.beneficiary"].search_count([]) >= 0  # its view of the data begins here
        first["kentro.register.import"].browse(one).action_import()
        second["kentro.beneficiary"].create({"last_name": "Παράδειγμα", "first_name": "Ρέα"})
        second.flush_all()
        first.cr.commit()
        second["kentro.beneficiary"].create({"last_name": "Παράδειγμα", "first_name": "Ίρις"})
        second.cr.commit()
    assert registered(transaction, "Παράδειγμα") == PEOPLE + 2


def test_an_import_that_is_killed_leaves_nothing_and_is_repeated(
    transaction, coordinators, read, addons_database, tmp_path
):
    (uid, _other), reached = coordinators, tmp_path / "reached"
    id_ = read(uid, "Υπόδειγμα")
    killed_worker.kill_when(
        killed_worker.odoo(addons_database, IMPORT.format(reached=str(reached), uid=uid, id=id_)), reached.exists
    )
    time.sleep(1)  # until PostgreSQL has noticed, and let go of the locks
    assert registered(transaction, "Υπόδειγμα") == 0
    env = transaction(uid)
    with env.cr:
        register = env["kentro.register.import"].browse(id_)
        assert (register.state, len(register.line_ids)) == ("columns", 0)
        retrying(register.action_import, env)
        assert register.created_count == PEOPLE
    assert registered(transaction, "Υπόδειγμα") == PEOPLE

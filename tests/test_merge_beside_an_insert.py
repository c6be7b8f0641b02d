"""A merge and a colleague who records something on the entry that is merged, in two transactions at once."""

import pytest
from odoo import SUPERUSER_ID
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service.model import retrying


@pytest.fixture
def entries(transaction):
    """Return ids of a structure and of two entries of one person, committed."""
    env = transaction(SUPERUSER_ID)
    with env.cr:
        structure = env["kentro.structure"].search([("code", "=", "race")]) or env["kentro.structure"].create(
            {"name": "Centre", "code": "race", "kind_id": env.ref("kentro_koinotitas.kind_central").id}
        )
        values = {"last_name": "Δείγμα", "first_name": "Διπλή", "structure_ids": [Command.set(structure.ids)]}
        people = env["kentro.beneficiary"].create([values, values])
        return structure.id, *people.ids


def merged(env, kept, other):
    People = env["kentro.beneficiary"]
    env["kentro.merge"]._begin(People.browse(kept), People.browse(other)).action_merge()
    env.flush_all()


def recorded(env, structure, person):
    env["kentro.request"].create({"beneficiary_id": person, "structure_id": structure})
    env.flush_all()


def test_who_records_something_just_now_is_waited_for(transaction, entries):
    structure, kept, other = entries
    first, second = transaction(SUPERUSER_ID), transaction(SUPERUSER_ID)
    with first.cr, second.cr:
        recorded(first, structure, other)
        with pytest.raises(UserError, match="just now"):
            merged(second, kept, other)
        second.cr.rollback()


def test_what_was_begun_before_the_merge_is_refused_after_it(transaction, entries):
    structure, kept, other = entries
    first, second = transaction(SUPERUSER_ID), transaction(SUPERUSER_ID)
    with first.cr, second.cr:
        assert first["kentro.beneficiary"].browse(other).active  # its view of the data begins here
        merged(second, kept, other)
        second.cr.commit()
        with pytest.raises(UserError, match="is merged into"):
            retrying(lambda: recorded(first, structure, other), first)

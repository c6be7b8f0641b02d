"""A register of 100,000 invented people, and 10,000 of them once more, loaded once for the scripts that need it."""

from functools import cache

from odoo.fields import Command

from .harness import transaction
from .population import Register

SIZE, BATCH = 100_000, 2_000


def rows_of(people, structure, numbers=True):
    """``people`` as values for `create`; numbers are unique in a register, so that entries made again have none."""
    return [
        {
            "last_name": person.last,
            "first_name": person.first,
            "father_name": person.father or False,
            "mother_name": person.mother or False,
            "birth_date": person.birth or False,
            "sex": person.sex,
            "phone": person.phone or False,
            "afm": (numbers and person.afm) or False,
            "amka": (numbers and person.amka) or False,
            "structure_ids": [Command.set([structure])],
        }
        for person in people
    ]


@cache
def load(database, structure):
    """Load the register; return it and ``{id: person}`` of both parts."""
    register, loaded = Register(SIZE), {}
    with transaction(database) as env:
        Person = env["kentro.beneficiary"].with_context(tracking_disable=True)
        for people, numbers in ((register.people, True), (register.again, False)):
            for start in range(0, len(people), BATCH):
                part = people[start : start + BATCH]
                loaded.update(zip(Person.create(rows_of(part, structure, numbers)).ids, part, strict=True))
                env.cr.commit()
                env.invalidate_all()
        env.cr.execute("ANALYZE")
        env.cr.commit()
    return register, loaded

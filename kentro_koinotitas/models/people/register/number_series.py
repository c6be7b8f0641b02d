"""The series behind «Αριθμός μητρώου Κέντρου»: one PostgreSQL sequence per municipality and year.

Sequences give each number once, however many register at the same moment, and nobody waits for
another's commit. A registration that is rolled back leaves a gap, which is allowed.
"""

from uuid import uuid4

from odoo.tools import SQL

from ....tools.greek_numbers import register_number

PREFIX = "kentro_number"
TRIAL = object()  # in the context as ``kentro_trial``: what is registered is taken back, and takes no number


def next_numbers(cr, company_id, year, count):
    """``count`` new numbers of the municipality's series of ``year``, in one query."""
    sequence = f"{PREFIX}_{company_id:d}_{year:d}"
    cr.execute("SELECT to_regclass(%s)", [sequence])
    if cr.fetchone() == (None,):
        _start(cr, sequence, company_id, year)
    cr.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [sequence, count])
    return [register_number(year, serial) for (serial,) in cr.fetchall()]


def trial_numbers(count):
    """As many numbers that nobody ever sees, and that are not of the series."""
    return [f"trial-{uuid4().hex}" for _number in range(count)]


def _start(cr, sequence, company_id, year):
    """Create the sequence after the highest number in use; the first of two racing ones does it."""
    cr.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [sequence])
    cr.execute(
        "SELECT coalesce(max(split_part(number, '-', 3)::int), 0) + 1 FROM kentro_beneficiary"
        " WHERE company_id = %s AND split_part(number, '-', 2) = %s",
        [company_id, str(year)],
    )
    (start,) = cr.fetchone()
    cr.execute(SQL("CREATE SEQUENCE IF NOT EXISTS %s START WITH %s", SQL.identifier(sequence), SQL(str(start))))


def drop_series(cr):
    """Forget every series; when the addon is uninstalled."""
    cr.execute("SELECT relname FROM pg_class WHERE relkind = 'S' AND relname ~ %s", [rf"^{PREFIX}_\d+_\d+$"])
    for (sequence,) in cr.fetchall():
        cr.execute(SQL("DROP SEQUENCE %s", SQL.identifier(sequence)))

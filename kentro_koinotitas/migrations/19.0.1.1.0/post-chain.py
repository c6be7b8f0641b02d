from odoo import SUPERUSER_ID, api
from psycopg2.extras import execute_values


def migrate(cr, version):
    """Chain the moves that were written before there was a chain, each record's in their order."""
    log = api.Environment(cr, SUPERUSER_ID, {})["kentro.transition.log"]
    before = {}
    for rows in log._in_order():
        for row in rows:
            row.update(log._seal(row, before if log._same_record(row, before) else {}))
            before = row
        execute_values(
            cr._obj,
            """UPDATE kentro_transition_log log
                  SET digest = done.digest, salt = done.salt, reason_digest = done.reason_digest
                 FROM (VALUES %s) done (id, digest, salt, reason_digest) WHERE log.id = done.id""",
            [(row["id"], row["digest"], row["salt"], row["reason_digest"]) for row in rows],
            template="(%s, %s, %s::varchar, %s::varchar)",
            page_size=1000,
        )

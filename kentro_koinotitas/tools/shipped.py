"""A shipped process whose file has changed: what the database has is set aside, the file makes a new draft."""

from odoo.tools import SQL

MODULE = "kentro_koinotitas"
PARTS = """
    SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text
      FROM pg_constraint c
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND c.confdeltype = 'c' AND c.conrelid::regclass::text LIKE 'kentro%%'
       AND c.confrelid::regclass::text LIKE 'kentro%%'
       AND EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = c.conrelid AND attname = 'id' AND NOT attisdropped)
"""


def set_aside(cr, *codes, module=MODULE):
    """Rename the xml ids of the shipped workflows of ``codes``, with all their parts and rules, from X to v1_X.

    To be called by the migration (``migrations/‹version›/pre-*.py``) of the release in which their files
    change. The records stay as they are, with whatever stands on them; the file, whose ids are free
    again, makes a draft, which ``_publish_shipped`` offers to whoever keeps the processes. Not called
    for a workflow, a change of its file changes nothing in a database that has it.

    :return: {code: number of xml ids renamed}
    """
    cr.execute(
        "SELECT w.code, w.id, w.version FROM kentro_workflow w"
        " JOIN ir_model_data d ON d.model = 'kentro.workflow' AND d.res_id = w.id"
        " WHERE d.module = %s AND w.code = ANY(%s) AND d.name !~ '^v[0-9]+_'",
        (module, list(codes)),
    )
    return {code: _rename(cr, module, id_, f"v{version}_") for code, id_, version in cr.fetchall()}


def _rename(cr, module, workflow_id, prefix):
    renamed = 0
    for table, ids in _records(cr, workflow_id).items():
        cr.execute(
            "UPDATE ir_model_data SET name = %s || name, noupdate = true"
            " WHERE module = %s AND model = %s AND res_id = ANY(%s) AND name !~ '^v[0-9]+_'",
            (prefix, module, table.replace("_", "."), list(ids)),
        )
        renamed += cr.rowcount
    return renamed


def _records(cr, workflow_id):
    """Return ``{table: ids}`` of the workflow, of what would be deleted with it, and of its guards."""
    cr.execute(PARTS)
    links = cr.fetchall()
    found = {"kentro_workflow": {workflow_id}}
    grown = True
    while grown:
        grown = False
        for table, column, owner in links:
            if table == "kentro_transition_log" or owner not in found:
                continue
            where = SQL("%s = ANY(%s)", SQL.identifier(column), list(found[owner]))
            cr.execute(SQL("SELECT id FROM %s WHERE %s", SQL.identifier(table), where))
            ids = {id_ for (id_,) in cr.fetchall()} - found.get(table, set())
            if ids:
                found.setdefault(table, set()).update(ids)
                grown = True
    cr.execute(
        "SELECT kentro_rule_id FROM kentro_rule_kentro_transition_rel WHERE kentro_transition_id = ANY(%s)",
        (list(found.get("kentro_transition", ())),),
    )
    found["kentro_rule"] = {id_ for (id_,) in cr.fetchall()}
    return found

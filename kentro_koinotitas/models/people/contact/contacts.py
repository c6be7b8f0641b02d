"""What a contact loses when nobody may learn any more whose it was."""

from odoo.tools import SQL

KEPT = {
    "id", "create_uid", "create_date", "write_uid", "write_date", "commercial_partner_id", "kentro_hidden",
    "name", "complete_name", "active", "type",
}  # fmt: skip


def empty_contacts(env, ids, name):
    """Empty every column of the contacts ``ids`` that may be empty, archive them, and call them ``name``.

    By SQL, because the addon itself refuses such writing.
    """
    if not ids:
        return
    cr = env.cr
    cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'res_partner'"
        " AND table_schema = current_schema AND is_nullable = 'YES'"
    )
    emptied = sorted({column for (column,) in cr.fetchall()} - KEPT)
    cr.execute(
        SQL(
            "UPDATE res_partner SET active = false, type = 'contact', name = %s, complete_name = %s, %s"
            " WHERE id = ANY(%s)",
            name,
            name,
            SQL(", ").join(SQL("%s = NULL", SQL.identifier(column)) for column in emptied),
            ids,
        )
    )

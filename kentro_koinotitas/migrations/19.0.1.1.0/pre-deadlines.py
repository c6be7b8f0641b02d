"""Deadlines: the date that an authority gives is «answer by»; the job of follow-ups is now that of all deadlines."""


def migrate(cr, version):
    cr.execute(
        "SELECT data_type FROM information_schema.columns"
        " WHERE table_name = 'kentro_request' AND column_name = 'deadline'"
    )
    if cr.fetchone() == ("date",):
        cr.execute("ALTER TABLE kentro_request RENAME COLUMN deadline TO answer_by")
    cr.execute(
        """DELETE FROM ir_cron WHERE id IN (SELECT res_id FROM ir_model_data
            WHERE module = 'kentro_koinotitas' AND name = 'cron_followup_due' AND model = 'ir.cron')"""
    )
    cr.execute("DELETE FROM ir_model_data WHERE module = 'kentro_koinotitas' AND name = 'cron_followup_due'")

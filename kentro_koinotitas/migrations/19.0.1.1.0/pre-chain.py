def migrate(cr, version):
    """Number the moves of each record in the order they were written; post-chain.py chains them."""
    cr.execute("DROP INDEX IF EXISTS kentro_transition_log_record")
    cr.execute(
        """ALTER TABLE kentro_transition_log
               ADD COLUMN position integer, ADD COLUMN digest varchar,
               ADD COLUMN salt varchar, ADD COLUMN reason_digest varchar"""
    )
    cr.execute(
        """UPDATE kentro_transition_log log SET position = numbered.position, digest = ''
             FROM (SELECT id, row_number() OVER (PARTITION BY model, res_id ORDER BY id) AS position
                     FROM kentro_transition_log) numbered
            WHERE log.id = numbered.id"""
    )

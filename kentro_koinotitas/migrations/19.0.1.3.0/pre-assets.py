"""A worth that nobody gave is no worth of 0: such rows are kept as slips, which count for nothing."""


def migrate(cr, version):
    if version:
        cr.execute("UPDATE kentro_asset SET value = 0, active = FALSE WHERE value IS NULL")

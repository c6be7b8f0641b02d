"""Indexes that tell few values apart cost every move more than they help any search."""

TABLES = ("kentro_request", "kentro_case", "kentro_assessment", "kentro_referral", "kentro_followup")


def migrate(cr, version):
    for table in TABLES:
        for column in ("workflow_id", "stage_kind", "company_id"):
            cr.execute(f"DROP INDEX IF EXISTS {table}__{column}_index")

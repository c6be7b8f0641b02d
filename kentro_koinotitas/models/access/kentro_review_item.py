from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date


class KentroReviewItem(models.Model):
    """What the data protection officer looks through: each line is ticked, with a remark.

    Lines are collected each night from the logs; they name files by number.
    """

    _name = "kentro.review.item"
    _description = "To be reviewed"
    _order = "date desc, id desc"
    _rec_name = "reference"

    kind = fields.Selection(
        [
            ("emergency", "Opened in an emergency"),
            ("reading", "Read by somebody outside the team"),
            ("file", "Person's file read without a request or a case"),
            ("role", "Role given"),
            ("taking", "Person taken on"),
            ("merge", "Entries merged"),
            ("notes", "Private notes passed on"),
        ],
        required=True,
        readonly=True,
    )
    standing = fields.Selection(
        [
            ("none", "Out of the ordinary"),
            ("post", "Reading by a colleague of the structure"),
            ("supervision", "Reading by who coordinates there"),
        ],
        "How ordinary",
        required=True,
        readonly=True,
        default="none",
        help="Of readings: what the reader was in the structure of the file when they were collected",
    )
    date = fields.Datetime("When", required=True, readonly=True, index=True)
    user_id = fields.Many2one("res.users", "Who", required=True, readonly=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", "Municipality", required=True, readonly=True, ondelete="restrict")
    reference = fields.Char("About", readonly=True, help="The number of a file, or the user who was given a role")
    details = fields.Char(readonly=True)
    source_model = fields.Char(readonly=True)
    source_id = fields.Integer(readonly=True)
    is_reviewed = fields.Boolean("Reviewed")
    remark = fields.Char()
    reviewed_by = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    reviewed_on = fields.Datetime(readonly=True)

    _source_uniq = models.UniqueIndex("(source_model, source_id) WHERE source_id IS NOT NULL")

    def write(self, vals):
        if not vals.keys() <= {"is_reviewed", "remark"}:
            raise UserError(self.env._("Of what is to be reviewed only the tick and the remark are written."))
        by = {"reviewed_by": self.env.uid, "reviewed_on": fields.Datetime.now()}
        if "is_reviewed" in vals and not vals["is_reviewed"]:
            by = dict.fromkeys(by, False)
        return super().write({**vals, **by})

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What is to be reviewed is not deleted."))

    def action_accept(self):
        """Tick the lines chosen, without a remark: readings that go with a post in the structure, nothing else."""
        if any(item.standing == "none" for item in self):
            raise UserError(
                self.env._("What is out of the ordinary is looked at one by one: choose readings that are ordinary.")
            )
        self.filtered(lambda item: not item.is_reviewed).is_reviewed = True

    # --- where the lines come from ------------------------------------------------------------

    @api.model
    def _cron_collect(self):
        """Each night: what the logs have since the last one."""
        self._collect("kentro.emergency.access", "emergency", lambda row: {
            "date": row.date_from, "user_id": row.user_id.id, "company_id": row.company_id.id,
            "reference": row.reference, "details": row.reason})  # fmt: skip
        self._collect("kentro.beneficiary.taking", "taking", lambda row: {
            "date": row.date, "user_id": row.user_id.id, "company_id": row.beneficiary_id.company_id.id,
            "reference": row.beneficiary_id.number, "details": row.reason})  # fmt: skip
        self._collect("kentro.merge", "merge", lambda row: {
            "date": row.date, "user_id": row.user_id.id, "company_id": row.company_id.id,
            "reference": f"{row.merged_id.number} → {row.kept_id.number}"},
            [("state", "in", ("done", "undone"))])  # fmt: skip
        self._collect_readings()

    def _collect(self, model, kind, values, domain=()):
        known = self._search([("source_model", "=", model)]).subselect("source_id")
        rows = self.env[model].search(Domain(list(domain)) & Domain("id", "not in", known))
        self.create([{**values(row), "kind": kind, "source_model": model, "source_id": row.id} for row in rows])

    @api.model
    def _cron_remind(self):
        """Each month: tell every data protection officer how much waits, and whose notes nobody keeps."""
        kind = "kentro_koinotitas.activity_type_review"
        waiting = self._read_group([("is_reviewed", "=", False)], ["company_id"], ["__count", "date:min"])
        told = self.env["mail.activity"].search([("activity_type_id", "=", self.env.ref(kind).id)])
        told.unlink()  # this month's says how much it is now
        for company, count, oldest in waiting:
            self.env["mail.activity"]._kentro_tell(
                self.env["res.users"]._kentro_officers(company),
                lambda env, count=count, oldest=oldest: env._(
                    "%(count)s lines wait to be reviewed, the oldest of %(date)s",
                    count=count, date=format_date(env, oldest)),
                kind,
            )  # fmt: skip
        keepers = self.env["kentro.private.note"]._read_group([("user_id.active", "=", False)], ["user_id"])
        self.env["kentro.note.successor"]._tell_of_waiting(self.env["res.users"].union(*(row[0] for row in keepers)))

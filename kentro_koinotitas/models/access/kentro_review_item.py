from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .ir_rule import TEAM


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
            ("role", "Role given"),
            ("taking", "Person taken on"),
            ("merge", "Entries merged"),
            ("notes", "Private notes passed on"),
        ],
        required=True,
        readonly=True,
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

    def action_review(self):
        self.is_reviewed = True

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

    def _collect_readings(self):
        """A line for each user outside the team and each case, since the last time: the newest reading names it."""
        Log = self.env["kentro.read.log"]
        last = self.search([("source_model", "=", Log._name)], order="source_id desc", limit=1).source_id
        where = Domain("id", ">", last) & Domain("model", "in", sorted(TEAM)) & Domain("emergency_id", "=", False)
        found = {}
        for user, model, res_id, newest in Log._read_group(where, ["user_id", "model", "res_id"], ["id:max"]):
            record = self.env[model].browse(res_id).exists()
            case = record if model == "kentro.case" else record.case_id
            if case and not case._with_role("team", user):
                found[user, case] = max(newest, found.get((user, case), 0))
        rows = {row.id: row for row in Log.browse(found.values())}
        self.create([
            {"kind": "reading", "date": rows[newest].date, "user_id": user.id, "company_id": case.company_id.id,
             "reference": case.name, "source_model": Log._name, "source_id": newest}
            for (user, case), newest in found.items()])  # fmt: skip

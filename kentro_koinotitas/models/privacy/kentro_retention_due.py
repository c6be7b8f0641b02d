from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .kentro_retention_rule import CLASSES

PROPOSERS = ("kentro_koinotitas.group_dpo", "kentro_koinotitas.group_coordinator")


class KentroRetentionDue(models.Model):
    """What a period is over for, by number alone: looked for once a week, carried out by nobody but people.

    Of records that are deleted one line stands for all of a class.
    """

    _name = "kentro.retention.due"
    _description = "To be anonymised"
    _order = "due_on, id"
    _rec_name = "reference"

    rule_id = fields.Many2one(
        "kentro.retention.rule", "Retention period", readonly=True, index=True, ondelete="restrict"
    )
    record_class = fields.Selection(related="rule_id.record_class")
    company_id = fields.Many2one("res.company", "Municipality", required=True, readonly=True, index=True)
    model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="model", readonly=True)
    reference = fields.Char("Number", readonly=True)
    count = fields.Integer("How many", readonly=True, default=1)
    since = fields.Date("Counted from", readonly=True)
    due_on = fields.Date("Over since", readonly=True)
    held = fields.Char(readonly=True)
    held_text = fields.Char("Kept because of", compute="_compute_held_text")
    state = fields.Selection(
        [("due", "Period over"), ("held", "Kept"), ("proposed", "Proposed"), ("done", "Done")],
        "Status",
        required=True,
        readonly=True,
        default="due",
    )
    batch_id = fields.Many2one("kentro.retention.batch", "Proposal", readonly=True, index=True, ondelete="restrict")

    _record_idx = models.Index("(model, res_id)")

    @api.depends("held")
    def _compute_held_text(self):
        for due in self:
            due.held_text = self._held_words(due.held)

    @api.model
    def _held_words(self, held):
        """Return in words what keeps a file, given as names of models and reasons with commas between."""
        words = {
            "restricted": self.env._("the use of the data is restricted"),
            "hold": self.env._("legal hold"),
            "merge": self.env._("a merge that can still be undone"),
        }
        kinds = self.env["ir.model"]  # the name of a kind of record is no secret
        return "; ".join(
            words.get(part) or self.env._("open: %s", kinds._get(part).sudo().name)
            for part in filter(None, (held or "").split(","))
        )

    # --- looking ----------------------------------------------------------------------------------

    @api.model
    def _cron_look(self):
        for company in self.env["res.company"].search([]):
            self._look(company)

    def action_look(self):
        self.env["kentro.retention.due"]._check_group(PROPOSERS)
        # sudo: numbers of files she need not see; which, is shown by number alone
        for company in self.env.companies:
            self.sudo()._look(company)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    @api.model
    def _look(self, company):
        """Make the list anew, but for what is proposed or done."""
        self.env.flush_all()
        rules = self.env["kentro.retention.rule"]._in_force(company)
        self.env.cr.execute(
            "DELETE FROM kentro_retention_due WHERE state IN ('due', 'held') AND company_id = %s", [company.id]
        )
        for rule in rules:
            self.env.cr.execute(self._insertion(rule, company))
        self.env.invalidate_all()

    def _insertion(self, rule, company):
        model, happens, _events = CLASSES[rule.record_class]
        known = SQL(
            "SELECT 1 FROM kentro_retention_due d WHERE d.model = %s AND d.company_id = %s AND (d.state = 'proposed'"
            " AND d.res_id IS NULL OR d.state IN ('proposed', 'done') AND d.res_id = o.id)", model, company.id,
        )  # fmt: skip
        over = SQL("SELECT o.* FROM (%s) AS o WHERE NOT EXISTS (%s)", rule._over(company), known)
        if happens == "delete":
            over = SQL(
                "SELECT NULL::int AS id, '' AS reference, min(since) AS since, min(due_on) AS due_on, '' AS held,"
                " count(*) AS count FROM (%s) AS all_of_them HAVING count(*) > 0", over,
            )  # fmt: skip
        else:
            over = SQL("SELECT *, 1 AS count FROM (%s) AS each", over)
        return SQL(
            "INSERT INTO kentro_retention_due (rule_id, company_id, model, res_id, reference, count, since, due_on,"
            " held, state) SELECT %s, %s, %s, id, reference, count, since, due_on, held,"
            " CASE WHEN held = '' THEN 'due' ELSE 'held' END FROM (%s) AS found",
            rule.id, company.id, model, over,
        )  # fmt: skip

    def _check_group(self, groups):
        if not self.env.su and not any(self.env.user.has_group(group) for group in groups):
            raise AccessError(self.env._("This is not among what your role does."))

    # --- proposing --------------------------------------------------------------------------------

    def action_propose(self):
        """Propose to carry it out; a second person confirms."""
        self._check_group(PROPOSERS)
        self.check_access("read")
        if not self or any(due.state != "due" for due in self):
            raise UserError(self.env._("Choose lines that are due, and neither kept nor proposed already."))
        if len(self.rule_id) > 1 or len(self.company_id) > 1:
            raise UserError(self.env._("Propose one class of records at a time."))
        # sudo: proposals are made by this button alone
        batch = self.env["kentro.retention.batch"].sudo().create(
            {"rule_id": self.rule_id.id, "company_id": self.company_id.id, "proposed_by_id": self.env.uid}
        )
        self.sudo().write({"state": "proposed", "batch_id": batch.id})
        return batch.sudo(False)._show()

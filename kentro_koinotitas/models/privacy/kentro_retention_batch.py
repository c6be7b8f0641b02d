from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from .kentro_retention_due import PROPOSERS
from .kentro_retention_rule import CLASSES

CONFIRMERS = (*PROPOSERS, "kentro_koinotitas.group_director")


class KentroRetentionBatch(models.Model):
    """What somebody proposed to anonymise or delete, and somebody else confirmed: the yes, and what came of it.

    Where nobody else may say yes, one person does, and it is marked. Nothing of this is changed or deleted.
    """

    _name = "kentro.retention.batch"
    _description = "Proposal to anonymise"
    _order = "id desc"

    rule_id = fields.Many2one("kentro.retention.rule", "Retention period", readonly=True, ondelete="restrict")
    data_request_id = fields.Many2one(
        "kentro.data.request", "Request for erasure", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", "Municipality", required=True, readonly=True)
    state = fields.Selection(
        [("proposed", "Proposed"), ("confirmed", "Confirmed"), ("done", "Carried out"), ("refused", "Not carried out")],
        "Status",
        required=True,
        readonly=True,
        default="proposed",
    )
    due_ids = fields.One2many("kentro.retention.due", "batch_id", "Records", readonly=True)
    proposed_by_id = fields.Many2one("res.users", "Proposed by", required=True, readonly=True, ondelete="restrict")
    confirmed_by_id = fields.Many2one("res.users", "Decided by", readonly=True, ondelete="restrict")
    confirmed_on = fields.Datetime("Decided on", readonly=True)
    without_second = fields.Boolean("Without a second approval", readonly=True)
    count = fields.Integer("Records carried out", readonly=True)
    may_confirm = fields.Boolean(compute="_compute_may_confirm", help="Whether the reader is not who proposed it")

    @api.depends("rule_id", "data_request_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for batch in self:
            about = batch.data_request_id.name or batch.rule_id.display_name
            batch.display_name = f"{about} · {format_date(self.env, batch.create_date)}"

    @api.depends_context("uid")
    def _compute_may_confirm(self):
        for batch in self:
            batch.may_confirm = batch.proposed_by_id != self.env.user or not batch._others()

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What was proposed and decided is not deleted."))

    @api.model_create_multi
    def create(self, vals_list):
        batches = super().create(vals_list)
        for batch in batches:
            batch._ask()
        return batches

    def _ask(self):
        """An activity for whoever may say yes: that there is a proposal, and not of whom."""
        todo = self.env.ref("mail.mail_activity_data_todo")
        # sudo: told whoever they are
        self.env["mail.activity"].sudo().with_context(mail_activity_quick_update=True).create([
            {"summary": self.with_context(lang=user.lang).env._("A proposal to anonymise waits for a second yes"),
             "user_id": user.id, "activity_type_id": todo.id, "automated": True,
             "date_deadline": fields.Date.context_today(self)}
            for user in self.sudo()._others()
        ])  # fmt: skip

    def _show(self):
        return {
            "type": "ir.actions.act_window", "res_model": self._name, "res_id": self.id, "views": [(False, "form")],
        }  # fmt: skip

    # --- the second yes -----------------------------------------------------------------------------

    def action_confirm(self):
        """Say yes to what another proposed; what is kept by now, or was active since, is left out."""
        batch = self._begin_deciding()
        if batch.proposed_by_id == self.env.user and batch._others():
            raise UserError(
                self.env._("You proposed it: somebody else says yes (%s).", ", ".join(batch._others().mapped("name")))
            )
        batch.write(
            {"state": "confirmed", "confirmed_by_id": self.env.uid, "confirmed_on": fields.Datetime.now(),
             "without_second": batch.proposed_by_id == self.env.user}
        )  # fmt: skip
        if not batch.data_request_id:
            batch._carry_out()

    def action_refuse(self):
        """Take the proposal back: its lines are due again."""
        batch = self._begin_deciding()
        batch.write({"state": "refused", "confirmed_by_id": self.env.uid, "confirmed_on": fields.Datetime.now()})
        batch._release()

    def _begin_deciding(self):
        """Return this proposal as superuser, locked and still to be decided, or raise."""
        self.ensure_one()
        self.env["kentro.retention.due"]._check_group(CONFIRMERS)
        self.check_access("read")
        batch = self.sudo()  # sudo: nobody writes a decision but by these buttons
        batch.lock_for_update(allow_referencing=True)  # lines that refer to it do not decide
        if batch.state != "proposed":
            raise UserError(self.env._("This was decided already."))
        return batch

    def _others(self):
        """Return whoever else may say yes here."""
        groups = [self.env.ref(group).id for group in CONFIRMERS]
        return self.env["res.users"].search(
            Domain("all_group_ids", "in", groups)
            & Domain("company_ids", "in", self.company_id.ids)
            & Domain("share", "=", False)
            & Domain("id", "!=", self.proposed_by_id.id)
        )

    # --- carrying it out ------------------------------------------------------------------------------

    def _carry_out(self):
        """Do what was decided to what is due even now; the rest is looked at again."""
        rule = self.rule_id
        model, happens, _events = CLASSES[rule.record_class]
        ids = None if happens == "delete" else self.due_ids.mapped("res_id")
        if rule.record_class == "person_file":
            self.env["kentro.beneficiary"].browse(ids).lock_for_update(allow_referencing=True)
        self.env.flush_all()
        rows = self.env.execute_query(SQL("SELECT id, held FROM (%s) AS o", rule._over(self.company_id, ids)))
        records = self.env[model].with_context(active_test=False).browse([id_ for id_, held in rows if not held])
        if happens == "delete":
            self.env.cr.execute(
                SQL("DELETE FROM %s WHERE id = ANY(%s)", SQL.identifier(records._table), records.ids)
            )
        elif rule.record_class == "person_file":
            self.env["kentro.anonymise"]._people(records)
        elif records:
            self.env["kentro.anonymise"]._records(records)
        self.env.invalidate_all()
        done = self.due_ids.filtered(lambda due: happens == "delete" or due.res_id in records._ids)
        done.write({"state": "done"})
        self._release()
        self.write({"state": "done", "count": len(records)})

    def _release(self):
        self.due_ids.filtered(lambda due: due.state == "proposed").write({"state": "due", "batch_id": False})

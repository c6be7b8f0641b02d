import uuid

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..engine import ENGINE

STATES = [
    ("pending", "Waiting"),
    ("sent", "Sent"),
    ("failed", "To be repeated"),
    ("dead", "Given up"),
]


class KentroOutbox(models.Model):
    """A letter or a call to another system that a move owes, written in the move's own transaction.

    It names the record and the effect, and nothing of a person: what is sent is made when it is sent
    (``kentro_outbox_send.py``). Sent at least once; the key lets the receiver tell a repetition.
    """

    _name = "kentro.outbox"
    _description = "Outgoing letter or call"
    _order = "id desc"
    _rec_name = "key"

    effect_id = fields.Many2one(
        "kentro.effect", "Effect", required=True, readonly=True, ondelete="restrict", index=True
    )
    kind = fields.Selection([("mail", "Letter"), ("webhook", "Call")], required=True, readonly=True)
    workflow_id = fields.Many2one(related="effect_id.transition_id.workflow_id")
    transition_id = fields.Many2one(related="effect_id.transition_id", string="Step")
    webhook_id = fields.Many2one(related="effect_id.webhook_id")
    model = fields.Char("Model", required=True, readonly=True)
    model_name = fields.Char("Kind of record", compute="_compute_model_name")
    res_id = fields.Many2oneReference("Record", model_field="model", required=True, readonly=True)
    company_id = fields.Many2one("res.company", "Municipality", readonly=True, ondelete="restrict", index=True)
    key = fields.Char(
        required=True, readonly=True, help="Sent along each time, so that the receiver knows a repetition."
    )
    state = fields.Selection(STATES, "Status", required=True, readonly=True, default="pending")
    tries = fields.Integer(readonly=True, required=True, default=0)
    next_try = fields.Datetime("Next try", readonly=True)
    last_error = fields.Char("What went wrong", readonly=True)
    sent_on = fields.Datetime("Sent on", readonly=True)

    _key = models.UniqueIndex("(key)")
    _due = models.Index("(next_try, id) WHERE state IN ('pending', 'failed')")
    _record = models.Index("(model, res_id)")

    @api.depends("model")
    def _compute_model_name(self):
        models_ = self.env["ir.model"].sudo()  # the name of a kind of record is no secret
        for row in self:
            row.model_name = models_._get(row.model).name

    @api.model
    def _put(self, effect, records):
        """Owe ``effect`` for each of ``records``, and have it sent as soon as this is committed."""
        now = fields.Datetime.now()
        # as superuser: the outbox is written by effects, by nobody else
        rows = (
            self.sudo()
            .with_context(kentro_engine=ENGINE)
            .create(
                [
                    {
                        "effect_id": effect.id,
                        "kind": effect.kind,
                        "model": records._name,
                        "res_id": record.id,
                        "company_id": record.company_id.id if "company_id" in record._fields else False,
                        "key": str(uuid.uuid4()),
                        "next_try": now,
                    }
                    for record in records
                ]
            )
        )
        self.env.ref("kentro_koinotitas.cron_outbox").sudo()._trigger()
        return rows

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_unless_engine()
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_unless_engine()
        return super().write(vals)

    def _refuse_unless_engine(self):
        if self.env.context.get("kentro_engine") is not ENGINE:
            raise AccessError(self.env._("The outbox is written by the effects of steps, by nobody else."))

    def action_repeat(self):
        """Send again what was given up, or what waits for its next try, with the same key."""
        self.check_access("read")
        if not self.env.user.has_groups("kentro_koinotitas.group_rules_manager,base.group_system"):
            raise AccessError(self.env._("Repeating is for the role «Workflows and rules» and for administrators."))
        # as superuser: nobody writes rows by hand; what was sent is not sent again
        rows = self.sudo().filtered(lambda row: row.state in ("failed", "dead"))
        rows.with_context(kentro_engine=ENGINE).write(
            {"state": "pending", "tries": 0, "next_try": fields.Datetime.now(), "last_error": False}
        )
        self.env.ref("kentro_koinotitas.cron_outbox").sudo()._trigger()

    @api.autovacuum
    def _gc_sent(self):
        """Forget what was sent a quarter of a year ago; what was given up stays until somebody sees to it."""
        past = fields.Datetime.subtract(fields.Datetime.now(), days=90)
        self.sudo().search([("state", "=", "sent"), ("sent_on", "<", past)]).unlink()

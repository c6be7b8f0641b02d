from odoo import fields, models


class BenchBare(models.Model):
    """The floor of Odoo: a record of two columns that changes without any question asked."""

    _name = "bench.bare"
    _description = "Bare record"
    _log_access = False

    name = fields.Char(required=True)
    state = fields.Char()

    def move(self, state):
        """Change the state and leave one audit row a record, set-wise."""
        now = fields.Datetime.now()
        rows = [
            {"res_id": record.id, "date": now, "user_id": self.env.uid, "source": record.state, "target": state}
            for record in self
        ]
        self.write({"state": state})
        self.env["bench.audit"].create(rows)


class BenchAudit(models.Model):
    _name = "bench.audit"
    _description = "Audit row of a bare record"
    _log_access = False

    res_id = fields.Integer(required=True, index=True)
    date = fields.Datetime(required=True)
    user_id = fields.Many2one("res.users", required=True)
    source = fields.Char()
    target = fields.Char(required=True)

from odoo import fields, models


class KentroOpeningRow(models.Model):
    """A row of a file of running records: what became of it or, if nothing did, what is wrong and what to do."""

    _name = "kentro.opening.row"
    _description = "Row of a file of running records"
    _order = "file_id desc, line"
    _rec_name = "line"
    _kentro_file = True

    file_id = fields.Many2one("kentro.opening.file", required=True, readonly=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="file_id.structure_id.company_id", store=True)
    line = fields.Integer(readonly=True, aggregator=None)
    state = fields.Selection(
        [
            ("ready", "Ready"),
            ("bad", "To be corrected"),
            ("created", "Brought in"),
            ("known", "Brought in before"),
        ],
        "What became of it",
        required=True,
        readonly=True,
    )
    beneficiary_id = fields.Many2one("kentro.beneficiary", "Person", readonly=True, index=True, ondelete="cascade")
    columns = fields.Char("Column", readonly=True)
    wrong = fields.Text("What is wrong", readonly=True)
    todo = fields.Text("What to do", readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="model", readonly=True)
    model = fields.Selection(related="file_id.model")
    # The row itself, while nothing became of it; and by what it is known again (a keyed digest, not the row).
    cells = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    key = fields.Char(readonly=True, groups=fields.NO_ACCESS)

    _key_uniq = models.UniqueIndex(
        "(company_id, key) WHERE state = 'created'",
        "Somebody else is bringing in the same rows. Load the page again.",
    )

    def action_show(self):
        """Open what the row became."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

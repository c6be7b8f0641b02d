from odoo import api, fields, models

STATES = [
    ("bad", "To be corrected"),
    ("aside", "Set aside: perhaps registered already"),
    ("created", "Registered"),
    ("known", "Was imported before"),
    ("same", "Left out: the same person"),
    ("solved", "Solved by a corrected file"),
]


class KentroRegisterImportLine(models.Model):
    """A row of the file: what became of it or, if nothing did, what is wrong and what to do."""

    _name = "kentro.register.import.line"
    _description = "Row of a register to import"
    _order = "import_id desc, line"
    _rec_name = "line"
    _kentro_file = True

    import_id = fields.Many2one("kentro.register.import", required=True, readonly=True, ondelete="cascade", index=True)
    line = fields.Integer(readonly=True, aggregator=None)
    state = fields.Selection(STATES, "What became of it", required=True, readonly=True)
    who = fields.Char("Person in the file", readonly=True)
    columns = fields.Char("Column", readonly=True)
    wrong = fields.Text("What is wrong", readonly=True)
    todo = fields.Text("What to do", readonly=True)
    found = fields.Char("Perhaps the same as", compute="_compute_found")
    beneficiary_id = fields.Many2one("kentro.beneficiary", "Registered as", readonly=True, ondelete="cascade")
    household_code = fields.Char(readonly=True)
    household_id = fields.Many2one("kentro.household", readonly=True, ondelete="set null")
    # The row itself, while nothing became of it; and by what it is known again (a keyed digest, not the row).
    cells = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    key = fields.Char(readonly=True, index=True, groups=fields.NO_ACCESS)
    # Who it is perhaps: people of structures that the user may not see are among them.
    found_ids = fields.Many2many(
        "kentro.beneficiary",
        "kentro_register_import_found_rel",
        "line_id",
        "beneficiary_id",
        readonly=True,
        groups=fields.NO_ACCESS,
    )

    @api.depends_context("uid")
    @api.depends("state")
    def _compute_found(self):
        for line in self:
            # sudo: whom the user may not read is told only to be served elsewhere
            line.found = self._told_of(line.sudo().found_ids)

    @api.model
    def _told_of(self, people):
        """Who ``people`` are, as far as this user may know."""
        seen = people.sudo(False)._filtered_access("read")
        told = [person._in_short() for person in seen]
        if people - seen.sudo():
            told.append(self.env._("a person served by another structure"))
        return ", ".join(told)

from odoo import api, fields, models
from odoo.exceptions import ValidationError

EVIDENCE = [
    ("declared", "Declared by the person"),
    ("tax", "Tax statement (Ε1, clearance)"),
    ("certificate", "Certificate or contract"),
]


class KentroDeclarationMixin(models.AbstractModel):
    """What a household says of its means, since when, and on which paper it rests.

    A row that was a slip is archived («Entered in error»), never deleted. What nobody declared is not known.
    """

    _name = "kentro.declaration.mixin"
    _inherit = ["kentro.dated.mixin"]
    _description = "Declaration of means"

    active = fields.Boolean(
        "Entered correctly", default=True, help="Switch off what was a slip: it stays on file and counts for nothing"
    )
    evidence = fields.Selection(EVIDENCE, "Rests on", required=True, default="declared")
    document_ref = fields.Char("Paper", help="Which paper: kind, number, date")
    declared_on = fields.Date("Declared on", required=True, default=fields.Date.context_today)

    @api.constrains("declared_on")
    def _check_declared_on(self):
        if any(row.declared_on > fields.Date.context_today(self) for row in self):
            raise ValidationError(self.env._("Nothing is declared on a day to come. Check «Declared on»."))

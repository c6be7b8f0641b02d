from odoo import api, fields, models
from odoo.exceptions import ValidationError

EVIDENCE = [
    ("declared", "Declared by the person"),
    ("tax", "Tax statement (Ε1, clearance)"),
    ("certificate", "Certificate or contract"),
]
_OWNERS = {"beneficiary_id", "household_id"}


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
    document_id = fields.Many2one(
        "kentro.document",
        "Paper in the file",
        index="btree_not_null",
        ondelete="restrict",
        help="In the wallet of papers",
    )
    document_ref = fields.Char(
        "Or a paper seen only", help="Which paper, if it is not in the wallet: kind, number, date"
    )
    declared_on = fields.Date("Declared on", required=True, default=fields.Date.context_today)

    @api.constrains("declared_on")
    def _check_declared_on(self):
        if any(row.declared_on > fields.Date.context_today(self) for row in self):
            raise ValidationError(self.env._("Nothing is declared on a day to come. Check «Declared on»."))

    @api.constrains(lambda self: ["document_id", *_OWNERS.intersection(self._fields)])
    def _check_document(self):
        # sudo: whose paper it is, is checked for whoever chose it
        for row in self.sudo().filtered("document_id"):
            person, homes = _whose(row)
            owner, owners_homes = _whose(row.document_id)
            if not (person & owner or homes & owners_homes):
                raise ValidationError(
                    self.env._("The paper belongs to somebody else. Choose one of the person or of the household.")
                )


def _whose(record):
    """Return the person a record is about, and the households: those the person has been in, or the one itself."""
    person = record["beneficiary_id"] if "beneficiary_id" in record._fields else record.env["kentro.beneficiary"]
    home = record["household_id"] if "household_id" in record._fields else record.env["kentro.household"]
    return person, home | person.member_ids.household_id

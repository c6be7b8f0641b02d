from odoo import fields, models


class KentroRegulation(models.Model):
    """A version of the internal regulation: who approved it, by which decision, since when."""

    _name = "kentro.regulation"
    _description = "Internal Regulation"
    _inherit = ["kentro.structure.part", "mail.thread"]
    _order = "structure_id, valid_from desc nulls last, id desc"

    name = fields.Char(required=True)
    version = fields.Char()
    amends_id = fields.Many2one(
        "kentro.regulation", "Amends", ondelete="restrict", domain="[('structure_id', '=', structure_id)]"
    )
    approving_body = fields.Char("Approved by")
    decision_number = fields.Char("Decision number")
    decision_date = fields.Date("Decision date")
    ada = fields.Char("ADA", help="Number of publication on Diavgeia.")
    protocol_number = fields.Char("Protocol number")
    legality = fields.Selection(
        [("pending", "Not sent"), ("sent", "Sent for control"), ("legal", "Found legal"), ("annulled", "Annulled")],
        "Legality control",
        default="pending",
        tracking=True,
    )
    valid_from = fields.Date("In force from")
    valid_to = fields.Date("In force until")
    document = fields.Binary(attachment=True)
    document_name = fields.Char()

    _dates = models.Constraint(
        "CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to)",
        "A regulation cannot end before it begins.",
    )

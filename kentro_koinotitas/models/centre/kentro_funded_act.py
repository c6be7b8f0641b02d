from odoo import fields, models


class KentroFundedAct(models.Model):
    """The act (πράξη) that pays for structures: what its papers and prints must carry."""

    _name = "kentro.funded.act"
    _description = "Funded Act"
    _order = "date_from desc nulls last, id desc"
    _rec_names_search = ["name", "mis_code"]

    name = fields.Char(required=True)
    mis_code = fields.Char("MIS code")
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    structure_ids = fields.Many2many("kentro.structure", string="Structures")
    programme = fields.Char("Operational programme")
    period = fields.Char("Programme period", help="E.g. 2021-2027.")
    fund = fields.Char()
    axis = fields.Char("Priority axis")
    budget = fields.Monetary()
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.ref("base.EUR", raise_if_not_found=False)
    )
    date_from = fields.Date("From")
    date_to = fields.Date("To")
    previous_id = fields.Many2one("kentro.funded.act", "Continues", ondelete="set null")
    emblem = fields.Image(max_width=1024, max_height=512)
    emblem_text = fields.Text("Emblem text", help="The sentence that every print must carry beside the emblem.")

    _dates = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_from <= date_to)",
        "A funded act cannot end before it begins.",
    )

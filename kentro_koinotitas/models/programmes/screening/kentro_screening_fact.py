from odoo import api, fields, models


class KentroScreeningFact(models.TransientModel):
    """A fact that is missing of households in a screening: of how many, and of how many it is the only one."""

    _name = "kentro.screening.fact"
    _description = "To be asked"
    _order = "households desc, id"
    _rec_name = "code"
    _transient_max_hours = 0  # goes with its screening
    _transient_max_count = 0

    screening_id = fields.Many2one("kentro.screening", required=True, readonly=True, index=True, ondelete="cascade")
    code = fields.Char(required=True, readonly=True)
    label = fields.Char("What is to be asked", compute="_compute_label")
    households = fields.Integer("Of households", readonly=True, aggregator=None)
    alone = fields.Integer(
        "It alone decides", readonly=True, aggregator=None,
        help="Households of which nothing else is missing for one of the programmes",
    )  # fmt: skip

    @api.depends_context("lang")
    @api.depends("code")
    def _compute_label(self):
        labels = self.env["kentro.ruleset"]._lacking_labels()
        for fact in self:
            fact.label = labels.get(fact.code, fact.code)

    def action_rows(self):
        """The households of which it is missing, those first of which it is all."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("kentro_koinotitas.kentro_screening_row_action")
        mine = [("screening_id", "=", self.screening_id.id), ("finding", "=", "lacking")]
        return {**action, "display_name": self.label, "domain": [*mine, ("lacking", "like", f" {self.code} ")]}

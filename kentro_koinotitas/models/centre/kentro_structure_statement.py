from odoo import fields, models


class KentroStructureStatement(models.Model):
    """What a structure says of itself, in its own words: shown to citizens, printed, published."""

    _name = "kentro.structure.statement"
    _description = "Statement"
    _inherit = ["kentro.structure.part"]
    _order = "structure_id, kind, sequence, id"
    _rec_name = "text"

    kind = fields.Selection(
        [
            ("a_purpose", "Purpose"),
            ("b_principle", "Principle"),
            ("c_history", "History"),
            ("d_governance", "Governance"),
            ("e_beneficiaries", "Who is served"),
            ("f_axis", "Axis"),
            ("g_premises", "Premises"),
            ("h_volunteers", "Volunteers"),
            ("i_monitoring", "Monitoring"),
            ("j_publicity", "Publicity"),
            ("k_provenance", "Provenance"),
        ],
        required=True,
    )
    sequence = fields.Integer(default=10)
    text = fields.Text(required=True)

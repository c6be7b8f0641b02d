from odoo import api, fields, models
from odoo.exceptions import UserError


class KentroDocumentKind(models.Model):
    """A kind of paper: where it comes from, how long it holds, and who may see it."""

    _name = "kentro.document.kind"
    _description = "Kind of paper"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    register = fields.Char("Comes from", translate=True, help="The register or service that issues it")
    months = fields.Integer("Holds for months", help="Proposed as its last day; 0 if it does not say")
    is_special = fields.Boolean(
        "Reveals a special category",
        help="Health, origin, asylum, violence: only the team of an open case of the person sees such papers. "
        "Once set, it stays.",
    )

    _code = models.UniqueIndex("(code)", "Another kind of paper has this code.")
    _months = models.Constraint("CHECK (months >= 0)", "A paper holds for a number of months, or does not say.")

    def write(self, vals):
        if vals.get("is_special") is False and not self.env.su and any(kind.is_special for kind in self):
            raise UserError(
                self.env._("Papers of this kind were kept for the case team: they are not opened to others later.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        # sudo: whether there is any paper of the kind, whoever may see it
        papers = self.env["kentro.document"].sudo().with_context(active_test=False)
        if papers.search_count([("kind_id", "in", self.ids)], limit=1):
            raise UserError(self.env._("There are papers of this kind. Archive it instead."))

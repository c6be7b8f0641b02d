from odoo import api, fields, models
from odoo.exceptions import UserError


class KentroIdentifierKind(models.Model):
    """A kind of number by which somebody knows a person: how it is checked, and who may see it."""

    _name = "kentro.identifier.kind"
    _description = "Kind of identity number"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    check = fields.Selection(
        [
            ("adt", "One or two Greek letters and six digits"),
            ("eleven", "Eleven digits"),
            ("personal", "Three characters and the ΑΦΜ"),
        ],
        "Written as",
        help="Empty: as it stands on the paper",
    )
    is_unique = fields.Boolean("One person a number", default=True, help="No two people may have the same one")
    is_residence = fields.Boolean(
        "Reveals asylum or residence",
        help="Only the team of an open case of the person sees numbers of this kind. Once set, it stays.",
    )

    _code = models.UniqueIndex("(code)", "Another kind of number has this code.")

    def write(self, vals):
        if vals.get("is_residence") is False and not self.env.su and any(kind.is_residence for kind in self):
            raise UserError(
                self.env._(
                    "Numbers of this kind were noted for the case team alone: they are not opened to others later."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        # sudo: whether any number of the kind exists, whoever may see it
        if self.env["kentro.identifier"].sudo().search_count([("kind_id", "in", self.ids)], limit=1):
            raise UserError(self.env._("There are numbers of this kind. Archive it instead."))

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class KentroLegalAct(models.Model):
    """A law or decision, in force from – to. An act that is replaced is closed, never edited."""

    _name = "kentro.legal.act"
    _inherit = ["kentro.law.mixin"]
    _description = "Legal Act"
    _order = "date desc nulls last, id desc"
    _rec_names_search = ["name", "number", "gazette"]

    name = fields.Char("Title", required=True, translate=True)
    kind = fields.Selection(
        [
            ("law", "Law"),
            ("decree", "Presidential decree"),
            ("joint_decision", "Joint ministerial decision"),
            ("decision", "Ministerial decision"),
            ("circular", "Circular"),
            ("eu", "European Union act"),
            ("local", "Decision of the municipality"),
        ],
        required=True,
    )
    number = fields.Char(required=True)
    article = fields.Char("Articles")
    date = fields.Date()
    gazette = fields.Char(help="Government Gazette, e.g. Β' 3322/19.05.2023.")
    valid_from = fields.Date("In force from")
    valid_to = fields.Date("In force until")
    superseded_by_id = fields.Many2one("kentro.legal.act", "Replaced by", ondelete="restrict")
    to_confirm = fields.Boolean(
        "To be confirmed", help="The source is weak: the municipality confirms it before relying on it."
    )
    note = fields.Text(translate=True)
    active = fields.Boolean(default=True)

    _dates = models.Constraint(
        "CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to)",
        "A legal act cannot end before it begins.",
    )

    @api.constrains("superseded_by_id")
    def _check_superseded_by_id(self):
        if self._has_cycle("superseded_by_id"):
            raise ValidationError(self.env._("A legal act cannot be replaced by one that it replaces itself."))

    @api.depends("kind", "number", "gazette")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for act in self:
            act.display_name = f"{kinds.get(act.kind, '')} {act._numbered()}"

    def _numbered(self):
        """Its number, and where it was published."""
        return f"{self.number or ''} ({self.gazette})" if self.gazette else self.number or ""

from odoo import api, fields, models
from odoo.tools import SQL

# What ends one day: (what, model, whose it is, which rows count, which of them only the case team sees).
PARTS = [
    ("document", "kentro.document", "beneficiary_id", "{0}.active", "{0}.is_special"),
    ("document", "kentro.document", "household_id", "{0}.active", "{0}.is_special"),
    ("identifier", "kentro.identifier", "beneficiary_id", "{0}.status = 'valid'", "{0}.is_residence"),
    ("residence", "kentro.residence.title", "beneficiary_id", "true", "true"),
    ("disability", "kentro.disability", "beneficiary_id", "true", "true"),
]


class KentroExpiry(models.Model):
    """What of the people's papers ends, or has ended and was not followed by another.

    A view over papers, numbers, residence titles and disability certificates, each seen by those who
    see it there.
    """

    _name = "kentro.expiry"
    _inherit = ["kentro.expiring.mixin"]
    _description = "What expires"
    _auto = False
    _log_access = False
    _order = "date_to, id"
    _rec_name = "what"
    _kentro_file = True
    _depends = {
        "kentro.document": ["beneficiary_id", "household_id", "kind_id", "date_to", "is_special", "active"],
        "kentro.identifier": ["beneficiary_id", "kind_id", "date_to", "is_residence", "status"],
        "kentro.residence.title": ["beneficiary_id", "date_to"],
        "kentro.disability": ["beneficiary_id", "date_to"],
        "kentro.beneficiary": ["active"],
    }

    what = fields.Selection(
        [
            ("document", "Paper"),
            ("identifier", "Identity number"),
            ("residence", "Residence title"),
            ("disability", "Disability certificate"),
        ],
        "What expires",
    )
    res_id = fields.Integer("Record")
    beneficiary_id = fields.Many2one("kentro.beneficiary", "Person")
    household_id = fields.Many2one("kentro.household", "Household")
    document_kind_id = fields.Many2one("kentro.document.kind")
    identifier_kind_id = fields.Many2one("kentro.identifier.kind")
    is_special = fields.Boolean()
    label = fields.Char("Which", compute="_compute_label")

    @api.depends("document_kind_id", "identifier_kind_id", "what")
    def _compute_label(self):
        names = dict(self._fields["what"]._description_selection(self.env))
        for row in self:
            row.label = row.document_kind_id.name or row.identifier_kind_id.name or names.get(row.what)

    def _compute_display_name(self):
        self.display_name = self.env._("What expires")

    @property
    def _table_query(self):
        return SQL(" UNION ALL ").join(self._part(number, *part) for number, part in enumerate(PARTS))

    def _part(self, number, what, model, whose, counts, special):
        """SQL of one part: rows with a last day, of people who are served, the last of their kind each."""
        nothing, kind, owner = SQL("NULL::int"), SQL("t.kind_id"), SQL("t.%s", SQL.identifier(whose))
        return SQL(
            """
            SELECT t.id * %(parts)s + %(number)s AS id, %(what)s AS what, t.id AS res_id,
                   %(beneficiary)s AS beneficiary_id, %(household)s AS household_id,
                   %(document_kind)s AS document_kind_id, %(identifier_kind)s AS identifier_kind_id,
                   %(special)s AS is_special, t.date_to
              FROM %(table)s t LEFT JOIN kentro_beneficiary p ON p.id = %(beneficiary)s
             WHERE t.date_to IS NOT NULL AND %(owner)s IS NOT NULL AND p.active IS NOT FALSE AND %(counts)s
               AND NOT EXISTS (SELECT FROM %(table)s o
                                WHERE o.%(whose)s = %(owner)s AND %(same_kind)s AND %(other_counts)s
                                  AND (o.date_to > t.date_to
                                       OR o.id > t.id AND coalesce(o.date_to, t.date_to) = t.date_to))
            """,
            parts=len(PARTS),
            number=number,
            what=what,
            table=SQL.identifier(self.env[model]._table),
            whose=SQL.identifier(whose),
            owner=owner,
            beneficiary=owner if whose == "beneficiary_id" else nothing,
            household=owner if whose == "household_id" else nothing,
            document_kind=kind if what == "document" else nothing,
            identifier_kind=kind if what == "identifier" else nothing,
            same_kind=SQL("o.kind_id = t.kind_id") if what in ("document", "identifier") else SQL("true"),
            special=SQL(special.format("t")),
            counts=SQL(counts.format("t")),
            other_counts=SQL(counts.format("o")),
        )

    def action_open(self):
        """The record itself: to renew it, or to mark it replaced."""
        self.ensure_one()
        model = {what: name for what, name, *_rest in PARTS}[self.what]
        return {"type": "ir.actions.act_window", "res_model": model, "res_id": self.res_id, "views": [(False, "form")]}

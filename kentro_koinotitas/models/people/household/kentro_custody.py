from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

KINDS = [
    ("joint", "Joint custody"),
    ("sole", "Sole custody"),
    ("authority", "Parental authority, without custody"),
    ("guardian", "Guardianship"),
    ("foster", "Foster care"),
    ("prosecutor", "Handed over by the prosecutor"),
]
BASES = [
    ("law", "By law, nothing decided"),
    ("court", "Decision of a court"),
    ("notary", "Notarial act"),
    ("order", "Order of the prosecutor"),
]
# Who has one of these has the child alone.
ALONE = ("sole", "guardian", "foster", "prosecutor")


class KentroCustody(models.Model):
    """Who has custody or parental authority of a child, by which paper, from when to when.

    The holder is a person of the register or a name alone; no address and no telephone stand here,
    for the other parent may be in the room.
    """

    _name = "kentro.custody"
    _inherit = ["kentro.dated.mixin"]
    _description = "Custody of a child"
    _order = "beneficiary_id, date_from desc, id desc"
    _kentro_file = True

    beneficiary_id = fields.Many2one("kentro.beneficiary", "Child", required=True, index=True, ondelete="restrict")
    holder_id = fields.Many2one("kentro.beneficiary", "Who has it", index="btree_not_null", ondelete="restrict")
    holder_name = fields.Char("Who has it (not registered)", help="A person or a body outside the register: the name")
    kind = fields.Selection(KINDS, required=True, default="joint")
    basis = fields.Selection(BASES, "Settled by", required=True, default="law")
    document_number = fields.Char("Number of the paper", help="Number and year of decision, act or order")
    active = fields.Boolean(
        "Entered correctly", default=True, help="Switch off what was a slip: it stays on file and counts for nothing"
    )

    _one_holder = models.Constraint(
        "CHECK (num_nonnulls(holder_id, NULLIF(holder_name, '')) = 1)",
        "Say who has custody: a person of the register, or a name. One of the two.",
    )
    _another = models.Constraint("CHECK (holder_id <> beneficiary_id)", "Nobody has custody of herself or himself.")

    @api.depends("beneficiary_id", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for row in self:
            row.display_name = " · ".join(filter(None, [row.beneficiary_id.display_name, kinds.get(row.kind)]))

    @api.constrains("basis", "document_number")
    def _check_paper(self):
        for row in self:
            if row.basis != "law" and not row.document_number:
                raise ValidationError(self.env._("Note the number of the decision, act or order that settles custody."))

    @api.constrains("beneficiary_id", "date_from")
    def _check_minor(self):
        # sudo: the age on that day, for whoever the child is
        for row in self.sudo():
            age = row.beneficiary_id._age_on(row.date_from)
            if age is not None and age >= 18:
                raise ValidationError(
                    self.env._(
                        "On %s this person was of age already: custody is of a minor. Check the dates.",
                        format_date(self.env, row.date_from),
                    )
                )

    @api.constrains("beneficiary_id", "holder_id", "holder_name", "kind", "date_from", "date_to", "active")
    def _check_alone(self):
        """Who has a child alone has it with nobody beside."""
        # sudo: a contradiction is one, whoever sees the other row
        rows = self.sudo().search([("beneficiary_id", "in", self.beneficiary_id.ids), ("kind", "!=", "authority")])
        by_child = rows.grouped("beneficiary_id")
        for row in self.sudo().filtered(lambda row: row.active and row.kind != "authority"):
            beside = (by_child.get(row.beneficiary_id, rows.browse()) - row).filtered_domain(
                self._between(row.date_from, row.date_to or fields.Date.to_date("9999-12-31"))
            )
            if beside and (row.kind in ALONE or any(other.kind in ALONE for other in beside)):
                raise ValidationError(
                    self.env._(
                        "Since %s another has custody, and one of the two has it alone. End the earlier one first.",
                        format_date(self.env, beside[0].date_from),
                    )
                )

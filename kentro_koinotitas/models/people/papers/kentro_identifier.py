from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ValidationError

from ....tools.identity_numbers import CLEAN, compared


class KentroIdentifier(models.Model):
    """A number by which somebody knows a person; ΑΦΜ and ΑΜΚΑ stand in her file itself.

    (In FHIR's words an Identifier: type, value, assigner, period, use.)
    """

    _name = "kentro.identifier"
    _inherit = ["kentro.expiring.mixin"]
    _description = "Identity number"
    _order = "beneficiary_id, kind_id, id"
    _rec_name = "kind_id"
    _kentro_file = True

    beneficiary_id = fields.Many2one("kentro.beneficiary", "Person", required=True, index=True, ondelete="restrict")
    kind_id = fields.Many2one("kentro.identifier.kind", "Kind", required=True, ondelete="restrict")
    value = fields.Char("Number", required=True, copy=False)
    value_key = fields.Char(compute="_compute_value_key", store=True, index=True, help="As compared")
    issuer = fields.Char(help="Authority or country")
    issued_on = fields.Date()
    status = fields.Selection(
        [
            ("valid", "In use"),
            ("replaced", "Replaced by another"),
            ("lost", "Lost or stolen"),
            ("error", "Entered in error"),
        ],
        required=True,
        default="valid",
    )
    # Stored beside the number, for the record rule and the unique index.
    company_id = fields.Many2one(related="beneficiary_id.company_id", store=True)
    is_residence = fields.Boolean(related="kind_id.is_residence", store=True)
    is_unique = fields.Boolean(related="kind_id.is_unique", store=True)

    _value_uniq = models.UniqueIndex(
        "(company_id, kind_id, value_key) WHERE is_unique AND status <> 'error'",
        "Another person of the municipality has this number. Search for it at Reception.",
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR issued_on IS NULL OR date_to >= issued_on)",
        "A paper expires on or after the day it was issued.",
    )

    @api.depends("value")
    def _compute_value_key(self):
        for identifier in self:
            identifier.value_key = compared(identifier.value)

    @api.depends_context("uid")
    @api.depends("kind_id")
    def _compute_display_name(self):
        """The kind, never the number; to who may not read it not even that."""
        seen = self if self.env.uid == SUPERUSER_ID else self.sudo(False)._filtered_access("read")
        for identifier in self:
            identifier.display_name = identifier.kind_id.name if identifier in seen else self.env._("Number")

    @api.model_create_multi
    def create(self, vals_list):
        rows = [self._with_clean_value(vals, vals.get("kind_id")) for vals in vals_list]
        people = self.env["kentro.beneficiary"].sudo()  # sudo: only for the municipality
        self._refuse_taken(
            [
                (people.browse(row.get("beneficiary_id")).company_id.id, row.get("kind_id"), compared(row.get("value")))
                for row in rows
                if row.get("status") != "error"
            ]
        )
        return super().create(rows)

    def write(self, vals):
        if {"value", "kind_id", "status", "beneficiary_id"}.isdisjoint(vals):
            return super().write(vals)
        keys = []
        for identifier in self:
            row = {"kind_id": identifier.kind_id.id, "value": identifier.value, "status": identifier.status, **vals}
            row = self._with_clean_value(row, row["kind_id"])
            if "value" in vals:
                vals = {**vals, "value": row["value"]}
            if row["status"] != "error":
                keys.append((identifier.company_id.id, row["kind_id"], compared(row["value"])))
        self._refuse_taken(keys)
        result = super().write(vals)
        self.check_access("write")  # as the kind it is now, she may not be the one to see it
        return result

    @api.onchange("value", "kind_id")
    def _onchange_value(self):
        """What is no number of the kind stays as typed: it is said at once, and saving refuses it."""
        try:
            if self.value and self.kind_id:
                self.value = self._with_clean_value({"value": self.value}, self.kind_id.id)["value"]
        except ValidationError as fault:
            return {"warning": {"title": self.env._("Check the number"), "message": str(fault)}}

    @api.model
    def _with_clean_value(self, vals, kind_id):
        """``vals`` with the number as its kind is written; ValidationError if it is none of the kind."""
        kind, value = self.env["kentro.identifier.kind"].browse(kind_id), (vals.get("value") or "").strip()
        if not kind.check or not value:
            return {**vals, "value": value} if "value" in vals else vals
        clean = CLEAN[kind.check](value)
        if clean:
            return {**vals, "value": clean}
        said = {
            "adt": self.env._("it is one or two Greek letters and six digits, as ΑΒ 123456"),
            "eleven": self.env._("it has eleven digits"),
            "personal": self.env._("it has twelve characters, and the last nine are the person's ΑΦΜ"),
        }
        # without the number: refusals are logged
        raise ValidationError(self.env._("This is no %(kind)s: %(rule)s.", kind=kind.name, rule=said[kind.check]))

    @api.constrains("kind_id", "value", "beneficiary_id")
    def _check_personal_number(self):
        for identifier in self.filtered(lambda row: row.kind_id.check == "personal"):
            # sudo: only compared
            afm = identifier.beneficiary_id.sudo().afm
            if afm and identifier.value[3:] != afm:
                raise ValidationError(
                    self.env._("The Προσωπικός Αριθμός ends in another ΑΦΜ than the one in the file. Check both.")
                )

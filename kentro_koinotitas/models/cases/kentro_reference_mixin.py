from odoo import api, fields, models
from odoo.exceptions import UserError


class KentroReferenceMixin(models.AbstractModel):
    """A neutral reference as the record's name: it may stand in a calendar or an activity."""

    _name = "kentro.reference.mixin"
    _description = "Record with a neutral reference"

    name = fields.Char("Reference", readonly=True, copy=False, index=True)

    @api.model_create_multi
    def create(self, vals_list):
        references = self._draw_references(len(vals_list))
        return super().create(
            [{**vals, "name": reference} for vals, reference in zip(vals_list, references, strict=True)]
        )

    def _neutral_names(self):
        return {record: record.name for record in self}

    def write(self, vals):
        return super().write({name: value for name, value in vals.items() if name != "name"})

    @api.model
    def _draw_references(self, count):
        """Return ``count`` new references of this model's series, drawn in one statement."""
        # as superuser: sequences belong to the system, not to a role
        series = (
            self.env["ir.sequence"]
            .sudo()
            .search(
                [("code", "=", self._name), ("company_id", "in", [False, self.env.company.id])],
                order="company_id",
                limit=1,
            )
        )
        if not series:
            raise UserError(
                self.env._(
                    "There is no series of references for «%(model)s». Ask the administrator to make a sequence "
                    "with the code %(code)s.",
                    model=self._description,
                    code=self._name,
                )
            )
        if series.implementation != "standard" or series.use_date_range:
            # numbered without gaps or by period, as an administrator may choose: Odoo's own way, one by one
            return [series.next_by_id() for _number in range(count)]
        self.env.cr.execute(
            "SELECT nextval(%s) FROM generate_series(1, %s)", [f"ir_sequence_{series.id:03d}", count]
        )
        return [series.get_next_char(number) for (number,) in self.env.cr.fetchall()]

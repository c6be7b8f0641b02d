from odoo import api, models

# What says something of an entry as it is, merged or not.
OF_ENTRIES = {
    "kentro.duplicate", "kentro.merge", "kentro.beneficiary", "kentro.read.log", "kentro.emergency.access",
    "kentro.review.item",
}  # fmt: skip


class Base(models.AbstractModel):
    """Nothing new is hung on an entry that was merged: nobody would find it there. The program does not, either."""

    _inherit = "base"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        if names := self._kentro_people_names():
            records._kentro_refuse_merged(names)
        return records

    def write(self, vals):
        result = super().write(vals)
        if names := self._kentro_people_names().intersection(vals):
            self._kentro_refuse_merged(names)
        return result

    @api.model
    def _kentro_people_names(self):
        """Names of the stored many2one fields of this model to people, as a frozenset."""
        cls = self.env.registry[self._name]
        if "_kentro_people_field_names" not in cls.__dict__:
            cls._kentro_people_field_names = frozenset(
                name
                for name, field in self._fields.items()
                if cls._name.startswith("kentro.") and cls._name not in OF_ENTRIES and not cls._transient
                if field.store and not field.related
                if field.type == "many2one" and field.comodel_name == "kentro.beneficiary"
            )
        return cls._kentro_people_field_names

    def _kentro_refuse_merged(self, names):
        """Refuse if these records point by fields ``names`` at an entry that is merged into another."""
        records = self.sudo()  # sudo: whoever may not see the person was refused before; numbers tell nothing of her
        for name in sorted(names):
            records.mapped(name)._refuse_as_merged()
